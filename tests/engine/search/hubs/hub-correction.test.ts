import { describe, expect, test } from 'vitest';
import { hubBias } from '../../../../src-main/core/math/hub-bias.ts';
import { fewCaptions, launchOddEncoder } from '../../../helpers/temp-library.ts';
import { until } from '../../../helpers/until.ts';
import { embedding, embeddings, VectorLibrary } from '../../../helpers/vector-library.ts';
import {
  dim,
  expectBiasesOf,
  otherCaptions,
  start,
  stored,
  storedBank,
  unbiasedLibrary,
} from '../../../helpers/hub-library.ts';

describe('biases', () => {
  test('are unknown until the captions are encoded, then there for every photo, in database and index alike', async () => {
    await using lib = await unbiasedLibrary(300);
    await using started = start(lib);
    const { hubs, encoder } = started;
    expect(hubs).toMatchObject({ isComplete: false, chance: undefined });
    expect(stored(lib).every(({ bias }) => bias === null)).toBe(true);
    await hubs.complete();
    expect(hubs.isComplete).toBe(true);
    await expectBiasesOf(lib, encoder, fewCaptions);
    expect(new Set(stored(lib).map(({ bias }) => bias)).size).toBeGreaterThan(100);
    const one = embedding(dim, 400);
    const bank = storedBank(lib)?.vectors ?? one;
    const border = fewCaptions.length * dim;
    const parts = { captions: bank.subarray(0, border), words: bank.subarray(border) };
    expect(hubs.biasOf(one)).toBeCloseTo(hubBias(one, parts), 6);
  });

  test('are the same after a restart, for which nothing is encoded', async () => {
    await using lib = await unbiasedLibrary(100);
    {
      await using first = start(lib);
      await first.hubs.complete();
    }
    const before = stored(lib);
    await lib.reopen();
    await using again = start(lib);
    expect(again.hubs.isComplete).toBe(true);
    await again.hubs.complete();
    expect(again.encoder.pid).toBeUndefined();
    expect(stored(lib)).toEqual(before);
    for (const { id, bias } of before) expect(lib.index.biasOf(id)).toBe(Math.fround(bias ?? NaN));
  });

  test('of other captions are unknown, and made anew', async () => {
    await using lib = await unbiasedLibrary(100);
    {
      await using first = start(lib);
      await first.hubs.complete();
    }
    await using other = start(lib, { captions: otherCaptions });
    expect(other.hubs).toMatchObject({ isComplete: false, chance: undefined });
    await other.hubs.complete();
    expect(other.hubs.isComplete).toBe(true);
    await expectBiasesOf(lib, other.encoder, otherCaptions);
    await using back = start(lib);
    expect(back.hubs).toMatchObject({ isComplete: false, chance: undefined });
    await back.hubs.complete();
    await expectBiasesOf(lib, back.encoder, fewCaptions);
  });

  test('are begun by a photo that is new, which has none until then', async () => {
    await using lib = await VectorLibrary.create(dim);
    await using started = start(lib);
    const { hubs, encoder } = started;
    const photos = embeddings(60, dim, 2);
    for (const photo of photos) {
      expect(hubs.biasOf(photo[1])).toBeNull();
      lib.put([photo]);
      lib.database.prepare('UPDATE embeddings SET bias = NULL WHERE photo_id = ?').run(photo[0]);
    }
    await until('all biases', () => hubs.isComplete);
    await expectBiasesOf(lib, encoder, fewCaptions);
  });

  test('are right of photos that come, go and change while the others are compared', async () => {
    await using lib = await unbiasedLibrary(2000);
    await using started = start(lib);
    const { hubs, encoder } = started;
    const completed = hubs.complete();
    await until('some biases', () => stored(lib).some(({ bias }) => bias !== null));
    const come = embeddings(50, dim, 3, 5000);
    lib.commit(come);
    lib.commit(embeddings(20, dim, 4, 1981));
    lib.uncommit([1, 1900]);
    for (const id of [1, 1900]) lib.index.delete(id);
    const ids = [...come.map(([id]) => id), ...Array.from({ length: 20 }, (_, i) => 1981 + i)];
    for (const { id, vector } of stored(lib).filter((row) => ids.includes(row.id))) {
      const bias = hubs.biasOf(vector);
      lib.database.prepare('UPDATE embeddings SET bias = ? WHERE photo_id = ?').run(bias, id);
      lib.index.set(id, vector, bias ?? 0);
    }
    await completed;
    expect(stored(lib)).toHaveLength(2048);
    expect(lib.index.has(1)).toBe(false);
    await expectBiasesOf(lib, encoder, fewCaptions);
  });

  test('of photos without a file are stored, and the photos not brought back into the index', async () => {
    await using lib = await unbiasedLibrary(10);
    lib.index.delete(4);
    await using started = start(lib);
    await started.hubs.complete();
    expect(lib.index.has(4)).toBe(false);
    expect(stored(lib).every(({ bias }) => bias !== null)).toBe(true);
  });

  test.each([
    ['empty', Buffer.alloc(0)],
    ['too short', Buffer.alloc(12, 1)],
    ['too long', Buffer.alloc(4 * dim * 3, 1)],
    ['of no numbers', Buffer.alloc(4 * dim, 255)],
    ['zero', Buffer.alloc(4 * dim)],
  ])('are made for the others where an embedding is damaged: %s', async (_, damaged) => {
    await using lib = await unbiasedLibrary(20);
    await lib.reopen(() => {
      lib.database.prepare('UPDATE embeddings SET vector = ? WHERE photo_id = 7').run(damaged);
    });
    await using started = start(lib);
    await started.hubs.complete();
    expect(started.hubs.isComplete).toBe(true);
    expect(stored(lib).filter(({ bias }) => bias === null)).toEqual([]);
    expect(lib.index.has(7)).toBe(false);
  });

  test('are none without captions, and no encoder starts', async () => {
    await using lib = await unbiasedLibrary(5);
    await using started = start(lib, { captions: [] });
    const { hubs, encoder } = started;
    expect(hubs.biasOf(embedding(dim, 1))).toBeNull();
    await hubs.complete();
    expect(hubs).toMatchObject({ isComplete: false, chance: undefined });
    expect(encoder.pid).toBeUndefined();
    expect(storedBank(lib)).toBeUndefined();
  });
});

describe('closing', () => {
  test.each([
    ['at once', 0],
    ['when the captions are encoded', 1],
    ['when some photos have their bias', 200],
  ])('in the middle leaves nothing broken, and the next start completes: %s', async (_, biased) => {
    await using lib = await unbiasedLibrary(3000);
    {
      await using first = start(lib);
      const completed = first.hubs.complete();
      const isThere = (): boolean =>
        biased === 0 ||
        (storedBank(lib) !== undefined && stored(lib).filter(({ bias }) => bias !== null).length >= biased - 1);
      await until('to be in the middle', isThere);
      await first[Symbol.asyncDispose]();
      await completed;
      expect(first.log.text, 'to be closed is no failure').toBe('');
    }
    await lib.reopen();
    await using second = start(lib);
    await second.hubs.complete();
    expect(second.hubs.isComplete).toBe(true);
    expect(second.hubs.chance).toBeDefined();
    await expectBiasesOf(lib, second.encoder, fewCaptions);
  });

  test('ends what is asked for later without doing anything', async () => {
    await using lib = await unbiasedLibrary(3);
    await using started = start(lib);
    await started[Symbol.asyncDispose]();
    await started.hubs.complete();
    expect(started.hubs.biasOf(embedding(dim, 1))).toBeNull();
    expect(started.log.text).toBe('');
  });
});

describe('an encoder that fails on the captions', () => {
  test.each(['--fails-on-text', '--dies-on-text'])(
    'is asked once for all new photos and again the next time, and it is said: %s',
    async (behaviour) => {
      await using lib = await unbiasedLibrary(10);
      await using started = start(lib, { launch: launchOddEncoder(behaviour, 'newspaper') });
      const { hubs, encoder, log } = started;
      for (let i = 0; i < 5; i++) {
        for (const [, one] of embeddings(10, dim, i)) expect(hubs.biasOf(one)).toBeNull();
        await until('the failure', () => log.lines.length > 0);
      }
      expect(log.lines).toHaveLength(1);
      expect(log.text).toMatch(/no biases of photos/u);
      expect(hubs).toMatchObject({ isComplete: false, chance: undefined });
      expect((await encoder.encodeTexts(['a dog'])).vectors, 'others are served').toHaveLength(1);
      await hubs.complete();
      expect(log.lines).toHaveLength(2);
      expect(stored(lib).every(({ bias }) => bias === null)).toBe(true);
    },
  );
});
