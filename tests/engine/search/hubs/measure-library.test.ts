import { describe, expect, test } from 'vitest';
import { aboveChance, calibrationOf } from '../../../../src-main/core/calibration.ts';
import { BankBiases } from '../../../../src-main/core/math/bank-biases.ts';
import { type Embedding, meanDirection } from '../../../../src-main/core/math/vector.ts';
import { ExactIndex } from '../../../../src-main/engine/search/exact-index.ts';
import {
  type MeasuredPhotos,
  measureLibrary,
  type RandomTexts,
} from '../../../../src-main/engine/search/hubs/measure-library.ts';
import { embedding } from '../../../helpers/vector-library.ts';

const dim = 64;
/** Words that mean something each, and captions of three of them. */
const words = Array.from({ length: 200 }, (_, i) => `thing${i}`);
const saying = Array.from({ length: 300 }, (_, i) => [i % 200, (i * 7 + 3) % 200, (i * 31 + 11) % 200]);
const captions = saying.map((said) => `a photo of the ${said.map((word) => words[word]).join(' and ')}`);

/** What a thing looks like, and what its word means, in a pack that knows it. */
function meaning(word: number): Embedding {
  return embedding(dim, 10_000 + word);
}

function meaningOf(said: readonly number[]): Embedding {
  return meanDirection(said.map(meaning));
}

function joined(rows: readonly Embedding[]): Embedding {
  const all = new Float32Array(rows.length * dim);
  for (const [i, row] of rows.entries()) all.set(row, i * dim);
  return all;
}

const captionVectors = joined(saying.map(meaningOf));
const wordVectors = joined(words.map((_, word) => meaning(word)));
const biases = new BankBiases({ captions: captionVectors, words: wordVectors }, dim);
const texts: RandomTexts = {
  captions,
  captionVectors,
  words,
  wordVectors,
  bestCaption: (photo) => biases.bestCaption(photo),
};

/** Photos from id 1 on, with their biases. */
function photosOf(embeddings: readonly Embedding[]): MeasuredPhotos {
  const index = new ExactIndex(dim);
  for (const [i, one] of embeddings.entries()) index.set(i + 1, one, biases.of(one));
  return { index, embeddingOf: (id) => embeddings[id - 1] };
}

/** Each shows what one caption says, and something else that has no name: as much of it as `noise` says. */
function shown(count: number, noise: number): Embedding[] {
  return Array.from({ length: count }, (_, i) => {
    const other = embedding(dim, 50_000 + i).map((value) => noise * value);
    return meanDirection([Float32Array.from(meaningOf(saying[i] ?? []), (value, at) => value + (other[at] ?? 0))]);
  });
}

describe('a library', () => {
  test('is measured by pairs in which captions and words agree, where the pack knows what photos show', async () => {
    const { agreement, words: chance, sentence } = await measureLibrary(photosOf(shown(80, 0.5)), texts);
    expect(agreement.pairs).toBeGreaterThan(40);
    expect(agreement.slope).toBeGreaterThan(1);
    expect(calibrationOf(agreement, false)).toBeDefined();
    for (const { median, high } of [chance, sentence]) expect(high).toBeGreaterThan(median);
  });

  test('shows less agreement the worse the pack tells photos apart, and none to speak of where it does not', async () => {
    const slopes: number[] = [];
    for (const noise of [0.5, 1.5, 50])
      slopes.push((await measureLibrary(photosOf(shown(80, noise)), texts)).agreement.slope);
    expect(slopes).toEqual(slopes.toSorted((a, b) => b - a));
    expect(new Set(slopes).size).toBe(3);
  });

  test('of which the pack has words at random is not believed', async () => {
    const meaningless = joined(words.map((_, word) => embedding(dim, 90_000 + word)));
    const { agreement } = await measureLibrary(photosOf(shown(80, 0.5)), { ...texts, wordVectors: meaningless });
    expect(agreement.pairs).toBeGreaterThan(20);
    expect(calibrationOf(agreement, false)).toBeUndefined();
  });

  test('tells nothing where it is empty', async () => {
    const measured = await measureLibrary(photosOf([]), texts);
    expect(measured).toEqual({
      words: { median: 0, high: 0 },
      sentence: { median: 0, high: 0 },
      agreement: { pairs: 0, slope: 0 },
    });
  });

  test('of one photo is a pair at most, with numbers that mean something', async () => {
    const { agreement, words: chance } = await measureLibrary(photosOf(shown(1, 0.1)), texts);
    expect(agreement.pairs).toBeLessThanOrEqual(1);
    expect(Number.isFinite(agreement.slope)).toBe(true);
    expect(Number.isFinite(aboveChance(0.3, chance))).toBe(true);
  });

  test('from which photos go meanwhile is measured by the others', async () => {
    const { index, embeddingOf } = photosOf(shown(80, 0.5));
    const all = await measureLibrary({ index, embeddingOf }, texts);
    const half = await measureLibrary(
      { index, embeddingOf: (id) => (id % 2 === 0 ? embeddingOf(id) : undefined) },
      texts,
    );
    expect(half.agreement.pairs).toBeGreaterThan(0);
    expect(half.agreement.pairs).toBeLessThan(all.agreement.pairs);
  });

  test('is left where it is closed', async () => {
    const abort = new AbortController();
    abort.abort(new Error('closed'));
    await expect(measureLibrary(photosOf(shown(5, 0.5)), texts, { signal: abort.signal })).rejects.toThrow('closed');
  });
});
