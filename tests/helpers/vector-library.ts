import { join } from 'node:path';
import Database from 'better-sqlite3';
import { type Embedding, normalized } from '../../src-main/core/math/vector.ts';
import { ExactIndex } from '../../src-main/engine/search/exact-index.ts';
import { QuantizedIndex, type QuantizedIndexOptions } from '../../src-main/engine/search/quantized-index.ts';
import { databaseFileName } from '../../src-main/engine/store/database.ts';
import { addFunctions } from '../../src-main/engine/store/functions.ts';
import { Store } from '../../src-main/engine/store/store.ts';
import { createLogger } from '../../src-main/headless/log.ts';
import { tempFolder, type TempFolder } from './temp-folder.ts';

type Overrides = Partial<Pick<QuantizedIndexOptions, 'threads' | 'inlineBlocks' | 'segmentBytes' | 'log'>>;

/** Embeddings in a real database with the index over them, and the plain index beside it. */
export class VectorLibrary implements AsyncDisposable {
  readonly dim: number;
  readonly folder: TempFolder;
  /** A connection of its own: what is written here without telling the index was written by one that died. */
  readonly database: Database.Database;
  readonly #overrides: Overrides;
  #reference: ExactIndex;
  #opened: { readonly store: Store; readonly pack: number; readonly index: QuantizedIndex };

  private constructor(
    dim: number,
    folder: TempFolder,
    overrides: Overrides,
    opened: { readonly store: Store; readonly pack: number; readonly index: QuantizedIndex },
  ) {
    this.dim = dim;
    this.folder = folder;
    this.#overrides = overrides;
    this.#opened = opened;
    this.#reference = new ExactIndex(dim);
    this.database = new Database(join(folder.path, databaseFileName));
    addFunctions(this.database);
    this.database.pragma('synchronous = OFF');
    this.database.pragma('foreign_keys = ON');
  }

  /** @param path of the folder of the database; a temporary one unless it is given. */
  static async create(dim: number, overrides: Overrides = {}, path?: string): Promise<VectorLibrary> {
    const folder =
      path === undefined ? await tempFolder() : { path, [Symbol.asyncDispose]: (): Promise<void> => Promise.resolve() };
    return new VectorLibrary(dim, folder, overrides, await open(folder.path, dim, overrides));
  }

  get index(): QuantizedIndex {
    return this.#opened.index;
  }

  get reference(): ExactIndex {
    return this.#reference;
  }

  get store(): Store {
    return this.#opened.store;
  }

  get pack(): number {
    return this.#opened.pack;
  }

  /** Write embeddings to the database and tell nobody. */
  commit(embeddings: Iterable<readonly [id: number, embedding: Embedding]>): void {
    const photo = this.database.prepare(`INSERT INTO photos (id, content_hash, size_bytes, format, width, height, thumb,
      orientation, added_at_ms) VALUES (?, ?, 1, 'png', 1, 1, '', 1, 0) ON CONFLICT DO NOTHING`);
    const embed = this.database.prepare(`INSERT INTO embeddings (pack, photo_id, vector, bias) VALUES (?, ?, ?, ?)
      ON CONFLICT (pack, photo_id) DO UPDATE SET vector = excluded.vector, bias = excluded.bias`);
    this.database.transaction(() => {
      for (const [id, one] of embeddings) {
        const { buffer, byteOffset, byteLength } = one;
        const hash = Buffer.alloc(32);
        hash.writeUInt32BE(id);
        photo.run(id, hash);
        embed.run(this.pack, id, Buffer.from(buffer, byteOffset, byteLength), biasOf(one));
      }
    })();
  }

  /** Write embeddings to the database, the index and the plain index. */
  put(embeddings: readonly (readonly [id: number, embedding: Embedding])[]): void {
    this.commit(embeddings);
    for (const [id, embedding] of embeddings) {
      this.index.set(id, embedding, biasOf(embedding));
      this.#reference.set(id, embedding, biasOf(embedding));
    }
  }

  /** Delete embeddings from the database and tell nobody. */
  uncommit(ids: Iterable<number>): void {
    const remove = this.database.prepare('DELETE FROM embeddings WHERE pack = ? AND photo_id = ?');
    this.database.transaction(() => {
      for (const id of ids) remove.run(this.pack, id);
    })();
  }

  remove(ids: readonly number[]): void {
    this.uncommit(ids);
    for (const id of ids) {
      this.index.delete(id);
      this.#reference.delete(id);
    }
  }

  /** How many photos the stored blocks are not right about. */
  get unsettled(): number {
    return this.#count('code_changes');
  }

  /** How many blocks are stored. */
  get blocks(): number {
    return this.#count('code_block_bytes');
  }

  #count(table: 'code_changes' | 'code_block_bytes'): number {
    return this.database.prepare<[], { n: number }>(`SELECT count(*) AS n FROM ${table}`).get()?.n ?? NaN;
  }

  async close(): Promise<void> {
    await this.index[Symbol.asyncDispose]();
    this.store[Symbol.dispose]();
  }

  /**
   * Close and open again; the plain index is made from what the database has.
   *
   * @param meanwhile what to do to the database while nobody has it open.
   */
  async reopen(meanwhile: () => void = () => undefined, overrides: Overrides = {}): Promise<void> {
    await this.close();
    meanwhile();
    this.#opened = await open(this.folder.path, this.dim, { ...this.#overrides, ...overrides });
    this.readReference();
  }

  /** Make the plain index from what the database has. */
  readReference(): void {
    this.#reference = new ExactIndex(this.dim);
    const rows = this.database.prepare<[number], { photo_id: number; vector: Buffer; bias: number | null }>(`
      SELECT photo_id, vector, bias FROM embeddings JOIN photos ON photos.id = photo_id
      WHERE pack = ? AND unreferenced_since_ms IS NULL`);
    for (const { photo_id, vector, bias } of rows.all(this.pack)) {
      const embedding = new Float32Array(Uint8Array.from(vector).buffer);
      if (embedding.length === this.dim && embedding.some((value) => Math.abs(value) > 0)) {
        this.#reference.set(photo_id, embedding, bias ?? 0);
      }
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
    this.database.close();
    await this.folder[Symbol.asyncDispose]();
  }
}

async function open(
  dataDir: string,
  dim: number,
  overrides: Overrides,
): Promise<{ store: Store; pack: number; index: QuantizedIndex }> {
  const store = Store.open(dataDir);
  const pack = store.packs.register({ id: 'pack', version: '1', space: 'space', dim });
  const log = createLogger();
  return { store, pack, index: await QuantizedIndex.open({ store: store.codes, pack, dim, log, ...overrides }) };
}

/** A bias for an embedding, -0.25 to 0.25: another one for nearly every embedding. */
function biasOf(embedding: Embedding): number {
  return Math.fround(((embedding[0] ?? 0) * 1000) % 0.25);
}

/** Random numbers of 0 to 1, the same for the same seed. */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return ((state ^ (state >>> 15)) >>> 0) / 2 ** 32;
  };
}

/** Unit vectors around a few directions, which is how photos lie: some close together, most far apart. */
export function embeddings(
  count: number,
  dim: number,
  seed: number,
  firstId = 1,
): [id: number, embedding: Embedding][] {
  const next = random(seed);
  const noise = (): number => next() + next() + next() - 1.5;
  const centres = Array.from({ length: Math.ceil(count / 50) }, () => Float32Array.from({ length: dim }, noise));
  return Array.from({ length: count }, (_, i) => {
    const centre = centres[Math.floor(next() * centres.length)] ?? new Float32Array(dim);
    const weight = 1.5 * next();
    return [firstId + i, normalized(centre.map((value) => weight * value + noise()))];
  });
}

/** One unit vector. */
export function embedding(dim: number, seed: number): Embedding {
  const [one] = embeddings(1, dim, seed);
  if (one === undefined) throw new Error('Expected one embedding');
  return one[1];
}
