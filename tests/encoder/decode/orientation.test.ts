import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Sharp } from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EncodedPhoto } from '../../../src-main/core/encoder-protocol.ts';
import { cosine } from '../../../src-main/core/math/vector.ts';
import type { EncoderService } from '../../../src-main/encoder/service.ts';
import { evalFile, hasEvalData } from '../../helpers/eval-data.ts';
import { openService, type TempDir, tempDir, unwrap } from '../sessions/open-service.ts';
import { packs } from '../sessions/packs.ts';
import { lookApart, pixels, scene, storedAs } from './photos.ts';

let folder: TempDir;
let service: EncoderService;

beforeAll(async () => {
  folder = await tempDir();
  service = await openService({ packDir: packs.builtin, thumbDir: folder.at('thumbnails') });
});
afterAll(async () => {
  await service[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

async function encode(file: string): Promise<EncodedPhoto> {
  const outcome = unwrap(await service.encodePhoto({ path: path.resolve(folder.path, file), knownHashes: [] }));
  if (outcome.kind !== 'encoded') throw new Error(`Expected an encoded photo but received ${JSON.stringify(outcome)}`);
  return outcome;
}

const orientations = [1, 2, 3, 4, 5, 6, 7, 8];
const formats: readonly (readonly [
  name: string,
  tag: string,
  size: readonly [number, number],
  write: (image: Sharp) => Sharp,
])[] = [
  ['PNG', 'png', [360, 270], (image) => image.png()],
  ['lossless WebP', 'webp', [360, 270], (image) => image.webp({ lossless: true, effort: 0 })],
  ['TIFF', 'tiff', [360, 270], (image) => image.tiff({ compression: 'lzw' })],
  ['JPEG', 'jpeg', [640, 480], (image) => image.jpeg({ quality: 100, chromaSubsampling: '4:4:4' })],
  // Large enough to be decoded at half size on the way.
  ['large JPEG', 'jpeg', [1600, 1200], (image) => image.jpeg({ quality: 100, chromaSubsampling: '4:4:4' })],
];

describe.each(formats)('%s', (name, format, [width, height], write) => {
  const upright = scene(width, height);

  test('has the same embedding, size and thumbnail in every orientation', async () => {
    const encoded: EncodedPhoto[] = [];
    for (const orientation of orientations) {
      const file = `${name}-${orientation}`;
      await write(pixels(storedAs(upright, orientation)).withMetadata({ orientation })).toFile(folder.at(file));
      encoded.push(await encode(file));
    }
    const [first] = encoded;
    if (first === undefined) throw new Error('unreachable');
    for (const [i, photo] of encoded.entries()) {
      const what = `orientation ${i + 1}`;
      expect(photo, what).toMatchObject({ format, width, height, metadata: { orientation: i + 1 }, warnings: [] });
      // What JPEG drops depends on the direction: its quantisation is not the same along and across.
      const alike = format === 'jpeg' ? 0.9998 : 0.9999;
      expect(cosine(photo.embedding, first.embedding), what).toBeGreaterThan(alike);
      const thumbs = [photo.thumb, first.thumb].map((thumb) => folder.at('thumbnails', thumb));
      expect(await lookApart(thumbs[0] ?? '', thumbs[1] ?? ''), what).toBeLessThan(1);
    }
  });
});

test('tells apart what the orientation tells apart', async () => {
  // Otherwise the tests above would pass whatever became of the tag.
  const upright = scene(360, 270);
  await pixels(upright).png().toFile(folder.at('untagged.png'));
  const first = await encode('untagged.png');
  for (const orientation of orientations.slice(1)) {
    await pixels(storedAs(upright, orientation))
      .png()
      .toFile(folder.at(`turned-${orientation}.png`));
    const turned = await encode(`turned-${orientation}.png`);
    expect(cosine(turned.embedding, first.embedding)).toBeLessThan(0.99);
  }
});

test('takes a photo with an orientation that does not exist as it is', async () => {
  const upright = scene(60, 40);
  const jpeg = await pixels(upright).withMetadata({ orientation: 6 }).jpeg().toBuffer();
  // The one SHORT entry with tag 0x0112 and value 6, little or big endian.
  const at = Math.max(
    jpeg.indexOf(Buffer.from([0x12, 0x01, 3, 0, 1, 0, 0, 0, 6, 0])),
    jpeg.indexOf(Buffer.from([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6])),
  );
  expect(at).toBeGreaterThan(0);
  for (const value of [0, 9, 77]) {
    jpeg[at + 8] = jpeg[at] === 0x12 ? value : 0;
    jpeg[at + 9] = jpeg[at] === 0x12 ? 0 : value;
    await writeFile(folder.at(`odd-${value}.jpg`), jpeg);
    expect(await encode(`odd-${value}.jpg`)).toMatchObject({ width: 60, height: 40, metadata: { orientation: 1 } });
  }
});

// Photos of the same scene, with the number of their orientation printed on them: alike, not equal.
const groups = {
  'landscape JPEG': ['landscape_1.jpg', 'landscape_3.jpg', 'landscape_4.jpg', 'landscape_8.jpg'],
  'portrait JPEG': ['portrait_1.jpg', 'portrait_2.jpg', 'portrait_6.jpg'],
  'WebP with EXIF': [2, 3, 4, 6, 7, 8].map((n) => `hopper_orientation_${n}.webp`),
  'AVIF with irot and imir': ['0mir1', '1mir0', '1mir1', '2mir0', '2mir1', '3mir0', '3mir1'].map((n) => `rot${n}.avif`),
};

describe.skipIf(!hasEvalData)('real files', () => {
  test.each(Object.entries(groups))('%s: all upright', async (_, files) => {
    const photos: EncodedPhoto[] = [];
    for (const file of files) photos.push(await encode(evalFile('odd-files/orientation', file)));
    const [first] = photos;
    for (const photo of photos) {
      expect(photo).toMatchObject({ width: first?.width, height: first?.height });
      const apart = await lookApart(folder.at('thumbnails', photo.thumb), folder.at('thumbnails', first?.thumb ?? ''));
      expect(apart).toBeLessThan(4);
    }
  });

  test('one photo saved by a lossy codec in six orientations stays within cosine 0.985', async () => {
    const files = groups['WebP with EXIF'].map((file) => evalFile('odd-files/orientation', file));
    const photos = await Promise.all(files.map(encode));
    for (const a of photos) for (const b of photos) expect(cosine(a.embedding, b.embedding)).toBeGreaterThan(0.985);
  });
});
