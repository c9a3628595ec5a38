import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { databaseFileName } from '../../../src-main/engine/store/database.ts';
import { latestVersion, pendingMigrations } from '../../../src-main/engine/store/migrations/index.ts';
import { Store } from '../../../src-main/engine/store/store.ts';
import { fixtureVersions, placeFixture, RawDatabase, stepped } from '../../helpers/schema-fixtures.ts';
import { tempFolder } from '../../helpers/temp-folder.ts';
import { wordsIndexed } from '../../helpers/words.ts';

/** sha256 of the SQL of each step as it was published. A line is added with a step, and never changed. */
const published = [
  'cff7d208b2fcb9e82e037096a0832b40625c0451246a35cff15064f4ccad8313',
  '61b1600281ed2d332d74a743981547c28fc6514e80f79865bb57ffa0a8f0fd60',
  '1430e5e9afc4f2d5cc65c72c37ba4f0b77222a55fdde211891f19ada10968c95',
  '3bc2a40e02e9515925d0e17f8cb207099a7504bf174ad57f3856c5dd384b1b38',
  '6b83af5849d5b9872822c05ca1eda0f1a97b51a1ec091df6dc5a373b0a9daeef',
  '3bcbf79aeda3d0ca5cdd6bcec5f1e654ce99723daa6a067f9cc236adc87c48b6',
  '309cec74c75feb185459f8f4f614a3882c897d3ce12387bd0d3a1f09ff88fa6c',
  'f9bed2d45b56b44866d9dc839d538b274923b013fcd27d07296c000fca80c505',
  '324f6d605e81998aca3e456d78fd563c7ab7f6b0fb2f2c2f3c947728d673789c',
  'ae53602a66163ad7dc091172333d8efd5c4ae11c8f5fa1f0fc364398677c8af5',
  '7b2e46a2c6fb481bbc2e7df2d459f0d76c6b185dc3c8ba7a1108770482223ead',
  'a86b69872ac0bc8965b9cecaf49b388a893bd3bda559828b417ac3a1e17a6f4a',
  'b884f0a015ec6749772917c3e00574986a22672403c8c68a46927b8ac3b68af6',
  '03c3c7cf5069b6fcd0cf2cc3f03727fe0c4cce63c2d07e8e8f835aea725c09d6',
  '1da5d4524f958081c12add2d43b9ac2f7cfb7938c4bd2b92e33b05be655510b1',
  'a305f68439803a4b79b00cc0c6a0d9234c7db4f6d486c7f49e9710fbb1411aa6',
  'bc299e76d77ac85eb7f224da1330a36704416b64020eca9dca1c8b4d31718257',
  'df5a05c2ce1d5e43b8a24d74b9d6992a654b633a7c28c7dc453fa43b0a6a09b7',
  '795fd219abb34ca14a9850ffdd9086f88451a73e6b545c34152a96e78dbf30b1',
  '489b912750fe01ac55342ccb0980b5e994f53febaa6754d15b36bea2a864c0ef',
  '647c1047eeeb2347c46e7669f1ebdc293bb1c7484623a6e500ee8ccbdff48646',
  '3bf8cd95b16ef4d8ba0beba130ab2b69775a36e26b820b711b8a2dace964ce56',
  '119ff750f046302793376278861939f1d9e208dfcf9f2466b95aa2a9ea5f3acf',
  '64038bd6a106ff4aac6a29be55611026c175316490bd5f8005a604de78017678',
  'c6c0de24f0542186cba2dc047f9903dbb42b45a37bbfd66c2104815b85e46cf8',
  '938bff75dfbbd962f36a835cffe588b753ceb20fe9f29a80448f4c0ba86198e7',
  '77430abf951d946512f7460f0dd6be6820abdf9ffd4ab5de3408d5260c705d6e',
  'aeca310486fdc631a05640e55100e99e9255db442cfe70be96b75886fa15c34e',
  '36f85306c5d47cb8e327e76dbc9713e15ebaf70d73cbde2054bd9b690dfe933c',
];

const steps = pendingMigrations(0);
const versions = steps.map(({ version }) => version);

describe('steps', () => {
  test('are as they were published', () => {
    expect(steps.map(({ up }) => createHash('sha256').update(up).digest('hex'))).toEqual(published);
  });

  test('are numbered upwards from 1, and so are their files', () => {
    expect(versions).toEqual(published.map((_, i) => i + 1));
    const files = readdirSync(new URL('../../../src-main/engine/store/migrations/', import.meta.url)).sort();
    expect(files.flatMap((name) => /^(\d{4})-[a-z-]+\.ts$/u.exec(name)?.[1] ?? [])).toEqual(
      versions.map((version) => String(version).padStart(4, '0')),
    );
  });

  test('have a library of each version', () => {
    expect(fixtureVersions).toEqual(versions);
  });

  test.each(versions)('leave what there was as it was, up to and with %i', async (version) => {
    await using step = await stepped(version);
    const after = step.database.rows();
    for (const [table, rows] of step.before) {
      // Words that wait to be written, which a step may do.
      if (table === 'word_changes') continue;
      const kept = after.get(table)?.map((row, i) => pick(row, Object.keys(rows[i] ?? {})));
      expect(kept, table).toEqual(rows);
    }
    expect(step.database.raw.pragma('user_version', { simple: true })).toBe(version);
    expect(step.database.raw.pragma('application_id', { simple: true })).toBe(0x45_49_44_45);
    expect(step.database.raw.pragma('foreign_key_check')).toEqual([]);
    expect(step.database.raw.pragma('integrity_check', { simple: true })).toBe('ok');
  });
});

describe('step', () => {
  test('1: what hangs on a photo is one with it, and files are places of it', async () => {
    await using step = await stepped(1);
    const { database } = step;
    database.run(`
      INSERT INTO folders (id, path, added_at_ms) VALUES (1, '/photos', 1);
      INSERT INTO packs (id, pack_id, version, space, dim) VALUES (1, 'p', '1', 's', 2);
      INSERT INTO photos (id, content_hash, size_bytes, format, width, height, thumb, orientation, added_at_ms)
      VALUES (1, zeroblob(32), 1, 'jpeg', 4, 3, 'a.webp', 1, 0), (2, zeroblob(32), 2, 'jpeg', 4, 3, 'b.webp', 1, 0);
      INSERT INTO embeddings (pack, photo_id, vector) VALUES (1, 1, zeroblob(8)), (1, 2, zeroblob(8));
      INSERT INTO files (folder_id, relative_path, size_bytes, mtime_ms, scan, state, photo_id)
      VALUES (1, 'a.jpg', 1, 1, 1, 'indexed', 1), (1, 'b.jpg', 1, 1, 1, 'indexed', 1);`);
    const again = `INSERT INTO photos (content_hash, size_bytes, format, width, height, thumb, orientation, added_at_ms)
      VALUES (zeroblob(32), 1, 'png', 4, 3, 'c.webp', 1, 0)`;
    expect(() => {
      database.run(again);
    }, 'the same content').toThrow(/UNIQUE/u);
    database.run('DELETE FROM photos WHERE id = 2');
    expect(database.column('SELECT photo_id FROM embeddings')).toEqual([1]);
    database.run('DELETE FROM folders');
    expect(database.rows().get('files')).toEqual([]);
    expect(database.column('SELECT id FROM photos'), 'the photo stays').toEqual([1]);
    database.run('DELETE FROM packs');
    expect(database.rows().get('embeddings')).toEqual([]);
  });

  test('2: embeddings of a photo are found by an index', async () => {
    await using step = await stepped(2);
    const plan = step.database.all('EXPLAIN QUERY PLAN SELECT 1 FROM embeddings WHERE photo_id = 1');
    expect(plan).toMatchObject([{ detail: expect.stringContaining('embeddings_by_photo') as string }]);
  });

  test('3: every photo has its time and its camera, no folder is paused, nothing is set', async () => {
    await using step = await stepped(3);
    const { database } = step;
    const local = (ms: number): string => {
      const date = new Date(ms - new Date(ms).getTimezoneOffset() * 60_000);
      return date.toISOString().slice(0, 19);
    };
    expect(database.all('SELECT sort_at, camera FROM photos ORDER BY id')).toEqual([
      { sort_at: '2023-07-01T14:03:22', camera: 'Canon EOS R6' },
      { sort_at: '2022-08-14T21:15:40.250', camera: 'Apple iPhone 13' },
      // It does not say when: the time of its oldest file.
      { sort_at: local(1_425_211_200_000), camera: null },
      // Nor has it a file: when it was added.
      { sort_at: local(1_676_000_000_000), camera: 'NIKON D750' },
      { sort_at: '2023-05-20T06:30:00', camera: 'SONY ILCE-7M3' },
    ]);
    expect(database.column('SELECT paused FROM folders')).toEqual([0, 0]);
    expect(database.rows().get('settings')).toEqual([]);
    const plan = database.all(
      'EXPLAIN QUERY PLAN SELECT id FROM photos WHERE unreferenced_since_ms IS NULL ORDER BY sort_at',
    );
    expect(plan).toMatchObject([{ detail: expect.stringContaining('COVERING INDEX photos_timeline') as string }]);
  });

  test('4: no embedding has a code yet, and whatever changes one is noted', async () => {
    await using step = await stepped(4);
    const { database } = step;
    const noted = (): unknown[] => database.column('SELECT photo_id FROM code_changes ORDER BY photo_id');
    expect(noted()).toEqual([1, 2, 3, 4, 5]);
    expect(database.rows().get('code_blocks')).toEqual([]);
    const changes: [sql: string, photos: number[]][] = [
      ['UPDATE embeddings SET vector = zeroblob(32) WHERE photo_id = 2', [2]],
      ['UPDATE photos SET unreferenced_since_ms = 1 WHERE id = 3', [3]],
      ['UPDATE photos SET unreferenced_since_ms = 2 WHERE id = 3', []],
      ['UPDATE photos SET unreferenced_since_ms = NULL WHERE id IN (3, 4)', [3, 4]],
      ['DELETE FROM embeddings WHERE photo_id = 5', [5]],
      ['INSERT INTO embeddings (pack, photo_id, vector) VALUES (1, 5, zeroblob(32))', [5]],
      ["UPDATE photos SET title = 'other'", []],
    ];
    for (const [sql, photos] of changes) {
      database.run('DELETE FROM code_changes');
      database.run(sql);
      expect(noted(), sql).toEqual(photos);
    }
    database.run('DELETE FROM packs');
    expect(noted(), 'a pack takes its own with it').toEqual([]);
  });

  test('5: no change time is known, and no root', async () => {
    await using step = await stepped(5);
    expect(step.database.column('SELECT DISTINCT ctime_ms FROM files')).toEqual([null]);
    expect(step.database.column('SELECT DISTINCT root_identity FROM folders')).toEqual([null]);
  });

  test('6: photos that have a file are found by their words, and no country is known', async () => {
    await using step = await stepped(6);
    const { database } = step;
    const called = (words: string): unknown[] =>
      database.column(`SELECT rowid FROM words WHERE words MATCH '${words}' ORDER BY rowid`);
    const expected: [words: string, photos: number[]][] = [
      ['tram', [1]],
      ['alfama', [1]],
      ['"lisbon img 20230701"', []],
      ['hamburg', [2]],
      ['"hafen city 12"', [2]],
      ['grossmutter', []],
      ['großmutter', [3]],
      ['regatta', []],
      ['drive', [5]],
      ['new', []],
    ];
    for (const [words, photos] of expected) expect(called(words), words).toEqual(photos);
    expect(database.column('SELECT DISTINCT country FROM photos')).toEqual([null]);
    const changes: [sql: string, photos: number[]][] = [
      ["UPDATE files SET relative_path = 'renamed.jpg' WHERE id = 1", [1]],
      ['UPDATE files SET mtime_ms = 1 WHERE id = 1', []],
      ['UPDATE files SET photo_id = 4 WHERE id = 3', [3, 4]],
      ["UPDATE photos SET keywords = '[]' WHERE id = 2", [2]],
      ['UPDATE photos SET rating = 3 WHERE id = 2', []],
      ["UPDATE folders SET path = '/media/ada/USB' WHERE id = 2", [5]],
      ['DELETE FROM folders WHERE id = 2', [5]],
    ];
    for (const [sql, photos] of changes) {
      database.run('DELETE FROM word_changes');
      database.run(sql);
      expect(database.column('SELECT photo_id FROM word_changes ORDER BY 1'), sql).toEqual(photos);
    }
  });

  test('7: there are no searches, and names differ by more than case', async () => {
    await using step = await stepped(7);
    const { database } = step;
    const { saved_searches: saved, recent_searches: recent } = Object.fromEntries(database.rows());
    expect([saved, recent]).toEqual([[], []]);
    const save = (name: string): void => {
      database.run(`INSERT INTO saved_searches (name, name_key, recipe) VALUES ('${name}', lower('${name}'), '{}')`);
    };
    save('Lisbon');
    expect(() => {
      save('LISBON');
    }).toThrow(/UNIQUE/u);
    expect(() => {
      database.run("INSERT INTO recent_searches (recipe, searched_at_ms) VALUES ('no JSON', 1)");
    }).toThrow(/CHECK/u);
  });

  test('8: no photo has a bias yet, and codes follow what changes one', async () => {
    await using step = await stepped(8);
    const { database } = step;
    expect(database.column('SELECT DISTINCT bias FROM embeddings')).toEqual([null]);
    expect(database.rows().get('caption_banks')).toEqual([]);
    database.run('DELETE FROM code_changes; UPDATE embeddings SET bias = 0.5 WHERE photo_id = 2');
    expect(database.column('SELECT photo_id FROM code_changes')).toEqual([2]);
    database.run('DELETE FROM code_changes; UPDATE embeddings SET bias = 0.5 WHERE photo_id = 2');
    expect(database.column('SELECT photo_id FROM code_changes'), 'the same again').toEqual([]);
    database.run(
      "INSERT INTO caption_banks (pack, fingerprint, vectors) VALUES (1, 'f', zeroblob(8)); DELETE FROM packs",
    );
    expect(database.rows().get('caption_banks')).toEqual([]);
  });

  test('9: no pack has a role and no photo failed, and only one pack can be the current one', async () => {
    await using step = await stepped(9);
    const { database } = step;
    const { pack_roles: roles, pack_attempts: attempts } = Object.fromEntries(database.rows());
    expect([roles, attempts]).toEqual([[], []]);
    database.run(`INSERT INTO packs (id, pack_id, version, space, dim) VALUES (2, 'next', '1', 's', 8);
      INSERT INTO pack_roles (pack, role) VALUES (1, 'current')`);
    expect(() => {
      database.run("INSERT INTO pack_roles (pack, role) VALUES (2, 'current')");
    }).toThrow(/UNIQUE/u);
    database.run(`INSERT INTO pack_attempts (pack, photo_id, attempts) VALUES (1, 1, 1), (2, 2, 1);
      DELETE FROM packs WHERE id = 1; DELETE FROM files WHERE photo_id = 2; DELETE FROM photos WHERE id = 2`);
    const after = Object.fromEntries(database.rows());
    expect([after['pack_roles'], after['pack_attempts']], 'both go with their pack, attempts with their photo').toEqual(
      [[], []],
    );
  });

  test('10: how well captions fit is not known yet, and how well words do still is', async () => {
    await using step = await stepped(10);
    const [bank] = step.database.rows().get('caption_banks') ?? [];
    expect(bank).toMatchObject({ chance_high: 0.24, chance_caption_median: null, chance_caption_high: null });
  });

  test('11: every photo that has a file is to be joined with its names, and whatever they follow from is noted', async () => {
    await using step = await stepped(11);
    const { database } = step;
    const noted = (): unknown[] => database.column('SELECT photo_id FROM metadata_changes ORDER BY photo_id');
    expect(noted()).toEqual([1, 2, 3, 5]);
    expect(database.all('SELECT DISTINCT date_source, people, label, favourite FROM photos')).toEqual([
      { date_source: null, people: '[]', label: null, favourite: 0 },
    ]);
    const sidecar = "INSERT INTO sidecars (file_id, name, size_bytes, mtime_ms, ctime_ms) VALUES (1, 'a.xmp', 1, 1, 1)";
    const changes: [sql: string, photos: number[]][] = [
      ["UPDATE files SET relative_path = 'renamed.jpg' WHERE id = 1", [1]],
      ['UPDATE files SET mtime_ms = 1 WHERE id = 2', [2]],
      ['UPDATE files SET mtime_ms = 1, size_bytes = 7 WHERE id = 2', []],
      ['UPDATE files SET photo_id = 4 WHERE id = 3', [3, 4]],
      [sidecar, []],
      ["UPDATE sidecars SET facts = '{}', is_read = 1", [1]],
      ["UPDATE sidecars SET facts = '{}', is_read = 0", []],
      ['DELETE FROM sidecars', [1]],
      [sidecar, []],
      ['DELETE FROM sidecars', []],
      ['UPDATE photos SET rating = 3 WHERE id = 2', []],
      ["UPDATE folders SET path = '/media/ada/USB' WHERE id = 2", [5]],
      [`${sidecar}; DELETE FROM files WHERE id = 1`, [1]],
      ['DELETE FROM folders WHERE id = 2', [5]],
    ];
    for (const [sql, photos] of changes) {
      database.run('DELETE FROM metadata_changes');
      database.run(sql);
      expect(noted(), sql).toEqual(photos);
    }
    expect(database.rows().get('sidecars'), 'go with their file').toEqual([]);
    expect(() => {
      database.run("UPDATE photos SET date_source = 'hearsay'");
    }).toThrow(/CHECK/u);
  });

  test('12: words are found in all their spellings, nothing is left out, and what will be keeps its photo', async () => {
    await using step = await stepped(12);
    const { database } = step;
    const called = (words: string): unknown[] =>
      database.column(`SELECT rowid FROM words WHERE words MATCH '${words}' ORDER BY rowid`);
    for (const words of ['grossmutter', 'tram', '"hafen city 12"']) expect(called(words), words).toHaveLength(1);
    expect(called('großmutter'), 'only folded texts are indexed').toEqual([]);
    expect(database.column('SELECT DISTINCT patterns FROM folders')).toEqual(['[]']);
    const { left_out: leftOut, left_out_files: files } = Object.fromEntries(database.rows());
    expect([leftOut, files]).toEqual([[], []]);
    database.run(`
      INSERT INTO left_out VALUES (1, 'a', 'thumbnails', 1);
      INSERT INTO left_out_files VALUES (1, 'a/b.jpg', 1, 1, NULL, 4);`);
    expect(() => {
      database.run('DELETE FROM photos WHERE id = 4');
    }).toThrow(/FOREIGN KEY/u);
    database.run('DELETE FROM folders WHERE id = 1');
    expect(database.column('SELECT path FROM left_out UNION ALL SELECT relative_path FROM left_out_files')).toEqual([]);
  });

  test('13: every folder with photos is to be looked at, and whatever may change what belongs together is noted', async () => {
    await using step = await stepped(13);
    const { database } = step;
    const noted = (): unknown[] =>
      database.column("SELECT folder_id || ' ' || directory FROM stack_changes ORDER BY 1");
    expect(noted()).toEqual(['1 ', '1 Copies/', '1 Scans/', '1 Trips/Hamburg 2022/', '1 Trips/Lisbon/', '2 ']);
    const { photo_marks: marks, videos, stacks } = Object.fromEntries(database.rows());
    expect([marks, videos, stacks]).toEqual([[], [], []]);
    const changes: [sql: string, directories: string[]][] = [
      ["UPDATE files SET relative_path = 'Scans/b.jpg' WHERE id = 1", ['1 Scans/', '1 Trips/Lisbon/']],
      ['UPDATE files SET mtime_ms = 1 WHERE id = 1', []],
      ["UPDATE photos SET taken_at = '2001-01-01T00:00:00' WHERE id = 5", ['1 Copies/', '2 ']],
      ['UPDATE photos SET rating = 3 WHERE id = 5', []],
      ['INSERT INTO photo_marks (photo_id, read_version) VALUES (5, 1)', ['1 Copies/', '2 ']],
      ["UPDATE photo_marks SET burst_id = 'x' WHERE photo_id = 5", ['1 Copies/', '2 ']],
      ['UPDATE photo_marks SET attempts = 1 WHERE photo_id = 5', []],
      ["INSERT INTO videos (id, folder_id, relative_path, size_bytes, mtime_ms) VALUES (1, 1, 'a/b.mov', 1, 1)", []],
      ['UPDATE videos SET read_version = 1', ['1 a/']],
      ['DELETE FROM folders WHERE id = 1', ['1 ', '1 Copies/', '1 Scans/', '1 Trips/Hamburg 2022/', '1 a/']],
    ];
    for (const [sql, directories] of changes) {
      database.run('DELETE FROM stack_changes');
      database.run(sql);
      expect(noted(), sql).toEqual(directories);
    }
  });

  test('14: what is written without spaces is found by any part of it', async () => {
    await using dir = await tempFolder();
    placeFixture(13, dir.path);
    {
      using before = new RawDatabase(join(dir.path, databaseFileName));
      before.run(`
        UPDATE files SET relative_path = '海边日落.jpg' WHERE id = (SELECT min(id) FROM files WHERE photo_id = 1);
        DELETE FROM words WHERE rowid = 1;
        INSERT INTO words (rowid, names) VALUES (1, '海边日落');
        DELETE FROM word_changes;`);
    }
    using store = Store.open(dir.path);
    expect(store.words.find('日落', 9)).toEqual([1]);
  });

  test('15: people that are known are found, nobody has a box, and every sidecar was read by who knew less', async () => {
    await using step = await stepped(15);
    const { database } = step;
    expect(database.all('SELECT * FROM photo_people')).toEqual([{ photo_id: 1, name: 'Ada', position: 0, box: null }]);
    expect(database.rows().get('photo_places')).toEqual([]);
    expect(database.all('SELECT DISTINCT places, added_keywords FROM photos')).toEqual([
      { places: '[]', added_keywords: 0 },
    ]);
    expect(database.column('SELECT DISTINCT read_version FROM sidecars')).toEqual([0]);
    const plan = database.all("EXPLAIN QUERY PLAN SELECT photo_id FROM photo_people WHERE name = 'Ada'");
    expect(plan).toMatchObject([{ detail: expect.stringContaining('COVERING INDEX photo_people_by_name') as string }]);
    database.run("INSERT INTO photo_places VALUES (1, 'lisbon', 0, NULL)");
    database.run('DELETE FROM files; DELETE FROM photos WHERE id = 1');
    expect(database.rows().get('photo_people')).toEqual([]);
    expect(database.rows().get('photo_places')).toEqual([]);
  });
});

describe('the library of version', () => {
  test.each(fixtureVersions)('%i is what its steps make', async (version) => {
    await using dir = await tempFolder();
    placeFixture(version, dir.path);
    using fixture = new RawDatabase(join(dir.path, databaseFileName));
    using made = new RawDatabase(':memory:');
    for (const { up } of steps.slice(0, version)) made.run(up);
    expect(fixture.schema()).toEqual(made.schema());
    expect(fixture.raw.pragma('user_version', { simple: true })).toBe(version);
  });

  test.each(fixtureVersions)(
    '%i, opened by this one, has the schema of a new library and all it had',
    async (version) => {
      await using fresh = await tempFolder();
      Store.open(fresh.path)[Symbol.dispose]();
      await using dir = await tempFolder();
      placeFixture(version, dir.path);
      {
        using store = Store.open(dir.path);
        expect(store.notice).toBeNull();
        expect(store.folders.list()).toMatchObject([
          { path: '/home/ada/Pictures', state: 'online', paused: false, photos: 6, pending: 2, failed: 2 },
          { path: '/media/ada/Holiday drive', state: 'offline', paused: version >= 3, photos: 1 },
        ]);
        expect(store.files.counts()).toEqual({ files: 9, pending: 2, failed: 1 });
        expect(store.settings.get().theme).toBe(version >= 3 ? 'dark' : 'system');
        expect(store.words.find('tram', 9)).toEqual([1]);
        expect(store.savedSearches.saved().map(({ recipe }) => recipe?.sort)).toEqual(
          version >= 7 ? ['relevance', 'relevance'] : [],
        );
        store.quickCheck();
      }
      using migrated = new RawDatabase(join(dir.path, databaseFileName));
      using made = new RawDatabase(join(fresh.path, databaseFileName));
      expect(migrated.schema()).toEqual(made.schema());
      expect(migrated.raw.pragma('user_version', { simple: true })).toBe(latestVersion);
      expect(migrated.column('SELECT bias FROM embeddings WHERE pack = 1 ORDER BY photo_id')).toEqual(
        version >= 8 ? [0.125, 0.25, 0.375, null, 0.625] : [null, null, null, null, null],
      );
      const { stored, fresh: again } = wordsIndexed(dir.path);
      expect(stored).toEqual(again);
    },
  );
});

function pick(row: Readonly<Record<string, unknown>>, keys: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(keys.map((key) => [key, row[key]]));
}
