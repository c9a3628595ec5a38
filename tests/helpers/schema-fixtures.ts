import { copyFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { applyMigration, databaseFileName } from '../../src-main/engine/store/database.ts';
import { addFunctions } from '../../src-main/engine/store/functions.ts';
import { pendingMigrations } from '../../src-main/engine/store/migrations/index.ts';
import { tempFolder } from './temp-folder.ts';

const dir = fileURLToPath(new URL('../fixtures/schemas/', import.meta.url));

/** Versions of the schema that there is a library of; see tests/fixtures/make-schemas.ts. */
export const fixtureVersions: readonly number[] = readdirSync(dir)
  .sort()
  .map((name) => Number.parseInt(name, 10));

/** Put the library of a version into a data folder. */
export function placeFixture(version: number, dataDir: string): void {
  copyFileSync(join(dir, `${String(version).padStart(4, '0')}.sqlite`), join(dataDir, databaseFileName));
}

type Row = Readonly<Record<string, unknown>>;

/** A database, apart from our code. */
export class RawDatabase implements Disposable {
  readonly raw: Database.Database;

  constructor(file: string) {
    this.raw = new Database(file);
    addFunctions(this.raw);
    this.raw.pragma('foreign_keys = ON');
  }

  run(sql: string): void {
    this.raw.exec(sql);
  }

  all(sql: string): Row[] {
    return this.raw.prepare<[], Row>(sql).all();
  }

  /** Values of the first column. */
  column(sql: string): unknown[] {
    return this.raw.prepare(sql).pluck().all();
  }

  /** What is declared, by kind and name, whatever white space and comments stand in it. */
  schema(): Map<string, string> {
    const normalised = (sql: string): string => sql.replaceAll(/--.*/gu, '').replaceAll(/\s+/gu, ' ').trim();
    const declared = this.all('SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name');
    return new Map(declared.map(({ type, name, sql }) => [`${String(type)} ${String(name)}`, normalised(String(sql))]));
  }

  /** Every row of every table, by table, in order of its key; those of the index of words, which hold no text, left out. */
  rows(): Map<string, Row[]> {
    const tables = this.column(`SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'
      AND name NOT GLOB 'sqlite_*' ORDER BY name`);
    return new Map(tables.map((table) => [String(table), this.all(`SELECT * FROM "${String(table)}"`)]));
  }

  [Symbol.dispose](): void {
    this.raw.close();
  }
}

/** The library of the version before a step, and what the step makes of it. */
export interface Stepped extends AsyncDisposable {
  /** What there was: rows by table. */
  readonly before: ReadonlyMap<string, readonly Row[]>;
  readonly database: RawDatabase;
}

/** Take the library of the version before, or a new database for the first step, one step further. */
export async function stepped(version: number): Promise<Stepped> {
  const folder = await tempFolder();
  if (version > 1) placeFixture(version - 1, folder.path);
  const database = new RawDatabase(join(folder.path, databaseFileName));
  const before = database.rows();
  const [step] = pendingMigrations(version - 1);
  if (step?.version !== version) throw new Error(`Expected a step to version ${version} but there is none`);
  applyMigration(database.raw, step);
  return {
    before,
    database,
    async [Symbol.asyncDispose]() {
      database[Symbol.dispose]();
      await folder[Symbol.asyncDispose]();
    },
  };
}
