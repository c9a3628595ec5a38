import { aboveChance, type Agreement, type ChanceScores } from '../../../core/calibration.ts';
import { logisticRegression } from '../../../core/math/logistic-regression.ts';
import { dotAt, type Embedding } from '../../../core/math/vector.ts';
import { contentWords } from '../../../core/text/content-words.ts';
import { Slices } from '../../slices.ts';
import type { Chance } from '../../store/search/captions.ts';
import type { ScanOptions, VectorIndex } from '../vector-index.ts';
import { bestPhotos, chanceOf, somePlaces } from './chance.ts';

/** How many of the captions chance is told by, at most. */
const mostCaptions = 1000;
/** Pairs of a caption and a photo, at most: more say the same, and the regression holds up the event loop for all of them. */
const mostPairs = 128;

/** Texts at random that a library is measured by. */
export interface RandomTexts {
  readonly captions: readonly string[];
  /** Embeddings of the captions, [captions * dim]. */
  readonly captionVectors: Embedding;
  readonly words: readonly string[];
  /** Embeddings of the words as queries have them, [words * dim]. */
  readonly wordVectors: Embedding;
  /** The caption that fits a photo best. */
  readonly bestCaption: (embedding: Embedding) => number;
}

/** Photos that texts are compared with. */
export interface MeasuredPhotos {
  readonly index: Pick<VectorIndex, 'dim' | 'scanBatch' | 'biasOf'>;
  /** Undefined for a photo that has gone meanwhile. */
  readonly embeddingOf: (photoId: number) => Embedding | undefined;
  /** What a photo scores by, with the best of them; its embedding alone where it has none, or this is missing. */
  readonly blendsOf?: (photoId: number) => readonly Embedding[];
}

interface Pair {
  readonly caption: number;
  readonly photoId: number;
  readonly embedding: Embedding;
}

/**
 * Measure by what a pack is calibrated in a library: how well its photos fit texts at random, and how well captions and
 * words agree about them. See [Note: Calibration].
 *
 * @throws the signal's reason.
 */
export async function measureLibrary(
  photos: MeasuredPhotos,
  texts: RandomTexts,
  options: ScanOptions = {},
): Promise<Omit<Chance, 'photos'>> {
  const { index } = photos;
  const rows = (vectors: Embedding, places: readonly number[]): Embedding[] =>
    places.map((place) => vectors.subarray(place * index.dim, (place + 1) * index.dim));
  const everyWord = texts.words.map((_, word) => word);
  const words = chanceOf(await bestPhotos(index, rows(texts.wordVectors, everyWord), options));
  const captions = somePlaces(texts.captions.length, mostCaptions);
  const best = await bestPhotos(index, rows(texts.captionVectors, captions), options);
  const found = captions.flatMap((caption, i): Omit<Pair, 'embedding'>[] => {
    const hit = best[i];
    return hit === undefined ? [] : [{ caption, photoId: hit.id }];
  });
  const pairs = await mutual(found, photos, texts, options);
  return { words, sentence: chanceOf(best), agreement: await agreementOf(pairs, photos, texts, words, options) };
}

/** Of the captions and the photos that fit them best those that are also the best caption for their photo. */
async function mutual(
  found: readonly Omit<Pair, 'embedding'>[],
  { index, embeddingOf }: MeasuredPhotos,
  { bestCaption }: RandomTexts,
  { signal }: ScanOptions,
): Promise<Pair[]> {
  const slices = new Slices();
  const seen = new Map<number, { readonly embedding: Embedding; readonly best: number }>();
  const pairs: Pair[] = [];
  for (const { caption, photoId } of found) {
    const known = seen.get(photoId);
    const embedding = known?.embedding ?? embeddingOf(photoId);
    if (embedding?.length !== index.dim) continue;
    const best = known?.best ?? bestCaption(embedding);
    seen.set(photoId, { embedding, best });
    if (best === caption) pairs.push({ caption, photoId, embedding });
    await slices.breathe();
    signal?.throwIfAborted();
  }
  return pairs;
}

async function agreementOf(
  pairs: readonly Pair[],
  { index, blendsOf }: MeasuredPhotos,
  { captions, words, wordVectors }: RandomTexts,
  chance: ChanceScores,
  { signal }: ScanOptions,
): Promise<Agreement> {
  const some = somePlaces(pairs.length, mostPairs).flatMap((place) => pairs[place] ?? []);
  const xs = new Float64Array(some.length * words.length);
  const isIn = new Uint8Array(xs.length);
  const slices = new Slices();
  for (const [i, { caption, photoId, embedding }] of some.entries()) {
    const said = new Set(contentWords((captions[caption] ?? '').toLowerCase()));
    const bias = index.biasOf(photoId);
    const blends = blendsOf?.(photoId) ?? [];
    const rows = blends.length === 0 ? [embedding] : blends;
    for (const [w, word] of words.entries()) {
      const at = i * words.length + w;
      const score = Math.max(...rows.map((row) => dotAt(row, wordVectors, w * index.dim)));
      xs[at] = aboveChance(score - bias, chance);
      isIn[at] = said.has(word) ? 1 : 0;
    }
    await slices.breathe();
    signal?.throwIfAborted();
  }
  return { pairs: some.length, slope: logisticRegression(xs, isIn)?.slope ?? 0 };
}
