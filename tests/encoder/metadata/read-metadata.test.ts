import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { noMetadata, type PhotoMetadata } from '../../../src-main/core/photo-metadata.ts';
import { exifTag } from '../../../src-main/encoder/metadata/exif.ts';
import { readMetadata } from '../../../src-main/encoder/metadata/read-metadata.ts';
import {
  iptcRecords,
  onePixel,
  photoshopBlock,
  pngWith,
  rawProfile,
  tiffBlock,
  xmpPacket,
  zTxt,
  type Tag,
} from '../../fixtures/metadata/build-blocks.ts';

const none = Buffer.alloc(0);

async function readFile(bytes: Buffer): ReturnType<typeof readMetadata> {
  return readMetadata(bytes, await sharp(bytes).metadata());
}

async function readBlocks(blocks: { exif?: Buffer; xmp?: Buffer; iptc?: Buffer }): Promise<PhotoMetadata> {
  const { metadata, warnings } = await readMetadata(none, { format: 'jpeg', ...blocks });
  expect(warnings).toEqual([]);
  return metadata;
}

const packet = xmpPacket(
  `<dc:title><rdf:Alt><rdf:li xml:lang="de">Kiesel</rdf:li><rdf:li xml:lang="x-default">Pebbles</rdf:li></rdf:Alt></dc:title>
   <dc:description><rdf:Alt><rdf:li xml:lang="x-default">Wet stones &amp; weed</rdf:li></rdf:Alt></dc:description>
   <dc:subject><rdf:Bag><rdf:li>beach</rdf:li><rdf:li>007</rdf:li></rdf:Bag></dc:subject>
   <lr:hierarchicalSubject><rdf:Bag><rdf:li>Nature|beach</rdf:li><rdf:li>Places|Bondi</rdf:li></rdf:Bag></lr:hierarchicalSubject>`,
  'xmp:Rating="4"',
);

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
  keywords: ['beach', '007', 'Bondi'],
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
    .withXmp(packet.toString())
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
    { tag: 0x02bc, bytes: packet },
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
      zTxt('Raw profile type xmp', rawProfile('xmp', packet)),
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

describe('takenAt', () => {
  const original: Tag = { tag: exifTag.dateTimeOriginal, ascii: '2001:01:01 01:00:00' };
  const digitized: Tag = { tag: exifTag.dateTimeDigitized, ascii: '2002:02:02 02:00:00' };
  const modified: Tag = { tag: exifTag.modifyDate, ascii: '2007:07:07 07:00:00' };
  const created = '<photoshop:DateCreated>2003-03-03T03:00:00+01:00</photoshop:DateCreated>';
  const xmpCreated = '<xmp:CreateDate>2004-04-04T04:00:00Z</xmp:CreateDate>';
  const xmpOriginal = '<exif:DateTimeOriginal>2005-05-05T05:00:00</exif:DateTimeOriginal>';
  const iptc = photoshopBlock([
    [
      0x0404,
      iptcRecords([
        [55, '20060606'],
        [60, '060000+0200'],
      ]),
    ],
  ]);

  test.each([
    ['the original', [original, digitized], created + xmpCreated + xmpOriginal, iptc, '2001-01-01T01:00:00', null],
    ['the digitized', [digitized], created + xmpCreated + xmpOriginal, iptc, '2002-02-02T02:00:00', null],
    ['photoshop:DateCreated', [], created + xmpCreated + xmpOriginal, iptc, '2003-03-03T03:00:00', 60],
    ['xmp:CreateDate', [], xmpCreated + xmpOriginal, iptc, '2004-04-04T04:00:00', 0],
    ['exif:DateTimeOriginal', [], xmpOriginal, iptc, '2005-05-05T05:00:00', null],
    ['the IPTC', [], '', iptc, '2006-06-06T06:00:00', 120],
    ['the modification', [], '', none, '2007-07-07T07:00:00', null],
  ] as const)('prefers %s time', async (_case, exif, elements, iptcBlock, takenAt, takenAtOffsetMinutes) => {
    const metadata = await readBlocks({
      exif: tiffBlock({ ifd0: [modified], exif }),
      xmp: xmpPacket(elements),
      iptc: iptcBlock,
    });
    expect(metadata).toMatchObject({ takenAt, takenAtOffsetMinutes });
  });

  test('skips invalid times', async () => {
    const broken: readonly Tag[] = [
      { tag: exifTag.dateTimeOriginal, ascii: '0000:00:00 00:00:00' },
      { tag: exifTag.dateTimeDigitized, ascii: '2023:13:01 00:00:00' },
    ];
    const metadata = await readBlocks({
      exif: tiffBlock({ ifd0: [modified], exif: broken }),
      xmp: xmpPacket(xmpOriginal),
    });
    expect(metadata.takenAt).toBe('2005-05-05T05:00:00');
  });

  test('takes the offset and the subseconds of the same time', async () => {
    const offsets: readonly Tag[] = [
      { tag: exifTag.offsetTime, ascii: '+07:00' },
      { tag: exifTag.offsetTimeDigitized, ascii: '-02:00' },
      { tag: exifTag.subSecTime, ascii: '7' },
      { tag: exifTag.subSecTimeDigitized, ascii: '2' },
    ];
    const times = async (...tags: Tag[]): Promise<unknown> => {
      const metadata = await readBlocks({ exif: tiffBlock({ ifd0: [modified], exif: [...tags, ...offsets] }) });
      return [metadata.takenAt, metadata.takenAtOffsetMinutes];
    };
    expect(await times(original, digitized)).toEqual(['2001-01-01T01:00:00', null]);
    expect(await times(digitized)).toEqual(['2002-02-02T02:00:00.200', -120]);
    expect(await times()).toEqual(['2007-07-07T07:00:00.700', 420]);
  });

  test('derives a missing offset from the GPS time, but not for a day or a modification', async () => {
    const gps: readonly Tag[] = [
      {
        tag: 7,
        rational: [
          [3, 1],
          [59, 1],
          [2000, 100],
        ],
      },
      { tag: 0x1d, ascii: '2001:01:01' },
    ];
    const offset = async (exif: readonly Tag[], elements = ''): Promise<number | null> => {
      const metadata = await readBlocks({ exif: tiffBlock({ ifd0: [modified], exif, gps }), xmp: xmpPacket(elements) });
      return metadata.takenAtOffsetMinutes;
    };
    expect(await offset([original])).toBe(-180);
    expect(await offset([original, { tag: exifTag.offsetTimeOriginal, ascii: '+01:00' }])).toBe(60);
    expect(await offset([original, { tag: exifTag.offsetTimeOriginal, ascii: '   :  ' }])).toBe(-180);
    expect(await offset([])).toBeNull();
    expect(await offset([], '<photoshop:DateCreated>2001-01-01</photoshop:DateCreated>')).toBeNull();
  });
});

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

describe('captions', () => {
  const wide = (text: string): Buffer => Buffer.from(`${text}\0`, 'utf16le');
  const iptc = photoshopBlock([
    [
      0x0404,
      iptcRecords([
        [5, 'IPTC title'],
        [25, 'lake'],
        [25, 'beach'],
        [120, 'IPTC caption'],
      ]),
    ],
  ]);
  const windows: readonly Tag[] = [
    { tag: exifTag.xpTitle, bytes: wide('Windows title') },
    { tag: exifTag.xpComment, bytes: wide('Windows comment') },
    { tag: exifTag.xpKeywords, bytes: wide('beach; Zürich;;lake') },
    { tag: exifTag.xpSubject, bytes: wide('Windows subject') },
  ];
  const comment: Tag = { tag: exifTag.userComment, undefined: Buffer.from('ASCII\0\0\0User comment') };
  const described = (text: string): Tag => ({ tag: exifTag.imageDescription, ascii: text });

  test('joins the keywords of every block', async () => {
    const { keywords } = await readBlocks({ exif: tiffBlock({ ifd0: windows }), xmp: packet, iptc });
    expect(keywords).toEqual(['beach', '007', 'lake', 'Zürich', 'Bondi']);
  });

  test('caps the number and the length of keywords', async () => {
    const many = Array.from({ length: 700 }, (_, i) => `<rdf:li>${String(i)} ${'x'.repeat(300)}</rdf:li>`).join('');
    const { keywords } = await readBlocks({ xmp: xmpPacket(`<dc:subject><rdf:Bag>${many}</rdf:Bag></dc:subject>`) });
    expect(keywords).toHaveLength(500);
    expect(keywords[499]).toBe(`499 ${'x'.repeat(196)}`);
    const wordy = wide(Array.from({ length: 600 }, (_, i) => `${String(i)} ${'x'.repeat(190)}`).join(';'));
    const inExif = await readBlocks({ exif: tiffBlock({ ifd0: [{ tag: exifTag.xpKeywords, bytes: wordy }] }) });
    expect(inExif.keywords).toHaveLength(500);
  });

  test('prefers the title of XMP, then IPTC, then Windows', async () => {
    const exif = tiffBlock({ ifd0: windows });
    expect((await readBlocks({ exif, iptc, xmp: packet })).title).toBe('Pebbles');
    expect((await readBlocks({ exif, iptc })).title).toBe('IPTC title');
    expect((await readBlocks({ exif })).title).toBe('Windows title');
  });

  test.each([
    ['XMP', [described('EXIF'), ...windows], [comment], packet, iptc, 'Wet stones & weed'],
    ['IPTC', [described('EXIF'), ...windows], [comment], none, iptc, 'IPTC caption'],
    ['ImageDescription', [described('EXIF'), ...windows], [comment], none, none, 'EXIF'],
    ['UserComment', [described('OLYMPUS DIGITAL CAMERA         '), ...windows], [comment], none, none, 'User comment'],
    ['UserComment', [described('     '), ...windows], [comment], none, none, 'User comment'],
    ['XPComment', windows, [], none, none, 'Windows comment'],
    ['XPSubject', windows.slice(3), [], none, none, 'Windows subject'],
  ] as const)('describes by %s', async (_case, ifd0, exif, xmp, iptcBlock, description) => {
    expect((await readBlocks({ exif: tiffBlock({ ifd0, exif }), xmp, iptc: iptcBlock })).description).toBe(description);
  });

  test('reads Latin-1 in EXIF text', async () => {
    const text = { tag: exifTag.imageDescription, ascii: Buffer.from('Z\xfcrich, Caf\xe9', 'latin1') };
    expect((await readBlocks({ exif: tiffBlock({ ifd0: [text] }) })).description).toBe('Zürich, Café');
  });

  test.each([
    ['3', [], 3],
    ['-1', [], -1],
    ['0', [], 0],
    ['4.6', [], 5],
    ['99', [], 5],
    ['-7', [], -1],
    ['high', [{ tag: exifTag.rating, short: [2] }], 2],
    ['', [{ tag: exifTag.rating, short: [2] }], 2],
    ['5', [{ tag: exifTag.rating, short: [2] }], 5],
    ['', [{ tag: exifTag.rating, short: [60_000] }], 5],
    ['', [{ tag: exifTag.ratingPercent, short: [99] }], 5],
    ['', [{ tag: exifTag.ratingPercent, short: [75] }], 4],
    ['', [{ tag: exifTag.ratingPercent, short: [50] }], 3],
    ['', [{ tag: exifTag.ratingPercent, short: [25] }], 2],
    ['', [{ tag: exifTag.ratingPercent, short: [1] }], 1],
    ['', [{ tag: exifTag.ratingPercent, short: [0] }], 0],
    ['', [], null],
  ] as const)('rates XMP %j and EXIF %j as %s', async (text, ifd0, rating) => {
    const metadata = await readBlocks({ xmp: xmpPacket('', `xmp:Rating="${text}"`), exif: tiffBlock({ ifd0 }) });
    expect(metadata.rating).toBe(rating);
  });
});

describe('bad metadata', () => {
  test('names each broken block and keeps the others', async () => {
    const blocks = {
      format: 'jpeg',
      exif: Buffer.from('garbage!'),
      xmp: packet,
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
          const [exif, xmp, photoshop] = [valid, packet, iptc].map((block) => {
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
