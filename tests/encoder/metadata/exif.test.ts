import { describe, expect, test } from 'vitest';
import { exifTag, readExif } from '../../../src-main/encoder/metadata/exif.ts';
import { onePixel, tiffBlock, type Tag } from '../../fixtures/metadata/build-blocks.ts';

const make = { tag: exifTag.make, ascii: 'Acme' };
const model = { tag: exifTag.model, ascii: 'X100 Super' };
const original = { tag: exifTag.dateTimeOriginal, ascii: '2023:07:01 14:03:22' };
const latitude = {
  tag: 2,
  rational: [
    [41, 1],
    [53, 1],
    [2400, 100],
  ],
} as const;
const all = { ifd0: [make, model], exif: [original], gps: [{ tag: 1, ascii: 'N' }, latitude] };

describe('readExif', () => {
  test.each([
    ['little-endian', tiffBlock(all)],
    ['big-endian', tiffBlock(all, true)],
    ['prefixed', Buffer.concat([Buffer.from('Exif\0\0'), tiffBlock(all)])],
    ['inside a TIFF file', tiffBlock({ ...all, ifd0: [...onePixel, ...all.ifd0] })],
  ])('reads %s blocks', async (_case, block) => {
    const { tags, gps, problems } = await readExif(block);
    expect(tags.get(exifTag.make)).toBe('Acme');
    expect(tags.get(exifTag.model)).toBe('X100 Super');
    expect(tags.get(exifTag.dateTimeOriginal)).toBe('2023:07:01 14:03:22');
    expect(gps.get(1)).toBe('N');
    expect(gps.get(2)).toEqual([41, 53, 24]);
    expect(problems).toEqual([]);
  });

  test.each([
    ['an unknown type', { type: 99, count: 1, value: 0 }, 'tag 0x010e has the unknown type 99'],
    ['type zero', { type: 0, count: 1, value: 0 }, 'tag 0x010e has the unknown type 0'],
    [
      'an offset outside',
      { type: 2, count: 100, value: 0x7fffffff },
      'value of tag 0x010e lies outside the block or is too large',
    ],
    [
      'four thousand million numbers',
      { type: 4, count: 0xffffffff, value: 8 },
      'value of tag 0x010e lies outside the block or is too large',
    ],
    [
      'four thousand million rationals',
      { type: 5, count: 0xffffffff, value: 8 },
      'value of tag 0x010e lies outside the block or is too large',
    ],
  ])('keeps all other tags beside one with %s', async (_case, raw, problem) => {
    const block = tiffBlock({ ...all, ifd0: [{ tag: exifTag.imageDescription, raw }, make, model] });
    const { tags, gps, problems } = await readExif(block);
    expect(tags.get(exifTag.imageDescription)).toBeUndefined();
    expect(tags.get(exifTag.model)).toBe('X100 Super');
    expect(tags.get(exifTag.dateTimeOriginal)).toBe('2023:07:01 14:03:22');
    expect(gps.get(2)).toEqual([41, 53, 24]);
    expect(problems).toEqual([problem]);
  });

  test.each([
    ['text', { type: 2, count: 60, value: 8 }, 'Exif'],
    ['an offset outside', { type: 4, count: 1, value: 0xfffffff0 }, 'Exif'],
    ['two offsets', { type: 4, count: 2, value: 8 }, 'Exif'],
  ])('keeps the first directory when the pointer to the next is %s', async (_case, raw, name) => {
    const { tags, problems } = await readExif(tiffBlock({ ifd0: [make, { tag: 0x8769, raw }] }));
    expect(tags.get(exifTag.make)).toBe('Acme');
    expect(problems).toEqual([`${name} directory pointer is broken`]);
  });

  test('clips text that ends behind the block, and reads no byte behind it', async () => {
    const block = tiffBlock({ ifd0: [make, { tag: exifTag.imageDescription, ascii: 'A lake in the hills' }] });
    const memory = Buffer.concat([block.subarray(0, block.length - 7), Buffer.from('secretsecret')]);
    const { tags, problems } = await readExif(memory.subarray(0, block.length - 7));
    expect(tags.get(exifTag.imageDescription)).toBe('A lake in the');
    expect(problems).toEqual(['text of tag 0x010e is cut short']);
  });

  test('clips UTF-8 text in the middle of a character', async () => {
    const block = tiffBlock({ ifd0: [{ tag: exifTag.imageDescription, ascii: 'Zürich am See, 京都' }] });
    const { tags } = await readExif(block.subarray(0, block.length - 2));
    expect(tags.get(exifTag.imageDescription)).toBe('Zürich am See, 京');
  });

  test('reads the tags of a directory that is cut short', async () => {
    const block = tiffBlock({
      ifd0: [
        { tag: exifTag.orientation, short: [6] },
        { tag: exifTag.rating, short: [4] },
      ],
    });
    const { tags, problems } = await readExif(block.subarray(0, 8 + 2 + 12 + 5));
    expect(tags.get(exifTag.orientation)).toBe(6);
    expect(problems).toEqual(['directory at 8 states 2 tags but holds 1']);
  });

  test('hands over text that is not UTF-8 as bytes', async () => {
    const { tags } = await readExif(
      tiffBlock({ ifd0: [{ tag: exifTag.make, ascii: Buffer.from('Z\xfcrich', 'latin1') }] }),
    );
    expect(tags.get(exifTag.make)).toEqual(new Uint8Array(Buffer.from('Z\xfcrich\0', 'latin1')));
  });

  test('leaves the given block as it was', async () => {
    const block = tiffBlock({ ifd0: [make, { tag: exifTag.model, raw: { type: 99, count: 1, value: 0 } }] });
    const before = Buffer.from(block);
    await readExif(block);
    expect(block.equals(before)).toBe(true);
  });

  test('survives directories that point at each other', async () => {
    const pointer = { type: 4, count: 1, value: 8 };
    const block = tiffBlock({ ifd0: [make, { tag: 0x8769, raw: pointer }, { tag: 0x8825, raw: pointer }] });
    expect((await readExif(block)).tags.get(exifTag.make)).toBe('Acme');
  });

  test('keeps the first of two equal tags, and the second when the first is broken', async () => {
    const broken: Tag = { tag: exifTag.model, raw: { type: 99, count: 1, value: 0 } };
    const ifd0: readonly Tag[] = [make, { tag: exifTag.make, ascii: 'Second' }, broken, model];
    const { tags } = await readExif(tiffBlock({ ifd0 }));
    expect([tags.get(exifTag.make), tags.get(exifTag.model)]).toEqual(['Acme', 'X100 Super']);
  });

  test.each([
    ['text', 2],
    ['bytes', 1],
    ['rationals', 5],
  ])('reads 60,000 tags that each claim 20 MB of %s within two seconds', async (_case, type) => {
    const count = type === 5 ? 2_500_000 : 20_000_000;
    const claims = Array.from({ length: 60_000 }, (_, i): Tag => {
      const tag = Object.values(exifTag)[i % 20] ?? 0;
      return { tag, raw: { type, count, value: 800_000 } };
    });
    const block = Buffer.concat([
      tiffBlock({ ifd0: [{ tag: 0x8769, raw: { type: 4, count: 1, value: 8 } }, ...claims] }),
      Buffer.alloc(25_000_000, 'x'),
    ]);
    const start = performance.now();
    const { problems } = await readExif(block);
    expect(performance.now() - start).toBeLessThan(2000);
    expect(problems).toHaveLength(20);
  });

  test('finds the XMP and IPTC that a TIFF file carries as tags', async () => {
    const block = tiffBlock({
      ifd0: [
        ...onePixel,
        { tag: 0x02bc, bytes: Buffer.from('<x:xmpmeta/>') },
        { tag: 0x83bb, undefined: Buffer.from('\x1c\x02x..') },
      ],
    });
    const { xmp, iptc } = await readExif(block);
    expect(xmp?.toString()).toBe('<x:xmpmeta/>');
    expect(iptc?.toString()).toBe('\x1c\x02x..');
  });

  test.each([
    ['nothing', Buffer.alloc(0), 'not a TIFF structure'],
    ['noise', Buffer.from('not exif at all'), 'not a TIFF structure'],
    ['a header alone', Buffer.from('II*\0\x08\0\0\0', 'latin1'), 'the first directory lies outside the block'],
    ['a far directory', Buffer.from('MM\0*\xff\xff\xff\xff', 'latin1'), 'the first directory lies outside the block'],
    ['BigTIFF', Buffer.from('II+\0\x08\0\0\0', 'latin1'), 'BigTIFF is not supported'],
    ['another version', Buffer.from('IIU\0\x08\0\0\0', 'latin1'), 'expected 42 for the TIFF version but received 85'],
  ])('rejects %s', async (_case, block, message) => {
    await expect(readExif(block)).rejects.toThrow(message);
  });
});
