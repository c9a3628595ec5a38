import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { calibrationOf } from '../../../../src-main/core/calibration.ts';
import { dotAt, type Embedding, meanDirection } from '../../../../src-main/core/math/vector.ts';
import { wordsAtRandom } from '../../../../src-main/engine/search/hubs/hub-correction.ts';
import { fewCaptions } from '../../../helpers/temp-library.ts';
import { until } from '../../../helpers/until.ts';
import { embeddings } from '../../../helpers/vector-library.ts';
import {
  dim,
  otherCaptions,
  start,
  stored,
  storedBank,
  storedProbes,
  unbiasedLibrary,
} from '../../../helpers/hub-library.ts';

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

  test('is told of when it is known, so that whoever has searched asks again', async () => {
    await using lib = await unbiasedLibrary(100);
    const known: (string | undefined)[] = [];
    await using started = start(lib, { isKnown: true, onMeasured: () => known.push(started.hubs.knowledge) });
    expect(started.hubs.knowledge).toBe('notYet');
    await started.hubs.complete();
    await started.hubs.complete();
    expect(known).toEqual(['known']);
  });

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
    // Meanwhile the usual calibration of a known pack holds, over what was measured before: else everything would match.
    expect(second.hubs.chance?.words).toEqual(chance?.words);
    expect(second.hubs.calibration?.thresholds.strict.any).toBeGreaterThan(0);
    await using unknown = start(lib);
    expect(unknown.hubs).toMatchObject({ isComplete: true, chance: undefined, calibration: undefined });
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
