import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { UnderstoodQuery } from '../../../src-contract/index.ts';
import { parseQuery } from '../../../src-main/core/query/parse-query.ts';
import { standingChips, withoutChip } from '../../../src-renderer/search/query-text.ts';

describe('a text without a chip', () => {
  const places = { find: () => undefined };
  const understand = (text: string): UnderstoodQuery => parseQuery(text, { today: '2024-05-15', places });
  const without = (text: string, index: number): string => {
    const { chips } = understand(text);
    const chip = chips[index];
    if (chip === undefined) throw new Error(`Expected more chips of "${text}" than ${chips.length}`);
    return withoutChip(text, chips, chip);
  };

  it.each([
    ['beach 2023 at night', 0, 'beach at night'],
    ['2023 beach', 0, 'beach'],
    ['beach  2023', 0, 'beach'],
    ['2023', 0, ''],
    ['a  "b  c"  d', 0, 'a d'],
    ['🐕 -cats 🏖', 0, '🐕 🏖'],
    ['2023 without people', 0, 'without people'],
    ['-dogs -cats', 0, '-cats'],
    ['-dogs not:cats', 0, 'not:cats'],
    ['city without cars or people', 0, 'city -people'],
    ['city without cars or people', 1, 'city without cars'],
    ['without dogs or camera:canon or "red car", at night', 0, '-camera:canon -"red car" , at night'],
    ['without dogs or camera:canon or cats', 1, 'without dogs -cats'],
  ])('is, of "%s" without the one at %i, "%s"', (text, index, expected) => {
    expect(without(text, index)).toBe(expected);
  });

  it('is understood as the other chips and the same description', () => {
    const part = fc.constantFrom('dogs', 'people', 'camera:canon', 'person:"Anna Berg"', 'tag:beach', '"red car"');
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), fc.nat(), (parts, at) => {
        const text = `city without ${parts.join(' or ')}`;
        const { chips, description } = understand(text);
        const index = at % chips.length;
        const left = understand(without(text, index));
        expect(left.chips.map((chip) => chip.text)).toEqual(chips.flatMap((chip, i) => (i === index ? [] : chip.text)));
        expect(left.description).toBe(description);
      }),
    );
  });
});

describe('chips of an answer', () => {
  const answered = 'beach 2024 -people';
  const chips = [
    { start: 6, end: 10 },
    { start: 11, end: 18 },
  ];

  it.each([
    ['all, of the text itself', answered, chips],
    ['all, while more is typed behind them', `${answered} at night`, chips],
    ['those before a change', 'beach 2024 -persons', chips.slice(0, 1)],
    ['none, of another text', 'dogs', []],
  ])('stand in a text: %s', (_, text, expected) => {
    expect(standingChips(text, answered, chips)).toEqual(expected);
  });
});
