import { expect, test } from 'vitest';
import { withEmojiInWords } from '../../../src-main/core/text/emoji.ts';

test.each([
  ['🐶', 'dog face'],
  ['🐕 on the 🏖️', 'dog on the beach with umbrella'],
  // Without the sign that asks for a picture.
  ['🏖', 'beach with umbrella'],
  ['❤', 'red heart'],
  ['❤️', 'red heart'],
  ['🐶🐱', 'dog face cat face'],
  ['two🐶!', 'two dog face !'],
  ['👨‍👩‍👧', 'family man, woman, girl'],
  ['👍🏽', 'thumbs up'],
  ['🏄🏿‍♀️', 'woman surfing'],
  ['🇫🇷', 'flag of France'],
  ['🏴󠁧󠁢󠁳󠁣󠁴󠁿', 'flag of Scotland'],
])('%s is %s', (text, words) => {
  expect(withEmojiInWords(text)).toBe(words);
});

test.each(['', 'a  dog', '5 # * ™ © ↔', '犬と雪', '\ud83d', '🇽🇽', '\u{1faff}'])('%j stays as it is', (text) => {
  expect(withEmojiInWords(text)).toBe(text);
});
