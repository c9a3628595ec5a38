import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Box } from '../../src-contract/index.ts';
import { cosine, type Embedding, meanDirection } from '../../src-main/core/math/vector.ts';
import type { EncoderService } from '../../src-main/encoder/service.ts';
import { evalFile, hasEvalData } from '../helpers/eval-data.ts';
import { pixels, scene, storedAs } from './decode/photos.ts';
import { openService, type TempDir, tempDir, unwrap } from './sessions/open-service.ts';
import { editedPack, packs } from './sessions/packs.ts';

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

async function encode(path: string, box: Box | null = null): Promise<Embedding> {
  return unwrap(await service.encodeQueryImage({ path, box }));
}

describe('a box in an example image', () => {
  const box = { x: 0.1, y: 0.5, width: 0.4, height: 0.4 };

  test('has an embedding of its own, of unit length', async () => {
    await pixels(scene(400, 300)).png().toFile(folder.at('photo.png'));
    const [whole, boxed] = [await encode(folder.at('photo.png')), await encode(folder.at('photo.png'), box)];
    expect(Math.hypot(...boxed)).toBeCloseTo(1, 5);
    expect(cosine(whole, boxed)).toBeLessThan(0.95);
    expect(await encode(folder.at('photo.png'), { x: 0, y: 0, width: 1, height: 1 })).toEqual(whole);
  });

  test('is in the middle between what it shows and what that is in', async () => {
    const photo = scene(400, 300);
    const parts = {
      'photo.png': null,
      'box.png': { left: 40, top: 150, width: 160, height: 120 },
      'surroundings.png': { left: 0, top: 90, width: 280, height: 210 },
    };
    for (const [name, part] of Object.entries(parts))
      await (part === null ? pixels(photo) : pixels(photo).extract(part)).png().toFile(folder.at(name));
    const middle = meanDirection([await encode(folder.at('box.png')), await encode(folder.at('surroundings.png'))]);
    expect(cosine(await encode(folder.at('photo.png'), box), middle)).toBeGreaterThan(0.999_999);
  });

  test('is the same where a model takes one image at a time', async () => {
    await pixels(scene(400, 300)).png().toFile(folder.at('photo.png'));
    const encodeWith = async (maxBatch: number): Promise<Embedding> => {
      const packDir = await editedPack('tiny-clip', folder.at(`pack-${maxBatch}`), {
        manifest: ({ image }) => (image.maxBatch = maxBatch),
      });
      await using own = await openService({ packDir, thumbDir: folder.at('thumbnails') });
      return unwrap(await own.encodeQueryImage({ path: folder.at('photo.png'), box }));
    };
    expect(cosine(await encodeWith(1), await encodeWith(2))).toBeGreaterThan(0.999_999);
  });

  test('has the same embedding in every orientation', async () => {
    const upright = scene(1600, 1200);
    const embeddings: Embedding[] = [];
    for (const orientation of [1, 2, 3, 4, 5, 6, 7, 8]) {
      const file = folder.at(`turned-${orientation}.jpg`);
      const turned = pixels(storedAs(upright, orientation)).withMetadata({ orientation });
      await turned.jpeg({ quality: 100, chromaSubsampling: '4:4:4' }).toFile(file);
      embeddings.push(await encode(file, box));
    }
    for (const embedding of embeddings) expect(cosine(embedding, embeddings[0] ?? [])).toBeGreaterThan(0.9998);
  });

  test('that is too small is refused with its size and the file', async () => {
    await pixels(scene(400, 300)).png().toFile(folder.at('photo.png'));
    const reply = await service.encodeQueryImage({
      path: folder.at('photo.png'),
      box: { x: 0.5, y: 0.5, width: 0.01, height: 0.01 },
    });
    expect(reply).toMatchObject({
      error: {
        code: 'QUERY_IMAGE_UNREADABLE',
        message: expect.stringMatching(/photo\.png" but: .*at least 8 x 8 pixels but received 4 x 3/u) as string,
      },
    });
  });
});

describe.skipIf(!hasEvalData)('a box around a photo inside of a photo', () => {
  const photos = {
    zebra: 'n02391049.jpg',
    car: 'n04285008.jpg',
    pizza: 'n07873807.jpg',
    daisy: 'n11939491.jpg',
    train: 'n03272562.jpg',
  } as const;
  type Name = keyof typeof photos;

  test.each<readonly [base: Name, inset: Name, place: readonly [left: number, top: number]]>([
    ['zebra', 'car', [20, 20]],
    ['car', 'pizza', [600, 20]],
    ['pizza', 'daisy', [20, 400]],
    ['daisy', 'train', [600, 400]],
    ['train', 'zebra', [300, 200]],
  ])('%s with %s: means that one', async (base, inset, [left, top]) => {
    const file = (name: Name): string => evalFile('classes/imagenet', photos[name]);
    const small = await sharp(file(inset)).resize(340, 340, { fit: 'inside' }).toBuffer({ resolveWithObject: true });
    const { width, height } = small.info;
    const both = folder.at(`${base}-${inset}.png`);
    await sharp(file(base))
      .resize(1000, 800, { fit: 'fill' })
      .composite([{ input: small.data, left, top }])
      .png()
      .toFile(both);
    const alone = await encode(file(inset));
    const boxed = await encode(both, { x: left / 1000, y: top / 800, width: width / 1000, height: height / 800 });
    const whole = await encode(both);
    expect(cosine(boxed, alone)).toBeGreaterThan(cosine(whole, alone) + 0.2);
    expect(cosine(boxed, alone)).toBeGreaterThan(cosine(boxed, await encode(file(base))) + 0.2);
  });
});
