import { type Embedding, normalized } from '../../../src-main/core/math/vector.ts';

/** Numbers from -1 to 1, the same for the same seed: mulberry32. */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b_79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 31 - 1;
  };
}

/** Embeddings around a centre: `spread` is the length of the noise beside that of the centre. */
export function around(
  centre: ArrayLike<number>,
  { count, spread, random }: { count: number; spread: number; random: () => number },
): Embedding[] {
  const noise = spread * Math.sqrt(3 / centre.length);
  return Array.from({ length: count }, () =>
    normalized(Float32Array.from(centre, (value) => value + noise * random())),
  );
}

export function anyDirection(dim: number, random: () => number): Embedding {
  return normalized(Float32Array.from({ length: dim }, random));
}
