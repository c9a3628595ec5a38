import { join } from 'node:path';
import Database from 'better-sqlite3';
import { databaseFileName } from '../../src-main/engine/store/database.ts';
import { addFunctions } from '../../src-main/engine/store/functions.ts';
import { Store } from '../../src-main/engine/store/store.ts';
import { tempFolder } from './temp-folder.ts';

/** A statement, and the steps that SQLite takes for it. */
export type Plan = Readonly<{ sql: string; steps: readonly string[] }>;

/** How SQLite goes about the statements that the prepared function makes the store execute. */
export async function plansOf(prepare: (store: Store) => () => void): Promise<Plan[]> {
  await using dir = await tempFolder();
  const statements = new Set<string>();
  let tracing = false;
  using store = Store.open(dir.path, { trace: (sql) => tracing && statements.add(sql) });
  const run = prepare(store);
  tracing = true;
  run();
  tracing = false;
  const reader = new Database(join(dir.path, databaseFileName), { readonly: true });
  addFunctions(reader);
  const plans = [...statements]
    .filter((sql) => /^\s*(select|insert|update|delete|with)/i.test(sql))
    .map((sql) => {
      const steps = reader.prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all();
      return { sql, steps: steps.map(({ detail }) => detail) };
    });
  reader.close();
  return plans;
}
