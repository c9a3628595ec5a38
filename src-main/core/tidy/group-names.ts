import { dot, type Embedding } from '../math/vector.ts';

/** Words that a name is chosen from, the best. */
const looked = 40;
/** Share of the best word's fit that the second one has to have. */
const alsoFrom = 0.8;

/** Words, and how they look. */
export interface Vocabulary {
  readonly words: readonly string[];
  /** [words * dim], unit length each. */
  readonly vectors: Embedding;
}

/**
 * Name groups of photos by the words that tell them from the other groups:
 *
 *     fit = (c_k - mean of all c) . (w - mean of all w)
 *
 * so a word that fits all photos of a folder names none of its groups, as in tf-idf by classes. No two groups are called
 * the same.
 *
 * @param centres [k][dim], unit length.
 * @returns for each group its words, best first, one or two; none without a vocabulary.
 * @see https://arxiv.org/abs/2203.05794 (c-TF-IDF)
 */
export function groupNames(centres: readonly Embedding[], { words, vectors }: Vocabulary): string[][] {
  const [first] = centres;
  if (first === undefined || words.length === 0) return centres.map(() => []);
  const dim = first.length;
  const meanCentre = meanOf(centres.length, dim, (k, d) => centres[k]?.[d] ?? 0);
  const meanWord = meanOf(words.length, dim, (w, d) => vectors[w * dim + d] ?? 0);
  // Of a single group nothing can be told from others.
  const own = centres.map((centre) =>
    centre.map((value, d) => value - (centres.length > 1 ? (meanCentre[d] ?? 0) : 0)),
  );
  const fits = own.map((centre) =>
    words.map((_, w) => dot(centre, vectors.subarray(w * dim, (w + 1) * dim)) - dot(centre, meanWord)),
  );
  const ranked = fits.map((fit) =>
    fit.map((value, w) => ({ w, value })).sort((a, b) => b.value - a.value || a.w - b.w),
  );
  const taken = new Set<string>();
  const names: string[][] = centres.map(() => []);
  const surest = ranked
    .map((rank, k) => ({ k, value: rank[0]?.value ?? 0 }))
    .sort((a, b) => b.value - a.value || a.k - b.k);
  for (const { k } of surest) {
    const name = nameOf(
      (ranked[k] ?? []).slice(0, looked).map(({ w, value }) => ({ word: words[w] ?? '', value })),
      taken,
    );
    taken.add(name.join(' '));
    names[k] = name;
  }
  return names;
}

/** The best word that no other group is called by alone, with another one that fits about as well or tells them apart. */
function nameOf(
  fitting: readonly { readonly word: string; readonly value: number }[],
  taken: ReadonlySet<string>,
): string[] {
  const [best, ...others] = fitting;
  if (best === undefined) return [];
  const also = others.filter(({ word }) => !isSameWord(word, best.word));
  const second = also.find(({ word }) => !taken.has([best.word, word].join(' ')));
  const isMeant = second !== undefined && (second.value >= alsoFrom * best.value || taken.has(best.word));
  return isMeant ? [best.word, second.word] : [best.word];
}

/** Singular and plural, a verb and its form: what begins the same for the most part. */
function isSameWord(a: string, b: string): boolean {
  const length = Math.max(3, Math.min(a.length, b.length) - 2);
  return a.slice(0, length) === b.slice(0, length);
}

function meanOf(count: number, dim: number, value: (i: number, d: number) => number): Float64Array {
  return Float64Array.from({ length: dim }, (_, d) => {
    let sum = 0;
    for (let i = 0; i < count; i++) sum += value(i, d);
    return sum / count;
  });
}
