import { cp, mkdir, readdir, readFile, rename, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { AppError } from '../../../src-contract/index.ts';
import { defaultLimits, type GoldenVectors } from '../../../src-main/core/encoder-protocol.ts';
import { agreementPairs } from '../../../src-main/core/pack/agreement.ts';
import { PackManifest } from '../../../src-main/core/pack/manifest.ts';
import { EncoderClient } from '../../../src-main/engine/encoder/index.ts';
import { recordGoldenVectors } from '../../../src-main/engine/models/record-golden-vectors.ts';
import { verifyPack } from '../../../src-main/engine/models/verify-pack.ts';
import { forkEncoder } from '../../../src-main/headless/fork-encoder.ts';
import { tempFolder } from '../../helpers/temp-folder.ts';
import { builtinPack, fixturePack } from '../../helpers/temp-library.ts';

/** A copy of a pack that is tested by agreement. */
async function agreementPack(source: string): Promise<string> {
  const folder = await tempFolder();
  onTestFinished(() => folder[Symbol.asyncDispose]());
  const dir = join(folder.path, 'pack');
  await cp(source, dir, { recursive: true });
  const manifest = await readManifest(dir);
  const texts = manifest.selfTest.texts.map(({ text, ids }) => ({ text, ids }));
  await writeFile(join(dir, 'pack.json'), JSON.stringify({ ...manifest, selfTest: { kind: 'agreement', texts } }));
  return dir;
}

async function readManifest(dir: string): Promise<PackManifest> {
  return PackManifest.parse(JSON.parse(await readFile(join(dir, 'pack.json'), 'utf8')));
}

/** All files of a folder by path, with their content. */
async function contentOf(dir: string): Promise<Record<string, Buffer>> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(await Promise.all(files.sort().map(async (file) => [file, await readFile(file)] as const)));
}

function encoderOf(packDir: string): EncoderClient {
  const client = new EncoderClient(forkEncoder, {
    packDir,
    thumbDir: join(packDir, '..', 'thumbnails'),
    provider: 'cpu',
    limits: defaultLimits,
    threads: 2,
  });
  onTestFinished(() => client[Symbol.asyncDispose]());
  return client;
}

/** Vectors of 16 values that nobody has computed. */
const vector = Float32Array.from({ length: 16 }, (_, i) => (i === 3 ? 0.123_456_78 : 0.25));
const someVectors: GoldenVectors = {
  images: agreementPairs.map(({ file }) => ({ file, vector })),
  texts: [{ text: 'a dog', ids: [1, 2], vector }],
};
const source = { goldenVectors: () => Promise.resolve(someVectors) };

describe('a pack that agrees', () => {
  test('has golden vectors afterwards, and passes them tower by tower', async () => {
    const dir = await agreementPack(builtinPack);
    const before = await readManifest(dir);
    const encoder = encoderOf(dir);
    expect((await encoder.warmUp()).selfTest).toMatchObject({
      kind: 'agreement',
      agreement: { images: 10, texts: 10 },
    });
    const { manifest } = await recordGoldenVectors(dir, encoder);
    expect(manifest).toEqual(await readManifest(dir));
    expect(manifest).toMatchObject({
      id: before.id,
      image: before.image,
      selfTest: { kind: 'golden', recorded: true },
    });
    expect((await verifyPack(dir)).manifest.files).toHaveLength(before.files.length + agreementPairs.length);

    const again = encoderOf(dir);
    await again.encodeTexts(['a dog']);
    expect((await again.warmUp()).selfTest).toEqual({
      kind: 'recorded',
      text: expect.closeTo(1, 6) as number,
      image: expect.closeTo(1, 6) as number,
      agreement: null,
    });
  });

  test('that is changed later is noticed', async () => {
    const dir = await agreementPack(builtinPack);
    await recordGoldenVectors(dir, encoderOf(dir));
    const manifest = await readManifest(dir);
    const other = { ...manifest, image: { ...manifest.image, interpolation: 'bilinear' } };
    await writeFile(join(dir, 'pack.json'), JSON.stringify(other));
    await expect(encoderOf(dir).warmUp()).rejects.toMatchObject({ code: 'PACK_SELF_TEST_FAILED' });
  });
});

describe('the files', () => {
  test('are the pictures, listed, and the manifest with rounded vectors', async () => {
    const dir = await agreementPack(fixturePack('tiny-clip'));
    const { manifest } = await recordGoldenVectors(dir, source);
    if (manifest.selfTest.kind === 'agreement') throw new Error('Expected golden vectors');
    expect(manifest.selfTest.images.map(({ file }) => file)).toEqual(
      agreementPairs.map(({ file }) => `self-test/${file}`),
    );
    expect(manifest.selfTest.images[0]?.vector[3]).toBe(0.123_457);
    expect(manifest.selfTest.texts).toMatchObject([{ text: 'a dog', ids: [1, 2] }]);
    for (const { path, bytes } of manifest.files) expect((await stat(join(dir, path))).size).toBe(bytes);
    expect(Object.keys(await contentOf(dir)).filter((file) => file.endsWith('.tmp'))).toEqual([]);
  });

  test('stay as they were where the towers do not agree', async () => {
    const dir = await agreementPack(fixturePack('tiny-clip'));
    const before = await contentOf(dir);
    await expect(recordGoldenVectors(dir, encoderOf(dir))).rejects.toMatchObject({ code: 'PACK_SELF_TEST_FAILED' });
    expect(await contentOf(dir)).toEqual(before);
  });

  test('stay as they were where the encoder is gone', async () => {
    const dir = await agreementPack(fixturePack('tiny-clip'));
    const before = await contentOf(dir);
    const gone = { goldenVectors: () => Promise.reject(new AppError('ENCODER_CRASHED', 'gone')) };
    await expect(recordGoldenVectors(dir, gone)).rejects.toMatchObject({ code: 'ENCODER_CRASHED' });
    expect(await contentOf(dir)).toEqual(before);
  });

  test('of a pack with golden vectors are left alone', async () => {
    const dir = await agreementPack(fixturePack('tiny-clip'));
    await recordGoldenVectors(dir, source);
    const before = await contentOf(dir);
    await expect(recordGoldenVectors(dir, source)).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: 'Expected a pack without golden vectors to record some for but pack tiny-clip has them',
    });
    expect(await contentOf(dir)).toEqual(before);
  });

  test('of a damaged pack are left alone, and the encoder is not asked', async () => {
    const dir = await agreementPack(fixturePack('tiny-clip'));
    await writeFile(join(dir, 'text.onnx'), 'junk');
    const never = { goldenVectors: () => Promise.reject(new Error('Expected not to be asked')) };
    await expect(recordGoldenVectors(dir, never)).rejects.toMatchObject({ code: 'PACK_FILE_SIZE_MISMATCH' });
  });

  test('are not written behind a link that leads out of the pack', async () => {
    const dir = await agreementPack(fixturePack('tiny-clip'));
    const manifest = await readManifest(dir);
    const files = manifest.files.filter(({ path }) => !path.startsWith('self-test/'));
    await writeFile(join(dir, 'pack.json'), JSON.stringify({ ...manifest, files }));
    const outside = join(dir, '..', 'outside');
    await mkdir(outside);
    await rename(join(dir, 'self-test'), join(dir, 'moved'));
    await symlink(outside, join(dir, 'self-test'));
    await expect(recordGoldenVectors(dir, source)).rejects.toMatchObject({ code: 'PACK_PATH_ESCAPES' });
    expect(await readdir(outside)).toEqual([]);
  });
});
