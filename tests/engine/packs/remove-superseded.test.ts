import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { removeSuperseded } from '../../../src-main/engine/packs/remove-superseded.ts';
import { databaseFileName } from '../../../src-main/engine/store/database.ts';
import { Store } from '../../../src-main/engine/store/store.ts';
import { pack, writeFolder } from '../../helpers/store.ts';
import { tempFolder } from '../../helpers/temp-folder.ts';

const photoCount = 600;
const dim = 512;

/** A library whose photos have embeddings of two packs, of which the second has superseded the first. */
function write(dataDir: string): { old: number; current: number } {
  using store = Store.open(dataDir);
  const photos = Object.fromEntries(Array.from({ length: photoCount }, (_, i) => [`${i}.jpg`, {}]));
  writeFolder(store, '/photos', photos);
  const old = store.packs.register({ ...pack, dim: 2 });
  const current = store.packs.register({ ...pack, id: 'next', dim });
  store.packs.adopt(old);
  store.packs.adopt(current);
  return { old, current };
}

/** Both packs' embeddings as large as they are in earnest, and codes beside those of the old one. */
function fill(database: Database.Database, { old, current }: { old: number; current: number }): void {
  const vector = Buffer.alloc(4 * dim, 1);
  database.prepare('UPDATE embeddings SET vector = ? WHERE pack = ?').run(vector, old);
  database.prepare('INSERT INTO embeddings (pack, photo_id, vector) SELECT ?, id, ? FROM photos').run(current, vector);
  const block = database.prepare('INSERT INTO code_blocks (pack, dead) VALUES (?, ?) RETURNING id').pluck();
  const bytes = database.prepare('INSERT INTO code_block_bytes (block, bytes) VALUES (?, ?)');
  for (let i = 0; i < 3; i++) bytes.run(block.get(old, Buffer.alloc(8)), Buffer.alloc(100_000));
}

async function bytesOf(dataDir: string): Promise<number> {
  return (await stat(join(dataDir, databaseFileName))).size;
}

test.each([
  ['of this version', (): void => undefined],
  [
    // As versions of schema 8 and earlier made it.
    'that cannot give pages back yet',
    (database: Database.Database): void => {
      database.pragma('journal_mode = DELETE');
      database.pragma('auto_vacuum = NONE');
      database.exec('VACUUM');
    },
  ],
])('what is left of a pack goes, and its space with it, from a library %s', async (_, age) => {
  await using dir = await tempFolder();
  const packs = write(dir.path);
  const database = new Database(join(dir.path, databaseFileName));
  fill(database, packs);
  age(database);
  database.close();
  const before = await bytesOf(dir.path);
  using store = Store.open(dir.path);
  const { signal } = new AbortController();
  expect(await removeSuperseded(store, packs.current, signal)).toBe(photoCount);
  expect(store.oldEmbeddings.superseded()).toEqual([]);
  expect(store.photos.counts(packs.old).embeddings).toBe(0);
  expect(store.packs.counts(packs.current)).toEqual({ photos: photoCount, missing: 0, failed: 0, waiting: 0 });
  expect(await bytesOf(dir.path)).toBeLessThan(before * 0.62);
  store.quickCheck();
});

test('a removal that is stopped goes on the next time', async () => {
  await using dir = await tempFolder();
  const packs = write(dir.path);
  const database = new Database(join(dir.path, databaseFileName));
  fill(database, packs);
  database.close();
  using store = Store.open(dir.path);
  const abort = new AbortController();
  setTimeout(() => {
    abort.abort();
  }, 5);
  const first = await removeSuperseded(store, packs.current, abort.signal);
  expect(first).toBeLessThan(photoCount);
  expect(store.oldEmbeddings.superseded()).toEqual([packs.old]);
  const { signal } = new AbortController();
  expect(await removeSuperseded(store, packs.current, signal)).toBe(photoCount - first);
  expect(store.oldEmbeddings.superseded()).toEqual([]);
});

test('the order in which photos get their embeddings is that of the timeline, through all of it', async () => {
  await using dir = await tempFolder();
  using store = Store.open(dir.path);
  const taken = (day: number): { takenAt: string } => ({ takenAt: `2020-01-${String(day).padStart(2, '0')}T10:00:00` });
  const { ids } = writeFolder(store, '/photos', { a: taken(3), b: taken(9), c: taken(9), d: taken(1), e: taken(5) });
  const other = store.packs.register({ ...pack, id: 'next' });
  const inOrder = ['c', 'b', 'e', 'a', 'd'].map((name) => ids[name] ?? 0);
  const found: number[] = [];
  let after: Parameters<typeof store.packs.missingAfter>[1] = null;
  do {
    const part = store.packs.missingAfter(other, after, 2);
    found.push(...part.ids);
    after = part.end;
  } while (after !== null);
  expect(found).toEqual(inOrder);
  store.packs.saveEmbedding(other, inOrder[1] ?? 0, Float32Array.of(1, 0), null);
  store.packs.claim(other, [inOrder[2] ?? 0]);
  store.packs.fail(other, inOrder[2] ?? 0, { code: 'PHOTO_DAMAGED', message: 'damaged' }, null);
  expect(store.packs.missingAfter(other, null, 10).ids).toEqual([inOrder[0], inOrder[3], inOrder[4]]);
  expect(store.packs.counts(other)).toEqual({ photos: 5, missing: 4, failed: 1, waiting: 0 });
  const [claimed] = store.packs.claim(other, [inOrder[0] ?? 0]);
  expect(claimed).toMatchObject({ attempts: 1, places: [{ folderPath: '/photos', relativePath: 'c' }] });
  store.packs.release(other, inOrder[0] ?? 0);
  expect(store.packs.claim(other, [inOrder[0] ?? 0])).toMatchObject([{ attempts: 1 }]);
});
