import { dot, dotAt, type Embedding, normalized } from '../math/vector.ts';

/** How long it may take, and who has a turn meanwhile. */
export interface Effort {
  /** Most rounds: after some 25 nothing but single photos moves. */
  readonly rounds: number;
  /** Called every few embeddings: lets others have their turn. */
  readonly breathe: () => Promise<void>;
}

/** Groups of embeddings around their centres. */
export interface Clustering {
  /** [k][dim], unit length. */
  readonly centres: readonly Embedding[];
  /** Of each embedding the place of its centre. */
  readonly groups: Int32Array;
  /** Mean cosine of an embedding with its centre. */
  readonly closeness: number;
}

/** Embeddings that are compared with all centres between two turns of others: some milliseconds' worth. */
const stride = 100;

/** The centre that an embedding is closest to, of at least one, and the cosine with it. */
export function closest(
  embedding: Embedding,
  centres: readonly Embedding[],
): { readonly group: number; readonly cosine: number } {
  let best = { group: 0, cosine: -Infinity };
  for (const [group, centre] of centres.entries()) {
    const cosine = dotAt(embedding, centre, 0);
    if (cosine > best.cosine) best = { group, cosine };
  }
  return best;
}

/**
 * Put embeddings into groups around k centres, each the mean direction of its group: Lloyd's algorithm with cosines, begun by
 * k-means++. The same embeddings and the same chance give the same groups.
 *
 * @param embeddings [n][dim], unit length, at least k.
 * @param k at least 1.
 * @param random 0 to 1.
 * @see https://doi.org/10.1023/A:1007612920971 (Dhillon and Modha 2001), https://doi.org/10.5555/1283383.1283494 (k-means++)
 */
export async function sphericalKMeans(
  embeddings: readonly Embedding[],
  k: number,
  random: () => number,
  { rounds, breathe }: Effort,
): Promise<Clustering> {
  if (k < 1 || k > embeddings.length)
    throw new RangeError(`Expected 1 to ${embeddings.length} groups but received ${k}`);
  let centres = await firstCentres(embeddings, k, random, breathe);
  const groups = new Int32Array(embeddings.length).fill(-1);
  for (let round = 0; round < rounds; round++) {
    const { isOther } = await assign(embeddings, centres, groups, breathe);
    if (!isOther) break;
    centres = centresOf(embeddings, groups, centres);
    await breathe();
  }
  const { closeness } = await assign(embeddings, centres, groups, breathe);
  return { centres, groups, closeness };
}

/** @returns whether any has another group than before, and the mean cosine with the centres. */
async function assign(
  embeddings: readonly Embedding[],
  centres: readonly Embedding[],
  groups: Int32Array,
  breathe: Effort['breathe'],
): Promise<{ readonly isOther: boolean; readonly closeness: number }> {
  let isOther = false;
  let sum = 0;
  for (const [i, embedding] of embeddings.entries()) {
    if (i % stride === 0) await breathe();
    const { group, cosine } = closest(embedding, centres);
    isOther ||= groups[i] !== group;
    groups[i] = group;
    sum += cosine;
  }
  return { isOther, closeness: sum / embeddings.length };
}

/** Each is taken by chance, the likelier the further it is from those that are taken already. */
async function firstCentres(
  embeddings: readonly Embedding[],
  k: number,
  random: () => number,
  breathe: Effort['breathe'],
): Promise<Embedding[]> {
  const first = embeddings[Math.min(embeddings.length - 1, Math.floor(random() * embeddings.length))];
  if (first === undefined) return [];
  const centres = [first];
  const distances = Float64Array.from(embeddings, (embedding) => distance(embedding, first));
  while (centres.length < k) {
    // One comparison for each: a few milliseconds in all.
    await breathe();
    const total = distances.reduce((sum, each) => sum + each, 0);
    let left = random() * total;
    // All that is left is the same as what is taken: whichever comes.
    let chosen = centres.length;
    for (let i = 0; total > 0 && i < distances.length; i++) {
      left -= distances[i] ?? 0;
      if (left < 0) {
        chosen = i;
        break;
      }
    }
    const centre = embeddings[chosen] ?? first;
    centres.push(centre);
    for (const [i, embedding] of embeddings.entries()) {
      distances[i] = Math.min(distances[i] ?? 0, distance(embedding, centre));
    }
  }
  return centres;
}

/** Half the square of the distance of unit vectors; what rounding leaves of 0 is 0. */
function distance(a: Embedding, b: Embedding): number {
  const apart = 1 - dotAt(a, b, 0);
  return apart < 1e-7 ? 0 : apart;
}

function centresOf(embeddings: readonly Embedding[], groups: Int32Array, before: readonly Embedding[]): Embedding[] {
  const dim = embeddings[0]?.length ?? 0;
  const sums = before.map(() => new Float64Array(dim));
  for (const [i, embedding] of embeddings.entries()) {
    const sum = sums[groups[i] ?? 0];
    for (let d = 0; sum !== undefined && d < dim; d++) sum[d] = (sum[d] ?? 0) + (embedding[d] ?? 0);
  }
  // A group that has lost all its photos, or whose photos point apart, stays where it was.
  return before.map((centre, group) => {
    const sum = sums[group];
    return sum === undefined || dot(sum, sum) < 1e-12 ? centre : normalized(sum);
  });
}
