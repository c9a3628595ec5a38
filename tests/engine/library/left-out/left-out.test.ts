import { rename, rm, truncate, writeFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { noFilters } from '../../../../src-contract/index.ts';
import { dispatch } from '../../../../src-main/engine/dispatch.ts';
import { photo } from '../../../helpers/photos.ts';
import { type TempLibrary, tempLibrary } from '../../../helpers/temp-library.ts';

interface Seen {
  readonly findable: readonly string[];
  readonly timeline: number;
  readonly photos: number;
}

/** What search, timeline and counts say of a library. */
async function seenIn(lib: TempLibrary): Promise<Seen> {
  return {
    findable: await lib.findable(),
    timeline: lib.engine.library.catalog.timeline(noFilters).ids.length,
    photos: lib.engine.library.status().photos,
  };
}

function seen(...findable: string[]): Seen {
  return { findable, timeline: findable.length, photos: findable.length };
}

/** What is left out, as `reason folders+files: examples`. */
function leftOut(lib: TempLibrary): string[] {
  return lib.engine.library
    .leftOut()
    .map(({ reason, folders, files, examples }) => `${reason} ${folders}+${files}: ${examples.join(', ')}`);
}

async function setPatterns(lib: TempLibrary, ...patterns: string[]): Promise<void> {
  await lib.engine.library.setPatterns(lib.photos, patterns);
}

async function preview(lib: TempLibrary, ...patterns: string[]): Promise<{ leftOut: number; back: number }> {
  const folderId = lib.folder()?.id ?? 0;
  return dispatch(lib.engine, 'library.previewPatterns', { folderId, patterns });
}

describe('a pattern of a folder', () => {
  test('takes photos out at once, and taken away brings them back without looking at them', async () => {
    await using lib = await tempLibrary({
      'a.jpg': photo(1),
      'Exports/b.jpg': photo(2),
      'x/Exports/c.jpg': photo(3),
      'x/d.png': photo(4),
    });
    await lib.index();
    const all = seen('Exports/b.jpg', 'a.jpg', 'x/Exports/c.jpg', 'x/d.png');
    expect(await seenIn(lib)).toEqual(all);
    expect(await preview(lib, 'Exports/')).toEqual({ leftOut: 2, back: 0 });
    expect(await seenIn(lib), 'a preview changes nothing').toEqual(all);

    await setPatterns(lib, 'Exports/');
    expect(await seenIn(lib), 'before a scan').toEqual(seen('a.jpg', 'x/d.png'));
    expect(await lib.index()).toMatchObject({ found: 2, unchanged: 2, encoded: 0 });
    expect(await seenIn(lib), 'after a scan').toEqual(seen('a.jpg', 'x/d.png'));
    expect(leftOut(lib)).toEqual(['pattern 2+0: Exports, x/Exports']);
    expect(lib.engine.library.status()).toMatchObject({ leftOut: 2, inCloud: 0 });
    await lib.reopen();
    expect(await seenIn(lib), 'after a restart').toEqual(seen('a.jpg', 'x/d.png'));

    expect(await preview(lib, '*.png')).toEqual({ leftOut: 1, back: 2 });
    await setPatterns(lib, '*.png');
    expect(await seenIn(lib)).toEqual(seen('Exports/b.jpg', 'a.jpg', 'x/Exports/c.jpg'));
    await setPatterns(lib);
    expect(await seenIn(lib)).toEqual(all);
    expect(await lib.index(), 'nothing is read').toMatchObject({ unchanged: 4, encoded: 0, recognised: 0 });
    expect(leftOut(lib)).toEqual([]);
    await lib.reopen();
    expect(await seenIn(lib)).toEqual(all);
  });

  test('leaves a photo that has another file', async () => {
    await using lib = await tempLibrary({ 'a.jpg': photo(1), 'copies/a.jpg': photo(1), 'copies/b.jpg': photo(2) });
    await lib.index();
    expect(await preview(lib, 'copies')).toEqual({ leftOut: 1, back: 0 });
    await setPatterns(lib, 'copies');
    expect(await seenIn(lib)).toEqual(seen('a.jpg'));
    expect(await preview(lib)).toEqual({ leftOut: 0, back: 1 });
  });

  test('brings back what is still there, as it is now', async () => {
    await using lib = await tempLibrary({
      'a.jpg': photo(1),
      'o/same.jpg': photo(2),
      'o/gone.jpg': photo(3),
      'o/new.jpg': photo(4),
    });
    await lib.index();
    await setPatterns(lib, 'o/');
    await lib.index();
    await rm(lib.path('o/gone.jpg'));
    await writeFile(lib.path('o/new.jpg'), await photo(5));
    await setPatterns(lib);
    expect(await lib.index()).toMatchObject({ found: 3, unchanged: 2, encoded: 1, removed: 1 });
    expect(await seenIn(lib)).toEqual(seen('a.jpg', 'o/new.jpg', 'o/same.jpg'));
  });

  test('keeps a photo however long it is left out', async () => {
    await using lib = await tempLibrary({ 'a.jpg': photo(1), 'o/b.jpg': photo(2) });
    await lib.index();
    await setPatterns(lib, 'o/');
    using beside = lib.raw();
    beside.exec('UPDATE photos SET unreferenced_since_ms = 1 WHERE unreferenced_since_ms IS NOT NULL');
    await lib.index();
    await setPatterns(lib);
    expect(await lib.index()).toMatchObject({ unchanged: 2, encoded: 0 });
    expect(await seenIn(lib)).toEqual(seen('a.jpg', 'o/b.jpg'));
    // What is gone when nothing leaves it out any more has its time of grace like any other.
    await setPatterns(lib, 'o/');
    beside.exec('UPDATE photos SET unreferenced_since_ms = 1 WHERE unreferenced_since_ms IS NOT NULL');
    await rename(lib.path('o'), lib.path('../elsewhere'));
    await setPatterns(lib);
    expect(await lib.index()).toMatchObject({ removed: 1 });
    await rename(lib.path('../elsewhere'), lib.path('o'));
    expect(await lib.index()).toMatchObject({ recognised: 1, encoded: 0 });
  });

  test('does not bring back what a rule leaves out', async () => {
    await using lib = await tempLibrary({ 'a.jpg': photo(1), 'o/b.jpg': photo(2) });
    await lib.index();
    await lib.write({ 'o/.nomedia': '' });
    expect(await lib.index()).toMatchObject({ found: 1, removed: 1 });
    expect(leftOut(lib)).toEqual(['nomedia 1+0: o']);
    expect(await preview(lib)).toEqual({ leftOut: 0, back: 0 });
    await setPatterns(lib, '*.png');
    expect(await seenIn(lib)).toEqual(seen('a.jpg'));
    await lib.remove('o/.nomedia');
    expect(await lib.index()).toMatchObject({ found: 2, encoded: 0, recognised: 0 });
    expect(await seenIn(lib)).toEqual(seen('a.jpg', 'o/b.jpg'));
  });

  test('goes with its folder', async () => {
    await using lib = await tempLibrary({ 'a.jpg': photo(1), 'o/b.jpg': photo(2) });
    await lib.index();
    await setPatterns(lib, 'o/');
    await lib.engine.library.forgetFolder(lib.photos);
    expect(await lib.index()).toMatchObject({ found: 2, encoded: 0, recognised: 2 });
    expect(await seenIn(lib)).toEqual(seen('a.jpg', 'o/b.jpg'));
  });
});

describe('a photo in the cloud', () => {
  test('is not opened but counted, and indexed when it arrives', async () => {
    const bytes = await photo(2);
    await using lib = await tempLibrary({ 'a.jpg': photo(1), 'b.jpg': '' });
    await truncate(lib.path('b.jpg'), 1_000_000);
    expect(await lib.index()).toMatchObject({ found: 1, encoded: 1, failed: 0 });
    expect(lib.engine.library.status()).toMatchObject({ inCloud: 1, leftOut: 0, pending: 0, failed: 0 });
    expect(leftOut(lib)).toEqual(['cloud 0+1: b.jpg']);
    await writeFile(lib.path('b.jpg'), bytes);
    expect(await lib.index()).toMatchObject({ found: 2, encoded: 1 });
    expect(lib.engine.library.status()).toMatchObject({ inCloud: 0 });
    expect(await seenIn(lib)).toEqual(seen('a.jpg', 'b.jpg'));
  });

  test('that was indexed before stays findable, and is read again when it is back', async () => {
    await using lib = await tempLibrary({ 'a.jpg': photo(1), 'IMG_1.jpg': photo(2), 'old.jpg': photo(3) });
    await lib.index();
    await rename(lib.path('IMG_1.jpg'), lib.path('../kept.jpg'));
    await lib.write({ '.IMG_1.jpg.icloud': 'a property list' });
    await truncate(lib.path('old.jpg'), 0);
    await truncate(lib.path('old.jpg'), 1_000_000);
    expect(await lib.index()).toMatchObject({ found: 1, unchanged: 1, removed: 0 });
    expect(await seenIn(lib)).toEqual(seen('IMG_1.jpg', 'a.jpg', 'old.jpg'));
    expect(lib.engine.library.status()).toMatchObject({ inCloud: 2, pending: 0, failed: 0 });
    const id = lib.engine.library.catalog
      .timeline(noFilters)
      .ids.find((photoId) => lib.engine.photos.paths([photoId])[0] === lib.path('IMG_1.jpg'));
    expect(await lib.engine.photos.details(id ?? 0)).toMatchObject({ files: [{ reachable: false }] });
    await lib.remove('.IMG_1.jpg.icloud');
    await rename(lib.path('../kept.jpg'), lib.path('IMG_1.jpg'));
    await writeFile(lib.path('old.jpg'), await photo(3));
    expect(await lib.index()).toMatchObject({ found: 3, encoded: 0, recognised: 2 });
    expect(lib.engine.library.status()).toMatchObject({ inCloud: 0, photos: 3 });
  });

  test('that went there between scan and reading is not opened either', async () => {
    await using lib = await tempLibrary({ 'a.jpg': photo(1), 'b.jpg': photo(2) });
    const { id } = await lib.engine.library.addFolder(lib.photos);
    using beside = lib.raw();
    await lib.index();
    beside.exec("UPDATE files SET state = 'pending', photo_id = NULL WHERE relative_path = 'b.jpg'");
    await truncate(lib.path('b.jpg'), 0);
    await truncate(lib.path('b.jpg'), 1_000_000);
    await lib.engine.library.index({ folderIds: [id], retryFailed: false, scan: false });
    expect(lib.engine.library.status()).toMatchObject({ pending: 0, failed: 0, files: 1 });
  });
});
