import { mkdir, rename, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { photo } from '../../helpers/photos.ts';
import { type TempLibrary, tempLibrary } from '../../helpers/temp-library.ts';

/** A library whose folder has been moved elsewhere, with a link in its place, and looked at anew. */
async function moved(): Promise<TempLibrary & { elsewhere: string }> {
  const lib = await tempLibrary({ 'a.jpg': photo(1), 'sub/b.jpg': photo(2) });
  await lib.index();
  const elsewhere = join(lib.photos, '..', 'elsewhere');
  await rename(lib.photos, elsewhere);
  await symlink(elsewhere, lib.photos);
  await lib.engine.library.index({ folderIds: null, retryFailed: false });
  return Object.assign(lib, { elsewhere });
}

describe('a folder that has been moved, with a link in its place', () => {
  test('has its photos where they lie now', async () => {
    await using lib = await moved();
    const [hit] = await lib.search({ text: 'anything', top: 1 });
    const { path } = await lib.engine.photos.file(hit?.photoId ?? 0);
    expect([join(lib.elsewhere, 'a.jpg'), join(lib.elsewhere, 'sub/b.jpg')]).toContain(path);
    expect(lib.engine.photos.paths([hit?.photoId ?? 0])).toEqual([hit?.path]);
  });

  test.each([
    ['as it was', (lib: { photos: string }) => lib.photos],
    ['as it is now', (lib: { elsewhere: string }) => lib.elsewhere],
  ])('is one folder still, when it is named %s', async (_, named) => {
    await using lib = await moved();
    const path = named(lib);
    expect(await lib.engine.library.addFolder(path)).toMatchObject({ path: lib.photos });
    expect(await lib.findable(path)).toEqual(['a.jpg', 'sub/b.jpg']);
    expect(await lib.findable(join(path, 'sub'))).toEqual(['sub/b.jpg']);
    const overlap = { code: 'FOLDER_OVERLAP' };
    await expect(lib.engine.library.addFolder(join(path, 'sub'))).rejects.toMatchObject(overlap);
    await expect(lib.engine.library.addFolder(join(path, '..'))).rejects.toMatchObject(overlap);
    await lib.engine.library.forgetFolder(path);
    expect(lib.engine.library.listFolders()).toEqual([]);
  });

  test('can be forgotten by its name when the link leads nowhere', async () => {
    await using lib = await moved();
    await rm(lib.elsewhere, { recursive: true });
    await lib.engine.library.forgetFolder(lib.photos);
    expect(lib.engine.library.listFolders()).toEqual([]);
  });

  test('is not taken for another one that is like its name', async () => {
    await using lib = await moved();
    await mkdir(`${lib.elsewhere}-2`);
    expect(await lib.engine.library.addFolder(`${lib.elsewhere}-2`)).toMatchObject({ path: `${lib.elsewhere}-2` });
    expect(lib.engine.library.listFolders()).toHaveLength(2);
  });
});
