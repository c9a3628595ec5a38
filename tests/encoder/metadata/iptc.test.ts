import { describe, expect, test } from 'vitest';
import { readIptc } from '../../../src-main/encoder/metadata/iptc.ts';
import { iptcRecords, photoshopBlock } from '../../fixtures/metadata/build-blocks.ts';

const utf8Header = Buffer.from('\x1c\x01\x5a\0\x03\x1b%G', 'latin1');
const records = iptcRecords([
  [0, '\0\x02'],
  [5, 'Zürich'],
  [25, 'lake'],
  [25, '007'],
]);
// Noise that exifr takes for the start of the records.
const thumbnail = Buffer.from('\xff\xd8\x1c\x02\x19\0\x03bad\xff\xd9', 'latin1');

describe('readIptc', () => {
  test.each([
    ['plain records', records],
    ['records behind a record 1', Buffer.concat([utf8Header, records])],
    ['the Photoshop block of a JPEG', photoshopBlock([[0x0404, records]])],
    ['resources without header, as in TIFF', photoshopBlock([[0x0404, records]]).subarray(14)],
    [
      'a resource behind a thumbnail',
      photoshopBlock([
        [0x040c, thumbnail],
        [0x0404, records],
        [0x0425, Buffer.alloc(16)],
      ]),
    ],
  ])('reads %s', (_case, block) => {
    const { datasets, problems } = readIptc(block);
    expect(datasets.get(5)).toEqual(['Zürich']);
    expect(datasets.get(25)).toEqual(['lake', '007']);
    expect(problems).toEqual([]);
  });

  test('reads nothing from a thumbnail', () => {
    const { datasets } = readIptc(photoshopBlock([[0x040c, thumbnail]]));
    expect(datasets.size).toBe(0);
  });

  test('decodes Latin-1', () => {
    const { datasets } = readIptc(iptcRecords([[120, Buffer.from('Caf\xe9 \x96 Z\xfcrich', 'latin1')]]));
    expect(datasets.get(120)).toEqual(['Café – Zürich']);
  });

  test('joins the keywords of two resources', () => {
    const block = photoshopBlock([
      [0x0404, iptcRecords([[25, 'one']])],
      [0x0404, iptcRecords([[25, 'two']])],
    ]);
    expect(readIptc(block).datasets.get(25)).toEqual(['one', 'two']);
  });

  test('keeps what precedes the cut, and reads no byte behind it', () => {
    const block = photoshopBlock([[0x0404, records]]);
    const secret = Buffer.concat([block.subarray(0, block.length - 2), Buffer.from('secret'.repeat(100))]);
    const { datasets, problems } = readIptc(secret.subarray(0, block.length - 2));
    expect(datasets.get(5)).toEqual(['Zürich']);
    expect(datasets.get(25)?.[1]?.replaceAll('\0', '')).toBe('0');
    expect(problems).toEqual(['the last image resource is cut short']);
  });

  test('names what is no image resource', () => {
    const { datasets, problems } = readIptc(Buffer.from('Photoshop 3.0\0garbage garbage garbage'));
    expect(datasets.size).toBe(0);
    expect(problems).toEqual(['no image resource at byte 14']);
  });

  test.each([
    ['resources', photoshopBlock(Array.from({ length: 200_000 }, () => [0x0404, Buffer.alloc(0)] as const))],
    ['datasets', iptcRecords(Array.from({ length: 500_000 }, () => [25, 'k'] as const))],
  ])('reads megabytes of %s within two seconds', (_case, block) => {
    const start = performance.now();
    const { datasets } = readIptc(block);
    expect(performance.now() - start).toBeLessThan(2000);
    expect(datasets.get(25)?.length ?? 0).toBeLessThanOrEqual(2000);
  });
});
