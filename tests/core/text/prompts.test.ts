import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { promptsFor } from '../../../src-main/core/text/prompts.ts';

const templates = ['{}', 'a photo of a {}', '{} or {}'];

describe('a name', () => {
  test.each(['dog', 'golden retriever', 'Eiffel tower', 'old red car', 'Hund', '犬', "anna's boat", 'king', 'T-shirt'])(
    '"%s" goes into every template',
    (name) => {
      expect(promptsFor(name, templates)).toEqual([name, `a photo of a ${name}`, `${name} or ${name}`]);
    },
  );

  test('is taken as it is: nothing in it is a pattern', () => {
    expect(promptsFor('$& $1', ['a {}'])).toEqual(['a $& $1']);
    expect(promptsFor('{}', ['a {}'])).toEqual(['{}']);
  });

  test('is itself for a pack without templates', () => {
    expect(promptsFor('dog', [])).toEqual(['dog']);
  });
});

describe('a sentence', () => {
  test.each([
    'a dog that runs',
    'dogs running',
    'a man sat down',
    'the old red car in town',
    'a woman reading a book and a man cooking',
    'children eat ice cream, grandmother watches',
    'a very old and very tall house of red bricks beside the river',
  ])('"%s" is taken as it is', (sentence) => {
    expect(promptsFor(sentence, templates)).toEqual([sentence]);
  });
});

describe('a list', () => {
  test.each([
    ['cats and dogs', ['cats and dogs', 'dogs and cats']],
    ['a dog, a cat', ['a dog and a cat', 'a cat and a dog']],
    ['a dog AND a cat', ['a dog and a cat', 'a cat and a dog']],
    ['a dog, a cat, and a horse', ['a dog, a cat and a horse', 'a cat, a horse and a dog', 'a horse, a dog and a cat']],
    ['a, b, c, d', ['a, b, c and d', 'b, c, d and a', 'c, d, a and b', 'd, a, b and c']],
    ['a,,b', ['a and b', 'b and a']],
    [', a and b ,', ['a and b', 'b and a']],
  ])('"%s" is encoded in several orders, without templates', (list, orders) => {
    expect(promptsFor(list, templates)).toEqual(orders);
    expect(promptsFor(list, [])).toEqual(orders);
  });

  test('has each part first about as often, in at most four orders', () => {
    const part = fc.stringMatching(/^[bcd]{1,5}( [bcd]{1,5}){0,3}$/u);
    fc.assert(
      fc.property(fc.uniqueArray(part, { minLength: 2, maxLength: 12 }), (parts) => {
        const prompts = promptsFor(parts.join(', '), templates);
        expect(prompts).toHaveLength(Math.min(4, parts.length));
        const split = prompts.map((prompt) => prompt.split(/, | and /u));
        for (const order of split) expect(order.toSorted()).toEqual(parts.toSorted());
        // As parts differ, none is first twice.
        expect(new Set(split.map(([first]) => first)).size).toBe(prompts.length);
        expect(split[0]).toEqual(parts);
      }),
    );
  });
});

describe('anything else', () => {
  test.each([',', '&', '...', 'and', ' and ', 'and and', '-', 'a,', '🏖️'])('"%s" is never lost', (text) => {
    const prompts = promptsFor(text, templates);
    expect(prompts.length).toBeGreaterThan(0);
    for (const prompt of prompts) expect(prompt.trim()).not.toBe('');
  });

  test('becomes at most four prompts, each with every word that says something as often as it was typed', () => {
    const words = fc.array(fc.constantFrom('dog', 'cat', ',', 'and', 'runs', 'a', 'red', '  ', '\t', '"'), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(words, (some) => {
        const text = some.join(' ');
        const prompts = promptsFor(text, ['{}']);
        expect(prompts.length).toBeLessThanOrEqual(4);
        const counts = (of: string): number[] => ['dog', 'cat', 'runs', 'red'].map((word) => of.split(word).length - 1);
        for (const prompt of prompts) expect(counts(prompt), prompt).toEqual(counts(text));
      }),
    );
  });

  test.each([
    ['spaces', `a${' '.repeat(9998)}b`],
    ['commas', ','.repeat(10_000)],
    ['parts', 'a,'.repeat(5000)],
    ['"and"', 'and '.repeat(2500)],
  ])('of the greatest length may be made of %s', (_, text) => {
    expect(promptsFor(text, templates).length).toBeLessThanOrEqual(4);
  });
});
