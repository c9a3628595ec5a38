import { execFileSync } from 'node:child_process';
import { appendFile, mkdir, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { errorCodes } from '../../../src-contract/index.ts';
import { type DecodeLimits, defaultLimits } from '../../../src-main/core/encoder-protocol.ts';
import type { DecodeResult } from '../../../src-main/encoder/decode/decode-photo.ts';
import { readPhotoFile } from '../../../src-main/encoder/decode/read-file.ts';
import { evalFile, hasEvalData } from '../../helpers/eval-data.ts';
import { type TempDir, tempDir } from '../sessions/open-service.ts';
import { readManifest } from '../sessions/packs.ts';
import { decodeBytesIn, decodeIn } from './decoder.ts';
import { pixels, scene } from './photos.ts';

const { image: tower } = await readManifest('tiny-f16');
let folder: TempDir;

beforeAll(async () => {
  folder = await tempDir();
});
afterAll(() => folder[Symbol.asyncDispose]());

const decode = (path: string, limits?: Partial<DecodeLimits>): Promise<DecodeResult> => decodeIn(folder, path, limits);
const decodeBytes = (bytes: Uint8Array | string, limits?: Partial<DecodeLimits>): Promise<DecodeResult> =>
  decodeBytesIn(folder, bytes, limits);

function failure(code: string, message: RegExp): unknown {
  return { kind: 'failed', error: { code, message: expect.stringMatching(message) as string } };
}

const photo = pixels(scene(200, 150));
const jpeg = await photo.clone().jpeg().toBuffer();
const png = await photo.clone().png().toBuffer();
const webp = await photo.clone().webp().toBuffer();
const gif = await photo.clone().gif().toBuffer();
const tiff = await photo.clone().tiff().toBuffer();
const avif = await photo.clone().avif({ effort: 0 }).toBuffer();

/** A PNG that says what it likes about its size and has no pixels to show for it. */
function lyingPng(width: number, height: number): Buffer {
  const bytes = Buffer.from(png);
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  bytes.writeUInt32BE(crc32(bytes.subarray(12, 29)), 29);
  return bytes;
}

/** An ISO media file that begins as HEIC, JPEG XL or JPEG 2000 do. */
function box(type: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + content.length);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, content]);
}
const heic = Buffer.concat([box('ftyp', Buffer.from('heic\0\0\0\0mif1heic')), Buffer.alloc(64)]);
const jxl = Buffer.concat([
  Buffer.from('0000000c4a584c200d0a870a', 'hex'),
  box('ftyp', Buffer.from('jxl \0\0\0\0jxl ')),
]);
const jp2 = Buffer.concat([
  Buffer.from('0000000c6a5020200d0a870a', 'hex'),
  box('ftyp', Buffer.from('jp2 \0\0\0\0jp2 ')),
]);
const bmp = Buffer.concat([Buffer.from('BM'), Buffer.alloc(52, 1)]);
const psd = Buffer.concat([Buffer.from('8BPS\0\x01\0\0\0\0\0\0\0\x03'), Buffer.alloc(64)]);

test.each<readonly [what: string, bytes: Uint8Array, code: string, message: RegExp]>([
  ['no bytes', Buffer.alloc(0), 'PHOTO_EMPTY', /empty \(0 bytes\)/u],
  ['one byte', Buffer.from('\x89'), 'PHOTO_NOT_AN_IMAGE', /no known image format/u],
  ['text', Buffer.from('Dear diary, '.repeat(100)), 'PHOTO_NOT_AN_IMAGE', /no known image format/u],
  ['zeros', Buffer.alloc(10_000), 'PHOTO_NOT_AN_IMAGE', /no known image format/u],
  ['a PDF', Buffer.from('%PDF-1.7\n%%EOF\n'), 'PHOTO_NOT_AN_IMAGE', /application\/pdf, not an image/u],
  ['a ZIP', Buffer.concat([Buffer.from('PK\x05\x06'), Buffer.alloc(18)]), 'PHOTO_NOT_AN_IMAGE', /application\/zip/u],
  ['an MP4', box('ftyp', Buffer.from('isom\0\0\x02\0isommp41')), 'PHOTO_NOT_AN_IMAGE', /video\/mp4/u],
  ['a JPEG cut off in its header', jpeg.subarray(0, 100), 'PHOTO_DAMAGED', /JPG header is damaged/u],
  ['a JPEG cut off early', jpeg.subarray(0, jpeg.length / 4), 'PHOTO_DAMAGED', /cut off: [1-4]?\d % of the picture/u],
  ['a PNG cut off in its header', png.subarray(0, 20), 'PHOTO_DAMAGED', /PNG header is damaged/u],
  ['a PNG cut off early', png.subarray(0, png.length / 4), 'PHOTO_DAMAGED', /cut off: [1-4]?\d % of the picture/u],
  ['a WebP cut off', webp.subarray(0, webp.length / 2), 'PHOTO_DAMAGED', /WEBP header is damaged/u],
  ['a GIF cut off', gif.subarray(0, 20), 'PHOTO_DAMAGED', /GIF header is damaged/u],
  ['a TIFF cut off', tiff.subarray(0, tiff.length / 2), 'PHOTO_DAMAGED', /damaged/u],
  ['an AVIF cut off', avif.subarray(0, avif.length / 2), 'PHOTO_DAMAGED', /damaged/u],
  ['a HEIC without a picture', heic, 'PHOTO_DAMAGED', /HEIC header is damaged/u],
  ['a JPEG XL without a picture', jxl, 'PHOTO_DAMAGED', /no header/u],
  ['a JPEG 2000 without a picture', jp2, 'PHOTO_DAMAGED', /no codestream/u],
  ['a BMP with a header of no kind', bmp, 'PHOTO_DAMAGED', /BMP header is damaged/u],
  ['an empty PSD', psd, 'PHOTO_DAMAGED', /0 x 0 pixels/u],
  ['900 million pixels', lyingPng(30_000, 30_000), 'PHOTO_TOO_MANY_PIXELS', /at most 300000000 .* 30000 x 30000/u],
  ['10 thousand million pixels', lyingPng(100_000, 100_000), 'PHOTO_TOO_MANY_PIXELS', /100000 x 100000/u],
])('refuses %s', async (_, bytes, code, message) => {
  expect(await decodeBytes(bytes)).toEqual(failure(code, message));
});

describe('limits', () => {
  test('refuse one pixel more than allowed, and not the number allowed', async () => {
    expect(await decodeBytes(png, { maxPixels: 200 * 150 })).toMatchObject({ kind: 'decoded' });
    const refusal = failure('PHOTO_TOO_MANY_PIXELS', /at most 29999 pixels but received 200 x 150/u);
    expect(await decodeBytes(png, { maxPixels: 200 * 150 - 1 })).toEqual(refusal);
  });

  test('refuse one byte more than allowed, and not the number allowed', async () => {
    expect(await decodeBytes(png, { maxFileBytes: png.length })).toMatchObject({ kind: 'decoded' });
    const refusal = failure(
      'PHOTO_FILE_TOO_LARGE',
      new RegExp(`at most ${png.length - 1} bytes but received ${png.length}`, 'u'),
    );
    expect(await decodeBytes(png, { maxFileBytes: png.length - 1 })).toEqual(refusal);
  });

  test.skipIf(!hasEvalData)('end a decoding that takes too long', async () => {
    const slow = evalFile('odd-files/formats/10bit-HDR-P3-nclx.avif');
    const refusal = failure('PHOTO_TIMEOUT', /^Decoding took too long: timeout: \d+% complete$/u);
    expect(await decode(slow, { timeoutSeconds: 1 })).toEqual(refusal);
  });
});

describe('files', () => {
  test('that are missing', async () => {
    expect(await decode(folder.at('none.jpg'))).toEqual(failure('PHOTO_MISSING', /cannot be read: ENOENT/u));
  });

  test('whose folder is a file', async () => {
    await writeFile(folder.at('file'), 'x');
    expect(await decode(folder.at('file', 'none.jpg'))).toEqual(failure('PHOTO_MISSING', /cannot be read: ENOTDIR/u));
  });

  test('that are folders', async () => {
    await mkdir(folder.at('folder.jpg'));
    expect(await decode(folder.at('folder.jpg'))).toEqual(failure('PHOTO_UNREADABLE', /Expected a file/u));
  });

  test('that are links in a circle', async () => {
    await symlink(folder.at('circle.jpg'), folder.at('circle.jpg'));
    expect(await decode(folder.at('circle.jpg'))).toEqual(failure('PHOTO_UNREADABLE', /cannot be read: ELOOP/u));
  });

  test.skipIf(process.platform === 'win32')('that are pipes without a writer do not hang', async () => {
    const makePipe = 'mkfifo';
    execFileSync(makePipe, [folder.at('pipe.jpg')]);
    expect(await decode(folder.at('pipe.jpg'))).toEqual(failure('PHOTO_UNREADABLE', /Expected a file/u));
  });

  test.each([
    ['grow', (path: string) => appendFile(path, 'more')],
    ['are touched', (path: string) => utimes(path, new Date(), new Date())],
  ])('that %s while they are read', async (_, change) => {
    const path = folder.at('growing.jpg');
    await writeFile(path, Buffer.alloc(100_000_000));
    const reading = readPhotoFile(path, defaultLimits).catch((error: unknown) => error);
    const stop = Symbol('read');
    while ((await Promise.race([reading.then(() => stop), change(path)])) !== stop);
    expect(await reading).toMatchObject({ code: 'PHOTO_CHANGED_WHILE_READING' });
    await rm(path);
  });
});

describe.skipIf(!hasEvalData)('real files that no decoder handles are refused by their name', () => {
  test.each([
    ['12bit.cropped.tif', 'PHOTO_FORMAT_UNSUPPORTED', /TIF: samples_per_pixel not a whole number of bytes/u],
    // It ends behind the header of its codestream.
    ['balloon_eciRGBv2_aware.jp2', 'PHOTO_DAMAGED', /pixels cannot be decoded/u],
  ])('%s', async (file, code, message) => {
    expect(await decode(evalFile('odd-files/formats', file))).toEqual(failure(code, message));
  });
});

test('whatever the bytes, the result is a photo or an error of the photo', async () => {
  const originals = [jpeg, png, webp, gif, tiff];
  const change = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), byte: fc.integer({ min: 0, max: 255 }) });
  const damaged = fc.record({
    original: fc.constantFrom(...originals),
    changes: fc.array(change, { maxLength: 20 }),
    keep: fc.oneof(fc.constant(1), fc.double({ min: 0, max: 1, noNaN: true })),
  });
  const photoCodes = errorCodes.filter((code) => code.startsWith('PHOTO_'));
  await fc.assert(
    fc.asyncProperty(damaged, async ({ original, changes, keep }) => {
      const bytes = Buffer.from(original.subarray(0, Math.ceil(original.length * keep)));
      for (const { at, byte } of changes) bytes[Math.floor(at * (bytes.length - 1))] = byte;
      const result = await decodeBytes(bytes, { maxPixels: 4_000_000 });
      if (result.kind === 'failed') {
        expect(photoCodes).toContain(result.error.code);
        expect(result.error.message).toMatch(/^[^\n]{10,}$/u);
      } else if (result.kind === 'decoded') {
        expect(result.tensor).toHaveLength(3 * tower.width * tower.height);
      } else throw new Error('Expected a result but received a hash');
    }),
    { numRuns: 300 },
  );
});
