import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { calibrationOf } from '../../../../src-main/core/calibration.ts';
import { defaultLimits } from '../../../../src-main/core/encoder-protocol.ts';
import { probeWords } from '../../../../src-main/core/captions/probe-words.ts';
import { hubBias } from '../../../../src-main/core/math/hub-bias.ts';
import { dotAt, type Embedding, meanDirection } from '../../../../src-main/core/math/vector.ts';
import { EncoderClient } from '../../../../src-main/engine/encoder/encoder-client.ts';
import type { EncoderLauncher } from '../../../../src-main/engine/encoder/encoder-process.ts';
import { HubCorrection, wordCount, wordsAtRandom } from '../../../../src-main/engine/search/hubs/hub-correction.ts';
import { forkEncoder } from '../../../../src-main/headless/fork-encoder.ts';
import { MemoryLog } from '../../../helpers/memory-log.ts';
import { fewCaptions, fixturePack, launchOddEncoder } from '../../../helpers/temp-library.ts';
import { until } from '../../../helpers/until.ts';
import { embedding, embeddings, VectorLibrary } from '../../../helpers/vector-library.ts';

/** Of the tiny pack. */
const dim = 16;
const otherCaptions = ['a green door', 'an old boat on a lake', 'three cats asleep on a sofa'];

/** Photos whose biases nobody knows, in a real database with the index over it. */
async function unbiasedLibrary(count: number): Promise<VectorLibrary> {
  const lib = await VectorLibrary.create(dim);
  lib.commit(embeddings(count, dim, 1));
  await lib.reopen(() => {
    lib.database.exec('UPDATE embeddings SET bias = NULL');
  });
  return lib;
}

interface Started extends AsyncDisposable {
  readonly hubs: HubCorrection;
  readonly encoder: EncoderClient;
  readonly log: MemoryLog;
}

interface StartOptions {
  readonly captions?: readonly string[];
  readonly launch?: EncoderLauncher;
  readonly templates?: readonly string[];
  readonly isKnown?: boolean;
}

function start(lib: VectorLibrary, options: StartOptions = {}): Started {
  const { captions = fewCaptions, launch = forkEncoder, templates = [], isKnown = false } = options;
  const request = {
    packDir: fixturePack('tiny-clip'),
    thumbDir: `${lib.folder.path}/thumbnails`,
    provider: 'cpu',
    limits: defaultLimits,
    threads: 1,
  } as const;
  const encoder = new EncoderClient(launch, request);
  const log = new MemoryLog();
  const { store, index, pack } = lib;
  const hubs = new HubCorrection({ store: store.captions, index, encoder, pack, captions, templates, isKnown, log });
  return {
    hubs,
    encoder,
    log,
    async [Symbol.asyncDispose]() {
      const ended = hubs[Symbol.asyncDispose]();
      await encoder[Symbol.asyncDispose]();
      await ended;
    },
  };
}

/** What is stored of each photo. */
function stored(lib: VectorLibrary): { id: number; vector: Embedding; bias: number | null }[] {
  return lib.database
    .prepare<[], { id: number; vector: Buffer; bias: number | null }>(
      'SELECT photo_id AS id, vector, bias FROM embeddings ORDER BY photo_id',
    )
    .all()
    .map(({ vector, ...row }) => ({ ...row, vector: new Float32Array(Uint8Array.from(vector).buffer) }));
}

function storedBank(lib: VectorLibrary): { vectors: Embedding; chance_photos: number | null } | undefined {
  const row = lib.database
    .prepare<[], { vectors: Buffer; chance_photos: number | null }>('SELECT * FROM caption_banks')
    .get();
  return row && { ...row, vectors: new Float32Array(Uint8Array.from(row.vectors).buffer) };
}

function storedProbes(lib: VectorLibrary): Embedding {
  const probes = lib.database.prepare<[], Buffer>('SELECT probes FROM caption_banks').pluck().get();
  return new Float32Array(Uint8Array.from(probes ?? []).buffer);
}

/** Every photo has the bias that these captions give it, in the database and in the index. */
async function expectBiasesOf(lib: VectorLibrary, encoder: EncoderClient, captions: readonly string[]): Promise<void> {
  const encoded = async (texts: readonly string[]): Promise<Embedding> => {
    const { vectors } = await encoder.encodeTexts(texts);
    return Float32Array.from(vectors.flatMap((vector) => [...vector]));
  };
  const bank = { captions: await encoded(captions), words: await encoded(probeWords(captions, wordCount)) };
  for (const { id, vector, bias } of stored(lib)) {
    expect(bias).toBeCloseTo(hubBias(vector, bank), 5);
    expect(lib.index.biasOf(id)).toBe(Math.fround(bias ?? NaN));
  }
}

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

describe('chance', () => {
  test.each(['words', 'sentence'] as const)(
    'is what the best photo scores, half below its median, a tenth above: %s',
    async (kind) => {
      const captions = fewCaptions.concat(
        otherCaptions,
        Array.from({ length: 24 }, (_, i) => `${i} boats on a lake`),
      );
      await using lib = await unbiasedLibrary(200);
      await using started = start(lib, { captions });
      await started.hubs.complete();
      const { median, high } = started.hubs.chance?.[kind] ?? { median: NaN, high: NaN };
      const bank = storedBank(lib)?.vectors ?? new Float32Array();
      const border = captions.length * dim;
      const texts = kind === 'words' ? bank.subarray(border) : bank.subarray(0, border);
      const best = Array.from({ length: texts.length / dim }, (_, i) => {
        const text = texts.subarray(i * dim, (i + 1) * dim);
        return Math.max(
          ...stored(lib).map(
            ({ id, vector }) =>
              vector.reduce((sum, value, at) => sum + value * (text[at] ?? 0), 0) - lib.index.biasOf(id),
          ),
        );
      });
      expect(best.length).toBeGreaterThan(20);
      const share = (limit: number): number => best.filter((score) => score <= limit + 1e-6).length / best.length;
      expect(share(median)).toBeCloseTo(0.5, 1);
      expect(share(high)).toBeCloseTo(0.9, 1);
      expect(high).toBeGreaterThan(median);
    },
  );

  test('is the same after a restart, without being measured again', async () => {
    await using lib = await unbiasedLibrary(100);
    await using first = start(lib);
    await first.hubs.complete();
    lib.database.exec(`UPDATE caption_banks SET chance_median = 0.125, chance_high = 0.5,
      chance_caption_median = 0.25, chance_caption_high = 0.75`);
    const expected = { words: { median: 0.125, high: 0.5 }, sentence: { median: 0.25, high: 0.75 } };
    await using second = start(lib);
    expect(second.hubs.chance).toMatchObject(expected);
    await second.hubs.complete();
    expect(second.hubs.chance).toMatchObject(expected);
  });

  test('is measured again where only that of words is known, as in a library of before', async () => {
    await using lib = await unbiasedLibrary(100);
    await using first = start(lib);
    await first.hubs.complete();
    const { chance } = first.hubs;
    lib.database.exec('UPDATE caption_banks SET chance_caption_median = NULL, chance_caption_high = NULL');
    await using second = start(lib);
    expect(second.hubs.chance).toBeUndefined();
    await second.hubs.complete();
    expect(second.hubs.chance).toEqual(chance);
  });

  test('is measured again where it is not known what a pack is calibrated by, as in a library of before', async () => {
    await using lib = await unbiasedLibrary(100);
    await using first = start(lib, { isKnown: true });
    await first.hubs.complete();
    const { chance, calibration } = first.hubs;
    const bank = storedBank(lib)?.vectors;
    lib.database.exec(
      'UPDATE caption_banks SET agreement_pairs = NULL, agreement_slope = NULL, probes = NULL, probes_fingerprint = NULL',
    );
    await using second = start(lib, { isKnown: true });
    expect(second.hubs).toMatchObject({ isComplete: true, chance: undefined, calibration: undefined });
    await second.hubs.complete();
    expect(second.hubs.chance).toEqual(chance);
    expect(second.hubs.calibration).toEqual(calibration);
    expect(storedBank(lib)?.vectors).toEqual(bank);
  });

  test('of words is told by them in the templates of the pack, and measured again in others', async () => {
    await using lib = await unbiasedLibrary(100);
    const templates = ['{}', 'a photo of a {}'];
    const [chances, kept]: [unknown[], Embedding[]] = [[], []];
    for (const of of [templates, templates, []]) {
      await using started = start(lib, { templates: of });
      await started.hubs.complete();
      chances.push(started.hubs.chance);
      kept.push(storedProbes(lib));
      const { vectors } = await started.encoder.encodeTexts(of.map((template) => template.replace('{}', 'beach')));
      const at = wordsAtRandom(fewCaptions).indexOf('beach') * dim;
      const probe = storedProbes(lib).subarray(at, at + dim);
      if (of.length > 0) expect(dotAt(meanDirection(vectors), probe, 0)).toBeCloseTo(1, 5);
    }
    expect(chances[1]).toEqual(chances[0]);
    expect(chances[2]).not.toEqual(chances[0]);
    expect(kept[1]).toEqual(kept[0]);
    expect(kept[2]).not.toEqual(kept[0]);
    expect(chances[2]).toHaveProperty('sentence', (chances[0] as { sentence: unknown }).sentence);
  });

  test('is measured again when the photos are a tenth more or fewer, and not before', async () => {
    await using lib = await unbiasedLibrary(100);
    await using started = start(lib);
    const { hubs } = started;
    const measuredWith = async (): Promise<unknown> => {
      await hubs.complete();
      return storedBank(lib)?.chance_photos;
    };
    expect(await measuredWith()).toBe(100);
    lib.put(embeddings(10, dim, 5, 1001));
    expect(await measuredWith()).toBe(100);
    lib.put(embeddings(1, dim, 6, 2001));
    expect(await measuredWith()).toBe(111);
    lib.remove(stored(lib).map(({ id }) => id));
    expect(await measuredWith(), 'of nothing there is none').toBe(111);
    lib.put(embeddings(3, dim, 7));
    expect(await measuredWith()).toBe(3);
  });

  test('is that of the photos there are when others came while it was measured', async () => {
    await using lib = await unbiasedLibrary(100);
    await using started = start(lib);
    const { hubs } = started;
    const completed = hubs.complete();
    while (!hubs.isComplete) await nextTurn();
    lib.put(embeddings(400, dim, 8, 1001));
    await completed;
    expect(storedBank(lib)?.chance_photos).toBe(500);
  });

  test('follows a library that grows while it is indexed', async () => {
    await using lib = await unbiasedLibrary(20);
    await using started = start(lib);
    const { hubs } = started;
    await hubs.complete();
    for (const [id, one] of embeddings(60, dim, 9, 1001)) {
      hubs.biasOf(one);
      lib.put([[id, one]]);
    }
    await until('another measurement', () => (storedBank(lib)?.chance_photos ?? 0) > 40);
  });

  test('of other captions is not used', async () => {
    await using lib = await unbiasedLibrary(50);
    {
      await using first = start(lib);
      await first.hubs.complete();
      lib.database.exec('UPDATE caption_banks SET chance_median = 7, chance_high = 8, chance_caption_high = 9');
    }
    await using other = start(lib, { captions: otherCaptions });
    await other.hubs.complete();
    expect(other.hubs.chance?.words.high).toBeLessThan(1);
    expect(other.hubs.chance?.sentence.high).toBeLessThan(1);
    expect(storedBank(lib)?.chance_photos).toBe(50);
  });
});

describe('a calibration', () => {
  test('is none of an unknown pack where the library tells too little, and the usual one of a known pack', async () => {
    await using lib = await unbiasedLibrary(100);
    await using unknown = start(lib);
    expect(unknown.hubs.calibration).toBeUndefined();
    await unknown.hubs.complete();
    expect(unknown.hubs.chance?.agreement.pairs).toBeLessThanOrEqual(fewCaptions.length);
    expect(unknown.hubs.calibration).toBeUndefined();
    await using known = start(lib, { isKnown: true });
    expect(known.hubs.calibration?.slope).toBeGreaterThan(0);
  });

  test('is what was stored, after a restart, for which nothing is encoded or measured', async () => {
    await using lib = await unbiasedLibrary(100);
    await using first = start(lib);
    await first.hubs.complete();
    lib.database.exec('UPDATE caption_banks SET agreement_pairs = 100, agreement_slope = 1.25');
    await using second = start(lib);
    await second.hubs.complete();
    expect(second.hubs.calibration).toEqual(calibrationOf({ pairs: 100, slope: 1.25 }, false));
    expect(second.encoder.pid).toBeUndefined();
  });

  test('is none as long as biases are unknown', async () => {
    await using lib = await unbiasedLibrary(100);
    await using first = start(lib, { isKnown: true });
    await first.hubs.complete();
    lib.database.exec('UPDATE embeddings SET bias = NULL WHERE photo_id = 3');
    await using second = start(lib, { isKnown: true });
    expect(second.hubs).toMatchObject({ chance: undefined, calibration: undefined });
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
