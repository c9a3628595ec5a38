import { expect, test } from 'vitest';
import type { Embedding } from '../../../src-main/core/math/vector.ts';
import { LibrarySample, type Sampled } from '../../../src-main/engine/albums/library-sample.ts';
import { anyDirection, randomNumbers } from '../../core/albums/points.ts';

const dim = 4;

/** A library of photos with ids from 1, of which some have no embedding, and reading fails after a while. */
class Library {
  readonly index = { dim, size: 0, has: (id: number): boolean => id <= this.size };
  readonly unread = new Set<number>();
  /** Embeddings that can be read until it fails. */
  readable = Infinity;
  readonly #embeddings = new Map<number, Embedding>();
  readonly #random = randomNumbers(5);

  constructor(size: number) {
    this.size = size;
  }

  get size(): number {
    return this.index.size;
  }

  set size(size: number) {
    this.index.size = size;
  }

  readonly store: Sampled = {
    catalog: { ids: () => new Set(Array.from({ length: this.size }, (_, i) => i + 1)) },
    codes: {
      readVectors: (_pack, ids, visit) => {
        for (const id of ids) {
          if (this.unread.has(id)) continue;
          if (this.readable-- <= 0) throw new Error('the disk is gone');
          visit(id, this.#embeddingOf(id));
        }
      },
    },
  };

  #embeddingOf(id: number): Embedding {
    const known = this.#embeddings.get(id) ?? Float32Array.from(anyDirection(dim, this.#random));
    this.#embeddings.set(id, known);
    return known;
  }
}

const counted = async (sample: LibrarySample): Promise<{ learnt: number; summed: number; held: number }> => {
  const { learnt, sums, held } = await sample.read();
  return { learnt: learnt.size, summed: sums.weight, held: held.size };
};

test('a sample that could not be read is whole when it can be', async () => {
  const library = new Library(300);
  const whole = await counted(new LibrarySample(library.store, 1, library.index));
  expect(whole.learnt + whole.held).toBe(300);
  expect(whole.summed).toBe(whole.learnt);
  const sample = new LibrarySample(library.store, 1, library.index);
  library.readable = 100;
  await expect(sample.read()).rejects.toThrow('the disk is gone');
  library.readable = Infinity;
  expect(await counted(sample)).toEqual(whole);
});

test('a sample is another when photos come or go, and not because one has no embedding', async () => {
  const library = new Library(20);
  library.unread.add(7);
  const sample = new LibrarySample(library.store, 1, library.index);
  await sample.read();
  const before = sample.revision;
  sample.outdate();
  await sample.read();
  expect(sample.revision).toBe(before);
  library.unread.clear();
  sample.outdate();
  const { learnt, held } = await sample.read();
  expect(sample.revision).toBeGreaterThan(before);
  expect(learnt.size + held.size).toBe(20);
  library.size = 19;
  const whole = sample.revision;
  await sample.read();
  expect(sample.revision).toBeGreaterThan(whole);
});
