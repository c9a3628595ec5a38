import { writeFileSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DirectoryNames } from '../../../src-main/engine/favourites/directory-names.ts';
import { PassFolders } from '../../../src-main/engine/favourites/pass-folders.ts';
import { rootIdentity } from '../../../src-main/engine/folder-paths.ts';
import { Store } from '../../../src-main/engine/store/store.ts';
import { tempFolder } from '../../helpers/temp-folder.ts';

test('a folder is asked once in a pass, and anew by the next', async () => {
  await using data = await tempFolder();
  await using photos = await tempFolder();
  using store = Store.open(data.path);
  const folder = { folderId: store.folders.add(photos.path, 0).id, folderPath: photos.path };
  store.folders.beginScan(folder.folderId, (await rootIdentity(photos.path)) ?? '');
  writeFileSync(join(photos.path, 'a.xmp'), '');
  const [first, next] = [new PassFolders(store), new PassFolders(store)];
  const asked = async (pass: PassFolders): Promise<unknown[]> => {
    const names = await pass.names(photos.path);
    return [await pass.isLost(folder), names.sidecarOf('a.jpg'), names.sidecarOf('b.jpg')];
  };
  expect(await asked(first)).toEqual([false, 'a.xmp', undefined]);
  writeFileSync(join(photos.path, 'b.xmp'), '');
  expect(await asked(first)).toEqual([false, 'a.xmp', undefined]);
  expect(await asked(next)).toEqual([false, 'a.xmp', 'b.xmp']);
  await rename(photos.path, `${photos.path}-away`);
  expect(await next.isLost(folder)).toBe(false);
  const last = new PassFolders(store);
  expect(await last.isLost(folder)).toBe(true);
  await expect(last.names(photos.path)).rejects.toThrow('Its folder cannot be read');
  await rename(`${photos.path}-away`, photos.path);
});

test('names in a directory say who has which sidecar, those that were made and removed meanwhile as well', () => {
  const names = new DirectoryNames(['a.jpg', 'A.cr3', 'a.jpg.tif', 'b.jpg', 'a.xmp', 'c.xmp', 'notes']);
  expect(names.sharing('a.xmp')).toEqual(['a.jpg', 'A.cr3']);
  names.made('a.jpg.xmp');
  expect(names.sidecarOf('a.jpg')).toBe('a.jpg.xmp');
  expect(names.sharing('a.xmp')).toEqual(['A.cr3']);
  expect(names.sharing('a.jpg.xmp')).toEqual(['a.jpg', 'a.jpg.tif']);
  names.removed('a.jpg.xmp');
  expect(names.sidecarOf('a.jpg')).toBe('a.xmp');
  expect(names.sidecarOf('a.jpg.tif')).toBeUndefined();
  names.made('a.jpg.xmp');
  expect(names.sharing('a.jpg.xmp')).toEqual(['a.jpg', 'a.jpg.tif']);
  expect([names.sharing('c.xmp'), names.sharing('none.xmp')]).toEqual([[], []]);
});
