import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { AppError, noFilters, type SearchRequest, type Settings } from '../../src-contract/index.ts';
import { dispatch } from '../../src-main/engine/dispatch.ts';
import { OpenCalls } from '../../src-main/engine/open-calls.ts';
import { photo } from '../helpers/photos.ts';
import { tempLibrary, type TempLibrary } from '../helpers/temp-library.ts';

const query: SearchRequest = { text: 'a dog', images: [], top: 5, filters: noFilters, sort: 'relevance' };

/** What a page may be asking at any moment. */
function ask(lib: TempLibrary): Promise<unknown>[] {
  const { engine } = lib;
  return [
    dispatch(engine, 'search.query', query),
    dispatch(engine, 'search.upload', { image: new Blob(['no image']) }),
    dispatch(engine, 'encoder.provider', {}),
    dispatch(engine, 'library.storage', {}),
    dispatch(engine, 'photos.copyTo', { photoIds: [1], folder: lib.photos }),
    engine.call(() => engine.photos.thumb(1)),
    engine.call(() => engine.photos.display(1)),
  ];
}

function codes(settled: PromiseSettledResult<unknown>[]): (string | undefined)[] {
  return settled.map((result) => (result.status === 'rejected' ? (result.reason as AppError).code : undefined));
}

test('calls in work when the engine closes end at once with CANCELLED', async () => {
  await using lib = await tempLibrary({ 'a.tif': photo(1, { format: 'tiff' }) });
  await lib.index();
  await lib.reopen();
  await rm(join(lib.dataDir, 'thumbnails'), { recursive: true });
  const asked = ask(lib);
  const closed = lib.engine[Symbol.asyncDispose]();
  const answers = codes(await Promise.allSettled(asked));
  expect(answers).toEqual(answers.map(() => 'CANCELLED'));
  await closed;
  await lib.reopen();
  expect(await lib.findable(), 'nothing was harmed').toEqual(['a.tif']);
});

test('calls that come after it was closed are refused with CANCELLED', async () => {
  await using lib = await tempLibrary({ 'a.jpg': photo(1) });
  await lib.index();
  await lib.engine[Symbol.asyncDispose]();
  const answers = codes(
    await Promise.allSettled([
      ...ask(lib),
      dispatch(lib.engine, 'library.status', {}),
      dispatch(lib.engine, 'settings.set', { theme: 'dark' }),
      dispatch(lib.engine, 'library.index', { retryFailed: false }),
      lib.engine.call(() => lib.engine.photos.file(1)),
    ]),
  );
  expect(answers).toEqual(answers.map(() => 'CANCELLED'));
  await expect(dispatch(lib.engine, 'settings.set', { theme: 'pink' as Settings['theme'] })).rejects.toMatchObject({
    code: 'INVALID_ARGUMENT',
  });
  await lib.reopen();
});

test('a call that never ends does not keep its caller waiting', async () => {
  const calls = new OpenCalls();
  const forever = calls.run(() => new Promise(() => undefined));
  const failsLater = Promise.withResolvers<number>();
  const late = calls.run(() => failsLater.promise);
  const done = await calls.run(() => 1);
  calls.close();
  await expect(forever).rejects.toMatchObject({ code: 'CANCELLED' });
  await expect(late).rejects.toMatchObject({ code: 'CANCELLED' });
  failsLater.reject(new Error('the database is closed'));
  expect(done).toBe(1);
  await expect(calls.run(() => 2)).rejects.toMatchObject({ code: 'CANCELLED' });
});

test('what a call throws by itself comes through', async () => {
  const calls = new OpenCalls();
  const thrown = new AppError('PHOTO_MISSING', 'gone');
  const failing = calls.run(() => {
    throw thrown;
  });
  await expect(failing).rejects.toBe(thrown);
});
