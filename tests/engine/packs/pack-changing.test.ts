import { readFile, rename, truncate, utimes, writeFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { noFilters, type PackChange, type SearchAnswer } from '../../../src-contract/index.ts';
import { dispatch } from '../../../src-main/engine/dispatch.ts';
import { photo } from '../../helpers/photos.ts';
import type { Files } from '../../helpers/temp-folder.ts';
import {
  fixturePack,
  launchOddEncoder,
  searchRequest,
  tempLibrary,
  type TempLibrary,
} from '../../helpers/temp-library.ts';
import { until } from '../../helpers/until.ts';
import { openBeside } from '../../helpers/words.ts';

const first = { packDir: fixturePack('tiny-clip'), adoptPack: true } as const;
const second = { packDir: fixturePack('tiny-f16'), adoptPack: true } as const;
/** Four times what is in the encoder at a time, and slow, so that there is a middle. */
const enough = 64;
const slow = launchOddEncoder('--takes', '400');

function many(count: number, prefix = ''): Files {
  return Object.fromEntries(
    Array.from({ length: count }, (_, i) => [`${prefix}${String(i).padStart(2, '0')}.jpg`, photo(i)] as const),
  );
}

async function indexedLibrary(files: Files): Promise<TempLibrary> {
  const lib = await tempLibrary(files, first);
  await lib.index();
  return lib;
}

/** Embeddings by the id of their pack. */
function embeddings(lib: TempLibrary): Record<string, number> {
  using beside = openBeside(lib.dataDir);
  const rows = beside.raw
    .prepare<[], [string, number]>(
      'SELECT pack_id, count(embeddings.id) FROM packs LEFT JOIN embeddings ON pack = packs.id GROUP BY packs.id',
    )
    .raw();
  return Object.fromEntries(rows.all());
}

function change(lib: TempLibrary): PackChange | null {
  return lib.engine.library.status().packChange;
}

function query(lib: TempLibrary, text: string): Promise<SearchAnswer> {
  return lib.engine.search.query({ text, images: [], top: 1000, filters: noFilters, sort: 'relevance' });
}

describe('a library that another pack is adopted for', () => {
  test('is encoded again without being indexed again, and nothing of the first pack is left', async () => {
    await using lib = await indexedLibrary(many(20));
    const before = lib.engine.library.status();
    const events: (PackChange | null)[] = [];
    await lib.reopen(second);
    using _listening = lib.engine.onEvent((event) => {
      if (event.event === 'packs.changed') events.push(event.change);
    });
    expect(change(lib)).toMatchObject({ pack: { id: 'tiny-f16' }, done: 0, total: 20, running: false, error: null });
    expect(lib.engine.library.status()).toMatchObject({ photos: 20, pending: 0, failed: 0, embeddings: 0 });
    expect(await lib.index()).toMatchObject({ found: 20, unchanged: 20, encoded: 20, recognised: 0 });
    expect(change(lib)).toBeNull();
    expect(events[0]).toMatchObject({ done: 0, total: 20, running: true });
    expect(events.at(-1)).toBeNull();
    expect(embeddings(lib)).toEqual({ 'tiny-f16': 20 });
    expect(lib.engine.library.status()).toMatchObject({ photos: before.photos, files: before.files });
    expect(await lib.findable()).toHaveLength(20);
  });

  test('answers by words for all and by look for what is done, newest first', async () => {
    await using lib = await indexedLibrary(many(enough, 'harbour-'));
    for (let i = 0; i < enough; i++) {
      const at = new Date(2020, 0, 1 + i);
      await utimes(lib.path(`harbour-${String(i).padStart(2, '0')}.jpg`), at, at);
    }
    await lib.index();
    await lib.reopen({ ...second, launchEncoder: slow });
    expect(await query(lib, 'anything'), 'before').toMatchObject({
      searched: 0,
      unseen: enough,
      nothingMatches: false,
    });
    lib.engine.library.keeper.index();
    await until('some to be done', () => lib.engine.library.status().embeddings >= 8, 60_000);
    await dispatch(lib.engine, 'packs.setPaused', { paused: true });
    const { done, ...state } = change(lib) ?? { done: 0 };
    expect(state).toMatchObject({ total: enough, running: false, paused: true, etaSeconds: null });
    expect(done).toBeLessThan(enough);
    const { hits, searched, unseen } = await query(lib, 'anything');
    expect([searched, unseen, hits.length]).toEqual([done, enough - done, done]);
    const order = lib.engine.library.catalog.timeline(noFilters).ids;
    const places = hits.map(({ photoId }) => order.indexOf(photoId));
    expect(Math.max(...places), 'no older one before those in flight').toBeLessThan(done + 16);
    const filtered = { ...noFilters, types: ['jpeg'] };
    const some = await lib.engine.search.query({ text: 'x', images: [], top: 9, filters: filtered, sort: 'relevance' });
    expect(some).toMatchObject({ searched: done, unseen: enough - done });
    const called = (await query(lib, 'harbour')).hits.filter(({ foundBy }) => foundBy.includes('words'));
    expect(called, 'by words').toHaveLength(enough);
    expect(await query(lib, 'type:jpg'), 'by filters alone').toMatchObject({
      searched: enough,
      unseen: 0,
      matching: enough,
    });
    await dispatch(lib.engine, 'packs.setPaused', { paused: false });
    await until('all to be done', () => change(lib) === null);
    expect(await query(lib, 'anything')).toMatchObject({ searched: enough, unseen: 0 });
  });

  test('makes way for photos that are new', async () => {
    await using lib = await indexedLibrary(many(enough));
    await lib.reopen({ ...second, launchEncoder: slow });
    lib.engine.library.keeper.index();
    await until('some to be done', () => lib.engine.library.status().embeddings >= 4, 60_000);
    await lib.write({ 'new.jpg': photo(99) });
    await lib.index();
    expect(change(lib), 'the run waits for all that comes of it').toBeNull();
    using beside = openBeside(lib.dataDir);
    const order = beside.raw
      .prepare<[], string>(
        'SELECT relative_path FROM embeddings JOIN files USING (photo_id) WHERE pack = 2 ORDER BY embeddings.id',
      )
      .pluck()
      .all();
    expect(order).toHaveLength(enough + 1);
    expect(order.indexOf('new.jpg')).toBeLessThan(enough);
  });

  test('stops when indexing is stopped, and goes on with the next run', async () => {
    await using lib = await indexedLibrary(many(enough));
    await lib.reopen({ ...second, launchEncoder: slow });
    lib.engine.library.keeper.index();
    await until('some to be done', () => lib.engine.library.status().embeddings >= 1, 60_000);
    await dispatch(lib.engine, 'library.stop', {});
    expect(change(lib)).toMatchObject({ running: false, paused: false });
    await lib.index();
    expect(change(lib)).toBeNull();
  });

  test('finds by photos that are not done yet, as long as they can be read', async () => {
    await using lib = await indexedLibrary(many(3));
    await lib.reopen(second);
    const [photoId = 0] = lib.engine.library.catalog.timeline(noFilters).ids;
    const request = searchRequest({ images: [{ photoId }] });
    expect(await lib.engine.search.local(request)).toMatchObject({ searched: 0, unseen: 3, hits: [] });
    await lib.index();
    const [best] = (await lib.engine.search.local(request)).hits;
    expect(best).toMatchObject({ photoId });
    expect(best?.score).toBeCloseTo(1, 5);
    await lib.reopen(first);
    await rename(lib.photos, `${lib.photos}-ejected`);
    await expect(lib.engine.search.local(request)).rejects.toMatchObject({ code: 'PHOTO_MISSING' });
    await rename(`${lib.photos}-ejected`, lib.photos);
  });

  test('knows moved and copied photos, done or not, by their content', async () => {
    await using lib = await indexedLibrary(many(5));
    await lib.reopen(second);
    await lib.rename('00.jpg', 'moved.jpg');
    await lib.write({ 'copy.jpg': photo(1) });
    expect(await lib.index()).toMatchObject({ recognised: 2, encoded: 5, failed: 0 });
    expect(embeddings(lib)).toEqual({ 'tiny-f16': 5 });
    expect(await lib.findable()).toHaveLength(5);
  });

  test('does not download what lies with a cloud service, but takes it when it is there', async () => {
    await using lib = await indexedLibrary(many(3));
    const bytes = await readFile(lib.path('01.jpg'));
    await truncate(lib.path('01.jpg'), 0);
    await truncate(lib.path('01.jpg'), 1_000_000);
    await lib.reopen(second);
    await lib.index();
    expect(embeddings(lib)).toEqual({ 'tiny-clip': 1, 'tiny-f16': 2 });
    expect(lib.failures()).toMatchObject({ '01.jpg': { code: 'PHOTO_IN_CLOUD', attempts: 1 } });
    await writeFile(lib.path('01.jpg'), bytes);
    await lib.index({ retryFailed: true });
    expect(embeddings(lib)).toEqual({ 'tiny-f16': 3 });
    expect(lib.failures()).toEqual({});
  });

  test('takes photos back that were away for all of it', async () => {
    await using lib = await indexedLibrary(many(3));
    await lib.remove('01.jpg');
    await lib.index();
    await lib.reopen(second);
    await lib.index();
    expect(embeddings(lib), 'without a file nothing is to be read').toEqual({ 'tiny-f16': 2 });
    await lib.write({ '01.jpg': photo(1) });
    expect(await lib.index()).toMatchObject({ recognised: 1, encoded: 1 });
    expect(embeddings(lib)).toEqual({ 'tiny-f16': 3 });
  });
});

describe('photos that cannot be read now', () => {
  test('wait while their folder is away, keep what they have, and are done when it is back', async () => {
    await using lib = await tempLibrary({ 'here/a.jpg': photo(1), 'away/b.jpg': photo(2) }, first);
    await lib.index({ folder: lib.path('here') });
    await lib.index({ folder: lib.path('away') });
    await lib.reopen(second);
    await rename(lib.path('away'), lib.path('ejected'));
    expect(await lib.engine.library.index({ folderIds: null, retryFailed: false })).toMatchObject({
      encoded: 1,
      failed: 0,
    });
    expect(change(lib)).toMatchObject({ done: 1, total: 2, waiting: 1, failed: 0, running: false });
    expect(lib.engine.library.failures()).toEqual([]);
    expect(embeddings(lib), 'the old one of the photo that is done is gone').toEqual({ 'tiny-clip': 1, 'tiny-f16': 1 });
    const byName = await lib.search({ text: 'b' });
    expect(byName.map(({ path, foundBy }) => [path, foundBy])).toContainEqual([lib.path('away', 'b.jpg'), ['words']]);
    await rename(lib.path('ejected'), lib.path('away'));
    await lib.engine.library.index({ folderIds: null, retryFailed: false });
    expect(change(lib)).toBeNull();
    expect(embeddings(lib)).toEqual({ 'tiny-f16': 2 });
  });

  test('wait while their folder is paused', async () => {
    await using lib = await indexedLibrary(many(2));
    await lib.reopen(second);
    const { id } = lib.folder() ?? { id: 0 };
    lib.engine.library.keeper.setPaused(id, true);
    await lib.engine.library.index({ folderIds: null, retryFailed: false });
    expect(change(lib)).toMatchObject({ done: 0, waiting: 2, running: false });
    lib.engine.library.keeper.setPaused(id, false);
    await until('all to be done', () => change(lib) === null);
  });

  test('are noted, not lost, and tried again by the rules of all failures', async () => {
    await using lib = await indexedLibrary(many(6));
    await lib.reopen({ ...second, launchEncoder: launchOddEncoder('--nonsense-on', '02', '--dies-on', '04') });
    const before = Date.now();
    expect(await lib.index()).toMatchObject({ encoded: 4, unchanged: 6 });
    expect(change(lib), 'nothing more can be done').toBeNull();
    expect(lib.failureCodes()).toEqual({ '02.jpg': 'INTERNAL', '04.jpg': 'PHOTO_KILLED_ENCODER' });
    const { '02.jpg': odd, '04.jpg': deadly } = lib.failures();
    expect((odd?.nextAttemptAtMs ?? 0) - before).toBeGreaterThanOrEqual(60_000);
    expect(deadly).toMatchObject({ attempts: 3, nextAttemptAtMs: null });
    expect(lib.engine.library.status()).toMatchObject({ photos: 6, files: 6, pending: 0, failed: 2 });
    expect(embeddings(lib), 'that of the one that is tried again').toEqual({ 'tiny-clip': 1, 'tiny-f16': 4 });
    expect(await lib.index(), 'not at once').toMatchObject({ encoded: 0 });
    expect(await query(lib, 'anything')).toMatchObject({ searched: 4, unseen: 2 });
    await lib.reopen({ ...second, launchEncoder: slow });
    expect(await lib.index({ retryFailed: true })).toMatchObject({ encoded: 2 });
    expect(lib.failures()).toEqual({});
    expect(embeddings(lib)).toEqual({ 'tiny-f16': 6 });
    expect(await lib.findable()).toHaveLength(6);
  });
});

describe('a pack that is used for once', () => {
  test('keeps what others have made, whatever the order', async () => {
    await using lib = await indexedLibrary(many(4));
    await lib.reopen({ ...second, adoptPack: false });
    expect(await lib.index()).toMatchObject({ encoded: 4 });
    expect(embeddings(lib)).toEqual({ 'tiny-clip': 4, 'tiny-f16': 4 });
    await lib.write({ 'new.jpg': photo(50) });
    await lib.index();
    await lib.reopen(first);
    expect(await lib.index(), 'only the new one').toMatchObject({ encoded: 1 });
    expect(embeddings(lib)).toEqual({ 'tiny-clip': 5, 'tiny-f16': 5 });
    await lib.reopen({ ...second, adoptPack: false });
    expect(await lib.index()).toMatchObject({ encoded: 0 });
    expect(embeddings(lib)).toEqual({ 'tiny-clip': 5, 'tiny-f16': 5 });
  });

  test('costs nothing when it is adopted later, and what it supersedes goes', async () => {
    await using lib = await indexedLibrary(many(4));
    await lib.reopen({ ...second, adoptPack: false });
    await lib.index();
    await lib.reopen(second);
    expect(change(lib)).toBeNull();
    expect(await lib.index()).toMatchObject({ encoded: 0 });
    expect(embeddings(lib)).toEqual({ 'tiny-f16': 4 });
  });

  test('is left alone by a change that goes back', async () => {
    await using lib = await indexedLibrary(many(30));
    await lib.reopen({ ...second, launchEncoder: slow });
    lib.engine.library.keeper.index();
    await until('some to be done', () => lib.engine.library.status().embeddings >= 1, 60_000);
    await lib.reopen(first);
    expect(change(lib), 'all of it is there still').toBeNull();
    await lib.index();
    expect(embeddings(lib)).toEqual({ 'tiny-clip': 30 });
  });
});
