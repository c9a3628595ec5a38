import { mkdir, readdir, readFile, readlink, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { photo } from '../../helpers/photos.ts';
import type { Files } from '../../helpers/temp-folder.ts';
import { tempLibrary, type TempLibrary } from '../../helpers/temp-library.ts';
import { until } from '../../helpers/until.ts';

/** A library with an empty folder beside it, and its photos by path. */
async function withTarget(files: Files): Promise<{ lib: TempLibrary; ids: (name: string) => number; target: string }> {
  const lib = await tempLibrary(files);
  await lib.index();
  const hits = await lib.search({ text: 'anything' });
  const target = join(lib.photos, '..', 'target');
  await mkdir(target);
  return { lib, ids: (name) => hits.find(({ path }) => path === lib.path(name))?.photoId ?? 0, target };
}

/** Wait for the backup that follows the first indexing, which comes and goes in the data folder. */
async function backedUp({ dataDir }: TempLibrary): Promise<void> {
  const files = (): Promise<string[]> => readdir(join(dataDir, 'backups')).catch(() => []);
  await until('one backup and nothing unfinished', async () => (await files()).join() === 'library-000001.sqlite');
}

describe('copies', () => {
  test('have the bytes and the times of the originals', async () => {
    const { lib, ids, target } = await withTarget({ 'a.jpg': photo(1), 'sub/b.jpg': photo(2) });
    await using _lib = lib;
    await utimes(lib.path('a.jpg'), 1_000_000, 1_500_000);
    expect(await lib.engine.photos.copy([ids('a.jpg'), ids('sub/b.jpg')], target)).toEqual({ copied: 2, failed: [] });
    expect((await readdir(target)).toSorted()).toEqual(['a.jpg', 'b.jpg']);
    expect(await readFile(join(target, 'a.jpg'))).toEqual(await photo(1));
    expect((await stat(join(target, 'a.jpg'))).mtimeMs).toBe(1_500_000_000);
  });

  test('get a number where the name is taken, and overwrite nothing', async () => {
    const { lib, ids, target } = await withTarget({
      'one/IMG 1.tar.jpg': photo(1),
      'two/IMG 1.tar.jpg': photo(2),
      'three/IMG 1.tar.jpg': photo(3),
    });
    await using _lib = lib;
    await writeFile(join(target, 'IMG 1.tar.jpg'), 'precious');
    await symlink('/nowhere', join(target, 'IMG 1.tar (2).jpg'));
    const all = ['one', 'two', 'three'].map((folder) => ids(`${folder}/IMG 1.tar.jpg`));
    expect(await lib.engine.photos.copy(all, target)).toEqual({ copied: 3, failed: [] });
    expect((await readdir(target)).toSorted()).toEqual([
      'IMG 1.tar (2).jpg',
      'IMG 1.tar (3).jpg',
      'IMG 1.tar (4).jpg',
      'IMG 1.tar (5).jpg',
      'IMG 1.tar.jpg',
    ]);
    expect(await readFile(join(target, 'IMG 1.tar.jpg'), 'utf8')).toBe('precious');
    expect(await lib.engine.photos.copy(all, target), 'again').toEqual({ copied: 3, failed: [] });
    expect(await readdir(target)).toHaveLength(8);
  });

  test('can go beside the original, once for a photo that is named twice', async () => {
    const { lib, ids } = await withTarget({ 'a.jpg': photo(1) });
    await using _lib = lib;
    const id = ids('a.jpg');
    expect(await lib.engine.photos.copy([id, id], lib.photos)).toEqual({ copied: 1, failed: [] });
    expect((await readdir(lib.photos)).toSorted()).toEqual(['a (2).jpg', 'a.jpg']);
  });

  test('of photos that vanished are missing in the report, with the reason, and the others are made', async () => {
    const { lib, ids, target } = await withTarget({ 'a.jpg': photo(1), 'b.jpg': photo(2) });
    await using _lib = lib;
    await lib.remove('a.jpg');
    expect(await lib.engine.photos.copy([ids('a.jpg'), ids('b.jpg')], target)).toEqual({
      copied: 1,
      failed: [{ path: lib.path('a.jpg'), reason: expect.stringMatching(/moved or deleted/) as string }],
    });
    expect(await readdir(target)).toEqual(['b.jpg']);
  });

  test('end where somebody cancels, and what is made stays', async () => {
    const { lib, ids, target } = await withTarget({ 'a.jpg': photo(1) });
    await using _lib = lib;
    const copying = lib.engine.photos.copy([ids('a.jpg')], target, AbortSignal.abort());
    await expect(copying).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(await readdir(target)).toEqual([]);
  });
});

describe('links', () => {
  const asLinks = { asLinks: true };
  const none = { hardLinks: 0, copies: 0 };

  test('lead to the originals by their whole path', async () => {
    const { lib, ids, target } = await withTarget({ 'a.jpg': photo(1), 'sub/b.jpg': photo(2) });
    await using _lib = lib;
    const report = await lib.engine.photos.copy([ids('a.jpg'), ids('sub/b.jpg')], target, undefined, asLinks);
    expect(report).toEqual({ copied: 2, failed: [], insteadOfLinks: none });
    expect(await readlink(join(target, 'a.jpg'))).toBe(lib.path('a.jpg'));
    expect(await readlink(join(target, 'b.jpg'))).toBe(lib.path('sub/b.jpg'));
    expect(await readFile(join(target, 'b.jpg'))).toEqual(await photo(2));
  });

  test('get a number where the name is taken, by a file or by a link', async () => {
    const { lib, ids, target } = await withTarget({ 'one/a.jpg': photo(1), 'two/a.jpg': photo(2) });
    await using _lib = lib;
    await writeFile(join(target, 'a.jpg'), 'precious');
    const both = [ids('one/a.jpg'), ids('two/a.jpg')];
    await lib.engine.photos.copy(both, target, undefined, asLinks);
    await lib.engine.photos.copy(both, target, undefined, asLinks);
    const made = ['a (2).jpg', 'a (3).jpg', 'a (4).jpg', 'a (5).jpg'];
    expect((await readdir(target)).toSorted()).toEqual([...made, 'a.jpg']);
    expect(await readFile(join(target, 'a.jpg'), 'utf8')).toBe('precious');
    const paths = await Promise.all(made.map((name) => readlink(join(target, name))));
    const [one, two] = [lib.path('one/a.jpg'), lib.path('two/a.jpg')];
    expect(paths).toEqual([one, two, one, two]);
  });

  test('to photos that vanished are missing in the report, with the reason', async () => {
    const { lib, ids, target } = await withTarget({ 'a.jpg': photo(1), 'b.jpg': photo(2) });
    await using _lib = lib;
    await lib.remove('a.jpg');
    expect(await lib.engine.photos.copy([ids('a.jpg'), ids('b.jpg')], target, undefined, asLinks)).toEqual({
      copied: 1,
      failed: [{ path: lib.path('a.jpg'), reason: expect.stringMatching(/moved or deleted/) as string }],
      insteadOfLinks: none,
    });
    expect(await readdir(target)).toEqual(['b.jpg']);
  });
});

describe('what cannot be copied to', () => {
  test.each<[string, (lib: TempLibrary) => string, RegExp]>([
    ['a missing folder', (lib) => lib.path('missing'), /there is none/],
    ['a file', (lib) => lib.path('a.jpg'), /received a file/],
    ['the data folder', (lib) => lib.dataDir, /belongs to the library/],
    ['a folder inside it', (lib) => join(lib.dataDir, 'thumbnails'), /belongs to the library/],
    ['a link to it', (lib) => join(lib.photos, '..', 'link'), /belongs to the library/],
    ['a relative path', () => 'tests', /not the whole path/],
    ['an empty path', () => '', /not the whole path/],
  ])('is %s', async (_, folderOf, reason) => {
    const { lib, ids } = await withTarget({ 'a.jpg': photo(1) });
    await using _lib = lib;
    await symlink(lib.dataDir, join(lib.photos, '..', 'link'));
    await backedUp(lib);
    const before = await readdir(lib.dataDir, { recursive: true });
    await expect(lib.engine.photos.copy([ids('a.jpg')], folderOf(lib))).rejects.toMatchObject({
      code: 'COPY_FOLDER_UNUSABLE',
      message: expect.stringMatching(reason) as string,
    });
    expect(await readdir(lib.dataDir, { recursive: true })).toEqual(before);
  });

  test('is anything when one of the photos is not there: nothing is copied then', async () => {
    const { lib, ids, target } = await withTarget({ 'a.jpg': photo(1) });
    await using _lib = lib;
    await expect(lib.engine.photos.copy([ids('a.jpg'), 999], target)).rejects.toMatchObject({
      code: 'PHOTO_NOT_FOUND',
    });
    expect(await readdir(target)).toEqual([]);
  });
});
