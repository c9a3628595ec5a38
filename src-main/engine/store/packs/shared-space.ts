import type { Embedding } from '../../../core/math/vector.ts';
import type { Db } from '../database.ts';
import { vectorFromBlob } from '../vector-blob.ts';

interface Slice {
  /** Row of the pack whose embeddings are copied. */
  readonly source: number;
  /** Row of the pack that gets them. */
  readonly pack: number;
  /** The last photo of the slice before; 0 to begin. */
  readonly after: number;
  readonly limit: number;
}

interface Copied {
  /** How many. */
  readonly count: number;
  /** Of photos that have a file. */
  readonly copied: readonly { readonly photoId: number; readonly vector: Embedding }[];
  /** The last photo of this slice; undefined when there are no more. */
  readonly last: number | undefined;
}

/** Copies embeddings between packs of one space, a little at a time. */
export class SharedSpaceStore {
  readonly #db: Db;
  readonly #sources;
  readonly #slice;
  readonly #save;

  constructor(db: Db) {
    this.#db = db;
    this.#sources = db
      .prepare<[number], number>(
        `SELECT other.id FROM packs AS own JOIN packs AS other ON other.space = own.space AND other.dim = own.dim
        WHERE own.id = ? AND other.id <> own.id ORDER BY other.id`,
      )
      .pluck();
    this.#slice = db.prepare<Slice, { photoId: number; vector: Buffer; dim: number; hasFile: 0 | 1 }>(`
      SELECT photo_id AS photoId, vector, dim, unreferenced_since_ms IS NULL AS hasFile
      FROM embeddings AS other JOIN packs ON packs.id = other.pack JOIN photos ON photos.id = photo_id
      WHERE other.pack = :source AND photo_id > :after
        AND NOT EXISTS (SELECT 1 FROM embeddings WHERE embeddings.pack = :pack AND embeddings.photo_id = other.photo_id)
      ORDER BY photo_id LIMIT :limit`);
    this.#save = db.prepare<[number, number, Buffer]>(
      'INSERT INTO embeddings (pack, photo_id, vector) VALUES (?, ?, ?)',
    );
  }

  /** Rows of the other packs whose embeddings lie in the space of this one. */
  sources(pack: number): number[] {
    return this.#sources.all(pack);
  }

  /** Copy some embeddings that a pack lacks. Damaged ones are left out: those photos are to be encoded again. */
  copy(slice: Slice): Copied {
    return this.#db.transaction(() => {
      const rows = this.#slice.all(slice);
      const copied: { photoId: number; vector: Embedding }[] = [];
      let count = 0;
      for (const { photoId, vector: blob, dim, hasFile } of rows) {
        if (blob.length !== 4 * dim) continue;
        const vector = vectorFromBlob(blob);
        if (!vector.every(Number.isFinite) || vector.every((value) => value === 0)) continue;
        this.#save.run(slice.pack, photoId, blob);
        count++;
        if (hasFile === 1) copied.push({ photoId, vector });
      }
      return { count, copied, last: rows.length < slice.limit ? undefined : rows.at(-1)?.photoId };
    })();
  }
}
