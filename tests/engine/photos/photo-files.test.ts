import { mkdir, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { noFilters, PhotoDetails } from '../../../src-contract/index.ts';
import { photo } from '../../helpers/photos.ts';
import { tempLibrary, type TempLibrary } from '../../helpers/temp-library.ts';

/** The id of a photo by the path of one of its files. */
async function idOf(lib: TempLibrary, name: string): Promise<number> {
  const hits = await lib.search({ text: 'anything', folder: lib.path(name, '..') });
  const hit = hits.find(({ path }) => path === lib.path(name));
  if (hit === undefined) throw new Error(`Expected a photo "${name}"`);
  return hit.photoId;
}

const missing = { code: 'PHOTO_MISSING' };

describe('the file of a photo', () => {
  test('is named with what it is by its content', async () => {
    const bytes = await photo(1, { format: 'png' });
    await using lib = await tempLibrary({ 'wrong\n"ending".jpg': bytes });
    await lib.index();
    const [hit] = await lib.search({ text: 'x' });
    expect(await lib.engine.photos.file(hit?.photoId ?? 0)).toEqual({
      path: lib.path('wrong\n"ending".jpg'),
      name: 'wrong\n"ending".jpg',
      format: 'png',
      sizeBytes: bytes.length,
      contentHash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    });
  });

  test('is one that can be reached, of those that there are', async () => {
    const bytes = await photo(1);
    await using lib = await tempLibrary({ 'a.jpg': bytes, 'sub/b.jpg': bytes });
    await lib.index();
    const id = await idOf(lib, 'a.jpg');
    await lib.remove('a.jpg');
    expect(await lib.engine.photos.file(id)).toMatchObject({ path: lib.path('sub/b.jpg') });
    await lib.remove('sub');
    await expect(lib.engine.photos.file(id)).rejects.toMatchObject(missing);
  });

  test('is the one that is meant, wherever it is asked for, as long as it is there', async () => {
    const bytes = await photo(1);
    await using lib = await tempLibrary({ 'a.jpg': bytes, 'sub/b.jpg': bytes, 'sub/c.jpg': bytes });
    await lib.index();
    const photoId = await idOf(lib, 'a.jpg');
    const { hits } = await lib.engine.search.query({
      ...{ text: 'folder:sub', images: [], top: 9, filters: noFilters, sort: 'relevance' },
    });
    const fileId = hits[0]?.fileId ?? 0;
    expect(hits).toMatchObject([{ photoId }]);
    const { photos } = lib.engine;
    expect(await photos.file(photoId, fileId)).toMatchObject({ path: lib.path('sub/b.jpg'), name: 'b.jpg' });
    expect(photos.paths([photoId], [fileId])).toEqual([lib.path('sub/b.jpg')]);
    expect(photos.paths([photoId])).toEqual([lib.path('a.jpg')]);
    const names = async (): Promise<string[]> => (await photos.details(photoId, fileId)).files.map(({ name }) => name);
    expect(await names()).toEqual(['b.jpg', 'a.jpg', 'c.jpg']);
    const target = join(lib.photos, '..', 'target');
    await mkdir(target);
    expect(await photos.copy([photoId], target, undefined, { fileIds: [fileId] })).toEqual({ copied: 1, failed: [] });
    expect(await readdir(target)).toEqual(['b.jpg']);

    await lib.remove('sub/b.jpg');
    expect(await names(), 'it is still the one that is meant').toEqual(['b.jpg', 'a.jpg', 'c.jpg']);
    expect(await photos.file(photoId, fileId)).toMatchObject({ path: lib.path('a.jpg') });
  });

  test('is one with the same content rather than one that was changed since', async () => {
    const bytes = await photo(1);
    await using lib = await tempLibrary({ 'a.jpg': bytes, 'b.jpg': bytes });
    await lib.index();
    const id = await idOf(lib, 'a.jpg');
    await lib.write({ 'a.jpg': photo(2, { width: 80 }) });
    expect(await lib.engine.photos.file(id)).toMatchObject({ path: lib.path('b.jpg') });
    await lib.remove('b.jpg');
    expect(await lib.engine.photos.file(id), 'to open it, still').toMatchObject({ path: lib.path('a.jpg') });
  });

  test('is never one outside of the folder, whatever was made a link since', async () => {
    await using lib = await tempLibrary({ 'sub/a.jpg': photo(1), 'b.jpg': photo(2) });
    await lib.index();
    const [a, b] = [await idOf(lib, 'sub/a.jpg'), await idOf(lib, 'b.jpg')];
    const outside = join(lib.photos, '..', 'outside');
    await mkdir(outside);
    await writeFile(join(outside, 'a.jpg'), await photo(1));
    await lib.remove('b.jpg');
    await symlink(join(outside, 'a.jpg'), lib.path('b.jpg'));
    await expect(lib.engine.photos.file(b)).rejects.toMatchObject(missing);
    await lib.remove('sub');
    await symlink(outside, lib.path('sub'));
    await expect(lib.engine.photos.file(a)).rejects.toMatchObject(missing);
    await rename(lib.photos, `${lib.photos}-moved`);
    await symlink(outside, lib.photos);
    await expect(lib.engine.photos.file(b)).rejects.toMatchObject(missing);
    await rm(lib.photos);
    await rename(`${lib.photos}-moved`, lib.photos);
    await lib.remove('sub');
    await lib.write({ 'sub/a.jpg': photo(1) });
    expect(await lib.engine.photos.file(a), 'the control').toMatchObject({ path: lib.path('sub/a.jpg') });
  });

  test('may be a link that stays inside the folder: then it is what the link leads to', async () => {
    await using lib = await tempLibrary({ 'a.jpg': photo(1) });
    await lib.index();
    const id = await idOf(lib, 'a.jpg');
    await lib.rename('a.jpg', 'moved.jpg');
    await symlink('moved.jpg', lib.path('a.jpg'));
    expect(await lib.engine.photos.file(id)).toMatchObject({ path: lib.path('moved.jpg'), name: 'a.jpg' });
  });

  test('is no folder and no link in circles', async () => {
    await using lib = await tempLibrary({ 'a.jpg': photo(1) });
    await lib.index();
    const id = await idOf(lib, 'a.jpg');
    await lib.remove('a.jpg');
    await mkdir(lib.path('a.jpg'));
    await expect(lib.engine.photos.file(id)).rejects.toMatchObject(missing);
    await lib.remove('a.jpg');
    await symlink('a.jpg', lib.path('a.jpg'));
    await expect(lib.engine.photos.file(id)).rejects.toMatchObject(missing);
  });

  test('does not exist for an id that the library does not have, or no more', async () => {
    await using lib = await tempLibrary({ 'a.jpg': photo(1) });
    await lib.index();
    const id = await idOf(lib, 'a.jpg');
    for (const unknown of [id + 1, Number.MAX_SAFE_INTEGER]) {
      await expect(lib.engine.photos.file(unknown)).rejects.toMatchObject({ code: 'PHOTO_NOT_FOUND' });
      await expect(lib.engine.photos.thumb(unknown)).rejects.toMatchObject({ code: 'PHOTO_NOT_FOUND' });
      await expect(lib.engine.photos.display(unknown)).rejects.toMatchObject({ code: 'PHOTO_NOT_FOUND' });
    }
    await lib.engine.library.forgetFolder(lib.photos);
    await expect(lib.engine.photos.file(id), 'a forgotten folder is closed').rejects.toMatchObject({
      code: 'PHOTO_NOT_FOUND',
    });
  });
});

describe('details', () => {
  test('are what the photo says, and every place where it lies, reachable ones first', async () => {
    const bytes = await photo(1, { width: 80, height: 60 });
    await using lib = await tempLibrary({ 'a.jpg': bytes, 'sub/b.jpg': bytes });
    await lib.index();
    const id = await idOf(lib, 'a.jpg');
    await lib.remove('a.jpg');
    const details = await lib.engine.photos.details(id);
    expect(PhotoDetails.parse(details)).toEqual(details);
    expect(details).toMatchObject({
      photoId: id,
      format: 'jpeg',
      width: 80,
      height: 60,
      sizeBytes: bytes.length,
      takenAt: null,
      camera: null,
      keywords: [],
      warnings: [],
      files: [
        { path: lib.path('sub/b.jpg'), name: 'b.jpg', reachable: true },
        { path: lib.path('a.jpg'), name: 'a.jpg', reachable: false },
      ],
    });
    await expect(lib.engine.photos.details(id + 1)).rejects.toMatchObject({ code: 'PHOTO_NOT_FOUND' });
  });
});

describe('paths', () => {
  test('come in the order asked for, one a photo', async () => {
    const bytes = await photo(1);
    await using lib = await tempLibrary({ 'a.jpg': bytes, 'b.jpg': photo(2), 'copy.jpg': bytes });
    await lib.index();
    const [a, b] = [await idOf(lib, 'a.jpg'), await idOf(lib, 'b.jpg')];
    expect(lib.engine.photos.paths([b, a, b])).toEqual(['b.jpg', 'a.jpg', 'b.jpg'].map((name) => lib.path(name)));
    expect(() => lib.engine.photos.paths([a, 999])).toThrow(
      expect.objectContaining({ code: 'PHOTO_NOT_FOUND', message: expect.stringContaining('999') as string }) as Error,
    );
  });
});
