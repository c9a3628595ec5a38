import type { HitShares } from '../../../../src-contract/index.ts';

/** What each of the things that a photo is to look like adds to its score. */
export type LookShares = Omit<HitShares, 'words'>;

/** What is looked for by looks, by how many terms of a score each, in the order of the terms. */
interface Sought {
  readonly description: unknown;
  readonly example: unknown;
  readonly parts?: readonly unknown[] | undefined;
}

/**
 * Divide the values of terms among what they are of. What speaks against a photo is no reason for it, so nothing is below zero.
 *
 * @param values of the terms: of the description, of the example images together, of each part; what follows is of nothing of these.
 */
export function lookShares(values: readonly number[], { description, example, parts = [] }: Sought): LookShares {
  const left = values.map((value) => Math.max(0, value));
  const take = (count: number): number => left.splice(0, count).reduce((sum, value) => sum + value, 0);
  return {
    description: take(description === null ? 0 : 1),
    example: take(example === null ? 0 : 1),
    parts: take(parts.length),
  };
}

/**
 * What share of a photo's place each of the things has that it was found by.
 *
 * @param words share of the words that it is called, 0..1.
 * @returns shares that are 1 in all; null where nothing speaks for it.
 */
export function hitShares(looks: LookShares, words: number): HitShares | null {
  const sum = looks.description + looks.example + looks.parts;
  if (sum === 0) return words > 0 ? { ...looks, words: 1 } : null;
  const scale = (1 - words) / sum;
  return {
    description: looks.description * scale,
    example: looks.example * scale,
    parts: looks.parts * scale,
    words,
  };
}
