import { join } from 'node:path';
import Database from 'better-sqlite3';
import { TopK } from '../../../src-main/core/math/top-k.ts';
import { dotAt, type Embedding, normalized } from '../../../src-main/core/math/vector.ts';
import { databaseFileName } from '../../../src-main/engine/store/database.ts';
import { Store } from '../../../src-main/engine/store/store.ts';
import { seededRandom } from '../photos.ts';
import { type RealEmbeddings, type Spread, top, type VectorLibrary } from './library.ts';

const clusterSize = 500;
const clusterNoise = 0.8;
const photoNoise = 0.7;
const queryNoise = 0.5;

/** Normally distributed values to take stretches of, of deviation 1: drawing each anew would take most of the time. */
function noiseTable(random: () => number): Float32Array {
  return Float32Array.from({ length: 1 << 20 }, () => (random() + random() + random() + random() - 2) * Math.sqrt(3));
}

/** Seeded unit vectors and queries for them. */
export class VectorSource {
  readonly #random: () => number;
  readonly #noise: Float32Array;
  readonly #centres: readonly Embedding[];
  readonly #spread: Spread;
  readonly #texts: readonly Embedding[];
  readonly dim: number;

  constructor(spread: Spread, count: number, real: RealEmbeddings, seed: number) {
    this.#spread = spread;
    this.#random = seededRandom(seed);
    this.#noise = noiseTable(this.#random);
    this.dim = real.photos[0]?.length ?? 0;
    this.#texts = real.texts;
    const centres = Math.max(1, Math.round(count / clusterSize));
    this.#centres =
      spread === 'photos'
        ? real.photos
        : Array.from({ length: centres }, () => this.#near(new Float32Array(this.dim), 1));
  }

  embedding(): Embedding {
    const centre = this.#centres[Math.floor(this.#random() * this.#centres.length)] ?? new Float32Array(this.dim);
    return this.#near(centre, this.#spread === 'photos' ? photoNoise : clusterNoise);
  }

  /** Half of the queries of `photos` are real texts; all others lie near some photo. */
  query(number: number): Embedding {
    const text = this.#texts[number >> 1];
    if (this.#spread === 'photos' && number % 2 === 0 && text !== undefined) return text;
    return this.#near(this.embedding(), queryNoise);
  }

  /** A unit vector at `distance` times a random unit vector from another one. */
  #near(centre: Embedding, distance: number): Embedding {
    const start = Math.floor(this.#random() * (this.#noise.length - this.dim));
    const scale = distance / Math.sqrt(this.dim);
    return normalized(centre.map((value, i) => value + scale * (this.#noise[start + i] ?? 0)));
  }
}

/**
 * Write a library of photos that never existed, and find the exact best of some queries on the way.
 *
 * The rows are written without the product's store, which would take a while for a million photos; they are those that
 * it writes.
 */
export function writeVectorLibrary(
  dataDir: string,
  source: VectorSource,
  count: number,
  queryCount: number,
  checkedQueries: number,
): VectorLibrary {
  const { dim } = source;
  let pack: number;
  {
    using store = Store.open(dataDir);
    pack = store.packs.register({ id: 'bench', version: '1', space: 'bench', dim });
  }
  const queries = Array.from({ length: queryCount }, (_, i) => source.query(i));
  const checked = queries.slice(0, checkedQueries).map((query) => ({ query, all: new TopK(top), some: new TopK(top) }));
  const random = seededRandom(count);
  const some: number[] = [];
  const database = new Database(join(dataDir, databaseFileName));
  database.pragma('journal_mode = OFF');
  database.pragma('synchronous = OFF');
  const photo = database.prepare(`INSERT INTO photos (id, content_hash, size_bytes, format, width, height, thumb,
    orientation, added_at_ms) VALUES (?, ?, 1000, 'jpeg', 4000, 3000, '', 1, 0)`);
  const embed = database.prepare('INSERT INTO embeddings (pack, photo_id, vector) VALUES (?, ?, ?)');
  database.exec('BEGIN');
  for (let id = 1; id <= count; id++) {
    const embedding = source.embedding();
    const hash = Buffer.alloc(32);
    hash.writeUInt32BE(id);
    photo.run(id, hash);
    embed.run(pack, id, Buffer.from(embedding.buffer));
    const isSome = random() < 0.01;
    if (isSome) some.push(id);
    for (const { query, all, some: ofSome } of checked) {
      const score = dotAt(query, embedding, 0);
      if (score > all.floor) all.offer(id, score);
      if (isSome) ofSome.offer(id, score);
    }
    if (id % 10_000 === 0) database.exec('COMMIT; BEGIN');
  }
  database.exec('COMMIT');
  database.pragma('journal_mode = WAL');
  database.close();
  const ids = (best: TopK): number[] => best.sorted().map(({ id }) => id);
  const best = checked.map(({ all }) => ids(all));
  return { dataDir, pack, dim, count, queries, some, best, bestOfSome: checked.map((query) => ids(query.some)) };
}
