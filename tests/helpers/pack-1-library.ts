import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { databaseFileName } from '../../src-main/engine/store/database.ts';
import { writePack1Photos } from './pack-1-photos.ts';
import { tempFolder } from './temp-folder.ts';

/** A library that built-in pack 1 was the model of, with its photos, as an older version left it; see its make-library.ts. */
export interface Pack1Library extends AsyncDisposable {
  readonly dataDir: string;
  readonly photos: string;
}

export async function pack1Library(): Promise<Pack1Library> {
  const folder = await tempFolder();
  const photos = join(folder.path, 'photos');
  const dataDir = join(folder.path, 'data');
  await Promise.all([mkdir(photos), mkdir(dataDir)]);
  await writePack1Photos(photos);
  const file = join(dataDir, databaseFileName);
  await copyFile(join(import.meta.dirname, '..', 'fixtures', 'pack-1-library', 'library.sqlite'), file);
  const database = new Database(file);
  database.prepare('UPDATE folders SET path = ?').run(photos);
  database.close();
  return { dataDir, photos, [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() };
}
