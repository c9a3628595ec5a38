import { Cholesky } from '../math/cholesky.ts';
import { dot, type Embedding } from '../math/vector.ts';
import { type Choice, differenceOf, learnTaste, mostChoices, tasteLambda } from './preference.ts';

/** A photo that may be asked about. */
export interface Askable {
  readonly id: number;
  readonly embedding: Embedding;
}

/** A photo as the taste sees it. */
interface Seen extends Askable {
  /** How much it is to the taste. */
  readonly score: number;
  /** What the choices have told of it: see `seenBy`. */
  readonly told: Float64Array;
}

/** What was answered so far. */
export interface Answers {
  readonly choices: readonly Choice[];
  /** Pairs of which neither was liked better, whichever is named first. */
  readonly neither: readonly Choice[];
}

interface Asked {
  readonly ids: readonly [number, number];
  readonly worth: number;
}

/** Squared distance below which two photos look the same: nothing is learnt from such a pair. */
const sameBelow = 1e-6;

/**
 * Find pairs whose answer would tell most of a taste, the most telling first, no photo in two of them.
 *
 * By the Laplace approximation a photo is liked better than another by w . (x - y) with the variance
 *
 *     v = (x - y)' (2 lambda + sum p_i (1 - p_i) d_i d_i')^-1 (x - y)
 *
 * with d_i the differences of the pairs that were asked. An answer is worth p (1 - p) v: what it takes away of the uncertainty, to
 * first order. It is most where both are liked alike as far as is known, and differ in what has not been asked. Where neither was
 * liked better nothing is learnt of the taste, but its like is not asked again soon.
 *
 * @param isOut pairs that are not to be asked.
 */
export function tellingPairs(
  photos: readonly Askable[],
  answers: Answers,
  top: number,
  isOut: (a: number, b: number) => boolean,
): (readonly [number, number])[] {
  const seen = seenBy(answers, photos);
  const pairs: Asked[] = [];
  for (const [i, a] of seen.entries()) {
    for (const b of seen.slice(i + 1)) {
      const distance = squaredDistance(a.embedding, b.embedding);
      if (distance < sameBelow || isOut(a.id, b.id)) continue;
      const chance = 1 / (1 + Math.exp(b.score - a.score));
      const variance = distance / (2 * tasteLambda) - squaredDistance(a.told, b.told);
      pairs.push({ ids: [a.id, b.id], worth: chance * (1 - chance) * variance });
    }
  }
  pairs.sort((a, b) => b.worth - a.worth || a.ids[0] - b.ids[0] || a.ids[1] - b.ids[1]);
  const taken = new Set<number>();
  const found: (readonly [number, number])[] = [];
  for (const { ids } of pairs) {
    if (found.length >= top) break;
    if (ids.some((id) => taken.has(id))) continue;
    for (const id of ids) taken.add(id);
    found.push(ids);
  }
  return found;
}

/**
 * By Woodbury's identity the variance is the one before any choice less a squared distance of what was told: with the kernel
 * K_ij = d_i . d_j / (2 lambda), I + S K S = L L' where S is the root of p (1 - p), and told(x) = L^-1 S (d_i . x / (2 lambda))_i.
 */
function seenBy({ choices, neither }: Answers, photos: readonly Askable[]): Seen[] {
  const taste = learnTaste(choices);
  const rows = [...choices.slice(-mostChoices), ...neither.slice(-mostChoices)].map(differenceOf);
  const roots = rows.map((row) => {
    const chance = 1 / (1 + Math.exp(taste === null ? 0 : -dot(taste, row)));
    return Math.sqrt(chance * (1 - chance));
  });
  const n = rows.length;
  const matrix = new Float64Array(n * n);
  for (const [i, row] of rows.entries()) {
    for (let j = i; j < n; j++) {
      const kernel = dot(row, rows[j] ?? row) / (2 * tasteLambda);
      matrix[i * n + j] = (roots[i] ?? 0) * kernel * (roots[j] ?? 0) + (i === j ? 1 : 0);
    }
  }
  const known = new Cholesky(matrix, n);
  return photos.map(({ id, embedding }) => ({
    ...{ id, embedding, score: taste === null ? 0 : dot(taste, embedding) },
    told: known.solveLower(
      Float64Array.from(rows, (row, i) => ((roots[i] ?? 0) * dot(row, embedding)) / (2 * tasteLambda)),
    ),
  }));
}

function squaredDistance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += ((a[i] ?? 0) - (b[i] ?? 0)) ** 2;
  return sum;
}
