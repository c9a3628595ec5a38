import { describe, expect, test } from 'vitest';
import { miniatureBytes } from '../../../src-main/core/duplicates/miniature.ts';
import { Store } from '../../../src-main/engine/store/store.ts';
import { stepped } from '../../helpers/schema-fixtures.ts';
import { encoded, pack, seen } from '../../helpers/store.ts';
import { tempFolder } from '../../helpers/temp-folder.ts';

/** A store with three photos, of which nothing has been compared. */
async function opened(): Promise<{ store: Store; row: number; folder: number } & AsyncDisposable> {
  const dir = await tempFolder();
  const store = Store.open(dir.path);
  const row = store.packs.register(pack);
  const folder = store.folders.add('/photos', 0).id;
  const files = ['a.jpg', 'b.jpg', 'c.jpg', 'copy of c.jpg'];
  store.files.upsertSeen(folder, store.folders.beginScan(folder, '1:2'), seen(...files));
  for (const { id, relativePath } of store.files.claimAfter(0, [folder], 9, new Set()))
    store.photos.saveEncoded(id, row, encoded(relativePath.at(-5) ?? ''), 0);
  return {
    store,
    row,
    folder,
    [Symbol.asyncDispose]: async () => {
      store[Symbol.dispose]();
      await dir[Symbol.asyncDispose]();
    },
  };
}

const miniature = (value: number): { luma: Uint8Array<ArrayBuffer>; sharpness: number } => ({
  luma: new Uint8Array(miniatureBytes).fill(value),
  sharpness: value,
});

describe('photos', () => {
  test('are to be given a miniature, then to be compared, each once', async () => {
    await using lib = await opened();
    const { duplicates } = lib.store;
    expect(duplicates.withoutMiniature(0, 9).map(({ id }) => id)).toEqual([1, 2, 3]);
    expect(duplicates.withoutMiniature(1, 1).map(({ id }) => id)).toEqual([2]);
    duplicates.saveMiniatures(new Map([1, 2, 99].map((id) => [id, miniature(id)])));
    expect(duplicates.withoutMiniature(0, 9).map(({ id }) => id)).toEqual([3]);
    expect(duplicates.after(0, 9)).toEqual([1, 2]);
    expect(duplicates.lumas([2, 3]).get(2)?.[0]).toBe(2);
    expect(duplicates.toCompare(lib.row, 0, 9).map(({ id }) => id)).toEqual([1, 2]);
    expect(duplicates.toCompare(lib.row + 1, 0, 9)).toEqual([]);
    duplicates.saveCompared(
      [1],
      [
        [1, 2],
        [1, 98],
      ],
    );
    expect(duplicates.toCompare(lib.row, 0, 9).map(({ id }) => id)).toEqual([2]);
    expect(duplicates.counts()).toEqual({ photos: 3, compared: 1 });
    expect(duplicates.pairs()).toEqual([[1, 2]]);
  });

  test('that a pack could make nothing of are compared without it', async () => {
    await using lib = await opened();
    const { duplicates, packs } = lib.store;
    const other = packs.register({ ...pack, version: '2.0.0' });
    duplicates.saveMiniatures(new Map([1, 2].map((id) => [id, miniature(id)])));
    expect(duplicates.toCompare(other, 0, 9)).toEqual([]);
    packs.claim(other, [2]);
    packs.fail(other, 2, { code: 'PHOTO_DAMAGED', message: 'it ends too early' }, null);
    expect(duplicates.toCompare(other, 0, 9).map(({ id }) => id)).toEqual([2]);
  });

  test('that are to stay are no pair any more, until that is forgotten', async () => {
    await using lib = await opened();
    const { duplicates } = lib.store;
    duplicates.saveCompared(
      [],
      [
        [1, 2],
        [2, 3],
      ],
    );
    duplicates.setKept([2, 1], true);
    duplicates.setKept([2, 1], true);
    expect(duplicates.pairs()).toEqual([[2, 3]]);
    expect(duplicates.keptPairs([1])).toEqual([[1, 2]]);
    duplicates.setKept([1, 2], false);
    expect(duplicates.pairs()).toHaveLength(2);
  });

  test('that lie in several places are copies, unless all are to stay, one has changed or cannot be reached', async () => {
    await using lib = await opened();
    const { store, folder } = lib;
    expect(store.duplicates.copies()).toEqual([3]);
    expect(store.duplicates.versions([3]).map(({ relativePath }) => relativePath)).toEqual(['c.jpg', 'copy of c.jpg']);
    store.duplicates.setCopiesKept(3, true);
    expect(store.duplicates.copies()).toEqual([]);
    store.duplicates.setCopiesKept(3, false);
    store.folders.setOffline(folder);
    expect(store.duplicates.copies()).toEqual([]);
    expect(store.duplicates.versions([3])).toEqual([]);
  });
});

test('of a library of before nothing has been compared, and what is known of a photo goes with it', async () => {
  await using step = await stepped(20);
  const { database } = step;
  const tables = ['miniatures', 'duplicate_pairs', 'kept_pairs', 'kept_copies'];
  for (const table of tables) expect(database.rows().get(table), table).toEqual([]);
  database.run(`
    INSERT INTO miniatures (photo_id, luma, sharpness) VALUES (1, zeroblob(1024), 1);
    INSERT INTO duplicate_pairs VALUES (1, 2);
    INSERT INTO kept_pairs VALUES (1, 2);
    INSERT INTO kept_copies VALUES (1);`);
  expect(() => database.raw.exec('INSERT INTO duplicate_pairs VALUES (3, 2)')).toThrow('CHECK');
  expect(() => database.raw.exec('INSERT INTO miniatures VALUES (2, zeroblob(1023), 1, 0)')).toThrow('CHECK');
  database.run('DELETE FROM files; DELETE FROM photos WHERE id = 1');
  for (const table of tables) expect(database.rows().get(table), table).toEqual([]);
});
