import { describe, expect, test } from 'vitest';
import { vocabulary, vocabularyFiles, vocabularyOf } from '../../../src-main/core/tags/vocabulary.ts';

const { groups, words } = vocabulary();

/** What is said of people beyond that they are there: who somebody is is nothing that a picture shows. */
const judging =
  /\b(?:man|men|woman|women|boys?|girls?|male|female|gender|child|children|kids?|babies|baby|toddler|teen\w*|old|young|elderly|adult|race|ethnic\w*|black person|white person|asian person|african|european|ugly|pretty|beautiful|handsome|fat|thin|poor|rich|criminal|homeless|nurse|doctor|police ?m[ae]n|happy|sad|angry|drunk|nude|naked|sexy)\b/iu;

describe('the vocabulary', () => {
  test('is of some size, in every branch', () => {
    expect(words.length).toBeGreaterThanOrEqual(400);
    for (const { key } of groups)
      expect(words.filter(({ group }) => group === key).length, key).toBeGreaterThanOrEqual(9);
  });

  test('names everything once, and in every language', () => {
    const keys = [...groups, ...words].map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    for (const { names } of [...groups, ...words]) expect(Object.keys(names)).toEqual(['en', 'de', 'fr', 'es']);
  });

  test('has what is above a word before it, in the same group', () => {
    for (const [at, { key, parent, group }] of words.entries()) {
      if (parent === null) continue;
      const place = words.findIndex((word) => word.key === parent);
      expect(place, key).toBeGreaterThanOrEqual(0);
      expect(place, key).toBeLessThan(at);
      expect(words[place]?.group, key).toBe(group);
    }
  });

  test('makes sentences of every word, each once', () => {
    for (const { key, prompts } of words) {
      expect(prompts.length, key).toBeGreaterThan(2);
      expect(new Set(prompts).size, key).toBe(prompts.length);
      for (const prompt of prompts) expect(prompt, key).not.toMatch(/[{}|;]/u);
    }
  });

  test('neither judges people nor sorts them', () => {
    expect('a photo of an old woman').toMatch(judging);
    // Of things alone: an old building, a racing car.
    for (const { key, names, prompts } of words.filter(({ group }) =>
      ['people', 'activities', 'events'].includes(group),
    )) {
      expect(
        [names.en, ...prompts].filter(
          (text) => judging.test(text) && !/\b(?:horse|car|motor|dog)s? rac|race\b/u.test(text),
        ),
        key,
      ).toEqual([]);
    }
  });

  test('is refused where it is not what it should be', () => {
    const word = { id: 'dog', en: 'dog', de: 'Hund', fr: 'chien', es: 'perro' };
    const file = {
      id: 'animals',
      en: 'Animals',
      de: 'Tiere',
      fr: 'Animaux',
      es: 'Animales',
      kind: 'animal',
      words: [word],
    };
    expect(vocabularyOf([file]).words[0]?.prompts).toContain('a photo of a dog');
    expect(vocabularyFiles.length).toBe(groups.length);
    for (const wrong of [
      { ...word, fr: '' },
      { ...word, id: 'A dog' },
      { ...word, color: 'brown' },
      { ...word, de: undefined },
    ])
      expect(() => vocabularyOf([{ ...file, words: [wrong] }])).toThrow(/Invalid|Too small|Unrecognized/u);
    expect(() => vocabularyOf([{ ...file, kind: 'person' }])).toThrow(/Invalid/u);
  });
});
