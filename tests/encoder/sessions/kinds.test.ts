import { copyFile, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { AppError } from '../../../src-contract/index.ts';
import { cosine } from '../../../src-main/core/math/vector.ts';
import { defaultLimits } from '../../../src-main/core/encoder-protocol.ts';
import type { PackManifest } from '../../../src-main/core/pack/manifest.ts';
import type { PhotoTensor } from '../../../src-main/encoder/decode/decode-photo.ts';
import { DecodePool } from '../../../src-main/encoder/decode/decode-pool.ts';
import { TextSession } from '../../../src-main/encoder/sessions/text-session.ts';
import { Towers } from '../../../src-main/encoder/towers.ts';
import { verifyPack } from '../../../src-main/engine/models/verify-pack.ts';
import { type Kind, kindPack, kinds } from './kinds.ts';
import { loadRequest, openService, type TempDir, tempDir, unwrap } from './open-service.ts';
import { goldenOf, type Mutable } from './packs.ts';
import type { Tower } from './refusals.ts';

type Edit = (manifest: Mutable<PackManifest>) => unknown;

const pool = new DecodePool(1);
let folder: TempDir;
beforeAll(async () => {
  folder = await tempDir();
});
afterAll(async () => {
  await pool[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

/** A photo as the image tower takes it. */
async function read(manifest: PackManifest, path: string): Promise<PhotoTensor> {
  const decoded = await pool.decode({ path, tower: manifest.image, limits: defaultLimits, library: null });
  if (decoded.kind !== 'decoded') throw new Error(`Expected a photo at ${path} but it is ${decoded.kind}`);
  return decoded.tensor;
}

let packsMade = 0;
async function make(kind: Kind, edit?: Edit): Promise<{ packDir: string; manifest: PackManifest }> {
  const packDir = folder.at(`${kind}-${packsMade++}`);
  return { packDir, manifest: await kindPack(kind, packDir, edit) };
}

/** Load one tower. Returns the lowest cosine to the golden vectors, or why it is refused. */
async function load(kind: Kind, tower: Tower, edit?: Edit): Promise<number | AppError> {
  const { packDir, manifest } = await make(kind, edit);
  await using towers = new Towers(loadRequest({ packDir, thumbDir: 'unused' }), manifest, pool);
  try {
    await towers[tower]();
    return towers.selfTest[tower] ?? NaN;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}

describe.each(kinds)('a pack of the kind %s', (kind) => {
  test('is what its manifest says, and asks for nothing that cannot be done', async () => {
    const { packDir } = await make(kind);
    expect((await verifyPack(packDir)).manifest.id).toBe(`kind-${kind}`);
  });

  test.each(['image', 'text'] as const)('gives the golden vectors with its %s tower', async (tower) => {
    expect(await load(kind, tower)).toBeGreaterThan(0.999_9);
  });

  test('encodes several photos and texts at once as it does one by one', async () => {
    const { packDir, manifest } = await make(kind);
    const service = await openService({ packDir, thumbDir: folder.at('thumbnails') });
    onTestFinished(() => service[Symbol.asyncDispose]());
    const { images, texts } = goldenOf(manifest);
    const { vectors } = unwrap(await service.encodeTexts([...texts, ...texts].map(({ text }) => text)));
    expect(vectors).toHaveLength(2 * texts.length);
    vectors.forEach((vector, i) => {
      expect(vector).toHaveLength(manifest.embedding.dim);
      expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
      expect(cosine(vector, texts[i % texts.length]?.vector ?? [])).toBeGreaterThan(0.999_9);
    });
    await using towers = new Towers(loadRequest({ packDir, thumbDir: 'unused' }), manifest, pool);
    // More than one inference takes, each photo beside others than before.
    const photos = Array.from({ length: 2 * manifest.image.maxBatch + 1 }, (_, i) => images[i % images.length]);
    const tensors = await Promise.all(photos.map((photo) => read(manifest, `${packDir}/${photo?.file ?? ''}`)));
    const rows = await (await towers.image()).encode(tensors);
    expect(rows).toHaveLength(photos.length);
    rows.forEach((row, i) => {
      expect(cosine(row ?? [], photos[i]?.vector ?? []), photos[i]?.file).toBeGreaterThan(0.999_9);
    });
    const [first] = images;
    const path = `${packDir}/${first?.file ?? ''}`;
    const whole = unwrap(await service.encodeQueryImage({ path, box: null }));
    expect(cosine(whole, first?.vector ?? [])).toBeGreaterThan(0.999_9);
    const box = { x: 0.1, y: 0.1, width: 0.6, height: 0.6 };
    const part = unwrap(await service.encodeQueryImage({ path, box }));
    expect(part).toHaveLength(manifest.embedding.dim);
    expect(Math.hypot(...part)).toBeCloseTo(1, 5);
    expect(cosine(part, whole)).toBeLessThan(0.999_9);
  });
});

function text(manifest: Mutable<PackManifest>): NonNullable<Mutable<PackManifest>['text']> {
  if (manifest.text === undefined) throw new Error('Expected a text tower');
  return manifest.text;
}

const image =
  (change: object): Edit =>
  ({ image: tower }) =>
    Object.assign(tower, change);
const texts =
  (change: object): Edit =>
  (manifest) =>
    Object.assign(text(manifest), change);
const tokens =
  (change: object): Edit =>
  (manifest) =>
    Object.assign(text(manifest).tokenizer, change);

const wrongVector = /cosine >= 0\.999 but received/u;
const wrongIds = /the tokenizer differs from what the pack was made with/u;

describe('is refused', () => {
  test.each<readonly [kind: Kind, tower: Tower, what: string, edit: Edit, message: RegExp]>([
    [
      'openai',
      'image',
      'mean and std of another model',
      image({ mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5] }),
      wrongVector,
    ],
    ['openai', 'image', 'the whole photo', image({ resize: 'squash' }), wrongVector],
    ['openai', 'image', 'blue first', image({ channels: 'BGR' }), wrongVector],
    ['openai', 'image', 'channels last', image({ layout: 'NHWC' }), /but received: .*dimensions/u],
    ['openai', 'image', 'whole numbers', image({ dtype: 'u8' }), /but received: .*data type/u],
    ['openai', 'text', 'no end token', (manifest) => Reflect.deleteProperty(text(manifest).tokenizer, 'eos'), wrongIds],
    ['immich', 'text', 'ids of another type', texts({ idDtype: 'i64' }), /data type/u],
    [
      'mobileclip',
      'image',
      'mean and std of CLIP',
      image({ mean: [0.48, 0.46, 0.41], std: [0.27, 0.26, 0.28] }),
      wrongVector,
    ],
    ['mobileclip', 'image', 'the other interpolation', image({ interpolation: 'bicubic' }), wrongVector],
    ['siglip2', 'image', 'a crop', image({ resize: 'shortest-crop' }), wrongVector],
    ['siglip2', 'text', 'punctuation', tokens({ clean: 'none' }), wrongIds],
    [
      'siglip2',
      'text',
      'no end token',
      (manifest) => Reflect.deleteProperty(text(manifest).tokenizer, 'eos'),
      wrongIds,
    ],
    ['siglip2', 'text', 'another pad token', tokens({ pad: 1 }), wrongVector],
    ['siglip2', 'text', 'padding to the longest', tokens({ padTo: 'longest' }), wrongVector],
    [
      'siglip2',
      'text',
      'the tokens where the pooled output is meant',
      texts({ output: 'last_hidden_state' }),
      /of shape \[1, 768\] but received \[1, 64, 768\]/u,
    ],
    ['multilingual', 'text', 'the first token', texts({ pooling: 'cls' }), wrongVector],
    ['multilingual', 'text', 'the last token', texts({ pooling: 'last' }), wrongVector],
    [
      'multilingual',
      'text',
      'pooling that it does not have',
      texts({ pooling: 'in-graph' }),
      /of shape \[1, 768\] but received \[1, \d+, 768\]/u,
    ],
    [
      'multilingual',
      'text',
      'no layer',
      (manifest) => Reflect.deleteProperty(manifest, 'postprocess'),
      /of shape \[1, \d+, 512\] but received \[1, \d+, 768\]/u,
    ],
    ['multilingual', 'text', 'texts in small letters', tokens({ lowercase: true }), wrongIds],
    ['xlm-roberta', 'text', 'the mean', texts({ pooling: 'mean' }), wrongVector],
    [
      'xlm-roberta',
      'text',
      'embeddings of another length',
      (manifest) => (manifest.embedding.dim = 500),
      /of shape \[1, 500 after a layer of \[512, 1024\]\]/u,
    ],
    ['roberta', 'image', 'padding of another colour', image({ padColor: [255, 255, 255] }), wrongVector],
    ['roberta', 'image', 'red first', image({ channels: 'RGB' }), wrongVector],
    [
      'roberta',
      'image',
      'other dropped values',
      (manifest) => (manifest.postprocess = { dropDims: [5, 20] }),
      wrongVector,
    ],
    [
      'roberta',
      'image',
      'embeddings that cannot be cut off',
      (manifest) => Reflect.deleteProperty(manifest.embedding, 'truncatableTo'),
      /of shape \[1, 50\] but received \[1, 70\]/u,
    ],
    ['roberta', 'text', 'the first token', texts({ pooling: 'cls' }), wrongVector],
    ['roberta', 'text', 'the end token', texts({ pooling: 'eos-first' }), wrongVector],
    [
      'roberta',
      'text',
      'no positions',
      (manifest) => Reflect.deleteProperty(text(manifest), 'positionIds'),
      /"position_ids" in the manifest/u,
    ],
  ])('%s, its %s tower fed with %s', async (kind, tower, _, edit, message) => {
    const refusal = await load(kind, tower, edit);
    expect(refusal).toBeInstanceOf(AppError);
    expect(refusal).toMatchObject({ message: expect.stringMatching(message) as string });
  });

  test('a graph whose weights are in another file, without that', async () => {
    const { packDir, manifest } = await make('roberta');
    await rm(`${packDir}/image.onnx_data`);
    await expect(verifyPack(packDir)).rejects.toMatchObject({ code: 'PACK_FILE_MISSING' });
    await using towers = new Towers(loadRequest({ packDir, thumbDir: 'unused' }), manifest, pool);
    await expect(towers.image()).rejects.toMatchObject({
      code: 'PACK_SESSION_FAILED',
      message: expect.stringContaining('image.onnx_data') as string,
    });
  });

  test.each(['../aaaa.onnx_da', '/tmp/eidetic.xx'])('a graph that takes weights from elsewhere: %s', async (place) => {
    const { packDir, manifest } = await make('roberta');
    const graph = await readFile(`${packDir}/image.onnx`, 'latin1');
    await writeFile(`${packDir}/image.onnx`, graph.replaceAll('image.onnx_data', place), 'latin1');
    await copyFile(`${packDir}/image.onnx_data`, folder.at('aaaa.onnx_da'));
    await using towers = new Towers(loadRequest({ packDir, thumbDir: 'unused' }), manifest, pool);
    await expect(towers.image()).rejects.toMatchObject({
      code: 'PACK_SESSION_FAILED',
      message: expect.stringMatching(/escapes model directory|Absolute path not allowed/u) as string,
    });
  });

  test('a layer larger than any, before it is read', async () => {
    const { packDir, manifest } = await make('multilingual');
    const path = `${packDir}/${manifest.postprocess?.textLinear ?? ''}`;
    // Sparse: it takes no space. Node reads no file of more than 2 GiB whole.
    await truncate(path, 5 * 2 ** 30);
    await using towers = new Towers(loadRequest({ packDir, thumbDir: 'unused' }), manifest, pool);
    await expect(towers.text()).rejects.toMatchObject({
      code: 'PACK_SESSION_FAILED',
      message: `Expected a linear layer in "${path}" but received: Expected at most 268435456 bytes but received 5368709120`,
    });
  });

  test('a layer that is none, naming its file', async () => {
    const { packDir, manifest } = await make('multilingual', (draft) => {
      draft.postprocess = { textLinear: 'vocab.txt' };
    });
    await using towers = new Towers(loadRequest({ packDir, thumbDir: 'unused' }), manifest, pool);
    await expect(towers.text()).rejects.toMatchObject({
      code: 'PACK_SESSION_FAILED',
      message: expect.stringMatching(/a linear layer in ".*vocab\.txt" but received: Expected a header/u) as string,
    });
  });
});

describe('is indifferent', () => {
  test.each<readonly [kind: Kind, what: string, edit: Edit]>([
    ['openai', 'which token a text is padded with, when it is read at its end', tokens({ pad: 0 })],
    ['immich', 'which token a text is padded with, when it is read at its end', tokens({ pad: 49407 })],
    ['multilingual', 'how far a text is padded, when there is a mask', tokens({ padTo: 'context' })],
    ['xlm-roberta', 'how far a text is padded, when there is a mask', tokens({ padTo: 'context' })],
  ])('%s to %s', async (kind, _, edit) => {
    expect(await load(kind, 'text', edit)).toBeGreaterThan(0.999_9);
  });
});

test('a text does not depend on those beside it, where there is no mask and no length to pad to', async () => {
  const { packDir, manifest } = await make('siglip2', (draft) => {
    Object.assign(text(draft), { output: 'last_hidden_state', pooling: 'last' });
    text(draft).tokenizer.padTo = 'longest';
  });
  const session = await TextSession.open(packDir, manifest, { provider: 'cpu', threads: 2 });
  onTestFinished(() => session.release());
  const some = ['a dog', 'three people in the rain', 'a cat', 'a red bicycle, leaning against a white wall'];
  const { vectors } = await session.encode(some);
  for (const [i, alone] of some.entries()) {
    const [vector = []] = (await session.encode([alone])).vectors;
    expect(cosine(vectors[i] ?? [], vector), alone).toBeGreaterThan(0.999_9);
    // The last token, which all of them end with, is not read in the same place.
    expect(cosine(vectors[(i + 1) % some.length] ?? [], vector), alone).toBeLessThan(0.999_9);
  }
});

test('a text longer than the context keeps its end token, whatever the tokenizer', async () => {
  for (const kind of kinds) {
    const { packDir, manifest } = await make(kind, texts({ contextLength: 12 }));
    await using towers = new Towers(
      loadRequest({ packDir, thumbDir: 'unused' }),
      { ...manifest, selfTest: { ...goldenOf(manifest), texts: [] } },
      pool,
    );
    const { tokenizer } = await towers.text();
    const long = 'two children playing in the snow, ein Hund am Strand '.repeat(20);
    const [ids = []] = tokenizer.windows(long);
    expect(ids, kind).toHaveLength(12);
    expect(ids.at(-1), kind).toBe(manifest.text?.tokenizer.eos);
    expect(ids.slice(0, -1), kind).not.toContain(manifest.text?.tokenizer.eos);
  }
});
