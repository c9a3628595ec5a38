import { dot, type Embedding } from '../math/vector.ts';

/** Words that a name is chosen from, the best. */
const looked = 40;
/** Vectors that are added up between two turns of others. */
const stride = 500;
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
 * @param breathe lets others have their turn: called before each group, and every few words.
 * @returns for each group its words, best first, one or two; none without a vocabulary.
 * @see https://arxiv.org/abs/2203.05794 (c-TF-IDF)
 */
export async function groupNames(
  centres: readonly Embedding[],
  { words, vectors }: Vocabulary,
  breathe: () => Promise<void>,
): Promise<string[][]> {
  const [first] = centres;
  if (first === undefined || words.length === 0) return centres.map(() => []);
  const dim = first.length;
  const meanCentre = await meanOf(centres.length, dim, (k) => centres[k] ?? first, breathe);
  const vectorOf = (w: number): Embedding => vectors.subarray(w * dim, (w + 1) * dim);
  const meanWord = await meanOf(words.length, dim, vectorOf, breathe);
  const ranked: { readonly w: number; readonly value: number }[][] = [];
  for (const centre of centres) {
    await breathe();
    // Of a single group nothing can be told from others.
    const own = centre.map((value, d) => value - (centres.length > 1 ? (meanCentre[d] ?? 0) : 0));
    const common = dot(own, meanWord);
    const fit = words.map((_, w) => ({ w, value: dot(own, vectorOf(w)) - common }));
    ranked.push(fit.sort((a, b) => b.value - a.value || a.w - b.w).slice(0, looked));
  }
  const taken = new Set<string>();
  const names: string[][] = centres.map(() => []);
  const surest = ranked
    .map((rank, k) => ({ k, value: rank[0]?.value ?? 0 }))
    .sort((a, b) => b.value - a.value || a.k - b.k);
  for (const { k } of surest) {
    const name = nameOf(
      (ranked[k] ?? []).map(({ w, value }) => ({ word: words[w] ?? '', value })),
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

async function meanOf(
  count: number,
  dim: number,
  vectorOf: (i: number) => Embedding,
  breathe: () => Promise<void>,
): Promise<Float64Array> {
  const sum = new Float64Array(dim);
  for (let i = 0; i < count; i++) {
    if (i % stride === 0) await breathe();
    const vector = vectorOf(i);
    for (let d = 0; d < dim; d++) sum[d] = (sum[d] ?? 0) + (vector[d] ?? 0);
  }
  return sum.map((value) => value / count);
}
