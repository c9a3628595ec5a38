import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { agreementPairs } from '../../../src-main/core/pack/agreement.ts';
import type { PackManifest } from '../../../src-main/core/pack/manifest.ts';
import { DecodePool } from '../../../src-main/encoder/decode/decode-pool.ts';
import { ImageSession } from '../../../src-main/encoder/sessions/image-session.ts';
import { Towers, type TowersOptions } from '../../../src-main/encoder/towers.ts';
import { loadRequest, openService, tempDir, unwrap } from './open-service.ts';
import { editedPack, type Mutable, type PackName, packs, readManifest } from './packs.ts';

const pool = new DecodePool(1);
afterAll(() => pool[Symbol.asyncDispose]());

type Edit = (manifest: Mutable<PackManifest>) => unknown;

/** Test a pack by agreement, with what is known of its tokenizer. */
function byAgreement(manifest: Mutable<PackManifest>): void {
  const texts = manifest.selfTest.texts.map(({ text, ids }) => ({ text, ids }));
  manifest.selfTest = { kind: 'agreement', texts };
}

async function towersOf(
  pack: PackName,
  edit: Edit = () => undefined,
  options?: Partial<TowersOptions>,
): Promise<Towers> {
  const manifest = await readManifest(pack);
  byAgreement(manifest);
  edit(manifest);
  const request = loadRequest({ packDir: packs[pack], thumbDir: 'unused' });
  const towers = new Towers(request, manifest, pool, options);
  onTestFinished(() => towers[Symbol.asyncDispose]());
  return towers;
}

describe('the built-in pack without its golden vectors', () => {
  test.each(['image', 'text'] as const)('passes when its %s tower is needed first', async (first) => {
    const towers = await towersOf('builtin');
    expect(towers.selfTest).toEqual({ kind: 'agreement', text: null, image: null, agreement: null });
    await towers[first]();
    expect(towers.selfTest).toEqual({
      kind: 'agreement',
      text: null,
      image: null,
      agreement: { images: 10, texts: 10, of: 10 },
    });
    await towers.text();
    await towers.image();
  });

  test('is refused with other token ids, before anything is compared', async () => {
    const towers = await towersOf('builtin', ({ selfTest }) => selfTest.texts[0]?.ids.reverse());
    await expect(towers.text()).rejects.toMatchObject({
      code: 'PACK_SELF_TEST_FAILED',
      message: expect.stringMatching(/token ids \[.*\] but received \[.*\]: the tokenizer differs/u) as string,
    });
  });

  test.each<readonly [what: string, edit: Edit]>([
    ['pictures upside down in brightness', ({ image }) => Object.assign(image, { rescale: 0.0001, mean: [1, 1, 1] })],
    [
      'the channels of another order and values a hundred times as large',
      ({ image }) => Object.assign(image, { channels: 'BGR', rescale: 100 }),
    ],
    [
      'a text tower that sees the mask for the words',
      ({ text }) => Object.assign(text ?? {}, { inputIds: 'attention_mask', attentionMask: 'input_ids' }),
    ],
  ])('is refused with %s', async (_, edit) => {
    const towers = await towersOf('builtin', edit);
    await expect(towers.image()).rejects.toMatchObject({ code: 'PACK_SELF_TEST_FAILED' });
    await expect(towers.text()).rejects.toMatchObject({ code: 'PACK_SELF_TEST_FAILED' });
  });

  test('is refused where an image tower makes nothing of a picture, naming it', async () => {
    const towers = await towersOf('builtin', undefined, {
      openImage: async (...options) => {
        const model = await ImageSession.open(...options);
        return {
          encode: (tensors) => Promise.resolve(tensors.map(() => undefined)),
          encodeDense: (tensor) => model.encodeDense(tensor),
          release: () => model.release(),
        };
      },
    });
    await expect(towers.image()).rejects.toMatchObject({
      message: expect.stringContaining('picture "sunset.png": finite values but received others') as string,
    });
  });
});

describe('towers with random weights', () => {
  test.each(['tiny-clip', 'tiny-f16'] as const)('of %s do not agree, and the message says on what', async (pack) => {
    const towers = await towersOf(pack);
    await expect(towers.image()).rejects.toMatchObject({
      code: 'PACK_SELF_TEST_FAILED',
      message: expect.stringMatching(
        /pack tiny-.+, self-test of agreement: 8 of 10 pictures .* but received \d and \d: .*\.png finds ".+".*\. Either/u,
      ) as string,
    });
    await expect(towers.text()).rejects.toMatchObject({ code: 'PACK_SELF_TEST_FAILED' });
  });
});

describe('golden vectors', () => {
  test('are made of the pictures and texts, and of the texts of the pack', async () => {
    await using folder = await tempDir();
    const packDir = await editedPack('builtin', folder.at('pack'), { manifest: byAgreement });
    const service = await openService({ packDir, thumbDir: folder.at('thumbnails') });
    onTestFinished(() => service[Symbol.asyncDispose]());
    const { images, texts } = unwrap(await service.goldenVectors());
    expect(images.map(({ file }) => file)).toEqual(agreementPairs.map(({ file }) => file));
    const own = (await readManifest('builtin')).selfTest.texts;
    expect(texts.map(({ text }) => text)).toEqual([...own, ...agreementPairs].map(({ text }) => text));
    expect(texts.slice(0, own.length).map(({ ids }) => ids)).toEqual(own.map(({ ids }) => ids));
    for (const { vector } of [...images, ...texts]) expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
  });

  test('are not made by towers that do not agree', async () => {
    await using folder = await tempDir();
    const packDir = await editedPack('tiny-clip', folder.at('pack'), { manifest: byAgreement });
    const service = await openService({ packDir, thumbDir: folder.at('thumbnails') });
    onTestFinished(() => service[Symbol.asyncDispose]());
    expect(await service.goldenVectors()).toMatchObject({ ok: false, error: { code: 'PACK_SELF_TEST_FAILED' } });
  });
});
