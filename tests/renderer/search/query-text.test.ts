import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { standingChips, withoutSpan } from '../../../src-renderer/search/query-text.ts';

describe('a text without a span', () => {
  it.each([
    ['beach 2024 at night', '2024', 'beach at night'],
    ['2024 beach', '2024', 'beach'],
    ['beach  2024', '2024', 'beach'],
    ['2024', '2024', ''],
    ['a  "b  c"  d', '"b  c"', 'a d'],
    ['🐕 -cats 🏖', '-cats', '🐕 🏖'],
  ])('is, of "%s" without "%s", "%s"', (text, part, expected) => {
    const start = text.indexOf(part);
    expect(withoutSpan(text, { start, end: start + part.length })).toBe(expected);
  });

  it('keeps every other word', () => {
    const words = fc.array(fc.stringMatching(/^[a-z"-]{1,6}$/u), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(words, fc.nat(), (list, at) => {
        const index = at % list.length;
        const start = list.slice(0, index).join(' ').length + (index === 0 ? 0 : 1);
        const rest = withoutSpan(list.join(' '), { start, end: start + (list[index]?.length ?? 0) });
        expect(rest).toBe(list.filter((_, i) => i !== index).join(' '));
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
