import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold } from '../../../src-main/core/text/fold.ts';
import { hiddenNumbers, indexTokens, lookupTokens } from '../../../src-main/core/text/index-tokens.ts';

describe('a text in the index', () => {
  test.each([
    ['img_2034', ['img', '2034']],
    ['海边日落', ['海边', '边日', '日落', '落']],
    ['落', ['落']],
    ['2019東京旅行', ['2019', '東京', '京旅', '旅行', '行']],
    ['サクラ', ['さく', 'くら', 'ら']],
    ['ラーメン', ['らー', 'ーめ', 'めん', 'ん']],
    ['น้ำ', ['น้', '้ำ', 'ำ']],
    ['𠮷野', ['𠮷野', '野']],
    ['', []],
    ['!?', []],
  ])('%j is %j', (text, tokens) => {
    expect(indexTokens(text)).toEqual(tokens);
  });
});

describe('a text to look up', () => {
  test.each<[text: string, tokens: string[], goesOn: boolean]>([
    ['img_2034', ['img', '2034'], false],
    ['日落', ['日落'], false],
    ['边日落', ['边日', '日落'], false],
    ['落', ['落'], true],
    ['2019東', ['2019', '東'], true],
    ['東京 2019', ['東京', '京', '2019'], false],
    ['!?', [], false],
  ])('%j is %j', (text, tokens, goesOn) => {
    expect(lookupTokens(text)).toEqual({ tokens, goesOn });
  });

  test('is in the index of every text without spaces that it is a part of', () => {
    const letters = fc.string({
      unit: fc.constantFrom(...Array.from('海边日落さくらサクラบ้าน부산')),
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(letters, fc.nat(11), fc.integer({ min: 1, max: 12 }), (typed, from, length) => {
        const text = fold(typed);
        const all = Array.from(text);
        const part = all
          .slice(from % all.length)
          .slice(0, length)
          .join('');
        // What begins with a mark is no word.
        fc.pre(/^\p{L}/u.test(part) && /^\p{L}/u.test(text));
        const { tokens, goesOn } = lookupTokens(part);
        const indexed = ` ${indexTokens(text).join(' ')}${goesOn ? '' : ' '}`;
        expect(indexed).toContain(` ${tokens.join(' ')}${goesOn ? '' : ' '}`);
      }),
    );
  });
});

test.each([
  ['P1010234', ['1010234']],
  ['DSC02034 DSC 02034', ['2034', '2034']],
  ['IMG_2034', []],
  ['IMG_0034', []],
  ['a1b2034', []],
])('numbers that hide in %s: %j', (text, numbers) => {
  expect(hiddenNumbers(text)).toEqual(numbers);
});
