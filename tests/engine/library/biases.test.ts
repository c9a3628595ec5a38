import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { MemoryLog } from '../../helpers/memory-log.ts';
import { photo } from '../../helpers/photos.ts';
import type { Files } from '../../helpers/temp-folder.ts';
import {
  fewCaptions,
  fixturePack,
  launchOddEncoder,
  tempLibrary,
  type TempLibrary,
} from '../../helpers/temp-library.ts';
import { until } from '../../helpers/until.ts';
import { openBeside } from '../../helpers/words.ts';

function many(count: number, firstSeed = 0): Files {
  return Object.fromEntries(
    Array.from({ length: count }, (_, i) => [`${String(firstSeed + i).padStart(3, '0')}.jpg`, photo(firstSeed + i)]),
  );
}

/** The bias of each photo, by its id. */
function biases(lib: TempLibrary): Map<number, number | null> {
  using beside = openBeside(lib.dataDir);
  const rows = beside.raw
    .prepare<[], [number, number | null]>('SELECT photo_id, bias FROM embeddings ORDER BY 1')
    .raw();
  return new Map(rows.all());
}

interface StoredChance {
  readonly chance_photos: number | null;
  readonly chance_median: number | null;
  readonly chance_high: number | null;
}

function chance(lib: TempLibrary): StoredChance | undefined {
  using beside = openBeside(lib.dataDir);
  return beside.raw
    .prepare<[], StoredChance>('SELECT chance_photos, chance_median, chance_high FROM caption_banks')
    .get();
}

function expectAllBiased(lib: TempLibrary, count: number): void {
  const all = [...biases(lib).values()];
  expect(all).toHaveLength(count);
  expect(all.filter((bias) => bias === null)).toEqual([]);
}

describe('biases of a library', () => {
  test('are all there when indexing returns, and chance with them', async () => {
    await using lib = await tempLibrary(many(30));
    await lib.index();
    expectAllBiased(lib, 30);
    // It may have been measured before the last tenth came.
    expect(chance(lib)?.chance_photos).toBeGreaterThanOrEqual(27);
  });

  test('are those of the content: a copy, a move and a return change nothing', async () => {
    await using lib = await tempLibrary(many(4));
    await lib.index();
    const before = biases(lib);
    await lib.write({ 'copy.jpg': photo(1) });
    await lib.rename('002.jpg', 'moved.jpg');
    await lib.remove('003.jpg');
    await lib.index();
    expect(biases(lib)).toEqual(before);
    await lib.write({ 'back.jpg': photo(3) });
    await lib.index();
    expect(biases(lib)).toEqual(before);
    expect(await lib.findable()).toHaveLength(5 - 1);
  });

  test('are made by themselves in a library of a version that had none', async () => {
    await using lib = await tempLibrary(many(12), { captions: [] });
    await lib.index();
    expect([...biases(lib).values()].every((bias) => bias === null)).toBe(true);
    await lib.reopen({ captions: fewCaptions });
    await until('biases', () => [...biases(lib).values()].every((bias) => bias !== null));
    await until('chance', () => chance(lib)?.chance_photos === 12);
  });

  test('are there of photos that come while others are made', async () => {
    await using lib = await tempLibrary(many(40), { captions: [] });
    await lib.index();
    await lib.reopen({ captions: Array.from({ length: 200 }, (_, i) => `thing${i} beside number ${i}`) });
    await lib.write(many(20, 100));
    await lib.index();
    expectAllBiased(lib, 60);
    // It may have been measured before the last tenth came.
    expect(chance(lib)?.chance_photos).toBeGreaterThan(54);
  });

  test('are each pack’s own', async () => {
    await using lib = await tempLibrary(many(5));
    await lib.index();
    const first = biases(lib);
    await lib.reopen({ packDir: fixturePack('tiny-f16') });
    await lib.index();
    await lib.reopen({ packDir: fixturePack('tiny-clip') });
    await lib.index();
    using beside = openBeside(lib.dataDir);
    const ofPack = (pack: number): unknown[] =>
      beside.raw.prepare('SELECT photo_id, bias FROM embeddings WHERE pack = ? ORDER BY 1').raw().all(pack);
    expect(ofPack(1)).toEqual([...first]);
    expect(ofPack(2)).not.toEqual([...first]);
    expect(beside.raw.prepare('SELECT count(*) FROM caption_banks').pluck().get()).toBe(2);
  });
});

describe('closing while captions are encoded', () => {
  test.each([0, 50, 200, 500, 1000])('after %i ms leaves nothing broken, and the next start completes', async (ms) => {
    await using lib = await tempLibrary(many(25), { captions: [] });
    await lib.index();
    const log = new MemoryLog();
    const captions = Array.from({ length: 600 }, (_, i) => `thing${i} beside number ${i}`);
    await lib.reopen({ captions, log });
    await sleep(ms);
    await lib.engine[Symbol.asyncDispose]();
    expect(log.text).not.toMatch(/no biases/u);
    await lib.reopen();
    await lib.index();
    expectAllBiased(lib, 25);
    expect(await lib.findable()).toHaveLength(25);
  });

  test('a wait for them ends with the signal, and what was indexed stays', async () => {
    const captions = Array.from({ length: 2000 }, (_, i) => `thing${i} beside number ${i}`);
    await using lib = await tempLibrary(many(3), { captions });
    const { id } = await lib.engine.library.addFolder(lib.photos);
    const abort = new AbortController();
    const indexed = lib.engine.library.index({ folderIds: [id], retryFailed: false, signal: abort.signal });
    await until('photos', () => lib.engine.library.status().photos === 3 && !lib.engine.library.isIndexing);
    expect([...biases(lib).values()]).toContain(null);
    abort.abort();
    expect(await indexed).toMatchObject({ encoded: 3, cancelled: false });
    expect([...biases(lib).values()]).toContain(null);
  });
});

describe('an encoder that cannot encode the captions', () => {
  test.each(['--fails-on-text', '--dies-on-text'])('costs no photo and no search: %s', async (behaviour) => {
    const log = new MemoryLog();
    await using lib = await tempLibrary(many(20), { log, launchEncoder: launchOddEncoder(behaviour, 'newspaper') });
    expect(await lib.index()).toMatchObject({ found: 20, failed: 0, cancelled: false });
    expect(lib.engine.library.status()).toMatchObject({ photos: 20, pending: 0, failed: 0 });
    expect(await lib.findable()).toHaveLength(20);
    expect(log.text).toMatch(/no biases of photos/u);
    expect([...biases(lib).values()].every((bias) => bias === null)).toBe(true);
  });
});
