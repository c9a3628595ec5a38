import { createHash } from 'node:crypto';
import { existsSync, openSync, readFileSync, statSync, writeSync, closeSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect } from 'vitest';
import { Engine } from '../../src-main/engine/engine.ts';
import { databaseFileName } from '../../src-main/engine/store/database.ts';
import { forkEncoder } from '../../src-main/headless/fork-encoder.ts';
import { createLogger } from '../../src-main/headless/log.ts';
import { tempFolder } from '../helpers/temp-folder.ts';
import { fixturePack, searchRequest } from '../helpers/temp-library.ts';
import type { PhotoTree } from './photo-tree.ts';
import type { Random } from './random.ts';

function openEngine(dataDir: string): Promise<Engine> {
  return Engine.open({
    dataDir,
    packDir: fixturePack('tiny-clip'),
    launchEncoder: forkEncoder,
    log: createLogger(),
    threads: 1,
  });
}

function withDatabase<T>(dataDir: string, read: (database: Database.Database) => T): T {
  const database = new Database(join(dataDir, databaseFileName), { fileMustExist: true, timeout: 5000 });
  try {
    return read(database);
  } finally {
    database.close();
  }
}

/** Contents, in hex, whose photo and embedding are written: what is written must stay. */
export function acknowledged(dataDir: string): string[] {
  if (!existsSync(join(dataDir, databaseFileName))) return [];
  return withDatabase(dataDir, (database) =>
    database
      .prepare<[], { hash: string }>(
        'SELECT lower(hex(content_hash)) AS hash FROM photos JOIN embeddings ON embeddings.photo_id = photos.id',
      )
      .all()
      .map(({ hash }) => hash),
  );
}

/** What a kill must leave behind: a sound database with everything that was acknowledged, once. */
export function checkDatabase(dataDir: string, promised: Iterable<string>): void {
  withDatabase(dataDir, (database) => {
    expect(database.pragma('integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    expect(database.pragma('foreign_key_check')).toEqual([]);
  });
  const present = acknowledged(dataDir);
  expect(new Set(present).size, 'once each').toBe(present.length);
  const kept = new Set(present);
  expect(
    [...promised].filter((hash) => !kept.has(hash)),
    'acknowledged and lost',
  ).toEqual([]);
}

/** Bring the library up to date, and compare it with the disk and with a fresh index of the same photos. */
export async function checkLibrary(dataDir: string, tree: PhotoTree): Promise<void> {
  await using engine = await openEngine(dataDir);
  if (!tree.isPlugged) await checkUnplugged(engine, dataDir, tree);
  for (const root of tree.roots) await engine.library.addFolder(root);
  await engine.library.index({ folderIds: null, retryFailed: true });
  expect(engine.library.failures()).toEqual([]);
  const contents = tree.contents();
  expect(indexedFiles(dataDir)).toEqual(new Map([...contents].sort()));
  expect(engine.library.status()).toMatchObject({ photos: new Set(contents.values()).size, pending: 0, failed: 0 });
  checkOrphans(dataDir);
  await using fresh = await tempFolder();
  await using other = await openEngine(fresh.path);
  for (const root of tree.roots) await other.library.addFolder(root);
  await other.library.index({ folderIds: null, retryFailed: false });
  compare(await scores(engine), await scores(other));
}

async function checkUnplugged(engine: Engine, dataDir: string, tree: PhotoTree): Promise<void> {
  const rows = (): number =>
    [...indexedFiles(dataDir).keys()].filter((path) => path.startsWith(`${tree.removable}/`)).length;
  const before = rows();
  await engine.library.index({ folderIds: null, retryFailed: true });
  const folder = engine.library.listFolders().find(({ path }) => path === tree.removable);
  if (folder !== undefined) {
    expect(folder.state, 'the unplugged root').toBe('offline');
    expect(rows(), 'photos of the unplugged root').toBe(before);
  }
  tree.plug();
}

/** sha256 by absolute path of what is indexed, sorted. */
function indexedFiles(dataDir: string): Map<string, string> {
  const rows = withDatabase(dataDir, (database) =>
    database
      .prepare<[], { root: string; path: string; hash: string }>(
        `SELECT folders.path AS root, relative_path AS path, lower(hex(content_hash)) AS hash
        FROM files JOIN folders ON folders.id = folder_id JOIN photos ON photos.id = photo_id WHERE files.state = 'indexed'`,
      )
      .all(),
  );
  return new Map(rows.map(({ root, path, hash }): [string, string] => [join(root, path), hash]).sort());
}

function checkOrphans(dataDir: string): void {
  const wrong = withDatabase(dataDir, (database) =>
    database
      .prepare(
        `SELECT photos.id FROM photos WHERE
          (unreferenced_since_ms IS NULL) <> EXISTS (SELECT 1 FROM files WHERE photo_id = photos.id)
          OR NOT EXISTS (SELECT 1 FROM embeddings WHERE photo_id = photos.id)`,
      )
      .all(),
  );
  expect(wrong, 'photos without file or embedding').toEqual([]);
}

/** Score of every content for a search; which of several equal files is shown is not compared. */
async function scores(engine: Engine): Promise<Map<string, number>> {
  const { hits } = await engine.search.local(searchRequest({ text: 'a red square', top: 1000 }));
  return new Map(hits.map(({ path, score }) => [createHash('sha256').update(readFileSync(path)).digest('hex'), score]));
}

function compare(found: Map<string, number>, expected: Map<string, number>): void {
  expect([...found.keys()].sort()).toEqual([...expected.keys()].sort());
  for (const [content, score] of expected) expect(found.get(content)).toBeCloseTo(score, 3);
}

/** Overwrite a stretch of the database, as a failing disk does. */
export function damageDatabase(dataDir: string, random: Random): void {
  const path = join(dataDir, databaseFileName);
  if (!existsSync(path)) return;
  const { size } = statSync(path);
  const bytes = Buffer.from(Array.from({ length: Math.max(4096, Math.floor(size / 10)) }, () => random.below(256)));
  const file = openSync(path, 'r+');
  writeSync(file, bytes, 0, bytes.length, random.below(Math.max(1, size - bytes.length)));
  closeSync(file);
}
