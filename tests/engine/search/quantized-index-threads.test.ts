import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, test, vi } from 'vitest';
import { dot, type Embedding } from '../../../src-main/core/math/vector.ts';
import type { ScanRequest } from '../../../src-main/engine/search/vector-index.ts';
import { tempFolder } from '../../helpers/temp-folder.ts';
import { embedding, embeddings, random, VectorLibrary } from '../../helpers/vector-library.ts';

const dim = 128;
/** Threads for however little there is to scan. */
const threaded = { threads: 2, inlineBlocks: 0 };

function request(seed: number, top = 100, only: ReadonlySet<number> | null = null): ScanRequest {
  return { terms: [{ embedding: embedding(dim, seed), weight: 1 }], top, only };
}

async function expectSame(lib: VectorLibrary, one: ScanRequest): Promise<void> {
  const [found, expected] = await Promise.all([lib.index.scan(one), lib.reference.scan(one)]);
  expect(found.hits).toEqual(expected.hits);
}

describe('threads', () => {
  test.each([
    ['one segment', {}],
    ['a segment for each block', { segmentBytes: 1 }],
    ['more threads than blocks', { threads: 6 }],
  ])('find what the plain index finds, in %s', async (_, overrides) => {
    await using lib = await VectorLibrary.create(dim, { ...threaded, ...overrides });
    lib.put(embeddings(9000, dim, 1));
    for (const [seed, top] of [
      [1, 1],
      [2, 100],
      [3, 4096],
    ] as const) {
      await expectSame(lib, request(seed, top));
      const some = new Set(Array.from({ length: 300 }, (__, i) => 1 + ((i * 37) % 9000)));
      await expectSame(lib, request(seed, top, some));
      const half = new Set(Array.from({ length: 4500 }, (__, i) => 2 * i));
      await expectSame(lib, request(seed, top, half));
      await expectSame(lib, request(seed, top, new Set()));
    }
    const batch = { queries: Array.from({ length: 40 }, (__, i) => embedding(dim, i)), top: 50, only: null };
    const [found, expected] = await Promise.all([lib.index.scanBatch(batch), lib.reference.scanBatch(batch)]);
    expect(found.map(({ hits }) => hits)).toEqual(expected.map(({ hits }) => hits));
    await lib.reopen();
    await expectSame(lib, request(5));
  });

  test('find all of many that are the same, by the lower id', async () => {
    await using lib = await VectorLibrary.create(dim, threaded);
    const same = embedding(dim, 1);
    // More than a thread can hold, so that it must let go of some, and not in the order of their ids.
    const ids = Array.from({ length: 24_000 }, (_, i) => 1 + ((i * 7919) % 24_000));
    lib.put(ids.map((id) => [id, same]));
    lib.put(embeddings(500, dim, 2, 30_000));
    await expectSame(lib, { ...request(1, 100), terms: [{ embedding: same, weight: 1 }] });
    await expectSame(lib, request(1, 4096));
  });

  test('answer many queries at once, each its own', async () => {
    await using lib = await VectorLibrary.create(dim, threaded);
    lib.put(embeddings(5000, dim, 1));
    await Promise.all(Array.from({ length: 30 }, (_, i) => expectSame(lib, request(i, 1 + i))));
  });
});

/** Of one query it is known here which photos are lost: they go after the scan, right before their embeddings are read. */
test.each([1, 5, 40])(
  '%i of the best that go before they are compared leave their places to the next',
  async (gone) => {
    await using lib = await VectorLibrary.create(dim, { ...threaded, segmentBytes: 1 });
    lib.put(embeddings(6000, dim, 7));
    const { codes } = lib.store;
    const readVectors = codes.readVectors.bind(codes);
    const read = vi.spyOn(codes, 'readVectors').mockImplementationOnce((pack, ids, visit) => {
      lib.remove(ids.slice(0, gone));
      readVectors(pack, ids, visit);
    });
    const { hits } = await lib.index.scan({
      terms: [{ embedding: embedding(dim, 11), weight: 1 }],
      top: 50,
      only: null,
    });
    expect(read.mock.calls.length).toBeGreaterThan(1);
    read.mockRestore();
    const { hits: expected } = await lib.reference.scan({
      terms: [{ embedding: embedding(dim, 11), weight: 1 }],
      top: 50,
      only: null,
    });
    expect(hits.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
  },
);

/**
 * Queries that never pause, and photos that come, change and go under them. A photo that is left alone must be where it
 * belongs in every answer; one that is not has the score of an embedding that it had at some time, and none twice.
 */
test.each([1, 2])('changes during scans leave no answer wrong (%i)', { timeout: 120_000 }, async (seed) => {
  await using lib = await VectorLibrary.create(dim, { ...threaded, segmentBytes: 1 });
  const next = random(seed);
  const stable = embeddings(6000, dim, seed);
  lib.put(stable);
  const versions = new Map<number, Embedding[]>(stable.map(([id, one]) => [id, [one]]));
  const change = (round: number): void => {
    const first = 10_001 + Math.floor(next() * 3000);
    if (next() < 0.3) {
      lib.remove(Array.from({ length: 200 }, (_, i) => first + i));
      return;
    }
    const rows = embeddings(200, dim, 1000 + round, first);
    lib.put(rows);
    for (const [id, one] of rows) versions.set(id, [...(versions.get(id) ?? []), one]);
  };
  const state = { changing: true };
  let answers = 0;
  const changes = (async () => {
    // On a busy machine answers are fewer, and changes go on for as many.
    for (let round = 0; round < 150 || (answers <= 5 && round < 5000); round++) {
      change(round);
      await nextTurn();
    }
    state.changing = false;
  })();
  const ask = async (number: number): Promise<void> => {
    const query = embedding(dim, number);
    const score = (one: Embedding): number => dot(query, one);
    const best = stable
      .map(([id, one]) => ({ id, score: score(one) }))
      .sort((a, b) => b.score - a.score || a.id - b.id);
    const { hits } = await lib.index.scan({ terms: [{ embedding: query, weight: 1 }], top: 60, only: null });
    expect(new Set(hits.map(({ id }) => id)).size).toBe(60);
    for (const hit of hits) {
      const scores = (versions.get(hit.id) ?? []).map(score);
      expect(
        scores.some((one) => Math.abs(one - hit.score) < 1e-9),
        `photo ${hit.id}`,
      ).toBe(true);
    }
    const left = hits.filter(({ id }) => id < 10_000).map(({ id }) => id);
    expect(left).toEqual(best.slice(0, left.length).map(({ id }) => id));
    answers++;
  };
  for (let number = 0; state.changing; number += 2) await Promise.all([ask(number), ask(number + 1)]);
  await changes;
  expect(answers).toBeGreaterThan(5);
  for (const number of [1, 2, 3]) await expectSame(lib, request(number));
  await lib.reopen();
  for (const number of [1, 2, 3]) await expectSame(lib, request(number));
});

describe('filters', () => {
  test('find a photo of theirs that changes before the scan begins', async () => {
    await using lib = await VectorLibrary.create(dim, threaded);
    lib.put(embeddings(20_000, dim, 1));
    const only = new Set(Array.from({ length: 10_000 }, (_, i) => 1 + 2 * i));
    const scans = Array.from({ length: 6 }, (_, i) => lib.index.scan(request(i, 100, only)));
    const best = embedding(dim, 3);
    lib.put([
      [777, best],
      [778, best],
    ]);
    const [, , , found] = await Promise.all(scans);
    expect(found?.hits[0]).toEqual({ id: 777, score: expect.closeTo(1, 5) as number });
    expect(found?.hits.some(({ id }) => id === 778)).toBe(false);
  });
});

describe('a scan that is cancelled', () => {
  test('throws the reason, before it begins and while it runs, and leaves others alone', async () => {
    await using lib = await VectorLibrary.create(dim, threaded);
    lib.put(embeddings(20_000, dim, 1));
    await expect(lib.index.scan(request(1), { signal: AbortSignal.abort(new Error('early')) })).rejects.toThrow(
      'early',
    );
    const abort = new AbortController();
    const queries = Array.from({ length: 200 }, (_, i) => embedding(dim, i));
    const batch = lib.index.scanBatch({ queries, top: 10, only: null }, { signal: abort.signal });
    const refused = expect(batch).rejects.toThrow('enough');
    await nextTurn();
    const other = expectSame(lib, request(2));
    await nextTurn();
    abort.abort(new Error('enough'));
    await Promise.all([refused, other]);
    await expectSame(lib, request(3));
  });

  test('with the index throws CANCELLED', async () => {
    await using lib = await VectorLibrary.create(dim, threaded);
    lib.put(embeddings(20_000, dim, 1));
    const scans = Array.from({ length: 5 }, (_, i) => lib.index.scan(request(i)));
    const all = Promise.allSettled(scans);
    await nextTurn();
    await lib.index[Symbol.asyncDispose]();
    for (const result of await all) {
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'CANCELLED' });
      else expect(result.value.hits).toHaveLength(100);
    }
    expect((await all).at(-1)?.status).toBe('rejected');
    await expect(lib.index.scan(request(1))).rejects.toMatchObject({ code: 'CANCELLED' });
  });
});

test('threads that sleep keep no process alive', async () => {
  await using folder = await tempFolder();
  const script = join(import.meta.dirname, '..', '..', 'helpers', 'scan-and-leave.ts');
  const child = spawn(process.execPath, [script, folder.path], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (data: Buffer) => (output += data.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  expect([code, output]).toEqual([0, '10']);
});
