import type { Db } from '../database.ts';

/** Blocks of codes, a megabyte each, that are deleted at a time. */
const blocksAtOnce = 2;

interface Slice {
  readonly old: number;
  readonly current: number;
  readonly after: number;
  readonly limit: number;
}

/** Removes what superseded packs have left, a little at a time. See [Note: Change of packs]. */
export class OldEmbeddingStore {
  readonly #db: Db;
  readonly #superseded;
  readonly #deleteBlocks;
  readonly #deleteState;
  readonly #deleteCaptions;
  readonly #deleteEmbeddings;
  readonly #forgetChanges;
  readonly #hasEmbeddings;
  readonly #deletePack;

  constructor(db: Db) {
    this.#db = db;
    this.#superseded = db
      .prepare<[], number>("SELECT pack FROM pack_roles WHERE role = 'superseded' ORDER BY pack")
      .pluck();
    this.#deleteBlocks = db.prepare<[number, number]>(
      'DELETE FROM code_blocks WHERE id IN (SELECT id FROM code_blocks WHERE pack = ? LIMIT ?)',
    );
    // Without these, codes and captions are made anew, should anybody want this pack once more.
    this.#deleteState = db.prepare<[number]>('DELETE FROM code_state WHERE pack = ?');
    this.#deleteCaptions = db.prepare<[number]>('DELETE FROM caption_banks WHERE pack = ?');
    this.#deleteEmbeddings = db
      .prepare<Slice, number>(
        `DELETE FROM embeddings WHERE id IN (
          SELECT id FROM embeddings AS old
          WHERE pack = :old AND photo_id > :after AND (
            EXISTS (SELECT 1 FROM embeddings WHERE pack = :current AND photo_id = old.photo_id)
            OR EXISTS (SELECT 1 FROM photos WHERE id = old.photo_id AND unreferenced_since_ms IS NOT NULL)
            OR EXISTS (SELECT 1 FROM pack_attempts WHERE pack = :current AND photo_id = old.photo_id
              AND code IS NOT NULL AND next_attempt_at_ms IS NULL))
          ORDER BY photo_id LIMIT :limit)
        RETURNING photo_id`,
      )
      .pluck();
    this.#forgetChanges = db.prepare<[number, string]>(
      'DELETE FROM code_changes WHERE pack = ? AND photo_id IN (SELECT value FROM json_each(?))',
    );
    this.#hasEmbeddings = db.prepare<[number]>('SELECT 1 FROM embeddings WHERE pack = ? LIMIT 1');
    this.#deletePack = db.prepare<[number]>('DELETE FROM packs WHERE id = ?');
  }

  /** Packs that the library was kept with before, and of which something is left. */
  superseded(): number[] {
    return this.#superseded.all();
  }

  /** Delete some of what was made from a pack's embeddings, and its captions. @returns whether there may be more. */
  deleteDerived(pack: number): boolean {
    return this.#db.transaction(() => {
      this.#deleteState.run(pack);
      this.#deleteCaptions.run(pack);
      return this.#deleteBlocks.run(pack, blocksAtOnce).changes === blocksAtOnce;
    })();
  }

  /**
   * Delete some embeddings that nobody needs any more: of photos that have one of the current pack, have lost their last
   * file, or cannot be encoded any more. Those of photos that still wait for theirs stay.
   *
   * @param after the last photo of the slice before; 0 to begin.
   * @returns how many, and the last photo of this slice; undefined when there are no more.
   */
  deleteEmbeddings(
    pack: number,
    current: number,
    after: number,
    limit: number,
  ): { readonly count: number; readonly last: number | undefined } {
    return this.#db.transaction(() => {
      const deleted = this.#deleteEmbeddings.all({ old: pack, current, after, limit });
      this.#forgetChanges.run(pack, JSON.stringify(deleted));
      return { count: deleted.length, last: deleted.length < limit ? undefined : Math.max(...deleted) };
    })();
  }

  /** Forget a pack that has no embeddings left. @returns whether it is forgotten. */
  deletePack(pack: number): boolean {
    return this.#db.transaction(() => {
      if (this.#hasEmbeddings.get(pack) !== undefined) return false;
      this.#deletePack.run(pack);
      return true;
    })();
  }
}
