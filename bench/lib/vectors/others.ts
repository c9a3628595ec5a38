import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import Database from 'better-sqlite3';
import { databaseFileName } from '../../../src-main/engine/store/database.ts';
import { scratchFolder } from '../library.ts';
import { clocked } from '../processes.ts';
import { spread } from '../report.ts';
import { recall, top, type VectorLibrary } from './library.ts';

/** What another index does on the same embeddings and queries. */
export interface OtherFigures {
  readonly buildMs: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly recallAt100: number;
}

export const others = ['sqlite-vec', 'usearch exact', 'LanceDB flat', 'LanceDB HNSW'] as const;
export type Other = (typeof others)[number];

/** They are no dependency of the app, and large: a package of their own, installed by this benchmark. */
const packageDir = join(import.meta.dirname, '..', '..', 'others');
const load = createRequire(join(packageDir, 'package.json'));

const rowsAtOnce = 10_000;
const warmUpQueries = 2;

/** Install what is compared with, where it is not. @returns why that failed, or null. */
export async function installOthers(): Promise<string | null> {
  if (existsSync(join(packageDir, 'node_modules', 'usearch'))) return null;
  try {
    await promisify(execFile)('npm', ['install', '--no-save', '--no-audit', '--no-fund'], { cwd: packageDir });
    return null;
  } catch (error) {
    return error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
  }
}

export async function measureOther(other: Other, library: VectorLibrary): Promise<OtherFigures> {
  switch (other) {
    case 'sqlite-vec':
      return sqliteVec(library);
    case 'usearch exact':
      return usearchExact(library);
    case 'LanceDB flat':
      return lance(library, false);
    case 'LanceDB HNSW':
      return lance(library, true);
  }
}

type Search = (query: Float32Array<ArrayBuffer>) => number[] | Promise<number[]>;

async function measure(library: VectorLibrary, buildMs: number, search: Search): Promise<OtherFigures> {
  // As many as there is an exact answer for.
  const queries = library.queries.slice(0, library.best.length);
  for (const query of queries.slice(0, warmUpQueries)) await search(query);
  const ms: number[] = [];
  const ids: number[][] = [];
  for (const query of queries) {
    const { value, ms: took } = await clocked(() => search(query));
    ms.push(took);
    ids.push(value);
  }
  const { p50, p95 } = spread(ms);
  return { buildMs, p50Ms: p50, p95Ms: p95, recallAt100: recall(ids, library.best) };
}

/** Embeddings in order of their ids, which are 1, 2, 3 ..., as float32 [rows, dim]. */
function* chunks(
  library: VectorLibrary,
): Generator<{ first: number; rows: number; values: Float32Array<ArrayBuffer> }> {
  const database = new Database(join(library.dataDir, databaseFileName), { readonly: true });
  const read = database.prepare<[number, number, number], Buffer>(
    'SELECT vector FROM embeddings WHERE pack = ? AND photo_id >= ? AND photo_id < ? ORDER BY photo_id',
  );
  for (let first = 1; first <= library.count; first += rowsAtOnce) {
    const blobs = read.pluck().all(library.pack, first, first + rowsAtOnce);
    const values = new Float32Array(blobs.length * library.dim);
    const bytes = new Uint8Array(values.buffer);
    for (const [i, blob] of blobs.entries()) bytes.set(blob, i * library.dim * 4);
    yield { first, rows: blobs.length, values };
  }
  database.close();
}

async function sqliteVec(library: VectorLibrary): Promise<OtherFigures> {
  await using scratch = await scratchFolder();
  const { getLoadablePath } = load('sqlite-vec') as { getLoadablePath: () => string };
  const database = new Database(join(scratch.path, 'vec.sqlite'));
  database.loadExtension(getLoadablePath());
  database.pragma('synchronous = OFF');
  database.exec(`CREATE VIRTUAL TABLE photos USING vec0(embedding float[${library.dim}] distance_metric=cosine)`);
  const insert = database.prepare('INSERT INTO photos (rowid, embedding) VALUES (?, ?)');
  const { ms: buildMs } = await clocked(() => {
    for (const { first, rows, values } of chunks(library)) {
      database.transaction(() => {
        for (let i = 0; i < rows; i++) {
          insert.run(BigInt(first + i), Buffer.from(values.buffer, i * library.dim * 4, library.dim * 4));
        }
      })();
    }
  });
  const query = database
    .prepare<[Buffer], number>(`SELECT rowid FROM photos WHERE embedding MATCH ? AND k = ${top}`)
    .pluck();
  const figures = await measure(library, buildMs, (one) =>
    query.all(Buffer.from(one.buffer, one.byteOffset, one.byteLength)),
  );
  database.close();
  return figures;
}

interface Usearch {
  readonly exactSearch: (
    dataset: Float32Array,
    queries: Float32Array,
    dimensions: number,
    count: number,
    metric: unknown,
    threads: number,
  ) => { readonly keys: BigUint64Array };
  readonly MetricKind: { readonly IP: unknown };
}

async function usearchExact(library: VectorLibrary): Promise<OtherFigures> {
  const { exactSearch, MetricKind } = load('usearch') as Usearch;
  const all = new Float32Array(library.count * library.dim);
  const { ms: buildMs } = await clocked(() => {
    for (const { first, values } of chunks(library)) all.set(values, (first - 1) * library.dim);
  });
  return measure(library, buildMs, (one) => {
    // It reads from the start of the buffer, whatever the view.
    const { keys } = exactSearch(all, Float32Array.from(one), library.dim, top, MetricKind.IP, 0);
    return Array.from(keys, (key) => Number(key) + 1);
  });
}

interface LanceQuery {
  distanceType(type: 'dot'): LanceQuery;
  select(columns: readonly string[]): LanceQuery;
  limit(count: number): LanceQuery;
  toArray(): Promise<readonly { readonly id: number }[]>;
}
interface LanceTable {
  add(rows: unknown): Promise<unknown>;
  createIndex(column: string, options: { readonly config: unknown }): Promise<void>;
  vectorSearch(query: Float32Array): LanceQuery;
}
interface Lance {
  readonly connect: (path: string) => Promise<{ createTable(name: string, rows: unknown): Promise<LanceTable> }>;
  readonly Index: { hnswSq(options: object): unknown };
}
interface Arrow {
  readonly Table: new (columns: object) => unknown;
  readonly Float32: new () => object;
  readonly Field: new (name: string, type: object) => object;
  readonly FixedSizeList: new (length: number, field: object) => object;
  makeData(data: object): object;
  makeVector(data: unknown): object;
}

async function lance(library: VectorLibrary, hnsw: boolean): Promise<OtherFigures> {
  await using scratch = await scratchFolder();
  const { connect, Index } = load('@lancedb/lancedb') as Lance;
  const arrow = load('apache-arrow') as Arrow;
  const toTable = (first: number, rows: number, values: Float32Array): unknown => {
    const float = new arrow.Float32();
    const type = new arrow.FixedSizeList(library.dim, new arrow.Field('item', float));
    const child = arrow.makeData({ type: float, length: values.length, data: values });
    const ids = Int32Array.from({ length: rows }, (_, i) => first + i);
    const vector = arrow.makeVector(arrow.makeData({ type, length: rows, child }));
    return new arrow.Table({ id: arrow.makeVector(ids), vector });
  };
  const database = await connect(scratch.path);
  let table: LanceTable | undefined;
  const { ms: buildMs } = await clocked(async () => {
    for (const { first, rows, values } of chunks(library)) {
      const more = toTable(first, rows, values);
      if (table === undefined) table = await database.createTable('photos', more);
      else await table.add(more);
    }
    if (hnsw) await table?.createIndex('vector', { config: Index.hnswSq({ distanceType: 'dot', numPartitions: 1 }) });
  });
  const built = table;
  if (built === undefined) throw new Error('Expected at least one embedding');
  return await measure(library, buildMs, async (one) => {
    const rows = await built.vectorSearch(one).distanceType('dot').select(['id', '_distance']).limit(top).toArray();
    return rows.map(({ id }) => id);
  });
}
