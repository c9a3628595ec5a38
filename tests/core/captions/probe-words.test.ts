import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import english from '../../../src-main/core/captions/english.json' with { type: 'json' };
import { probeWords } from '../../../src-main/core/captions/probe-words.ts';
import { wordsOf } from '../../../src-main/core/text/content-words.ts';

describe('words of captions', () => {
  test('are those that say something and have three letters or more, each once, in any case', () => {
    expect(probeWords(['A Dog on the dog bed', 'the OX and a bed', "Anna's boat"], 100)).toEqual([
      'anna',
      'bed',
      'boat',
      'dog',
    ]);
  });

  test('are from all over the alphabet where they are more than asked for', () => {
    const captions = ['ant bee cat dog eel fox gnu hen'];
    expect(probeWords(captions, 4)).toEqual(['ant', 'cat', 'eel', 'gnu']);
    expect(probeWords(captions, 3)).toEqual(['ant', 'cat', 'fox']);
  });

  test.each([
    ['no captions', [], 10],
    ['captions that say nothing', ['a photo of the', '...'], 10],
    ['no words asked for', ['a dog'], 0],
  ])('are none for %s', (_, captions, count) => {
    expect(probeWords(captions, count)).toEqual([]);
  });

  test('are the same for the same captions in any order, and each once', () => {
    const word = fc.stringMatching(/^[a-f]{1,4}$/u);
    const caption = fc.array(word, { maxLength: 8 }).map((words) => words.join(' '));
    fc.assert(
      fc.property(fc.array(caption, { maxLength: 12 }), fc.nat(40), (captions, count) => {
        const words = probeWords(captions, count);
        expect(probeWords(captions.toReversed(), count)).toEqual(words);
        expect(new Set(words).size).toBe(words.length);
        expect(words.length).toBeLessThanOrEqual(count);
        expect(words).toEqual(words.toSorted());
        const all = new Set(probeWords(captions, 1e6));
        expect(words.every((one) => all.has(one))).toBe(true);
        expect(words).toHaveLength(Math.min(count, all.size));
      }),
    );
  });

  test('of the English bank are a thousand, the same at every start', () => {
    const words = probeWords(english, 1000);
    expect(words).toHaveLength(1000);
    expect(new Set(words).size).toBe(1000);
    expect(words).toEqual(probeWords([...english], 1000));
    expect(new Set(words.map(([first]) => first)).size).toBeGreaterThan(20);
  });
});

describe('the English bank', () => {
  test('has thousands of captions, no two alike whatever the case and spaces', () => {
    expect(english.length).toBeGreaterThanOrEqual(2000);
    const folded = english.map((caption) => caption.toLowerCase().replaceAll(/\W+/gu, ' ').trim());
    expect(folded.filter((caption, i) => folded.indexOf(caption) !== i)).toEqual([]);
  });

  test('has captions of 3 to 14 words, in plain ASCII without line breaks or spaces around', () => {
    expect(english.filter((caption) => !/^[\x20-\x7e]+$/u.test(caption) || caption !== caption.trim())).toEqual([]);
    const odd = english.filter((caption) => {
      const { length } = wordsOf(caption);
      return length < 3 || length > 14;
    });
    expect(odd).toEqual([]);
  });
});
