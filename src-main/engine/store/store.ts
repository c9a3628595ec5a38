import { join } from 'node:path';
import { AppError } from '../../../src-contract/index.ts';
import { CatalogStore } from './catalog.ts';
import { CodeStore } from './codes.ts';
import { type Db, databaseFileName, openDatabase, prepareDataDir } from './database.ts';
import { lockDataDir } from './data-dir-lock.ts';
import { FileStore } from './files.ts';
import { FolderStore } from './folders.ts';
import { PhotoDetailsStore } from './photo-details.ts';
import { PhotoStore } from './photos.ts';
import { SettingsStore } from './settings.ts';
import { translateSqliteError } from './sqlite-errors.ts';

/** The one writing handle on a library: everything that is SQL lies behind it. */
export class Store implements Disposable {
  readonly file: string;
  readonly folders: FolderStore;
  readonly files: FileStore;
  readonly photos: PhotoStore;
  readonly details: PhotoDetailsStore;
  readonly catalog: CatalogStore;
  readonly settings: SettingsStore;
  readonly codes: CodeStore;
  readonly #db: Db;
  readonly #lock: Disposable;

  private constructor(file: string, db: Db, lock: Disposable) {
    this.file = file;
    this.#db = db;
    this.#lock = lock;
    this.folders = new FolderStore(db);
    this.files = new FileStore(db);
    this.photos = new PhotoStore(db);
    this.details = new PhotoDetailsStore(db);
    this.catalog = new CatalogStore(db);
    this.settings = new SettingsStore(db);
    this.codes = new CodeStore(db);
  }

  /**
   * Open the library of a data folder, for this process alone.
   *
   * @param options.trace called with every statement that runs, its parameters filled in: for diagnostics, it is slow.
   * @throws DATA_DIR_UNUSABLE, DATA_DIR_LOCKED, DATABASE_FROM_FUTURE, DATABASE_DAMAGED
   */
  static open(dataDir: string, options: { readonly trace?: (sql: string) => void } = {}): Store {
    prepareDataDir(dataDir);
    const file = join(dataDir, databaseFileName);
    let lock: Disposable;
    try {
      lock = lockDataDir(dataDir);
    } catch (error) {
      throw translateSqliteError(error, join(dataDir, 'lock.sqlite'));
    }
    try {
      return new Store(file, openDatabase(dataDir, options.trace), lock);
    } catch (error) {
      lock[Symbol.dispose]();
      throw error;
    }
  }

  /** Name a database error for the user; see `translateSqliteError`. */
  translate(error: unknown): unknown {
    return translateSqliteError(error, this.file);
  }

  get sqliteVersion(): string {
    return this.#db.prepare<[], { v: string }>('SELECT sqlite_version() AS v').get()?.v ?? 'unknown';
  }

  /** Read through the whole database. @throws DATABASE_DAMAGED with the first finding. */
  quickCheck(): void {
    const [first] = this.#db.pragma('quick_check(1)') as { quick_check: string }[];
    if (first?.quick_check !== 'ok') {
      throw new AppError(
        'DATABASE_DAMAGED',
        `Expected a sound database "${this.file}" but received: ${first?.quick_check ?? 'nothing'}`,
      );
    }
  }

  [Symbol.dispose](): void {
    this.#db.close();
    this.#lock[Symbol.dispose]();
  }
}
