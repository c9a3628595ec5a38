import { copyFile, mkdir, open, readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { backUp, backupsOf } from '../../../src-main/engine/store/backups.ts';
import { databaseFileName } from '../../../src-main/engine/store/database.ts';
import { pendingMigrations } from '../../../src-main/engine/store/migrations/index.ts';
import { Store } from '../../../src-main/engine/store/store.ts';
import { writeFolder } from '../../helpers/store.ts';
import { tempFolder } from '../../helpers/temp-folder.ts';

const signal = new AbortController().signal;

/** A closed library of some photos in `/photos`, with a backup; `/later` came after the backup. */
async function backedUp(dataDir: string): Promise<void> {
  using store = Store.open(dataDir);
  writeFolder(store, '/photos', Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`${i}.jpg`, {}])));
  expect(await store.backUpIfDue(signal)).toBe(true);
  store.folders.add('/later', 0);
}

/** Overwrite a stretch in the middle of the database. */
async function damage(dataDir: string, from: number, length: number): Promise<void> {
  const file = await open(join(dataDir, databaseFileName), 'r+');
  const { size } = await file.stat();
  await file.write(Buffer.alloc(Math.floor(size * length), 0xa5), 0, undefined, Math.floor(size * from));
  await file.close();
}

/** Overwrite every page of a table, and no other. */
async function damageTable(dataDir: string, table: string): Promise<void> {
  const path = join(dataDir, databaseFileName);
  const database = new Database(path, { readonly: true });
  const pages = database
    .prepare<[string], { pgoffset: number; pgsize: number }>('SELECT pgoffset, pgsize FROM dbstat WHERE name = ?')
    .all(table);
  database.close();
  const file = await open(path, 'r+');
  for (const { pgoffset, pgsize } of pages) await file.write(Buffer.alloc(pgsize, 0xa5), 0, pgsize, pgoffset);
  await file.close();
}

/** Damage the index of words in a way that leaves every page of the database sound. */
function damageWords(dataDir: string, sql: string, file = join(dataDir, databaseFileName)): void {
  const database = new Database(file);
  database.unsafeMode();
  database.exec(sql);
  database.close();
}

async function setAside(dataDir: string): Promise<string[]> {
  return (await readdir(dataDir)).filter((name) => name.startsWith('damaged-'));
}

describe('a damaged database', () => {
  test.each([
    ['in the middle', 0.3, 0.4],
    ['at its beginning', 0, 0.1],
    ['nearly everywhere', 0, 0.9],
  ])('%s is put aside and replaced by the backup', async (_, from, length) => {
    await using dir = await tempFolder();
    await backedUp(dir.path);
    await damage(dir.path, from, length);
    const damagedBytes = (await stat(join(dir.path, databaseFileName))).size;
    {
      using store = Store.open(dir.path);
      expect(store.notice).toMatchObject({
        kind: 'restored',
        message: expect.stringContaining('library-000001') as string,
      });
      expect(store.folders.list()[0]).toMatchObject({ path: '/photos', photos: 200 });
      store.quickCheck();
      const [aside = ''] = await setAside(dir.path);
      expect((await stat(join(dir.path, aside, databaseFileName))).size).toBe(damagedBytes);
    }
    using again = Store.open(dir.path);
    expect(again.notice).toBeNull();
  });

  test('that still tells its folders keeps those that the backup does not know', async () => {
    await using dir = await tempFolder();
    await backedUp(dir.path);
    await damageTable(dir.path, 'photos');
    using store = Store.open(dir.path);
    expect(store.folders.list().map(({ path }) => path)).toEqual(['/photos', '/later']);
  });

  test('is replaced by an older backup when the newest one is damaged too', async () => {
    await using dir = await tempFolder();
    await backedUp(dir.path);
    const [backup = ''] = backupsOf(dir.path);
    await writeFile(backup.replace('000001', '000002'), 'SQLite format 3\0 and nothing more');
    await damage(dir.path, 0.2, 0.5);
    using store = Store.open(dir.path);
    expect(store.notice).toMatchObject({
      kind: 'restored',
      message: expect.stringContaining('library-000001') as string,
    });
  });

  test('without a backup gives way to a new one that knows the folders', async () => {
    await using dir = await tempFolder();
    await backedUp(dir.path);
    await rm(join(dir.path, 'backups'), { recursive: true });
    await damageTable(dir.path, 'photos');
    using store = Store.open(dir.path);
    expect(store.notice).toMatchObject({ kind: 'started-anew' });
    expect(store.folders.list()).toMatchObject([{ path: '/photos', photos: 0 }, { path: '/later' }]);
  });

  test('whose replacement was interrupted is replaced at the next start', async () => {
    await using dir = await tempFolder();
    await backedUp(dir.path);
    const file = join(dir.path, databaseFileName);
    const [backup = ''] = backupsOf(dir.path);
    await copyFile(backup, `${file}.restoring`);
    await mkdir(join(dir.path, 'damaged-before'));
    await rename(file, join(dir.path, 'damaged-before', databaseFileName));
    using store = Store.open(dir.path);
    expect(store.folders.list()).toMatchObject([{ path: '/photos', photos: 200 }]);
    expect(await readdir(dir.path)).not.toContain(`${databaseFileName}.restoring`);
  });

  test('is found after the last engine met it, whatever the size of the database', async () => {
    await using dir = await tempFolder();
    {
      using store = Store.open(dir.path);
      store.translate(new Database.SqliteError('database disk image is malformed', 'SQLITE_CORRUPT'));
    }
    {
      using store = Store.open(dir.path);
      expect(store.wasUnclean).toBe(true);
    }
    using store = Store.open(dir.path);
    expect(store.wasUnclean).toBe(false);
  });
});

describe('a damaged index of words', () => {
  const damages = [
    ['overwritten', 'UPDATE words_data SET block = zeroblob(length(block)) WHERE id > 10'],
    ['in part gone', 'DELETE FROM words_data WHERE id > 10'],
  ] as const;

  test.each(damages)('is made anew, and all else stays: %s', async (_, sql) => {
    await using dir = await tempFolder();
    await backedUp(dir.path);
    damageWords(dir.path, sql);
    using store = Store.open(dir.path);
    expect(store.notice).toBeNull();
    expect(await setAside(dir.path)).toEqual([]);
    expect(store.folders.list().map(({ path }) => path)).toEqual(['/photos', '/later']);
    expect(store.words.phrase('photos').size).toBe(200);
    store.quickCheck();
  });

  test.each(damages)('that a search meets is made anew at the next start: %s', async (_, sql) => {
    await using dir = await tempFolder();
    await backedUp(dir.path);
    {
      using store = Store.open(dir.path);
      damageWords(dir.path, sql);
      let thrown: unknown;
      try {
        store.words.find('photos beach lisbon', 9);
        store.words.phrase('photos');
      } catch (error) {
        thrown = store.translate(error);
      }
      expect(thrown).toMatchObject({ code: 'DATABASE_DAMAGED' });
    }
    using store = Store.open(dir.path);
    expect([store.wasUnclean, store.notice]).toEqual([true, null]);
    expect(store.words.phrase('photos').size).toBe(200);
  });

  test('in a backup does not make that worthless', async () => {
    await using dir = await tempFolder();
    await backedUp(dir.path);
    damageWords(dir.path, damages[0][1], backupsOf(dir.path)[0]);
    await damage(dir.path, 0.3, 0.4);
    using store = Store.open(dir.path);
    expect(store.notice).toMatchObject({ kind: 'restored' });
    expect(store.words.phrase('photos').size).toBe(200);
  });
});

describe('backups', () => {
  test('hold the words of photos', async () => {
    await using dir = await tempFolder();
    await backedUp(dir.path);
    await damage(dir.path, 0, 0.9);
    using store = Store.open(dir.path);
    expect(store.notice).toMatchObject({ kind: 'restored' });
    expect(store.words.phrase('photos').size).toBe(200);
    expect(store.words.find('117', 9)).toHaveLength(1);
  });

  test('are made once a day, and three are kept', async () => {
    await using dir = await tempFolder();
    using store = Store.open(dir.path);
    expect(await store.backUpIfDue(signal)).toBe(true);
    for (let day = 2; day <= 5; day++) {
      expect(await store.backUpIfDue(signal)).toBe(false);
      const [newest = ''] = backupsOf(dir.path);
      const yesterday = Date.now() / 1000 - 25 * 3600;
      await utimes(newest, yesterday, yesterday);
      expect(await store.backUpIfDue(signal)).toBe(true);
    }
    expect(await readdir(join(dir.path, 'backups'))).toEqual([3, 4, 5].map((n) => `library-00000${n}.sqlite`));
  });

  test('are made although the clock was put back', async () => {
    await using dir = await tempFolder();
    using store = Store.open(dir.path);
    expect(await store.backUpIfDue(signal)).toBe(true);
    const [newest = ''] = backupsOf(dir.path);
    const inTwoYears = Date.now() / 1000 + 2 * 365 * 24 * 3600;
    await utimes(newest, inTwoYears, inTwoYears);
    expect(await store.backUpIfDue(signal)).toBe(true);
    expect(await store.backUpIfDue(signal)).toBe(false);
    expect(backupsOf(dir.path)[0]).toContain('library-000002');
  });

  test('that are interrupted leave those before as they were', async () => {
    await using dir = await tempFolder();
    await backedUp(dir.path);
    const [newest = ''] = backupsOf(dir.path);
    await utimes(newest, 1, 1);
    using store = Store.open(dir.path);
    const abort = new AbortController();
    abort.abort();
    await expect(store.backUpIfDue(abort.signal)).rejects.toBe(abort.signal.reason);
    expect(await readdir(join(dir.path, 'backups'))).toEqual(['library-000001.sqlite']);
  });

  test('are not made once the data folder is gone, nor is that made anew', async () => {
    await using dir = await tempFolder();
    const dataDir = join(dir.path, 'data');
    using store = Store.open(dataDir);
    expect([store.isLost, store.notice]).toEqual([false, null]);
    await rm(dataDir, { recursive: true });
    expect(store.notice).toMatchObject({ kind: 'data-gone' });
    const refused = { code: 'DATA_DIR_UNUSABLE', message: expect.stringContaining(dataDir) as string };
    await expect(store.backUpIfDue(signal)).rejects.toMatchObject(refused);
    expect(await readdir(dir.path)).toEqual([]);
    using _another = Store.open(dataDir);
    await expect(store.backUpIfDue(signal)).rejects.toMatchObject(refused);
    expect(await readdir(dataDir)).not.toContain('backups');
  });

  test('of a folder that goes meanwhile fail, and leave nothing', async () => {
    await using dir = await tempFolder();
    const dataDir = join(dir.path, 'data');
    await backedUp(dataDir);
    await rm(join(dataDir, 'backups'), { recursive: true });
    using store = Store.open(dataDir);
    const backup = expect(store.backUpIfDue(signal)).rejects.toThrow();
    await rm(dataDir, { recursive: true });
    await backup;
    expect(await readdir(dir.path)).toEqual([]);
  });

  test('that somebody holds up end by themselves', async () => {
    await using dir = await tempFolder();
    await backedUp(dir.path);
    // As SQLite does while somebody holds the file: it asks again and again, and copies nothing.
    const held = {
      backup: async (_: string, { progress }: { progress: (state: { remainingPages: number }) => number }) => {
        for (;;) {
          progress({ remainingPages: 7 });
          await new Promise(setImmediate);
        }
      },
    };
    await expect(backUp(held as unknown as Database.Database, dir.path, signal, 50)).rejects.toThrow(
      /nothing was copied/,
    );
  });

  test('are made before the schema is updated', async () => {
    await using dir = await tempFolder();
    {
      const old = new Database(join(dir.path, databaseFileName));
      for (const migration of pendingMigrations(0).filter(({ version }) => version <= 3)) old.exec(migration.up);
      old.pragma('application_id = 0x45494445');
      old.pragma('user_version = 3');
      old.exec("INSERT INTO folders (path, added_at_ms) VALUES ('/photos', 1)");
      old.close();
    }
    using _store = Store.open(dir.path);
    const [backup = ''] = backupsOf(dir.path);
    const database = new Database(backup, { readonly: true });
    expect(database.pragma('user_version', { simple: true })).toBe(3);
    expect(database.prepare('SELECT path FROM folders').all()).toEqual([{ path: '/photos' }]);
    database.close();
  });
});
