import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { box, property, uint, writeHeic } from '../../../../bench/lib/heif-writer.ts';
import { ByteReader, StructureError } from '../../../../src-main/encoder/containers/byte-reader.ts';
import { readHeicPicture } from '../../../../src-main/encoder/containers/heic-picture.ts';
import { readHeifItems } from '../../../../src-main/encoder/containers/heif-items.ts';
import { isPlainPicture, readHevcConfig } from '../../../../src-main/encoder/containers/hevc-config.ts';
import { fixture, grid, tiled } from './files.ts';

describe('a picture', () => {
  test('is its tiles, in order, with what is done to them', () => {
    const properties = [
      property.nclx(9, false),
      property.crop(100, 1, 60, 1, -10, 1, 5, 1),
      property.turn(3),
      property.mirror(0),
    ];
    const picture = readHeicPicture(grid({ properties, extents: 2, exif: Buffer.alloc(8) }));
    expect(picture).toMatchObject({
      size: { width: 180, height: 120 },
      upright: { width: 60, height: 100 },
      columns: 3,
      tile: { width: 64, height: 64 },
      nclx: { matrix: 9, isFullRange: false },
      transforms: [
        { kind: 'crop', left: 30, top: 35, width: 100, height: 60 },
        { kind: 'turn', quarters: 3 },
        { kind: 'mirror', swaps: 'top-bottom' },
      ],
    });
    expect(picture.tiles.map((data) => Buffer.from(data ?? []))).toEqual(tiled.tiles);
  });

  test('lacks the tiles that lie behind the end of the file', () => {
    const file = grid();
    const { tiles } = readHeicPicture(file.subarray(0, file.length - 1));
    expect(tiles.map((data) => data !== null)).toEqual([true, true, true, true, true, false]);
  });

  test('with an auxiliary image that is not transparency is itself', async () => {
    const depth = grid({ references: [['auxl', 2, [7]]] });
    expect(readHeicPicture(depth).tiles).toHaveLength(6);
    const alpha = await fixture('alpha.heic');
    expect(() => readHeicPicture(alpha)).toThrow('It has transparency');
    // The same file, when its auxiliary image says that it is something else.
    const other = Buffer.from(alpha.toString('latin1').replace('auxid:1', 'auxid:2'), 'latin1');
    expect(readHeicPicture(other).tiles).toHaveLength(1);
  });
});

describe('the configuration', () => {
  test('names the codec as browsers do', () => {
    const main = readHevcConfig(Buffer.from('0101600000009000000000005df000fcfdf8f800000f03', 'hex'));
    expect(main).toMatchObject({ codec: 'hvc1.1.6.L93.90', chroma: '420', lumaBits: 8, chromaBits: 8, lengthBytes: 4 });
    const canon = readHevcConfig(Buffer.from('01240800000098080000000078f000fcfefafa00000f03', 'hex'));
    expect(canon).toMatchObject({ codec: 'hvc1.4.10.H120.98.8', chroma: '422', lumaBits: 10, chromaBits: 10 });
  });

  test('stands alone: no picture brings another', () => {
    const slice = Buffer.from([0, 0, 0, 3, 0x28, 1, 7]);
    expect(isPlainPicture(slice, 4)).toBe(true);
    expect(isPlainPicture(Buffer.concat([Buffer.from([0, 0, 0, 3, 0x42, 1, 7]), slice]), 4)).toBe(false);
    expect(isPlainPicture(slice.subarray(0, 6), 4)).toBe(false);
    expect(isPlainPicture(Buffer.alloc(0), 4)).toBe(false);
  });
});

describe('what is not read says so', () => {
  const single = { ...tiled, tiles: tiled.tiles.slice(0, 1), columns: 1, width: 64, height: 64 };
  const essential = (type: string, ...content: Buffer[]): ReturnType<typeof property.turn> => ({
    box: box(type, ...content),
    essential: true,
  });
  test.each([
    ['no picture file', Buffer.from('GIF89a'), 'It has no box meta'],
    ['an unknown property', writeHeic({ ...single, properties: [essential('lsel', uint(2, 1))] }), 'It needs "lsel"'],
    ['half a pixel', grid({ properties: [property.crop(101, 1, 60, 1, 0, 1, 0, 1)] }), 'not one of whole pixels'],
    ['a crop beyond the picture', grid({ properties: [property.crop(180, 1, 60, 1, 1, 1, 0, 1)] }), 'whole pixels'],
    ['a crop by nothing', grid({ properties: [property.crop(100, 0, 60, 0, 0, 1, 0, 1)] }), 'whole pixels'],
    ['too few tiles', grid({ width: 193 }), 'Its tiles do not cover it'],
    ['huge tiles', grid({ tile: { width: 30_000, height: 30_000 } }), 'Its tiles reach too far beyond it'],
    ['premultiplied colours', grid({ references: [['prem', 7, [1]]] }), 'It has transparency'],
    ['tiles over and over', grid({ references: [['dimg', 7, [1]]] }), 'Its grid lacks tiles'],
    ['a picture in parts of units', writeHeic({ ...single, tiles: [Buffer.from([0, 0, 1, 0, 9])] }), 'whole units'],
  ])('%s', (_, file, message) => {
    expect(() => readHeicPicture(file)).toThrow(StructureError);
    expect(() => readHeicPicture(file)).toThrow(message);
  });

  test('extents without bytes, as many as there can be', () => {
    const head = (type: string, content: Buffer): Buffer => box(type, uint(4, 0), content);
    // Numbers of no bytes: 65,535 extents take as much room as none.
    const entries = Array.from({ length: 400 }, (_, id) => uint(2, id, 0, 65_535));
    const iloc = head('iloc', Buffer.concat([uint(2, 0, 400), ...entries]));
    const info = box('infe', uint(1, 2), uint(3, 0), uint(2, 1, 0), Buffer.from('hvc1\0'));
    const iprp = box('iprp', box('ipco'), head('ipma', uint(4, 0)));
    const parts = [head('pitm', uint(2, 1)), head('iinf', Buffer.concat([uint(2, 1), info])), iprp, iloc];
    expect(() => readHeifItems(head('meta', Buffer.concat(parts)))).toThrow('over 50000 extents');
  });
});

describe('whatever the bytes', () => {
  const original = grid({
    properties: [property.nclx(6, true), property.crop(100, 1, 60, 1, 0, 1, 0, 1), property.turn(1)],
    extents: 2,
    exif: Buffer.alloc(40),
  });
  const headBytes = original.indexOf('mdat');

  /** A picture of a size that makes sense, or a stated error; and it takes no time. */
  function readsOrRefuses(bytes: Buffer): void {
    const start = performance.now();
    try {
      const { size, tiles, columns, upright } = readHeicPicture(bytes);
      expect(Math.min(size.width, size.height, upright.width, upright.height, columns)).toBeGreaterThan(0);
      expect(tiles.length).toBeGreaterThan(0);
    } catch (error) {
      expect(error).toBeInstanceOf(StructureError);
    }
    expect(performance.now() - start).toBeLessThan(1_000);
  }

  test('a changed file is read or refused', () => {
    const change = fc.record({ at: fc.nat(headBytes + 8), byte: fc.nat(255) });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 12 }), (changes) => {
        const bytes = Buffer.from(original);
        for (const { at, byte } of changes) bytes[at] = byte;
        readsOrRefuses(bytes);
      }),
      { numRuns: 3_000 },
    );
  });

  test('a file that is cut off anywhere is read or refused', () => {
    for (let length = 0; length < original.length; length++) readsOrRefuses(original.subarray(0, length));
  });

  test('boxes in any order and number are read or refused', () => {
    const types = ['meta', 'pitm', 'iinf', 'iloc', 'iprp', 'ipco', 'ipma', 'iref', 'idat', 'infe', 'hvcC', 'ispe'];
    const boxOf = (depth: number): fc.Arbitrary<Buffer> =>
      fc
        .record({
          type: fc.constantFrom(...types),
          head: fc.uint8Array({ maxLength: 24 }),
          inner: fc.array(depth === 0 ? fc.constant(Buffer.alloc(0)) : boxOf(depth - 1), { maxLength: 4 }),
        })
        .map(({ type, head, inner }) => box(type, head, ...inner));
    fc.assert(
      fc.property(fc.array(boxOf(2), { maxLength: 8 }), (nodes) => {
        readsOrRefuses(box('meta', uint(4, 0), ...nodes));
      }),
      { numRuns: 1_000 },
    );
  });

  test('random bytes are refused', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        readsOrRefuses(Buffer.from(bytes));
      }),
    );
  });
});

test('numbers are read from the highest byte on, and none behind the end', () => {
  const reader = new ByteReader(Buffer.from('000000010000000201ff', 'hex'));
  expect(reader.uint(8)).toBe(2 ** 32 + 2);
  expect([reader.uint(0), reader.uint(1), reader.int(1)]).toEqual([0, 1, -1]);
  expect(() => reader.uint(1)).toThrow(StructureError);
});
