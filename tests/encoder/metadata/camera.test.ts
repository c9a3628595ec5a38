import { describe, expect, test } from 'vitest';
import type { PhotoMetadata } from '../../../src-main/core/photo-metadata.ts';
import { exifTag } from '../../../src-main/encoder/metadata/exif.ts';
import { tiffBlock, xmpPacket, type Tag } from '../../fixtures/metadata/build-blocks.ts';
import { readBlocks } from '../../fixtures/metadata/read-blocks.ts';

describe('camera', () => {
  const shot = async (...exif: Tag[]): Promise<PhotoMetadata> => readBlocks({ exif: tiffBlock({ exif }) });
  const lensMake: Tag = { tag: exifTag.lensMake, ascii: 'Canon' };
  const zoom: Tag = {
    tag: exifTag.lensSpecification,
    rational: [
      [24, 1],
      [105, 1],
      [4, 1],
      [4, 1],
    ],
  };

  test('names the lens by its maker and specification without a model', async () => {
    expect((await shot(lensMake, zoom)).lens).toBe('Canon 24-105mm f/4');
    const prime: Tag = {
      tag: exifTag.lensSpecification,
      rational: [
        [6765, 1000],
        [6765, 1000],
        [0, 0],
        [0, 0],
      ],
    };
    expect((await shot(lensMake, prime)).lens).toBe('Canon 6.77mm');
    expect((await shot(lensMake)).lens).toBeNull();
    expect((await shot(zoom)).lens).toBeNull();
  });

  test('reads the lens of XMP last', async () => {
    const xmp = xmpPacket('', 'aux:Lens="EF 50mm"');
    expect((await readBlocks({ xmp })).lens).toBe('EF 50mm');
    expect((await readBlocks({ xmp, exif: tiffBlock({ exif: [lensMake, zoom] }) })).lens).toBe('Canon 24-105mm f/4');
  });

  test.each([
    ['zeros', [0, 1], null],
    ['zero denominators', [5, 0], null],
    ['nothing over nothing', [0, 0], null],
    ['a number', [28, 10], 2.8],
  ] as const)('reads settings stored as %s', async (_case, value, expected) => {
    const numbers = [exifTag.fNumber, exifTag.exposureTime, exifTag.focalLength].map((tag) => ({
      tag,
      rational: [value],
    }));
    const { fNumber, exposureSeconds, focalLengthMm } = await shot(...numbers);
    expect([fNumber, exposureSeconds, focalLengthMm]).toEqual([expected, expected, expected]);
  });

  test('reads sensitivities beyond 16 bits', async () => {
    const iso: Tag = { tag: exifTag.iso, short: [65_535, 0] };
    expect((await shot(iso, { tag: exifTag.recommendedExposureIndex, long: [102_400] })).iso).toBe(102_400);
    expect((await shot(iso)).iso).toBe(65_535);
    expect((await shot({ tag: exifTag.iso, short: [0] })).iso).toBeNull();
  });

  test.each([
    [0, 1],
    [1, 1],
    [6, 6],
    [8, 8],
    [9, 1],
    [65_535, 1],
  ])('reads orientation %i as %i', async (stored, orientation) => {
    const exif = tiffBlock({ ifd0: [{ tag: exifTag.orientation, short: [stored] }] });
    expect((await readBlocks({ exif })).orientation).toBe(orientation);
  });
});
