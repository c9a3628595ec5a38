import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { property, type WrittenProperty, writeHeic } from '../../../../bench/lib/heif-writer.ts';
import { readHeicPicture } from '../../../../src-main/encoder/containers/heic-picture.ts';
import type { Shrink } from '../../../../src-main/encoder/decode/heic/canvas.ts';
import { decodeHeic, type HeicPixels, shrinkFor } from '../../../../src-main/encoder/decode/heic/decode-heic.ts';
import { nativeCodecs } from '../../../../src-main/encoder/decode/heic/hevc-decoder.ts';
import type { RgbPixels } from '../../../../src-main/encoder/decode/heic/transform.ts';
import { evalFile, hasEvalData } from '../../../helpers/eval-data.ts';
import { fixture, grid, meanApart, piecesOf, throughLibheif, tiled } from './files.ts';

const native = await nativeCodecs();
const tolerance = 1.5;

async function decode(file: Buffer, shrink: Shrink = 1, isLenient = false, seconds = 10): Promise<HeicPixels> {
  if (native === null) throw new Error('Expected the optional dependency to be installed');
  return decodeHeic(native, readHeicPicture(file), { shrink, isLenient, seconds });
}

async function apart(file: Buffer): Promise<number> {
  return meanApart((await decode(file)).image, await throughLibheif(file));
}

describe.skipIf(native === null)('the pixels are those of libheif', () => {
  test.each([
    'bits8-420.heic',
    'bits8-422.heic',
    'bits8-444.heic',
    'bits10-420.heic',
    'bits10-422.heic',
    'bits10-444.heic',
    'narrow-709.heic',
    'narrow-601.heic',
    'full-2020.heic',
    'uneven.heic',
  ])('%s', async (name) => {
    expect(await apart(await fixture(name))).toBeLessThan(tolerance);
  });

  test.skipIf(!hasEvalData).each(['IMG_2682.heic', 'iphone_15_pro.heic', 'samplefilehub.heif'])(
    'of a real file: %s',
    async (name) => {
      expect(await apart(await readFile(evalFile('odd-files/formats', name)))).toBeLessThan(tolerance);
    },
    30_000,
  );

  const turns = [1, 2, 3].map((quarters) => property.turn(quarters));
  const mirrors = ([0, 1] as const).map((axis) => property.mirror(axis));
  // 100 x 60 pixels, of which the centre lies 10 to the left of and 5 below that of the picture.
  const crop = property.crop(100, 1, 60, 1, -10, 1, 5, 1);
  const orders: readonly (readonly WrittenProperty[])[] = [
    [],
    ...turns.map((turn) => [turn]),
    ...mirrors.map((mirror) => [mirror]),
    ...turns.flatMap((turn) => mirrors.map((mirror) => [turn, mirror])),
    ...turns.flatMap((turn) => mirrors.map((mirror) => [mirror, turn])),
    [crop],
    ...turns.map((turn) => [crop, turn]),
    ...mirrors.map((mirror) => [crop, mirror, property.turn(3)]),
  ];
  test.each(orders.map((properties) => [names(properties), properties] as const))('grid: %s', async (_, properties) => {
    expect(await apart(grid({ properties }))).toBeLessThan(tolerance);
  });

  test.each([
    ['grid in the file', { gridInFile: true }],
    ['data in pieces', { extents: 3 }],
    ['one row', { columns: 6, width: 380, height: 64 }],
    ['one column', { columns: 1, width: 64, height: 380 }],
  ])('%s', async (_, changes) => {
    expect(await apart(grid(changes))).toBeLessThan(tolerance);
  });

  // What the container says of the colours counts, whatever the stream says.
  test.each([1, 2, 5, 6, 9])('matrix %i', async (matrix) => {
    for (const isFullRange of [true, false])
      expect(await apart(grid({ properties: [property.nclx(matrix, isFullRange)] }))).toBeLessThan(tolerance);
  });

  test('colours that the stream alone tells', async () => {
    for (const name of ['narrow-709.heic', 'full-2020.heic']) {
      const { tile, ...pieces } = piecesOf(await fixture(name));
      expect(await apart(writeHeic({ ...tile, ...pieces, tile, columns: 1 }))).toBeLessThan(tolerance);
    }
  });
});

function names(properties: readonly WrittenProperty[]): string {
  return properties.map(({ box }) => `${box.toString('latin1', 4, 8)} ${box[8] ?? ''}`).join(', ') || 'as it is';
}

/** Means of squares of a picture. */
function averaged({ data, width, height }: RgbPixels, by: number): RgbPixels {
  const small = { width: Math.ceil(width / by), height: Math.ceil(height / by) };
  const out = new Uint8Array(small.width * small.height * 3);
  for (let y = 0; y < small.height; y++) {
    for (let x = 0; x < small.width; x++) {
      for (let c = 0; c < 3; c++) {
        let [sum, count] = [0, 0];
        for (let v = y * by; v < Math.min(height, (y + 1) * by); v++)
          for (let u = x * by; u < Math.min(width, (x + 1) * by); u++, count++)
            sum += data[(v * width + u) * 3 + c] ?? 0;
        out[(y * small.width + x) * 3 + c] = Math.round(sum / count);
      }
    }
  }
  return { data: out, ...small };
}

describe.skipIf(native === null)('a picture that comes out smaller', () => {
  test.each([2, 4, 8] as const)('by %i is the mean of the whole one', async (shrink) => {
    for (const name of ['420', '422', '444'].flatMap((chroma) => [`bits8-${chroma}.heic`, `bits10-${chroma}.heic`])) {
      const file = await fixture(name);
      const { image } = await decode(file, shrink);
      expect(meanApart(image, averaged((await decode(file)).image, shrink)), name).toBeLessThan(tolerance);
    }
  });

  test('is cut off and turned like the whole one', async () => {
    const file = grid({ properties: [property.mirror(1), property.turn(1)] });
    for (const shrink of [2, 4] as const)
      expect(meanApart((await decode(file, shrink)).image, averaged((await decode(file)).image, shrink))).toBeLessThan(
        2,
      );
  });

  test('is not smaller than it is wanted, and whole where it must be', () => {
    const picture = readHeicPicture(grid());
    expect([1, 0.6, 0.5, 0.3, 0.25, 0.2, 0.1, 0.01].map((scale) => shrinkFor(picture, scale))).toEqual([
      1, 1, 2, 2, 4, 4, 8, 8,
    ]);
    const cropped = readHeicPicture(grid({ properties: [property.crop(100, 1, 60, 1, 0, 1, 0, 1)] }));
    expect(shrinkFor(cropped, 0.1)).toBe(1);
  });
});

describe.skipIf(native === null)('what is refused, so that libheif decodes it', () => {
  test.each(['grey.heic', 'identity.heic'])('%s', async (name) => {
    await expect(decode(await fixture(name))).rejects.toThrow(expect.objectContaining({ name: 'HeicRefusal' }));
  });

  test('a picture of another size than the container says', async () => {
    const { tile, ...pieces } = piecesOf(await fixture('bits8-420.heic'));
    const small = writeHeic({ ...pieces, tile: { width: 64, height: tile.height }, width: 64, height: 64, columns: 1 });
    await expect(decode(small)).rejects.toThrow('Expected I420 of 64 x 64 but received I420 of 96 x 64');
  });

  test('tiles that are no pictures', async () => {
    const nothing = Buffer.concat([Buffer.from([0, 0, 0, 20, 0x28, 1]), Buffer.alloc(18)]);
    await expect(decode(grid({ tiles: tiled.tiles.map(() => nothing) }))).rejects.toThrow(
      expect.objectContaining({ name: 'HeicRefusal' }),
    );
  });
});

test.skipIf(native === null)('whatever the tiles hold, the result is pixels or a refusal', async () => {
  const change = fc.record({
    tile: fc.nat(tiled.tiles.length - 1),
    // Behind the length of the first unit.
    at: fc.integer({ min: 4, max: 1_000 }),
    byte: fc.nat(255),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 20 }), async (changes) => {
      const tiles = tiled.tiles.map((tile) => Buffer.from(tile));
      for (const { tile, at, byte } of changes) tiles[tile]?.fill(byte, at, at + 1);
      try {
        const { image } = await decode(grid({ tiles }), 2);
        expect(image).toMatchObject({ width: 90, height: 60 });
      } catch (error) {
        expect(['HeicRefusal', 'StructureError']).toContain((error as Error).name);
      }
    }),
    { numRuns: 150 },
  );
});

describe.skipIf(native === null)('what is not there', () => {
  const file = grid();
  // The data of the six tiles come last.
  const cutOff = file.subarray(0, file.length - tiled.tiles.slice(4).reduce((sum, tile) => sum + tile.length, 0));

  test('is an error', async () => {
    await expect(decode(cutOff)).rejects.toThrow('2 of 6 tiles are missing');
  });

  test('stays grey where it may be missing', async () => {
    const { image, share } = await decode(cutOff, 1, true);
    expect(share).toBeCloseTo(4 / 6);
    const at = (x: number, y: number): number[] => [...image.data.subarray((y * 180 + x) * 3, (y * 180 + x) * 3 + 3)];
    expect(at(100, 100)).toEqual([128, 128, 128]);
    const { image: whole } = await decode(file);
    expect(image.data.subarray(0, 180 * 64 * 3)).toEqual(whole.data.subarray(0, 180 * 64 * 3));
  });

  test('in time is given up', async () => {
    await expect(decode(file, 1, false, 0)).rejects.toThrow(expect.objectContaining({ code: 'PHOTO_TIMEOUT' }));
  });
});
