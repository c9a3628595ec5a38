import { join } from 'node:path';
import Database from 'better-sqlite3';
import { databaseFileName } from '../../src-main/engine/store/database.ts';
import { addFunctions } from '../../src-main/engine/store/functions.ts';
import { Store } from '../../src-main/engine/store/store.ts';
import { type PhotoFacts, writeFolder } from './store.ts';
import { tempFolder } from './temp-folder.ts';

/** A library of photos in one registered folder, whose answers come as paths. */
export interface NamedLibrary extends AsyncDisposable {
  readonly store: Store;
  readonly dataDir: string;
  readonly folderId: number;
  readonly ids: Readonly<Record<string, number>>;
  /** Paths of photos, in order. */
  readonly names: (ids: Iterable<number>) => string[];
}

export async function namedLibrary(
  photos: Readonly<Record<string, PhotoFacts>>,
  root = '/home/anna/Photos',
): Promise<NamedLibrary> {
  const dir = await tempFolder();
  const store = Store.open(dir.path);
  const { folderId, ids } = writeFolder(store, root, photos);
  const names = new Map(Object.entries(ids).map(([name, id]) => [id, name]));
  return {
    store,
    dataDir: dir.path,
    folderId,
    ids,
    names: (some) => Array.from(some, (id) => names.get(id) ?? '?'),
    async [Symbol.asyncDispose]() {
      store[Symbol.dispose]();
      await dir[Symbol.asyncDispose]();
    },
  };
}

/** Another connection to a library. */
export function openBeside(dataDir: string): Disposable & { readonly raw: Database.Database } {
  const raw = new Database(join(dataDir, databaseFileName));
  addFunctions(raw);
  return {
    raw,
    [Symbol.dispose]() {
      raw.close();
    },
  };
}

const content = 'SELECT term, doc, col, "offset" FROM';
const columns = ['title', 'keywords', 'names', 'folders', 'description'];

/** Every place of every word in the index of a library, and the same of an index that is made afresh. */
export function wordsIndexed(dataDir: string): { readonly stored: unknown[]; readonly fresh: unknown[] } {
  using beside = openBeside(dataDir);
  beside.raw.exec(`
    CREATE VIRTUAL TABLE temp.fresh USING fts5(${columns.join(', ')}, content = '',
      tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Co M*'");
    INSERT INTO temp.fresh (rowid, ${columns.join(', ')})
      SELECT id, ${columns.map((column) => `word_spellings(${column})`).join(', ')} FROM photo_words;
    CREATE VIRTUAL TABLE temp.fresh_places USING fts5vocab(temp, fresh, instance);
    CREATE VIRTUAL TABLE temp.places USING fts5vocab(main, words, instance);`);
  const sorted = (table: string): unknown[] => beside.raw.prepare(`${content} temp.${table} ORDER BY 1, 2, 3, 4`).all();
  return { stored: sorted('places'), fresh: sorted('fresh_places') };
}
