import { dot, type Embedding } from '../math/vector.ts';

/** Share of the photos that are taken to be liked, those that are most to the taste. */
const likedShare = 0.2;
/** Cosine from which on two photos look the same: nothing is learnt from such a pair. */
const sameFrom = 1 - 1e-6;

/** A photo that may be asked about. */
export interface Askable {
  readonly id: number;
  readonly embedding: Embedding;
}

interface Asking {
  /** Pairs wanted. */
  readonly top: number;
  /** Pairs that are not to be asked, whichever comes first. */
  readonly isOut: (a: number, b: number) => boolean;
  /** 0 to 1. */
  readonly random: () => number;
}

/**
 * Choose pairs to ask about: a photo that is much to the taste, as far as it is known, against any other. Before anything is known, two
 * by chance. No photo is in two of them.
 *
 * [Note: Pairs] What somebody likes is mostly a small part of the photos: of two by chance neither is liked, and the answer says
 * nothing. To ask what is least sure, |w . (x - y)| near 0, finds even more such pairs, and so does the pair whose answer
 * takes most of the posterior's variance away: docs/taste.md has the figures.
 *
 * @param taste as `learnTaste` learns it; null for none.
 */
export function pairsToAsk(
  photos: readonly Askable[],
  taste: Float64Array | null,
  { top, isOut, random }: Asking,
): (readonly [number, number])[] {
  const others = shuffled(photos, random);
  const firsts = taste === null ? others : [...shuffled(mostLiked(photos, taste), random), ...others];
  const taken = new Set<number>();
  const pairs: (readonly [number, number])[] = [];
  for (const first of firsts) {
    if (pairs.length >= top) break;
    if (taken.has(first.id)) continue;
    const second = others.find(
      (other) =>
        other.id !== first.id &&
        !taken.has(other.id) &&
        !isOut(first.id, other.id) &&
        dot(first.embedding, other.embedding) < sameFrom,
    );
    if (second === undefined) continue;
    taken.add(first.id).add(second.id);
    // Whoever is asked is not to know which one is thought to be liked.
    pairs.push(random() < 0.5 ? [first.id, second.id] : [second.id, first.id]);
  }
  return pairs;
}

function mostLiked(photos: readonly Askable[], taste: Float64Array): Askable[] {
  const scored = photos.map((photo) => ({ photo, score: dot(taste, photo.embedding) }));
  scored.sort((a, b) => b.score - a.score || a.photo.id - b.photo.id);
  return scored.slice(0, Math.ceil(likedShare * photos.length)).map(({ photo }) => photo);
}

/** In any order: Fisher and Yates. */
function shuffled<T>(all: readonly T[], random: () => number): T[] {
  const left = [...all];
  const order: T[] = [];
  while (left.length > 0) order.push(...left.splice(Math.floor(random() * left.length), 1));
  return order;
}
