import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { defaultSettings, noFilters } from '../../../src-contract/index.ts';
import { databaseFileName } from '../../../src-main/engine/store/database.ts';
import { latestVersion, pendingMigrations } from '../../../src-main/engine/store/migrations/index.ts';
import { Store } from '../../../src-main/engine/store/store.ts';
import { cameraNames } from '../../helpers/camera-names.ts';
import { seen } from '../../helpers/store.ts';
import { tempFolder } from '../../helpers/temp-folder.ts';
import { wordsIndexed } from '../../helpers/words.ts';

function expectRefused(dataDir: string, code: string, message: RegExp): void {
  expect(() => Store.open(dataDir)).toThrow(
    expect.objectContaining({ code, message: expect.stringMatching(message) as string }) as Error,
  );
}

describe('migrations', () => {
  test('are numbered upwards from 1', () => {
    const versions = pendingMigrations(0).map(({ version }) => version);
    expect(versions[0]).toBe(1);
    expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b));
    expect(latestVersion).toBe(versions.at(-1));
    expect(pendingMigrations(latestVersion)).toEqual([]);
  });

  test('make strict tables that belong to Eidetic', async () => {
    await using dir = await tempFolder();
    Store.open(dir.path)[Symbol.dispose]();
    using database = openRaw(dir.path);
    expect(database.raw.pragma('application_id', { simple: true })).toBe(0x45_49_44_45);
    expect(database.raw.pragma('journal_mode', { simple: true })).toBe('wal');
    const tables = database.raw.prepare<[], { name: string; strict: number }>(
      "SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
    );
    const names = [
      'album_photos',
      'albums',
      'caption_banks',
      'code_block_bytes',
      'code_blocks',
      'code_changes',
      'code_state',
    ];
    names.push(
      'deleted_photos',
      'duplicate_pairs',
      'embeddings',
      'files',
      'folders',
      'given_marks',
      'kept_copies',
      'kept_pairs',
      'left_out',
      'left_out_files',
      'metadata_changes',
      'miniatures',
      'own_metadata',
      'pack_attempts',
      'pack_roles',
      'packs',
      'photo_colours',
      'photo_looks',
      'photo_marks',
      'photo_people',
      'photo_places',
      'photo_tags',
      'photo_views',
      'photo_windows',
      'photos',
      'recent_searches',
      'refused_tags',
      'saved_searches',
      'scan_problems',
      'settings',
      'shelved_albums',
      'sidecar_queue',
      'sidecar_ratings',
      'sidecars',
      'stack_changes',
      'stack_groups',
      'stack_parts',
      'stack_photos',
      'stack_videos',
      'stacks',
      'tag_lines',
      'tag_passes',
      'tag_vectors',
      'tagged_photos',
      'tags',
      'taste_choices',
      'videos',
      'window_attempts',
      'window_codes',
      'window_state',
      'word_changes',
    );
    expect(tables.all()).toEqual(names.map((name) => ({ name, strict: 1 })));
    expect(database.raw.pragma('foreign_key_check')).toEqual([]);
  });

  test('version 2 finds the embeddings of a photo by an index, and keeps what version 1 held', async () => {
    await using dir = await tempFolder();
    {
      using database = openVersion(1, dir.path);
      database.raw.exec("INSERT INTO folders (path, added_at_ms) VALUES ('/photos', 1)");
    }
    using store = Store.open(dir.path);
    expect(store.folders.list()).toMatchObject([{ path: '/photos' }]);
    using database = openRaw(dir.path);
    expect(database.raw.pragma('user_version', { simple: true })).toBe(latestVersion);
    const [step] = database.raw.prepare('EXPLAIN QUERY PLAN SELECT 1 FROM embeddings WHERE photo_id = 1').all();
    expect(step).toMatchObject({ detail: expect.stringContaining('embeddings_by_photo') as string });
  });

  test('version 3 gives every photo its time and its camera, and pauses no folder', async () => {
    await using dir = await tempFolder();
    const local = (time: string): number => new Date(time).getTime();
    const photos: [takenAt: string | null, addedAtMs: number, fileTimes: number[], sortAt: string][] = [
      ['2023-07-01T14:03:22.125', 0, [local('2020-01-01T00:00:00')], '2023-07-01T14:03:22.125'],
      [null, 0, [local('2021-03-04T05:06:07')], '2021-03-04T05:06:07'],
      [null, 0, [local('2021-08-04T05:06:07'), local('2019-12-31T23:59:59') + 0.75], '2019-12-31T23:59:59'],
      [null, local('2022-02-03T04:05:06'), [], '2022-02-03T04:05:06'],
      [null, local('2022-02-03T04:05:06'), [1e18], '2022-02-03T04:05:06'],
      [null, 0, [-1e15], '0001-01-01T'],
    ];
    {
      using database = openVersion(2, dir.path);
      database.raw.exec("INSERT INTO folders (path, added_at_ms) VALUES ('/photos', 1)");
      const addPhoto = database.raw.prepare(`
        INSERT INTO photos (content_hash, size_bytes, format, width, height, thumb, orientation, taken_at, added_at_ms,
          camera_make, camera_model) VALUES (randomblob(32), 1, 'jpeg', 4, 3, 'a.webp', 1, ?, ?, ?, ?)`);
      const addFile = database.raw.prepare(`
        INSERT INTO files (folder_id, relative_path, size_bytes, mtime_ms, scan, state, photo_id)
        VALUES (1, ?, 1, ?, 1, 'indexed', ?)`);
      for (const [takenAt, addedAtMs, fileTimes] of photos) {
        const photo = addPhoto.run(takenAt, addedAtMs, null, null).lastInsertRowid;
        for (const [i, time] of fileTimes.entries()) addFile.run(`${photo}-${i}.jpg`, time, photo);
      }
      for (const [make, model] of cameraNames) addPhoto.run('2000-01-01T00:00:00', 0, make, model);
    }
    using store = Store.open(dir.path);
    expect(store.folders.list()).toMatchObject([{ path: '/photos', paused: false, photos: 6 }]);
    expect(store.settings.get()).toEqual(defaultSettings);
    using database = openRaw(dir.path);
    const rows = database.raw
      .prepare<[], { sort_at: string; camera: string | null }>('SELECT sort_at, camera FROM photos ORDER BY id')
      .all();
    const times = rows.slice(0, photos.length).map(({ sort_at }) => sort_at);
    expect(times).toEqual(photos.map(([, , , sortAt]) => expect.stringContaining(sortAt) as string));
    expect(rows.slice(photos.length).map(({ camera }) => camera)).toEqual(cameraNames.map(([, , name]) => name));
    const { ids } = store.catalog.timeline(noFilters);
    expect([ids.length, ids.at(-1)], 'the oldest last').toEqual([rows.length, 6]);
  });

  test('version 5 takes files whose change time is not noted for unchanged', async () => {
    await using dir = await tempFolder();
    {
      using database = openVersion(3, dir.path);
      database.raw.exec("INSERT INTO folders (path, added_at_ms) VALUES ('/photos', 1)");
      database.raw.exec(
        "INSERT INTO files (folder_id, relative_path, size_bytes, mtime_ms, scan, state, failure_code) VALUES (1, 'a.jpg', 10, 1, 1, 'failed', 'PHOTO_DAMAGED')",
      );
    }
    using store = Store.open(dir.path);
    expect(store.folders.rootIdentity(1)).toBeNull();
    expect(store.files.known(1, '').get('a.jpg')).toMatchObject({ ctimeMs: null });
    store.files.upsertSeen(1, 2, [{ relativePath: 'a.jpg', sizeBytes: 10, mtimeMs: 1, ctimeMs: 7 }]);
    expect(store.files.counts()).toMatchObject({ failed: 1, pending: 0 });
    expect(store.files.known(1, '').get('a.jpg')).toMatchObject({ ctimeMs: 7 });
  });

  test('version 6 knows the words of the photos that are there, and no country yet', async () => {
    await using dir = await tempFolder();
    {
      using database = openVersion(5, dir.path);
      database.raw.exec(`
        INSERT INTO folders (path, added_at_ms) VALUES ('/home/Photos', 1);
        INSERT INTO photos (content_hash, size_bytes, format, width, height, thumb, orientation, added_at_ms, title,
          keywords, latitude, longitude, unreferenced_since_ms)
        VALUES (randomblob(32), 1, 'jpeg', 4, 3, 'a.webp', 1, 0, 'Regatta', '["harbour"]', 38.7, -9.1, NULL),
          (randomblob(32), 1, 'jpeg', 4, 3, 'b.webp', 1, 0, 'Regatta', '[]', NULL, NULL, 1);
        INSERT INTO files (folder_id, relative_path, size_bytes, mtime_ms, scan, state, photo_id)
        VALUES (1, 'Trips/BoatHouse1.jpg', 1, 1, 1, 'indexed', 1), (1, 'Trips/waits.jpg', 1, 1, 1, 'pending', NULL)`);
    }
    using store = Store.open(dir.path);
    for (const word of ['regatta', 'harbour', 'trips', 'boat', 'boathouse1'])
      expect(store.words.find(word, 9), word).toEqual([1]);
    expect(store.words.find('waits', 9)).toEqual([]);
    const { stored, fresh } = wordsIndexed(dir.path);
    expect(stored).toEqual(fresh);
    expect(store.photoCountries.withoutCountry(9)).toEqual([{ id: 1, latitude: 38.7, longitude: -9.1 }]);
    store.quickCheck();
  });

  test('version 7 begins without searches', async () => {
    await using dir = await tempFolder();
    openVersion(6, dir.path)[Symbol.dispose]();
    using store = Store.open(dir.path);
    expect([store.savedSearches.saved(), store.savedSearches.recent()]).toEqual([[], []]);
  });

  test('keep what a database holds when it is opened again', async () => {
    await using dir = await tempFolder();
    {
      using store = Store.open(dir.path);
      store.folders.add('/photos', 1);
    }
    using store = Store.open(dir.path);
    expect(store.folders.list()).toMatchObject([{ path: '/photos', addedAtMs: 1, lastScanAtMs: null }]);
    store.quickCheck();
  });
});

describe('a file that is not ours', () => {
  test('of a newer Eidetic is refused and left as it is', async () => {
    await using dir = await tempFolder();
    Store.open(dir.path)[Symbol.dispose]();
    {
      using database = openRaw(dir.path);
      database.raw.pragma(`user_version = ${latestVersion + 1}`);
    }
    const before = await readFile(join(dir.path, databaseFileName));
    expectRefused(
      dir.path,
      'DATABASE_FROM_FUTURE',
      new RegExp(`schema ${latestVersion}.*newer Eidetic.*left as it is`, 's'),
    );
    expect(await readFile(join(dir.path, databaseFileName))).toEqual(before);
  });

  test('of another program is refused and left as it is', async () => {
    await using dir = await tempFolder();
    {
      using database = openRaw(dir.path);
      database.raw.exec('CREATE TABLE bookmarks (url TEXT)');
    }
    const before = await readFile(join(dir.path, databaseFileName));
    expectRefused(dir.path, 'DATABASE_DAMAGED', /another program.*left as it is/s);
    expect(await readFile(join(dir.path, databaseFileName))).toEqual(before);
  });

  test.each([
    ['a text', Buffer.from('Dear diary,\n'.repeat(200))],
    ['a short text', Buffer.from('x')],
    ['random bytes', Buffer.from(Array.from({ length: 9000 }, (_, i) => (i * 131) & 255))],
  ])('%s is put aside, as it is, and the library begins anew', async (_, content) => {
    await using dir = await tempFolder();
    await writeFile(join(dir.path, databaseFileName), content);
    using store = Store.open(dir.path);
    expect(store.notice).toMatchObject({ kind: 'started-anew', message: expect.stringMatching(/put aside/) as string });
    const aside = (await readdir(dir.path)).find((name) => name.startsWith('damaged-')) ?? '';
    expect(await readFile(join(dir.path, aside, databaseFileName))).toEqual(content);
  });

  test('an empty file is filled', async () => {
    await using dir = await tempFolder();
    await writeFile(join(dir.path, databaseFileName), '');
    using store = Store.open(dir.path);
    expect(store.folders.list()).toEqual([]);
  });
});

describe('a data folder', () => {
  test('is created with everything above it', async () => {
    await using dir = await tempFolder();
    using _store = Store.open(join(dir.path, 'not', 'there', 'yet'));
    expect(await readdir(join(dir.path, 'not', 'there', 'yet'))).toContain(databaseFileName);
  });

  test('that is a file is unusable', async () => {
    await using dir = await tempFolder();
    const path = join(dir.path, 'file');
    await writeFile(path, 'x');
    expectRefused(path, 'DATA_DIR_UNUSABLE', /writable data folder ".*file"/);
    expectRefused(join(path, 'below'), 'DATA_DIR_UNUSABLE', /writable data folder/);
  });

  test.each([databaseFileName, 'lock.sqlite', 'lock-owner.json'])(
    'with a folder named %s is unusable',
    async (name) => {
      await using dir = await tempFolder();
      await mkdir(join(dir.path, name));
      expectRefused(dir.path, 'DATA_DIR_UNUSABLE', new RegExp(dir.path));
    },
  );

  test('is for one engine of a process at a time', async () => {
    await using dir = await tempFolder();
    const first = Store.open(dir.path);
    expectRefused(dir.path, 'DATA_DIR_LOCKED', new RegExp(`process ${process.pid} is using it`));
    first[Symbol.dispose]();
    Store.open(dir.path)[Symbol.dispose]();
    expect(await readdir(dir.path), 'nothing else is left').toEqual([databaseFileName, 'lock.sqlite']);
  });

  test('is for one process at a time, and free as soon as that one is killed', async () => {
    await using dir = await tempFolder();
    const holder = fork(new URL('../../helpers/hold-data-dir.ts', import.meta.url), [dir.path]);
    await once(holder, 'message');
    expectRefused(dir.path, 'DATA_DIR_LOCKED', new RegExp(`process ${String(holder.pid)} is using it.*--data-dir`));
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    using store = Store.open(dir.path);
    store.quickCheck();
  });
});

test('photos that an older decoder could not read are tried again once', async () => {
  await using dir = await tempFolder();
  using store = Store.open(dir.path);
  const folder = store.folders.add('/photos', 0).id;
  const codes = ['PHOTO_FORMAT_UNSUPPORTED', 'PHOTO_DAMAGED', 'PHOTO_EMPTY'] as const;
  store.files.upsertSeen(folder, store.folders.beginScan(folder, '1:2'), seen(...codes));
  const failAll = (): void => {
    for (const { id, relativePath } of store.files.claimAfter(0, [folder], 10, new Set()))
      store.files.fail(id, { code: relativePath as (typeof codes)[number], message: 'no' }, null);
  };
  failAll();
  store.files.retryUnread(2);
  expect(store.files.counts()).toMatchObject({ pending: 2, failed: 1 });
  failAll();
  store.files.retryUnread(2);
  expect(store.files.counts()).toMatchObject({ pending: 0, failed: 3 });
  store.files.retryUnread(3);
  expect(store.files.counts()).toMatchObject({ pending: 2, failed: 1 });
});

/** A database as the first migrations left it. */
function openVersion(version: number, dataDir: string): ReturnType<typeof openRaw> {
  const database = openRaw(dataDir);
  for (const migration of pendingMigrations(0).filter((step) => step.version <= version))
    database.raw.exec(migration.up);
  database.raw.pragma('application_id = 0x45494445');
  database.raw.pragma(`user_version = ${version}`);
  return database;
}

/** The database itself, apart from our code. */
function openRaw(dataDir: string): Disposable & { readonly raw: Database.Database } {
  const raw = new Database(join(dataDir, databaseFileName));
  return {
    raw,
    [Symbol.dispose]() {
      raw.close();
    },
  };
}
