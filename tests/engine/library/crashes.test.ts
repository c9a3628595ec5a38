import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { photo } from '../../helpers/photos.ts';
import { killProcess } from '../../helpers/kill-process.ts';
import type { Files } from '../../helpers/temp-folder.ts';
import { launchOddEncoder, tempLibrary, type TempLibrary } from '../../helpers/temp-library.ts';

function many(count: number, firstSeed = 0): Files {
  return Object.fromEntries(
    Array.from({ length: count }, (_, i) => [`${String(i).padStart(3, '0')}.jpg`, photo(firstSeed + i)]),
  );
}

/** Call once, when the first photo is settled and others are still in the encoder. */
function whenEncoding(lib: TempLibrary, act: () => void): Disposable {
  let acted = false;
  return lib.engine.library.onProgress((progress) => {
    if (acted || progress.phase !== 'encoding' || progress.done === 0) return;
    acted = true;
    act();
  });
}

describe('an encoder that dies', () => {
  test('costs nothing when it is killed in the middle', async () => {
    await using lib = await tempLibrary(many(40));
    {
      using _killing = whenEncoding(lib, () => {
        killProcess(lib.engine.encoder.pid);
      });
      expect(await lib.index()).toMatchObject({ found: 40, failed: 0, cancelled: false });
    }
    expect(lib.engine.encoder.restarts).toBe(1);
    expect(lib.engine.library.status()).toMatchObject({ photos: 40, embeddings: 40, pending: 0, failed: 0 });
    expect(await lib.findable()).toHaveLength(40);
  });

  test('is blamed on the photo that kills it every time, and on no other', async () => {
    const launchEncoder = launchOddEncoder('--dies-on', 'deadly');
    const files = { ...many(6), '002-deadly.jpg': photo(50), 'last-deadly.jpg': photo(51) };
    await using lib = await tempLibrary(files, { launchEncoder });
    expect(await lib.index()).toMatchObject({ encoded: 6, failed: 2 });
    expect(lib.failureCodes()).toEqual({
      '002-deadly.jpg': 'PHOTO_KILLED_ENCODER',
      'last-deadly.jpg': 'PHOTO_KILLED_ENCODER',
    });
    expect(lib.failures()['002-deadly.jpg']).toMatchObject({ attempts: 3, nextAttemptAtMs: null });
    expect(await lib.findable()).toHaveLength(6);
    expect(await lib.index(), 'not again by itself').toMatchObject({ encoded: 0, failed: 0, unchanged: 8 });
    await lib.rename('002-deadly.jpg', '002-harmless.jpg');
    expect(await lib.index()).toMatchObject({ encoded: 1 });
  });

  test('fails the run and blames no photo when it cannot start', async () => {
    await using lib = await tempLibrary(many(3), { launchEncoder: launchOddEncoder('--dies-at-start') });
    await expect(lib.index()).rejects.toMatchObject({
      code: 'ENCODER_UNAVAILABLE',
      message: expect.stringMatching(/start.*SIGKILL/) as string,
    });
    expect(lib.failures()).toEqual({});
    expect(lib.engine.library.status()).toMatchObject({ files: 3, pending: 3, failed: 0 });
    await expect(lib.search({ text: 'anything' })).rejects.toMatchObject({ code: 'ENCODER_CRASHED' });
  });

  test('is given another chance when it dies once while it starts', async () => {
    await using lib = await tempLibrary(many(2));
    await lib.reopen({ launchEncoder: launchOddEncoder('--dies-once', join(lib.dataDir, 'died')) });
    expect(await lib.index()).toMatchObject({ encoded: 2, failed: 0 });
  });

  test('fails the run instead of hanging when it dies with photos and never starts again', async () => {
    await using lib = await tempLibrary(many(5));
    await lib.reopen({ launchEncoder: launchOddEncoder('--gone-after', join(lib.dataDir, 'gone')) });
    await expect(lib.index()).rejects.toMatchObject({ code: 'ENCODER_UNAVAILABLE' });
    expect(lib.failures()).toEqual({});
    await lib.reopen({ launchEncoder: launchOddEncoder() });
    expect(await lib.index()).toMatchObject({ encoded: 5 });
  });

  test('costs a search nothing: it is asked again in a new one', async () => {
    await using lib = await tempLibrary(many(2));
    await lib.index();
    killProcess(lib.engine.encoder.pid);
    expect(await lib.search({ text: 'something', images: [{ path: lib.path('000.jpg') }] })).toHaveLength(2);
  });
});

describe('an encoder that grows', () => {
  test('is replaced between photos, and neither photos nor queries suffer', async () => {
    await using lib = await tempLibrary(many(250), { encoderGrowthBytes: -1e12 });
    const indexed = lib.index();
    await lib.search({ text: 'anything' });
    expect(await indexed).toMatchObject({ encoded: 250, failed: 0 });
    // Weighed twice; a second time it may be told only when the last photo is done.
    expect([1, 2]).toContain(lib.engine.encoder.recycled);
    expect(lib.engine.encoder.restarts, 'none died').toBe(0);
    expect(await lib.findable()).toHaveLength(250);
  });
});

describe('a cancelled run', () => {
  test('keeps what is done and is finished by the next one', async () => {
    await using lib = await tempLibrary(many(120));
    {
      using _cancelling = whenEncoding(lib, () => void lib.engine.library.cancelIndexing());
      expect(await lib.index()).toMatchObject({ cancelled: true, failed: 0 });
    }
    const status = lib.engine.library.status();
    expect(status.photos).toBeGreaterThan(0);
    expect(status.pending).toBeGreaterThan(0);
    expect(await lib.findable()).toHaveLength(status.photos);
    await lib.reopen();
    expect(await lib.index()).toMatchObject({ cancelled: false, encoded: status.pending, unchanged: 120, failed: 0 });
    expect(lib.engine.library.status()).toMatchObject({ photos: 120, files: 120, pending: 0, failed: 0 });
  });

  test('is what closing the engine makes of it, and of one that waits', async () => {
    await using lib = await tempLibrary(many(120));
    await lib.engine.library.addFolder(lib.photos);
    let closed: PromiseLike<void> | undefined;
    using _closing = whenEncoding(lib, () => {
      closed = lib.engine[Symbol.asyncDispose]();
    });
    const [running, waiting] = await Promise.allSettled([lib.index(), lib.index()]);
    await closed;
    expect(running).toMatchObject({ status: 'fulfilled', value: { cancelled: true } });
    expect(waiting).toMatchObject({ status: 'rejected', reason: { code: 'CANCELLED' } });
  });

  test('is what forgetting a folder makes of it', async () => {
    await using lib = await tempLibrary(many(120));
    let forgotten: Promise<void> | undefined;
    using _forgetting = whenEncoding(lib, () => {
      forgotten = lib.engine.library.forgetFolder(lib.photos);
    });
    expect(await lib.index()).toMatchObject({ cancelled: true });
    await forgotten;
    expect(lib.engine.library.status()).toMatchObject({ files: 0, photos: 0, folders: [] });
    expect(await lib.findable()).toEqual([]);
  });
});
