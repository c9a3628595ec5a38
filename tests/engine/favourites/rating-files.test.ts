import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { RatingFiles } from '../../../src-main/engine/favourites/rating-files.ts';
import { sidecarOf } from '../../../src-main/engine/favourites/xmp/rating.ts';
import { rootIdentity } from '../../../src-main/engine/folder-paths.ts';
import type { RatedFile } from '../../../src-main/engine/store/favourites/sidecar-writes.ts';
import { Store } from '../../../src-main/engine/store/store.ts';
import { tempFolder } from '../../helpers/temp-folder.ts';

const xmp = (rating: string): string =>
  `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">` +
  `<rdf:Description xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:Rating="${rating}"/></rdf:RDF></x:xmpmeta>`;

/** A folder with a photo `a.jpg`, in the library. */
async function folder() {
  const dir = await tempFolder();
  const photos = join(dir.path, 'photos');
  mkdirSync(photos);
  const store = Store.open(join(dir.path, 'data'));
  const folderId = store.folders.add(photos, 0).id;
  store.folders.beginScan(folderId, (await rootIdentity(photos)) ?? '');
  const at = (name: string): string => join(photos, name);
  writeFileSync(at('a.jpg'), 'a photo');
  const { size: sizeBytes, mtimeMs } = statSync(at('a.jpg'));
  const file: RatedFile = { folderId, folderPath: photos, relativePath: 'a.jpg', sizeBytes, mtimeMs };
  /** A sidecar cannot be written while a folder lies where it is put together. */
  const beside = (name: string): string =>
    at(`.eidetic-${createHash('sha256').update(name).digest('hex').slice(0, 16)}.tmp`);
  return {
    file,
    at,
    files: new RatingFiles(store),
    read: (name: string): string => readFileSync(at(name), 'utf8'),
    async fail(name: string, rating: string): Promise<void> {
      mkdirSync(beside(name));
      await expect(new RatingFiles(store).give(file, rating)).rejects.toThrow(`${name} cannot be written`);
      rmSync(beside(name), { recursive: true });
    },
    async [Symbol.asyncDispose](): Promise<void> {
      store[Symbol.dispose]();
      await dir[Symbol.asyncDispose]();
    },
  };
}

describe('a rating that could not be written over another', () => {
  test('leaves what stood there at first to be put back', async () => {
    await using lib = await folder();
    writeFileSync(lib.at('a.xmp'), xmp('3.5'));
    await lib.files.give(lib.file, '2');
    await lib.fail('a.xmp', '4');
    expect(lib.read('a.xmp')).toBe(xmp('2'));
    await lib.files.takeBack(lib.file);
    expect(lib.read('a.xmp')).toBe(xmp('3.5'));
  });

  test('does so when it is written in the end, or another one, however often it failed', async () => {
    await using lib = await folder();
    writeFileSync(lib.at('a.xmp'), xmp('3.5'));
    await lib.files.give(lib.file, '2');
    await lib.fail('a.xmp', '4');
    await lib.fail('a.xmp', '4');
    await lib.fail('a.xmp', '1');
    await lib.files.give(lib.file, '5');
    expect(lib.read('a.xmp')).toBe(xmp('5'));
    await lib.files.takeBack(lib.file);
    expect(lib.read('a.xmp')).toBe(xmp('3.5'));
  });

  test('does so when the one before is given again', async () => {
    await using lib = await folder();
    writeFileSync(lib.at('a.xmp'), xmp('3.5'));
    await lib.files.give(lib.file, '2');
    await lib.fail('a.xmp', '4');
    await lib.files.give(lib.file, '2');
    await lib.fail('a.xmp', '1');
    await lib.files.takeBack(lib.file);
    expect(lib.read('a.xmp')).toBe(xmp('3.5'));
  });

  test('leaves a sidecar that is all ours to be removed', async () => {
    await using lib = await folder();
    await lib.files.give(lib.file, '2');
    await lib.fail('a.jpg.xmp', '4');
    expect(lib.read('a.jpg.xmp')).toBe(sidecarOf('2').toString());
    await lib.files.takeBack(lib.file);
    expect(existsSync(lib.at('a.jpg.xmp'))).toBe(false);
  });

  test('is as if it had never been where it was the first', async () => {
    await using lib = await folder();
    writeFileSync(lib.at('a.xmp'), xmp('3.5'));
    const { ino } = statSync(lib.at('a.xmp'));
    await lib.fail('a.xmp', '4');
    await lib.files.takeBack(lib.file);
    expect(lib.read('a.xmp')).toBe(xmp('3.5'));
    expect(statSync(lib.at('a.xmp')).ino).toBe(ino);
  });
});

test('a rating that we had written once is theirs when another program gives it again', async () => {
  await using lib = await folder();
  writeFileSync(lib.at('a.xmp'), xmp('3.5'));
  await lib.files.give(lib.file, '2');
  await lib.files.give(lib.file, '4');
  writeFileSync(lib.at('a.xmp'), xmp('2'));
  await lib.files.takeBack(lib.file);
  expect(lib.read('a.xmp')).toBe(xmp('2'));
});
