import { rangeChip, type Understood } from './chips.ts';

interface Limits {
  readonly lowest: number;
  readonly highest: number;
}

const limits: Readonly<Record<'rating' | 'iso', Limits>> = {
  rating: { lowest: 0, highest: 5 },
  iso: { lowest: 1, highest: 100_000_000 },
};

interface Range {
  readonly min: number | null;
  readonly max: number | null;
}

/** How ranges of whole numbers are written. */
const forms: readonly (readonly [pattern: RegExp, range: (a: number, b: number) => Range])[] = [
  [/^(\d+)$/u, (a) => ({ min: a, max: a })],
  [/^=(\d+)$/u, (a) => ({ min: a, max: a })],
  [/^(?:>=|≥)(\d+)$/u, (a) => ({ min: a, max: null })],
  [/^(\d+)\+$/u, (a) => ({ min: a, max: null })],
  [/^(?:<=|≤)(\d+)$/u, (a) => ({ min: null, max: a })],
  [/^>(\d+)$/u, (a) => ({ min: a + 1, max: null })],
  [/^<(\d+)$/u, (a) => ({ min: null, max: a - 1 })],
  [/^(\d+)(?:-|–|\.\.)(\d+)$/u, (a, b) => ({ min: a, max: b })],
];

/** Read a range of numbers: `4`, `>=4`, `4+`, `2-4`, `<4`. Undefined where there is no such number. */
export function readRange(kind: 'rating' | 'iso', text: string): Understood | undefined {
  const { lowest, highest } = limits[kind];
  const possible = (value: number | null): boolean => value === null || (value >= lowest && value <= highest);
  const compact = text.replaceAll(/\s/gu, '');
  for (const [pattern, rangeOf] of forms) {
    const parts = pattern.exec(compact);
    if (parts === null) continue;
    const { min, max } = rangeOf(Number(parts[1]), Number(parts[2]));
    const ordered = min === null || max === null || min <= max;
    return ordered && possible(min) && possible(max) ? rangeChip(kind, min, max) : undefined;
  }
  return undefined;
}

/** Read a rating: a range of stars, `unrated`, which is none, or `rejected`, which is written -1. */
export function readRating(text: string): Understood | undefined {
  const word = text.trim().toLowerCase();
  if (['rejected', '-1', '−1'].includes(word)) return rangeChip('rating', -1, -1);
  return readRange('rating', ['unrated', 'none'].includes(word) ? '0' : text);
}
