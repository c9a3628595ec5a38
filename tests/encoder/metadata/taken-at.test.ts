import { describe, expect, test } from 'vitest';
import { exifTag } from '../../../src-main/encoder/metadata/exif.ts';
import { iptcRecords, photoshopBlock, tiffBlock, xmpPacket, type Tag } from '../../fixtures/metadata/build-blocks.ts';
import { readBlocks } from '../../fixtures/metadata/read-blocks.ts';

const none = Buffer.alloc(0);

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
    ['exif:DateTimeOriginal', [digitized], created + xmpCreated + xmpOriginal, iptc, '2005-05-05T05:00:00', null],
    ['photoshop:DateCreated', [digitized], created + xmpCreated, iptc, '2003-03-03T03:00:00', 60],
    ['the IPTC', [digitized], xmpCreated, iptc, '2006-06-06T06:00:00', 120],
    ['the digitized', [digitized], xmpCreated, none, '2002-02-02T02:00:00', null],
    ['xmp:CreateDate', [], xmpCreated, none, '2004-04-04T04:00:00', 0],
    ['the modification', [], '', none, '2007-07-07T07:00:00', null],
  ] as const)('prefers %s time', async (_case, exif, elements, iptcBlock, takenAt, takenAtOffsetMinutes) => {
    const metadata = await readBlocks({
      exif: tiffBlock({ ifd0: [modified], exif }),
      xmp: xmpPacket(elements),
      iptc: iptcBlock,
    });
    expect(metadata).toMatchObject({ takenAt, takenAtOffsetMinutes });
  });

  test('takes no time at which the metadata or the file were changed for one', async () => {
    const xmp = xmpPacket(
      '<xmp:MetadataDate>2023-01-01T00:00:00</xmp:MetadataDate>',
      'xmp:ModifyDate="2023-01-01T00:00:00"',
    );
    expect((await readBlocks({ xmp })).takenAt).toBeNull();
  });

  test('takes the time of a date that agrees with one that is less exact', async () => {
    const typed = (date: string) => xmpPacket(`<photoshop:DateCreated>${date}</photoshop:DateCreated>`);
    const takenAt = async (date: string): Promise<string | null> =>
      (await readBlocks({ exif: tiffBlock({ exif: [digitized] }), xmp: typed(date) })).takenAt;
    expect(await takenAt('2002-02-02')).toBe('2002-02-02T02:00:00');
    expect(await takenAt('2002')).toBe('2002-02-02T02:00:00');
    expect(await takenAt('2002-03')).toBe('2002-03');
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
