import { describe, expect, test } from 'vitest';
import { dot, type Embedding } from '../../../../src-main/core/math/vector.ts';
import { mostHits } from '../../../../src-main/core/vectors/layout.ts';
import { blends, encodeBlends } from '../../../../src-main/core/windows/blended.ts';
import { windowBoxes } from '../../../../src-main/core/windows/window-boxes.ts';
import { WindowIndex } from '../../../../src-main/engine/search/windows/window-index.ts';
import { embedding } from '../../../helpers/vector-library.ts';

const dim = 64;

/** An index of photos, with what each scores by. */
class Photos implements AsyncDisposable {
  readonly index = new WindowIndex(dim, 2);
  readonly ids = new Set<number>();

  put(ids: Iterable<number>, seed = 0): void {
    for (const id of ids) {
      const windows = windowBoxes.map((_, i) => embedding(dim, seed + 10 * id + i));
      const codes = encodeBlends(this.index.coder, blends(embedding(dim, seed + 10 * id + 9), windows));
      expect(this.index.set(id, codes, (id % 7) / 100)).toBe(true);
      this.ids.add(id);
    }
  }

  remove(ids: Iterable<number>): void {
    for (const id of ids) {
      this.index.delete(id);
      this.ids.delete(id);
    }
  }

  /** The best by comparing all. */
  expected(query: Embedding, top: number, only: (id: number) => boolean = () => true): number[] {
    return [...this.ids]
      .filter(only)
      .map((id) => ({ id, score: this.score(id, query) }))
      .toSorted((a, b) => b.score - a.score || a.id - b.id)
      .slice(0, top)
      .map(({ id }) => id);
  }

  score(id: number, query: Embedding): number {
    return Math.max(...this.index.blendsOf(id).map((blend) => dot(blend, query))) - this.index.loweredBy(id);
  }

  async found(query: Embedding, top: number, only: ReadonlySet<number> | null = null): Promise<number[]> {
    return (await this.index.scan(query, { top, only })).map(({ id }) => id);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.index[Symbol.asyncDispose]();
  }
}

function range(count: number, from = 1): number[] {
  return Array.from({ length: count }, (_, i) => from + i);
}

const queries = range(6).map((i) => embedding(dim, 1_000_000 + i));

describe('the photos that fit a query best', () => {
  test('are found by their best windows, each once, best first', async () => {
    await using photos = new Photos();
    photos.put(range(700));
    for (const query of queries) {
      const hits = await photos.index.scan(query, { top: 40, only: null });
      expect(hits.map(({ id }) => id)).toEqual(photos.expected(query, 40));
      for (const { id, score } of hits) expect(score).toBeCloseTo(photos.score(id, query), 5);
      expect(photos.index.scores([hits[3]?.id ?? 0, 999], query)).toEqual([hits[3]?.score, undefined]);
    }
  });

  test('are found among those of a filter alone', async () => {
    await using photos = new Photos();
    photos.put(range(500));
    const only = new Set(
      range(90, 200)
        .filter((id) => id % 2 === 0)
        .concat(5000),
    );
    for (const query of queries)
      expect(await photos.found(query, 30, only)).toEqual(photos.expected(query, 30, (id) => only.has(id)));
  });

  test('are found when photos came, changed and went', async () => {
    await using photos = new Photos();
    photos.put(range(3000));
    photos.put(range(400, 100), 77);
    photos.remove(range(1500, 1000));
    for (let i = 0; i < 3; i++)
      for (const query of queries) expect(await photos.found(query, 50)).toEqual(photos.expected(query, 50));
    expect(photos.index.size).toBe(1500);
    expect(photos.index.has(1200)).toBe(false);
  });

  test('are all found where more are wanted than one scan answers with', async () => {
    await using photos = new Photos();
    photos.put(range(2500));
    const [query = embedding(dim, 1)] = queries;
    const most = Math.floor(mostHits / windowBoxes.length);
    for (const top of [most, most + 1, 2 * most + 5, mostHits])
      expect(await photos.found(query, top)).toEqual(photos.expected(query, top));
    const only = new Set(range(1200));
    expect(await photos.found(query, mostHits, only)).toEqual(photos.expected(query, mostHits, (id) => only.has(id)));
  });

  test('are found for many queries at once', async () => {
    await using photos = new Photos();
    photos.put(range(900));
    const many = range(40).map((i) => embedding(dim, 2_000_000 + i));
    const best = await photos.index.best(many, null);
    expect(best.map((hit) => hit?.id)).toEqual(many.flatMap((query) => photos.expected(query, 1)));
  });

  test('are none of an empty index', async () => {
    await using photos = new Photos();
    expect(await photos.found(embedding(dim, 1), 10)).toEqual([]);
    expect(await photos.index.best([embedding(dim, 1)], null)).toEqual([undefined]);
  });
});

describe('windows', () => {
  test.each([
    ['that are damaged', new Uint8Array(9), 0],
    ['that are lowered by no number', new Uint8Array(5 * (4 + dim)).fill(63), NaN],
  ])('%s are refused', async (_, codes, lowered) => {
    await using photos = new Photos();
    expect(photos.index.set(1, codes, lowered)).toBe(false);
    expect(photos.index.size).toBe(0);
  });

  test('are not scanned once that is not wanted any more', async () => {
    await using photos = new Photos();
    photos.put(range(10));
    const reason = new Error('typed on');
    const scan = photos.index.scan(embedding(dim, 1), { top: 3, only: null }, { signal: AbortSignal.abort(reason) });
    await expect(scan).rejects.toBe(reason);
  });
});
