import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { dot } from '../../../src-main/core/math/vector.ts';
import type { EncoderService } from '../../../src-main/encoder/service.ts';
import { evalFile, hasEvalData } from '../../helpers/eval-data.ts';
import { pixels, scene } from '../decode/photos.ts';
import { openService, type TempDir, tempDir, unwrap } from './open-service.ts';
import { packs } from './packs.ts';

let folder: TempDir;
let service: EncoderService;

beforeAll(async () => {
  folder = await tempDir();
  service = await openService({ packDir: packs.builtin, thumbDir: folder.at('thumbnails') });
  await pixels(scene(300, 200)).png().toFile(folder.at('photo.png'));
});
afterAll(async () => {
  await service[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

async function other(pack: 'tiny-clip' | 'tiny-f16'): Promise<EncoderService> {
  const opened = await openService({ packDir: packs[pack], thumbDir: folder.at('thumbnails') });
  onTestFinished(() => opened[Symbol.asyncDispose]());
  return opened;
}

describe('dense embeddings', () => {
  test.each([
    ['builtin', 8, 512],
    ['tiny-f16', 4, 8],
  ] as const)('of %s are a grid of %i x its own of unit rows', async (pack, side, dim) => {
    const own = pack === 'builtin' ? service : await other(pack);
    const { grid, patches } = unwrap(await own.encodeDense(folder.at('photo.png')));
    expect(grid).toEqual([side, side]);
    expect(patches).toHaveLength(side * side * dim);
    for (let cell = 0; cell < side * side; cell++) {
      expect(Math.hypot(...patches.subarray(cell * dim, (cell + 1) * dim))).toBeCloseTo(1, 4);
    }
  });

  test('of a pack without them are refused', async () => {
    const reply = await (await other('tiny-clip')).encodeDense(folder.at('photo.png'));
    expect(reply).toEqual({
      ok: false,
      error: { code: 'PACK_HAS_NO_PATCHES', message: 'Expected a dense output in pack tiny-clip but it has none' },
    });
  });

  test('of a file that cannot be read say why', async () => {
    const reply = await service.encodeDense(folder.at('none.png'));
    expect(reply).toMatchObject({
      error: { code: 'QUERY_IMAGE_UNREADABLE', message: expect.stringMatching(/none\.png.*ENOENT/u) as string },
    });
  });
});

describe.skipIf(!hasEvalData)('of two photos side by side', () => {
  const zebra = ['n02391049.jpg', 'a photo of a zebra'] as const;
  const car = ['n04285008.jpg', 'a photo of a red car'] as const;
  const pizza = ['n07873807.jpg', 'a photo of a pizza'] as const;
  const daisy = ['n11939491.jpg', 'a photo of a daisy'] as const;
  const train = ['n03272562.jpg', 'a photo of a train'] as const;

  /** Mean score of the cells of each half for a text. */
  async function scores(files: readonly [string, string], text: string): Promise<{ left: number; right: number }> {
    const halves = await Promise.all(
      files.map((file) =>
        sharp(evalFile('classes/imagenet', file)).resize(320, 320, { fit: 'cover' }).png().toBuffer(),
      ),
    );
    const photo = folder.at('both.png');
    await sharp({ create: { width: 640, height: 320, channels: 3, background: 'white' } })
      .composite(halves.map((input, i) => ({ input, left: i * 320, top: 0 })))
      .png()
      .toFile(photo);
    const { grid, patches } = unwrap(await service.encodeDense(photo));
    const [vector] = unwrap(await service.encodeTexts([text])).vectors;
    if (vector === undefined) throw new Error('Expected a vector but received none');
    const [rows, columns] = grid;
    const sum = { left: 0, right: 0 };
    for (let cell = 0; cell < rows * columns; cell++) {
      const half = cell % columns < columns / 2 ? 'left' : 'right';
      sum[half] += dot(patches.subarray(cell * 512, (cell + 1) * 512), vector) / ((rows * columns) / 2);
    }
    return sum;
  }

  test.each([
    [zebra, car],
    [car, pizza],
    [pizza, train],
    [daisy, zebra],
    [train, daisy],
  ] as const)(
    '%s: the half that a text describes scores higher',
    async ([leftFile, leftText], [rightFile, rightText]) => {
      const first = await scores([leftFile, rightFile], leftText);
      expect(first.left).toBeGreaterThan(first.right + 0.05);
      const second = await scores([leftFile, rightFile], rightText);
      expect(second.right).toBeGreaterThan(second.left + 0.05);
    },
  );
});
