import { describe, expect, test } from 'vitest';
import { exifTag } from '../../../src-main/encoder/metadata/exif.ts';
import { iptcRecords, photoshopBlock, tiffBlock, xmpPacket, type Tag } from '../../fixtures/metadata/build-blocks.ts';
import { pebblesPacket, readBlocks } from '../../fixtures/metadata/read-blocks.ts';

const none = Buffer.alloc(0);

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
    const { keywords } = await readBlocks({ exif: tiffBlock({ ifd0: windows }), xmp: pebblesPacket, iptc });
    expect(keywords).toEqual(['Nature|beach', 'Places|Bondi', '007', 'lake', 'Zürich']);
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
    expect((await readBlocks({ exif, iptc, xmp: pebblesPacket })).title).toBe('Pebbles');
    expect((await readBlocks({ exif, iptc })).title).toBe('IPTC title');
    expect((await readBlocks({ exif })).title).toBe('Windows title');
  });

  test.each([
    ['XMP', [described('EXIF'), ...windows], [comment], pebblesPacket, iptc, 'Wet stones & weed'],
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
