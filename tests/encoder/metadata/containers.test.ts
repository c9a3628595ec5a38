import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { noMetadata, type PhotoMetadata } from '../../../src-main/core/photo-metadata.ts';
import { noMarks } from '../../../src-main/core/stacks/marks.ts';
import { exifTag } from '../../../src-main/encoder/metadata/exif.ts';
import { readMetadata } from '../../../src-main/encoder/metadata/read-metadata.ts';
import { onePixel, pngWith, rawProfile, tiffBlock, zTxt, type Tag } from '../../fixtures/metadata/build-blocks.ts';
import { pebblesPacket } from '../../fixtures/metadata/read-blocks.ts';

async function readFile(bytes: Buffer): ReturnType<typeof readMetadata> {
  return readMetadata(bytes, await sharp(bytes).metadata());
}

/** What every container below must give. */
const pebbles: PhotoMetadata = {
  takenAt: '2023-07-01T14:03:22.125',
  takenAtOffsetMinutes: 600,
  latitude: expect.closeTo(-33.8905, 8) as number,
  longitude: expect.closeTo(151.2, 8) as number,
  altitudeMetres: 12.5,
  cameraMake: 'Acme',
  cameraModel: 'X100 Super',
  lens: 'Acme 23mm f/2',
  iso: 200,
  fNumber: 5.6,
  exposureSeconds: 0.004,
  focalLengthMm: 23,
  orientation: 6,
  rating: 4,
  title: 'Pebbles',
  description: 'Wet stones & weed',
  keywords: ['Nature|beach', 'Places|Bondi', '007'],
  people: [],
  faces: [],
  places: [],
  ...noMarks,
};

describe('one photo in every container', () => {
  const photo = sharp({ create: { width: 16, height: 16, channels: 3, background: 'teal' } })
    .withExif({
      IFD0: { Make: 'Acme', Model: 'X100 Super' },
      IFD2: {
        DateTimeOriginal: '2023:07:01 14:03:22',
        SubSecTimeOriginal: '125',
        OffsetTimeOriginal: '+10:00',
        LensModel: 'Acme 23mm f/2',
        ISOSpeedRatings: '200',
        FNumber: '56/10',
        ExposureTime: '1/250',
        FocalLength: '23/1',
      },
      IFD3: {
        GPSLatitudeRef: 'S',
        GPSLatitude: '33/1 53/1 2580/100',
        GPSLongitudeRef: 'E',
        GPSLongitude: '151/1 12/1 0/1',
        GPSAltitudeRef: '0',
        GPSAltitude: '125/10',
      },
    })
    .withXmp(pebblesPacket.toString())
    .withMetadata({ orientation: 6 });

  test.each(['jpeg', 'webp', 'png', 'avif'] as const)('reads %s', async (format) => {
    const bytes = await photo.clone().toFormat(format).toBuffer();
    const { metadata, warnings } = await readFile(bytes);
    expect(warnings).toEqual([]);
    expect(metadata).toEqual(pebbles);
  });

  const tags: readonly Tag[] = [
    { tag: exifTag.make, ascii: 'Acme' },
    { tag: exifTag.model, ascii: 'X100 Super' },
    { tag: exifTag.orientation, short: [6] },
    { tag: 0x02bc, bytes: pebblesPacket },
  ];
  const exif: readonly Tag[] = [
    { tag: exifTag.exposureTime, rational: [[1, 250]] },
    { tag: exifTag.fNumber, rational: [[56, 10]] },
    { tag: exifTag.iso, short: [200] },
    { tag: exifTag.dateTimeOriginal, ascii: '2023:07:01 14:03:22' },
    { tag: exifTag.offsetTimeOriginal, ascii: '+10:00' },
    { tag: exifTag.subSecTimeOriginal, ascii: '125' },
    { tag: exifTag.focalLength, rational: [[23, 1]] },
    { tag: exifTag.lensModel, ascii: 'Acme 23mm f/2' },
  ];
  const gps: readonly Tag[] = [
    { tag: 1, ascii: 'S' },
    {
      tag: 2,
      rational: [
        [33, 1],
        [53, 1],
        [2580, 100],
      ],
    },
    { tag: 3, ascii: 'E' },
    {
      tag: 4,
      rational: [
        [151, 1],
        [12, 1],
        [0, 1],
      ],
    },
    { tag: 5, bytes: Buffer.from([0]) },
    { tag: 6, rational: [[125, 10]] },
  ];

  test.each([
    ['little-endian', false],
    ['big-endian', true],
  ])('reads %s TIFF', async (_case, bigEndian) => {
    const file = tiffBlock({ ifd0: [...onePixel, ...tags].sort((a, b) => a.tag - b.tag), exif, gps }, bigEndian);
    const { metadata, warnings } = await readFile(file);
    expect(warnings).toEqual([]);
    expect(metadata).toEqual(pebbles);
  });

  test('reads the raw profiles of a PNG by ImageMagick', async () => {
    const plain = await sharp({ create: { width: 2, height: 2, channels: 3, background: 'teal' } })
      .png()
      .toBuffer();
    const block = Buffer.concat([Buffer.from('Exif\0\0'), tiffBlock({ ifd0: tags.slice(0, 3), exif, gps })]);
    const chunks = [
      zTxt('Raw profile type exif', rawProfile('exif', block)),
      zTxt('Raw profile type xmp', rawProfile('xmp', pebblesPacket)),
    ];
    const { metadata, warnings } = await readFile(pngWith(plain, chunks));
    expect(warnings).toEqual([]);
    expect(metadata).toEqual(pebbles);
  });

  test.each(['gif', 'png', 'jpeg', 'webp', 'tiff', 'avif'] as const)(
    'reads a bare %s as one without metadata',
    async (format) => {
      const bytes = await sharp({ create: { width: 8, height: 8, channels: 3, background: 'teal' } })
        .toFormat(format)
        .toBuffer();
      expect(await readFile(bytes)).toEqual({ metadata: noMetadata, warnings: [] });
    },
  );
});
