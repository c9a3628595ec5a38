import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { RatingFiles } from '../../../src-main/engine/favourites/rating-files.ts';
import { sidecarOf } from '../../../src-main/engine/favourites/xmp/rating.ts';
import { rootIdentity } from '../../../src-main/engine/folder-paths.ts';
import type { RatedFile } from '../../../src-main/engine/store/favourites/sidecar-writes.ts';
import { Store } from '../../../src-main/engine/store/store.ts';
import { encoded, pack } from '../../helpers/store.ts';
import { tempFolder } from '../../helpers/temp-folder.ts';

const xmp = (rating: string): string =>
  `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">` +
  `<rdf:Description xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:Rating="${rating}"/></rdf:RDF></x:xmpmeta>`;

/** A folder with photos, in the library. */
async function folder(...names: string[]) {
  const dir = await tempFolder();
  const photos = join(dir.path, 'photos');
  mkdirSync(photos);
  const store = Store.open(join(dir.path, 'data'));
  const folderId = store.folders.add(photos, 0).id;
  const scan = store.folders.beginScan(folderId, (await rootIdentity(photos)) ?? '');
  const packRow = store.packs.register(pack);
  const at = (name: string): string => join(photos, name);
  const files = new Map<string, RatedFile>();
  for (const name of ['a.jpg', ...names]) {
    writeFileSync(at(name), name);
    const { size: sizeBytes, mtimeMs, ctimeMs } = statSync(at(name));
    files.set(name, { folderId, folderPath: photos, relativePath: name, sizeBytes, mtimeMs });
    store.files.upsertSeen(folderId, scan, [{ relativePath: name, sizeBytes, mtimeMs, ctimeMs }]);
  }
  const ids = new Map(
    store.files.claimAfter(0, [folderId], 100, new Set()).map(({ id, relativePath, sizeBytes }) => {
      const photo = encoded(Buffer.from(relativePath).toString('hex'), { sizeBytes });
      return [relativePath, store.photos.saveEncoded(id, packRow, photo, 0)];
    }),
  );
  const fileOf = (name: string): RatedFile => {
    const file = files.get(name);
    if (file === undefined) throw new Error(`${name} is not in the folder`);
    return file;
  };
  const file = fileOf('a.jpg');
  /** A sidecar cannot be written while a folder lies where it is put together. */
  const beside = (name: string): string =>
    at(`.eidetic-${createHash('sha256').update(name).digest('hex').slice(0, 16)}.tmp`);
  return {
    file,
    at,
    files: new RatingFiles(store),
    /** As somebody who rates a photo, or takes that back, when it is written. */
    async rate(name: string, rating: number | null): Promise<void> {
      store.favourites.give([ids.get(name) ?? 0], { rating }, false);
      const pass = new RatingFiles(store);
      await (rating === null ? pass.takeBack(fileOf(name)) : pass.give(fileOf(name), String(rating)));
    },
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

describe('a sidecar that photos share', () => {
  const shared = ['a.cr3', 'A.tif', 'b.jpg'] as const;

  test('says what is given of another when a rating is taken back, and what it said before after the last', async () => {
    await using lib = await folder(...shared);
    writeFileSync(lib.at('a.xmp'), xmp('3.5'));
    await lib.rate('a.cr3', 2);
    await lib.rate('a.jpg', 4);
    await lib.rate('b.jpg', 1);
    await lib.rate('a.jpg', null);
    expect(lib.read('a.xmp')).toBe(xmp('2'));
    await lib.rate('a.cr3', null);
    expect(lib.read('a.xmp')).toBe(xmp('3.5'));
  });

  test('is left as it is where that is what it says already', async () => {
    await using lib = await folder(...shared);
    writeFileSync(lib.at('a.xmp'), xmp('3.5'));
    for (const [name, rating] of [
      ['A.tif', 1],
      ['a.jpg', 2],
      ['a.cr3', 5],
    ] as const)
      await lib.rate(name, rating);
    const { ino } = statSync(lib.at('a.xmp'));
    await lib.rate('a.jpg', null);
    expect(lib.read('a.xmp')).toBe(xmp('5'));
    expect(statSync(lib.at('a.xmp')).ino).toBe(ino);
  });

  test('is not given what is given of one that has another', async () => {
    await using lib = await folder(...shared);
    writeFileSync(lib.at('a.xmp'), xmp('3.5'));
    writeFileSync(lib.at('a.cr3.xmp'), xmp('1'));
    await lib.rate('a.cr3', 2);
    await lib.rate('a.jpg', 4);
    await lib.rate('a.jpg', null);
    expect([lib.read('a.xmp'), lib.read('a.cr3.xmp')]).toEqual([xmp('3.5'), xmp('2')]);
  });

  test('stays as another program has left it', async () => {
    await using lib = await folder(...shared);
    writeFileSync(lib.at('a.xmp'), xmp('3.5'));
    await lib.rate('a.cr3', 2);
    await lib.rate('a.jpg', 4);
    writeFileSync(lib.at('a.xmp'), xmp('1'));
    await lib.rate('a.jpg', null);
    expect(lib.read('a.xmp')).toBe(xmp('1'));
  });
});

test('what a process that died has left in a folder is removed by the next pass over it, and nothing else', async () => {
  await using lib = await folder();
  const left = `.eidetic-${'0f'.repeat(8)}.tmp`;
  const theirs = ['.eidetic-notes.tmp', `.eidetic-${'0f'.repeat(8)}`];
  for (const name of [left, ...theirs]) writeFileSync(lib.at(name), 'x');
  mkdirSync(lib.at(`.eidetic-${'1f'.repeat(8)}.tmp`));
  await lib.rate('a.jpg', 3);
  expect(readdirSync(lib.at(''))).toEqual([`.eidetic-${'1f'.repeat(8)}.tmp`, ...theirs, 'a.jpg', 'a.jpg.xmp'].sort());
});
