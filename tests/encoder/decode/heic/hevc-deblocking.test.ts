import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readHeicPicture } from '../../../../src-main/encoder/containers/heic-picture.ts';
import { withoutDeblocking } from '../../../../src-main/encoder/containers/hevc-deblocking.ts';
import { decodeHeic } from '../../../../src-main/encoder/decode/heic/decode-heic.ts';
import { nativeCodecs } from '../../../../src-main/encoder/decode/heic/hevc-decoder.ts';
import { evalFile, hasEvalData } from '../../../helpers/eval-data.ts';
import { meanApart, tiled } from './files.ts';

const native = await nativeCodecs();

/** The box `hvcC` of an iPhone around a picture parameter set. */
function boxAround(parameters: Buffer): Buffer {
  return Buffer.concat([
    Buffer.from(
      '010370000000b000000000005af000fcfdf8f800000b03' +
        'a00001001740010c01ffff037000000300b0000003000003005a7024' +
        'a100010022420101037000000300b0000003000003005aa0040200805887b91655370202020080' +
        'a20001',
      'hex',
    ),
    Buffer.from([parameters.length >> 8, parameters.length & 255]),
    parameters,
  ]);
}

/** Bits, and what makes whole bytes of them: a one and zeros. */
function unit(bits: string): Buffer {
  const all = `0100010000000001${bits.replaceAll(' ', '')}1`;
  return Buffer.from((all.match(/.{1,8}/gu) ?? []).map((byte) => Number.parseInt(byte.padEnd(8, '0'), 2)));
}

/** Up to the flag for tiles: the sets' numbers, flags, references, quantisation, flags. */
const before = '1 1 0 0 000 1 0 1 1 1 0 0 1 010 1 1 0 0 0 0';
const after = '0 0 00100 0 0';

describe('a picture parameter set', () => {
  test.each([
    ['that says nothing of the filter', '0 1 0 0', '0 1 0 1 0 1'],
    ['in which it is on', '0 1 0 1 0 0 010 00101', '0 1 0 1 0 1'],
    ['in which slices may differ', '0 1 0 1 1 0 1 1', '0 1 0 1 1 1'],
    ['in which it is off already', '0 0 0 1 0 1', '0 0 0 1 0 1'],
  ])('%s turns it off and is the same otherwise', (_, given, expected) => {
    expect(withoutDeblocking(boxAround(unit(before + given + after)))).toEqual(
      boxAround(unit(before + expected + after)),
    );
  });

  test.each([
    ['of pictures in tiles', '1 0 1 1 1 0 0 0'],
    ['of slices that say whether they are filtered across their edges', '0 1 1 0'],
  ])('%s stays as it is', (_, given) => {
    const box = boxAround(unit(before + given + after));
    expect(withoutDeblocking(box)).toEqual(box);
  });

  test('of an iPhone', () => {
    expect(withoutDeblocking(boxAround(Buffer.from('4401c06172c8405324', 'hex')))).toEqual(
      boxAround(Buffer.from('4401c06172c8405490', 'hex')),
    );
  });

  test('that ends too early stays as it is', () => {
    for (const length of [0, 1, 2, 3, 5]) {
      const box = boxAround(Buffer.from('4401c06172c8', 'hex').subarray(0, length));
      expect(withoutDeblocking(box)).toEqual(box);
    }
  });
});

test('a box that is cut off stays as it is', () => {
  const box = boxAround(Buffer.from('4401c06172c8405324', 'hex'));
  for (let length = 0; length < box.length; length++)
    expect(withoutDeblocking(box.subarray(0, length))).toEqual(box.subarray(0, length));
});

test.each([
  ['millions of units', Buffer.alloc(4_000_000)],
  ['a long picture parameter set', Buffer.concat([Buffer.from('4401c06172c8405324', 'hex'), Buffer.alloc(60_000, 85)])],
])('a box with %s stays as it is, at once', (_, units) => {
  const box = boxAround(units);
  // Units of no length: as many kinds as there can be, and as many of each.
  if (units.every((byte) => byte === 0)) box.fill(255, 22, 26);
  expect(withoutDeblocking(box)).toBe(box);
});

test('no content of a box is an error', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      expect(() => withoutDeblocking(boxAround(Buffer.from(bytes)))).not.toThrow();
      expect(() => withoutDeblocking(Buffer.from(bytes))).not.toThrow();
    }),
  );
});

test('what the tests are made of is left alone', () => {
  const box = Buffer.from(tiled.hvcC);
  expect(withoutDeblocking(box)).toEqual(box);
});

test.skipIf(native === null || !hasEvalData).each(['IMG_2682.heic', 'iphone_15_pro.heic'])(
  'a photo that is made smaller looks the same: %s',
  async (name) => {
    if (native === null) throw new Error('Expected the optional dependency to be installed');
    const picture = readHeicPicture(await readFile(evalFile('odd-files/formats', name)));
    const half = (await decodeHeic(native, picture, { shrink: 2, isLenient: false, seconds: 30 })).image;
    const quarter = (await decodeHeic(native, picture, { shrink: 4, isLenient: false, seconds: 30 })).image;
    const { width, height } = quarter;
    const averaged = new Uint8Array(width * height * 3);
    for (let i = 0; i < averaged.length; i++) {
      const [row, column, c] = [Math.floor(i / 3 / width), Math.floor(i / 3) % width, i % 3];
      const at = (row * 2 * half.width + column * 2) * 3 + c;
      const corners = [at, at + 3, at + half.width * 3, at + half.width * 3 + 3];
      averaged[i] = Math.round(corners.reduce((sum, corner) => sum + (half.data[corner] ?? 0), 0) / 4);
    }
    expect(meanApart(quarter, { data: averaged, width, height })).toBeLessThan(0.6);
  },
  30_000,
);
