import { codeFormat } from '../../../core/vectors/codes.ts';
import type { Embedding } from '../../../core/math/vector.ts';
import type { Db } from '../database.ts';
import { vectorFromBlob } from '../vector-blob.ts';

/** A block of codes as it is stored. */
export interface StoredBlock {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** A bit for each row: 1 where it counts for nothing. */
  readonly dead: Uint8Array;
}

/** What is known of all blocks of a pack together. */
export interface CodeState {
  readonly maxScale: number;
  readonly maxNorm: number;
  readonly moments: Uint8Array;
}

/** A photo whose code is not in the blocks, or should not be. */
export interface CodeChange {
  readonly photoId: number;
  /** Null where the photo is not to be found any more. */
  readonly vector: Embedding | null;
  /** Null where it is not known yet. */
  readonly bias: number | null;
}

/** A block to write. */
export interface BlockWrite {
  /** Null for a new one. */
  readonly stored: number | null;
  /** Null where they are stored. */
  readonly bytes: Uint8Array | null;
  readonly dead: Uint8Array;
}

/** What becomes of the blocks of a pack, all at once. */
export interface CodeWrites {
  readonly blocks: readonly BlockWrite[];
  readonly dropped: readonly number[];
  readonly state: CodeState;
}

interface StateRow {
  format: number;
  max_scale: number;
  max_norm: number;
  moments: Buffer;
}

/**
 * Codes of embeddings in blocks, and which photos the blocks are not right about.
 *
 * [Note: Code blocks] What is searched are codes: embeddings in 8 bits a value (core/vectors/codes.ts). They are stored
 * in blocks of 2,048, so that a million photos are opened in a second, and can be made from the embeddings at any time.
 * Blocks are written now and then and not with every photo; until then `code_changes` names the photos that they are
 * not right about. Triggers write it in the same transaction as the photo, so whatever happens after it, opening reads
 * the blocks and then makes good what the changes name: blocks and embeddings cannot fall out of step.
 */
export class CodeStore {
  readonly #db: Db;
  readonly #blocks;
  readonly #block;
  readonly #insertBlock;
  readonly #updateDead;
  readonly #insertBytes;
  readonly #deleteBlock;
  readonly #deleteBlocks;
  readonly #state;
  readonly #saveState;
  readonly #deleteState;
  readonly #changes;
  readonly #forget;
  readonly #changeAll;
  readonly #vectors;

  constructor(db: Db) {
    this.#db = db;
    this.#blocks = db.prepare<[number], { id: number }>('SELECT id FROM code_blocks WHERE pack = ? ORDER BY id');
    this.#block = db.prepare<[number], StoredBlock>(`
      SELECT bytes, dead FROM code_blocks JOIN code_block_bytes ON block = id WHERE id = ?`);
    this.#insertBlock = db.prepare<[number, Uint8Array], { id: number }>(
      'INSERT INTO code_blocks (pack, dead) VALUES (?, ?) RETURNING id',
    );
    this.#updateDead = db.prepare<[Uint8Array, number]>('UPDATE code_blocks SET dead = ? WHERE id = ?');
    this.#insertBytes = db.prepare<[number, Uint8Array]>(
      'INSERT INTO code_block_bytes (block, bytes) VALUES (?, ?) ON CONFLICT (block) DO UPDATE SET bytes = excluded.bytes',
    );
    this.#deleteBlock = db.prepare<[number]>('DELETE FROM code_blocks WHERE id = ?');
    this.#deleteBlocks = db.prepare<[number]>('DELETE FROM code_blocks WHERE pack = ?');
    this.#state = db.prepare<[number], StateRow>(
      'SELECT format, max_scale, max_norm, moments FROM code_state WHERE pack = ?',
    );
    this.#saveState = db.prepare<[number, number, number, number, Uint8Array]>(`
      INSERT INTO code_state (pack, format, max_scale, max_norm, moments) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (pack) DO UPDATE SET format = excluded.format, max_scale = excluded.max_scale,
        max_norm = excluded.max_norm, moments = excluded.moments`);
    this.#deleteState = db.prepare<[number]>('DELETE FROM code_state WHERE pack = ?');
    this.#changes = db.prepare<
      [number, number, number],
      { photo_id: number; vector: Buffer | null; bias: number | null }
    >(`
      SELECT changes.photo_id, embeddings.vector, embeddings.bias
      FROM (SELECT photo_id, pack FROM code_changes WHERE pack = ? AND photo_id > ? ORDER BY photo_id LIMIT ?) AS changes
      LEFT JOIN photos ON photos.id = changes.photo_id AND photos.unreferenced_since_ms IS NULL
      LEFT JOIN embeddings ON embeddings.pack = changes.pack AND embeddings.photo_id = photos.id
      ORDER BY changes.photo_id`);
    this.#forget = db.prepare<[number, string]>(
      'DELETE FROM code_changes WHERE pack = ? AND photo_id IN (SELECT value FROM json_each(?))',
    );
    this.#changeAll = db.prepare<[number]>(`
      INSERT INTO code_changes (pack, photo_id) SELECT pack, photo_id FROM embeddings WHERE pack = ?
      ON CONFLICT DO NOTHING`);
    this.#vectors = db
      .prepare<[number, string], [photoId: number, vector: Buffer]>(
        'SELECT photo_id, vector FROM embeddings WHERE pack = ? AND photo_id IN (SELECT value FROM json_each(?))',
      )
      .raw();
  }

  /** What is stored of a pack; undefined when there is nothing, or it is of another format. */
  state(pack: number): CodeState | undefined {
    const row = this.#state.get(pack);
    if (row?.format !== codeFormat) return undefined;
    return { maxScale: row.max_scale, maxNorm: row.max_norm, moments: row.moments };
  }

  /** Ids of the blocks of a pack, oldest first. */
  blocks(pack: number): number[] {
    return this.#blocks.all(pack).map(({ id }) => id);
  }

  block(id: number): StoredBlock | undefined {
    return this.#block.get(id);
  }

  /** Photos of a pack that the blocks are not right about, by id, those after `after`. */
  changes(pack: number, after: number, limit: number): CodeChange[] {
    return this.#changes.all(pack, after, limit).map(({ photo_id, vector, bias }) => ({
      photoId: photo_id,
      vector: vector === null ? null : vectorFromBlob(vector),
      bias,
    }));
  }

  /** Write blocks in one transaction. @returns ids of the blocks written, in order. */
  write(pack: number, writes: CodeWrites): number[] {
    return this.#db.transaction(() => {
      for (const id of writes.dropped) this.#deleteBlock.run(id);
      const ids = writes.blocks.map((block) => this.#writeBlock(pack, block));
      const { maxScale, maxNorm, moments } = writes.state;
      this.#saveState.run(pack, codeFormat, maxScale, maxNorm, moments);
      return ids;
    })();
  }

  /** Take photos off the list for which the blocks are right. */
  forgetChanges(pack: number, photoIds: readonly number[]): void {
    this.#forget.run(pack, JSON.stringify(photoIds));
  }

  /** Forget what is stored of a pack: every code will be made anew. */
  reset(pack: number): void {
    this.#db.transaction(() => {
      this.#deleteBlocks.run(pack);
      this.#deleteState.run(pack);
      this.#changeAll.run(pack);
    })();
  }

  /**
   * Read embeddings of photos, in any order; what is not there is left out.
   *
   * @param visit gets memory that is used again for the next one.
   */
  readVectors(pack: number, photoIds: readonly number[], visit: (photoId: number, vector: Embedding) => void): void {
    let vector = new Float32Array(0);
    let bytes = new Uint8Array(0);
    for (const [photoId, blob] of this.#vectors.all(pack, JSON.stringify(photoIds))) {
      if (blob.byteLength !== bytes.byteLength) {
        vector = new Float32Array(blob.byteLength / 4);
        bytes = new Uint8Array(vector.buffer);
      }
      // SQLite hands out memory at any address.
      bytes.set(blob);
      visit(photoId, vector);
    }
  }

  /** Embeddings of photos in the order of their ids here; those that there are none of are left out. */
  vectorsOf(pack: number, photoIds: readonly number[]): Map<number, Embedding> {
    const found = new Map<number, Embedding>();
    this.readVectors(pack, photoIds, (id, vector) => found.set(id, vector.slice()));
    const ordered = new Map<number, Embedding>();
    for (const id of photoIds) {
      const vector = found.get(id);
      if (vector !== undefined) ordered.set(id, vector);
    }
    return ordered;
  }

  #writeBlock(pack: number, { stored, bytes, dead }: BlockWrite): number {
    const id = stored ?? this.#insertBlock.get(pack, dead)?.id;
    if (id === undefined) throw new Error('Expected the block just written but received none');
    if (stored !== null) this.#updateDead.run(dead, stored);
    if (bytes !== null) this.#insertBytes.run(id, bytes);
    return id;
  }
}
