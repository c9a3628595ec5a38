import { copyFile, unlink } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defaultLimits } from '../../../src-main/core/encoder-protocol.ts';
import { heicHeader, hugePng, photo } from '../../helpers/photos.ts';
import { launchOddEncoder, tempLibrary, type TempLibrary } from '../../helpers/temp-library.ts';

describe('a photo that cannot be indexed', () => {
  let lib: TempLibrary;
  const cases: [name: string, content: Buffer | string | Promise<Buffer>, code: string, reason: RegExp][] = [
    ['text.jpg', 'Dear diary, this is no photo.', 'PHOTO_NOT_AN_IMAGE', /no known image format/],
    ['document.jpg', '%PDF-1.7\n%âãÏÓ\n1 0 obj', 'PHOTO_NOT_AN_IMAGE', /pdf/],
    ['empty.jpg', '', 'PHOTO_EMPTY', /0 bytes/],
    ['truncated.jpg', truncated(), 'PHOTO_DAMAGED', /damaged or cut off/],
    ['header-only.jpg', Buffer.from([0xff, 0xd8, 0xff, 0xe0]), 'PHOTO_DAMAGED', /header/],
    ['lying.png', hugePng(60_000, 60_000, 8), 'PHOTO_TOO_MANY_PIXELS', /pixel/i],
    ['bomb.png', hugePng(40_000, 40_000, 40_000), 'PHOTO_TOO_MANY_PIXELS', /pixel/i],
    ['short.png', hugePng(64, 64, 4), 'PHOTO_DAMAGED', /damaged or cut off/],
    ['phone.heic', heicHeader(), 'PHOTO_DAMAGED', /HEIC/i],
    ['old.bmp', Buffer.from('BM'.padEnd(200, '\0'), 'latin1'), 'PHOTO_DAMAGED', /BMP/i],
  ];

  beforeAll(async () => {
    const bad = Object.fromEntries(cases.map(([name, content]) => [name, content]));
    lib = await tempLibrary({ ...bad, 'good.jpg': photo(1), 'wrong-ending.png': photo(2) });
    await lib.index();
  });
  afterAll(() => lib[Symbol.asyncDispose]());

  test.each(cases)('%s is refused with its reason', (name, _, code, reason) => {
    const failure = lib.failures()[name];
    expect(failure).toMatchObject({ code, attempts: 1, nextAttemptAtMs: null });
    expect(failure?.reason).toMatch(reason);
    expect(failure?.reason, 'no private path in the reason').not.toContain(lib.photos);
  });

  test('stops no other: the content decides, not the name', async () => {
    expect(await lib.findable()).toEqual(['good.jpg', 'wrong-ending.png']);
    expect(lib.engine.library.status()).toMatchObject({ failed: cases.length, pending: 0 });
    expect(lib.folder()).toMatchObject({ failed: cases.length });
  });

  test('is not tried again by itself', async () => {
    const summary = await lib.index();
    expect(summary).toMatchObject({ failed: 0, encoded: 0, unchanged: cases.length + 2 });
    expect(lib.failures()['text.jpg']).toMatchObject({ attempts: 1 });
  });

  test('is tried again when the user asks for it', async () => {
    expect(await lib.index({ retryFailed: true })).toMatchObject({ failed: cases.length, encoded: 0 });
  });

  test('is tried again when it has changed', async () => {
    await lib.write({ 'text.jpg': photo(3) });
    expect(await lib.index()).toMatchObject({ failed: 0, encoded: 1 });
    expect(lib.failures()).not.toHaveProperty('text.jpg');
  });
});

describe('limits', () => {
  test('refuses a file over the size limit without reading it', async () => {
    const limits = { ...defaultLimits, maxFileBytes: 100 };
    await using lib = await tempLibrary({ 'a.jpg': photo(1) }, { limits });
    await lib.index();
    expect(lib.failureCodes()).toEqual({ 'a.jpg': 'PHOTO_FILE_TOO_LARGE' });
  });
});

describe('a failure that may pass', () => {
  test('is tried again after a while, and keeps the old content findable meanwhile', async () => {
    await using lib = await tempLibrary({ 'a.jpg': photo(1), 'b.jpg': photo(2) });
    await lib.index();
    await lib.write({ 'a.jpg': photo(3, { width: 80 }) });
    const before = Date.now();
    {
      // The file is gone when the encoder comes for it, as while an editor replaces it.
      let gone: Promise<void> | undefined;
      using _listening = lib.engine.library.onProgress(() => {
        gone ??= unlink(lib.path('a.jpg'));
      });
      await lib.index();
      await gone;
    }
    const failure = lib.failures()['a.jpg'];
    expect(failure).toMatchObject({ code: 'PHOTO_MISSING', attempts: 1 });
    expect(failure?.nextAttemptAtMs).toBeGreaterThanOrEqual(before + 60_000);
    expect(await lib.findable()).toEqual(['a.jpg', 'b.jpg']);
    await lib.write({ 'a.jpg': photo(3, { width: 80 }) });
    expect(await lib.index({ retryFailed: true })).toMatchObject({ encoded: 1 });
    expect(lib.failures()).toEqual({});
  });

  test('is an answer of the encoder that makes no sense, and stops no other photo', async () => {
    const launchEncoder = launchOddEncoder('--nonsense-on', 'odd');
    await using lib = await tempLibrary(
      { 'a.jpg': photo(1), 'odd.jpg': photo(2), 'z.jpg': photo(3) },
      { launchEncoder },
    );
    expect(await lib.index()).toMatchObject({ encoded: 2, failed: 1 });
    expect(lib.failures()['odd.jpg']).toMatchObject({
      code: 'INTERNAL',
      nextAttemptAtMs: expect.any(Number) as number,
    });
  });
});

describe('a thumbnail that cannot be written', () => {
  test('stops the run and blames no photo', async () => {
    await using lib = await tempLibrary({ 'a.jpg': photo(1), 'b.jpg': photo(2) });
    await copyFile(lib.path('a.jpg'), `${lib.dataDir}/thumbnails`);
    await expect(lib.index()).rejects.toMatchObject({ code: 'THUMBNAIL_WRITE_FAILED' });
    expect(lib.failures()).toEqual({});
    await unlink(`${lib.dataDir}/thumbnails`);
    expect(await lib.index()).toMatchObject({ encoded: 2, failed: 0 });
  });
});

async function truncated(): Promise<Buffer> {
  const whole = await photo(7, { width: 640, height: 480 });
  return whole.subarray(0, Math.floor(whole.length / 2));
}
