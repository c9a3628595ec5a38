import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { photo } from '../../helpers/photos.ts';
import { tempFolder, writeFiles } from '../../helpers/temp-folder.ts';
import { fixturePack, tempLibrary } from '../../helpers/temp-library.ts';
import { Engine } from '../../../src-main/engine/engine.ts';
import { forkEncoder } from '../../../src-main/headless/fork-encoder.ts';
import { createLogger } from '../../../src-main/headless/log.ts';

describe('odd names all the way', () => {
  test('indexes and finds photos whatever their names', async () => {
    const names = [
      'two\nlines.jpg',
      '🏖️.jpg',
      `${'x'.repeat(251)}.jpg`,
      'x.jpg/y.jpg',
      "it's.jpg",
      'a\u0308.jpg',
      '\u00e4.jpg',
    ];
    await using lib = await tempLibrary(Object.fromEntries(names.map((name, i) => [name, photo(i)])));
    expect(await lib.index()).toMatchObject({ found: 7, encoded: 7, failed: 0 });
    expect(await lib.findable()).toEqual(names.toSorted());
    expect(await lib.index()).toMatchObject({ unchanged: 7 });
  });

  test('lists what the scan passed over, until it is put right', async () => {
    await using lib = await tempLibrary({ 'a.jpg': photo(1) });
    await writeFile(Buffer.concat([Buffer.from(`${lib.photos}/`), Buffer.from([0xff]), Buffer.from('.jpg')]), 'x');
    await symlink('a.jpg', lib.path('link.jpg'));
    expect(await lib.index()).toMatchObject({ found: 1, skipped: 2, failed: 0 });
    expect(lib.failureCodes()).toEqual({
      '\\xff.jpg': 'ENTRY_NAME_NOT_UTF8',
      'link.jpg': 'ENTRY_SYMLINK_NOT_FOLLOWED',
    });
    await lib.remove('link.jpg');
    expect(await lib.index()).toMatchObject({ skipped: 1 });
    expect(lib.failureCodes()).toEqual({ '\\xff.jpg': 'ENTRY_NAME_NOT_UTF8' });
  });
});

describe('the data folder inside the photos', () => {
  test('is not indexed, even when it is named through a link', async () => {
    await using folder = await tempFolder();
    const photos = join(folder.path, 'photos');
    await writeFiles(photos, { 'a.jpg': photo(1), 'b.jpg': photo(2) });
    await mkdir(join(photos, 'eidetic'));
    await symlink(photos, join(folder.path, 'link'));
    await using engine = await Engine.open({
      dataDir: join(folder.path, 'link', 'eidetic'),
      packDir: fixturePack('tiny-clip'),
      launchEncoder: forkEncoder,
      log: createLogger(),
    });
    const { id } = await engine.library.addFolder(photos);
    expect(await engine.library.index({ folderIds: [id], retryFailed: false })).toMatchObject({ found: 2, encoded: 2 });
    expect(await engine.library.index({ folderIds: [id], retryFailed: false })).toMatchObject({
      found: 2,
      unchanged: 2,
    });
  });
});

describe('a branch that cannot be read', () => {
  test.skipIf(process.getuid?.() === 0)('keeps its photos: what is there is unknown', async () => {
    await using lib = await tempLibrary({ 'a.jpg': photo(1), 'sub/b.jpg': photo(2), 'subtle.jpg': photo(3) });
    await lib.index();
    await chmod(lib.path('sub'), 0);
    await lib.remove('subtle.jpg');
    expect(await lib.index()).toMatchObject({ removed: 1, skipped: 1 });
    expect(await lib.findable()).toEqual(['a.jpg', 'sub/b.jpg']);
    await chmod(lib.path('sub'), 0o755);
  });
});
