import { describe, expect, test } from 'vitest';
import { readPngText } from '../../../src-main/encoder/metadata/png.ts';
import { pngWith, rawProfile, zTxt } from '../../fixtures/metadata/build-blocks.ts';

const base = Buffer.concat([
  Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
  Buffer.alloc(17),
  Buffer.from('0000000049454e44ae426082', 'hex'),
]);
const exif = Buffer.from('Exif\0\0II*\0\x08\0\0\0\0\0', 'latin1');
const xmp = Buffer.from('<x:xmpmeta/>');
const chunk = (type: string, text: string): readonly [string, Buffer] => [type, Buffer.from(text, 'latin1')];

describe('readPngText', () => {
  test('reads plain, deflated and international text', () => {
    const file = pngWith(base, [
      chunk('tEXt', 'Title\0Caf\xe9'),
      zTxt('Creation Time', '2023-07-01T14:03:22+02:00'),
      ['iTXt', Buffer.concat([Buffer.from('Description\0\0\0it\0Descrizione\0'), Buffer.from('Città 京都')])],
      chunk('tEXt', 'Software\0Acme'),
      chunk('tEXt', 'Title\0second'),
    ]);
    expect(readPngText(file)).toEqual({
      exif: null,
      xmp: null,
      iptc: null,
      title: 'Café',
      description: 'Città 京都',
      creationTime: '2023-07-01T14:03:22+02:00',
      problems: [],
    });
  });

  test.each([
    ['plain', [chunk('tEXt', `Raw profile type exif\0${rawProfile('exif', exif)}`)]],
    ['deflated', [zTxt('Raw profile type exif', rawProfile('exif', exif))]],
    ['called APP1', [zTxt('Raw profile type APP1', rawProfile('generic profile', exif).replace('generic ', ''))]],
  ])('reads a raw EXIF profile, %s', (_case, chunks) => {
    expect(readPngText(pngWith(base, chunks)).exif).toEqual(exif);
  });

  test('reads raw XMP and IPTC profiles', () => {
    const app1 = Buffer.concat([Buffer.from('http://ns.adobe.com/xap/1.0/\0'), xmp]);
    const inApp1 = readPngText(pngWith(base, [zTxt('Raw profile type APP1', rawProfile('APP1', app1))]));
    expect([inApp1.exif, inApp1.xmp]).toEqual([null, xmp]);
    const chunks = [
      zTxt('Raw profile type xmp', rawProfile('xmp', xmp)),
      zTxt('Raw profile type iptc', rawProfile('iptc', exif)),
    ];
    const alone = readPngText(pngWith(base, chunks));
    expect([alone.xmp, alone.iptc]).toEqual([xmp, exif]);
  });

  test('names text that cannot be inflated, and reads on', () => {
    const file = pngWith(base, [chunk('zTXt', 'Title\0\0garbage'), chunk('tEXt', 'Description\0fine')]);
    const { title, description, problems } = readPngText(file);
    expect([title, description]).toEqual([null, 'fine']);
    expect(problems).toEqual([expect.stringContaining('text "Title" cannot be inflated')]);
  });

  test('refuses text that inflates without end', () => {
    const file = pngWith(base, [zTxt('Title', 'x'.repeat(20_000_000))]);
    const { title, problems } = readPngText(file);
    expect(title).toBeNull();
    expect(problems).toHaveLength(1);
  });

  test.each([
    ['no chunks', base.subarray(0, 8)],
    ['nothing', Buffer.alloc(0)],
    [
      'a chunk longer than the file',
      Buffer.concat([base.subarray(0, 33), Buffer.from('7fffffff7445587454', 'hex'), Buffer.alloc(9)]),
    ],
    ['a profile without digits', pngWith(base, [chunk('tEXt', 'Raw profile type exif\0\nexif\n')])],
    ['text without keyword', pngWith(base, [chunk('tEXt', 'no keyword at all')])],
    ['unfinished international text', pngWith(base, [chunk('iTXt', 'Title\0\0\0en')])],
  ])('finds nothing in a file with %s', (_case, file) => {
    expect(readPngText(file)).toMatchObject({ exif: null, title: null, description: null, problems: [] });
  });
});
