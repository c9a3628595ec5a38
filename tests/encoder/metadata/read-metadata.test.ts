import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { noMetadata } from '../../../src-main/core/photo-metadata.ts';
import { exifTag } from '../../../src-main/encoder/metadata/exif.ts';
import { readMetadata } from '../../../src-main/encoder/metadata/read-metadata.ts';
import { iptcRecords, photoshopBlock, tiffBlock } from '../../fixtures/metadata/build-blocks.ts';
import { pebblesPacket } from '../../fixtures/metadata/read-blocks.ts';

const none = Buffer.alloc(0);

describe('readMetadata', () => {
  test('names each broken block and keeps the others', async () => {
    const blocks = {
      format: 'jpeg',
      exif: Buffer.from('garbage!'),
      xmp: pebblesPacket,
      iptc: Buffer.from('Photoshop 3.0\0garbage garbage'),
    };
    const { metadata, warnings } = await readMetadata(none, blocks);
    expect(metadata).toMatchObject({ title: 'Pebbles', rating: 4, takenAt: null });
    expect(warnings).toEqual(['EXIF: not a TIFF structure', 'IPTC: no image resource at byte 14']);
  });

  test('reads empty and absent blocks as no metadata', async () => {
    for (const format of ['jpeg', 'png', 'webp', 'heif', 'gif', 'svg', 'raw']) {
      expect(await readMetadata(none, { format, exif: none, xmp: none })).toEqual({
        metadata: noMetadata,
        warnings: [],
      });
    }
  });

  const valid = tiffBlock(
    {
      ifd0: [
        { tag: exifTag.make, ascii: 'Acme' },
        { tag: exifTag.orientation, short: [6] },
        { tag: exifTag.rating, short: [3] },
      ],
      exif: [
        { tag: exifTag.dateTimeOriginal, ascii: '2023:07:01 14:03:22' },
        { tag: exifTag.userComment, undefined: Buffer.from('UNICODE\0a\0b\0') },
        {
          tag: exifTag.lensSpecification,
          rational: [
            [24, 1],
            [105, 1],
            [4, 1],
            [4, 1],
          ],
        },
      ],
      gps: [
        { tag: 1, ascii: 'N' },
        {
          tag: 2,
          rational: [
            [41, 1],
            [53, 1],
            [0, 1],
          ],
        },
        {
          tag: 7,
          rational: [
            [1, 1],
            [2, 1],
            [3, 1],
          ],
        },
      ],
    },
    true,
  );
  const iptc = photoshopBlock([
    [
      0x0404,
      iptcRecords([
        [25, 'lake'],
        [55, '20230701'],
      ]),
    ],
  ]);

  test('never throws, whatever bytes are damaged, and returns nothing out of range', async () => {
    const damage = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(
        damage,
        fc.constantFrom('jpeg', 'tiff', 'png', 'heif'),
        fc.boolean(),
        async (changes, format, isCut) => {
          const [exif, xmp, photoshop] = [valid, pebblesPacket, iptc].map((block) => {
            const copy = Buffer.from(block);
            for (const [at, value] of changes) copy[at % copy.length] = value;
            return isCut ? copy.subarray(0, (changes[0]?.[0] ?? 0) % copy.length) : copy;
          });
          const { metadata, warnings } = await readMetadata(valid, { format, exif, xmp, iptc: photoshop });
          expect(warnings.length).toBeLessThan(100);
          expect(Object.keys(metadata).sort()).toEqual(Object.keys(noMetadata).sort());
          expect(Math.abs(metadata.latitude ?? 0)).toBeLessThanOrEqual(90);
          expect([1, 2, 3, 4, 5, 6, 7, 8]).toContain(metadata.orientation);
          for (const value of Object.values(metadata)) if (typeof value === 'number') expect(value).not.toBeNaN();
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('reads random bytes as blocks without throwing', async () => {
    const block = fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes));
    const tiff = block.map((bytes) => Buffer.concat([Buffer.from('II*\0\x08\0\0\0\x02\0', 'latin1'), bytes]));
    await fc.assert(
      fc.asyncProperty(fc.oneof(block, tiff), block, block, async (exif, xmp, photoshop) => {
        await readMetadata(exif, { format: 'png', exif, xmp, iptc: photoshop });
        await readMetadata(exif, { format: 'tiff' });
      }),
      { numRuns: 500 },
    );
  });
});
