import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { defaultSettings } from '../../../src-contract/index.ts';
import { databaseFileName } from '../../../src-main/engine/store/database.ts';
import { Store } from '../../../src-main/engine/store/store.ts';
import { tempFolder } from '../../helpers/temp-folder.ts';

test('settings are the defaults until they are set, and stay when the library is opened again', async () => {
  await using dir = await tempFolder();
  {
    using store = Store.open(dir.path);
    expect(store.settings.get()).toEqual(defaultSettings);
    store.settings.set({ theme: 'dark', rowHeight: 120 });
    store.settings.set({ theme: 'light', language: undefined });
    store.settings.set({});
  }
  using store = Store.open(dir.path);
  expect(store.settings.get()).toEqual({ ...defaultSettings, theme: 'light', rowHeight: 120 });
});

test('a stored setting that this version does not know counts as not set', async () => {
  await using dir = await tempFolder();
  {
    using store = Store.open(dir.path);
    store.settings.set({ theme: 'dark', rowHeight: 120, language: 'de' });
  }
  const database = new Database(join(dir.path, databaseFileName));
  const set = database.prepare('INSERT OR REPLACE INTO settings (key, value) VALUES (?, ?)');
  set.run('theme', '"sepia"');
  set.run('rowHeight', '"tall"');
  set.run('__proto__', '{"theme":"dark"}');
  set.run('fromTheFuture', '1');
  database.close();
  using store = Store.open(dir.path);
  expect(store.settings.get()).toEqual({ ...defaultSettings, language: 'de' });
});
