import { expect, test } from 'vitest';
import { contentWords, wordsOf } from '../../../src-main/core/text/content-words.ts';

test.each<[description: string, words: string[]]>([
  ['', []],
  ['a photo of the', []],
  ['A photo of a dog on the beach', ['dog', 'beach']],
  ['PICTURES of my Family', ['Family']],
  ["Anna's boat", ['Anna', 'boat']],
  ['the Joneses’ boat, Anna’s dog', ['Joneses', 'boat', 'Anna', 'dog']],
  ["rock'n'roll", ['rock', 'n', 'roll']],
  ['May in Will Rogers park', ['May', 'Will', 'Rogers', 'park']],
  ['IMG_2034.jpg', ['IMG', '2034', 'jpg']],
  ['Lago d’Orta (2019)', ['Lago', 'd', 'Orta', '2019']],
  ['Cafe\u0301', ['Cafe\u0301']],
  ['東京 旅行', ['東京', '旅行']],
  ['🎉 !? " * ^', []],
])('"%s" says %j', (description, words) => {
  expect(contentWords(description)).toEqual(words);
});

test('words are runs of letters and digits, in order and as often as they stand there', () => {
  expect(wordsOf('the "cat" NEAR(the, 2) col:cat* \u0000x')).toEqual([
    ...['the', 'cat', 'NEAR', 'the', '2', 'col', 'cat', 'x'],
  ]);
});
