import type { Agreement, ChanceScores } from '../../../core/calibration.ts';
import type { Db } from '../database.ts';

/** Windows of a photo as they are stored. */
export interface StoredWindows {
  /** Of the row that they belong to: what follows in order has a higher one. */
  readonly embedding: number;
  readonly photoId: number;
  readonly codes: Uint8Array;
  readonly excess: number;
}

/** How well the library fits texts at random by the best blends of its photos; see `Chance`. */
export interface WindowChance {
  /** Photos that there were, and those of them that had windows. */
  readonly photos: number;
  readonly covered: number;
  readonly words: ChanceScores;
  readonly sentence: ChanceScores;
  readonly agreement: Agreement;
}

interface ChanceRow {
  readonly photos: number;
  readonly covered: number;
  readonly median: number;
  readonly high: number;
  readonly captionMedian: number;
  readonly captionHigh: number;
  readonly pairs: number;
  readonly slope: number;
}

/** What windows of a pack were made by. */
export interface WindowsMadeBy {
  readonly formula: string;
  /** Fingerprint of the texts that excesses were measured with. */
  readonly texts: string;
}

/** Windows of photos, of each pack those that it has made. They hang on embeddings, and go with them. See [Note: Windows]. */
export class WindowStore {
  readonly #db: Db;
  readonly #after;
  readonly #ofPhotos;
  readonly #embedded;
  readonly #save;
  readonly #saveCodes;
  readonly #forgetAttempts;
  readonly #setExcess;
  readonly #stored;
  readonly #deleteSome;
  readonly #delete;
  readonly #madeBy;
  readonly #setMadeBy;
  readonly #forgetMadeBy;
  readonly #chance;
  readonly #saveChance;

  constructor(db: Db) {
    this.#db = db;
    const read = `SELECT embedding, photo_id AS photoId, codes, excess FROM photo_windows JOIN window_codes USING (embedding)`;
    this.#after = db.prepare<[number, number, number], StoredWindows>(
      `${read} WHERE embedding > ? AND pack = ? ORDER BY embedding LIMIT ?`,
    );
    this.#ofPhotos = db.prepare<[number, string], StoredWindows>(
      `${read} WHERE pack = ? AND photo_id IN (SELECT value FROM json_each(?))`,
    );
    this.#embedded = db.prepare<[number], number>('SELECT photo_id FROM embeddings WHERE pack = ?').pluck();
    this.#save = db.prepare<{ pack: number; photoId: number; excess: number }, { embedding: number }>(`
      INSERT INTO photo_windows (embedding, pack, photo_id, excess)
      SELECT id, pack, photo_id, :excess FROM embeddings WHERE pack = :pack AND photo_id = :photoId
      ON CONFLICT (embedding) DO UPDATE SET excess = excluded.excess RETURNING embedding`);
    this.#saveCodes = db.prepare<[number, Uint8Array]>(
      'INSERT INTO window_codes (embedding, codes) VALUES (?, ?) ON CONFLICT (embedding) DO UPDATE SET codes = excluded.codes',
    );
    this.#forgetAttempts = db.prepare<[number]>('DELETE FROM window_attempts WHERE embedding = ?');
    this.#setExcess = db.prepare<[number, number]>('UPDATE photo_windows SET excess = ? WHERE embedding = ?');
    this.#stored = db.prepare<[], { dim: number; photos: number }>(
      'SELECT dim, (SELECT count(*) FROM photo_windows WHERE pack = packs.id) AS photos FROM packs',
    );
    this.#deleteSome = db.prepare<[number | null, number]>(`
      DELETE FROM photo_windows WHERE embedding IN (
        SELECT embedding FROM photo_windows WHERE pack = ifnull(?, pack) LIMIT ?)`);
    this.#delete = db.prepare<[number]>('DELETE FROM photo_windows WHERE embedding = ?');
    this.#madeBy = db.prepare<[number], WindowsMadeBy>('SELECT formula, texts FROM window_state WHERE pack = ?');
    this.#setMadeBy = db.prepare<WindowsMadeBy & { pack: number }>(`
      INSERT OR REPLACE INTO window_state (pack, formula, texts) VALUES (:pack, :formula, :texts)`);
    this.#forgetMadeBy = db.prepare('DELETE FROM window_state');
    this.#chance = db.prepare<[number], ChanceRow>(`
      SELECT photos, covered, median, high, caption_median AS captionMedian, caption_high AS captionHigh, pairs, slope
      FROM window_state WHERE pack = ? AND photos IS NOT NULL`);
    this.#saveChance = db.prepare<ChanceRow & { pack: number }>(`
      UPDATE window_state SET photos = :photos, covered = :covered, median = :median, high = :high,
        caption_median = :captionMedian, caption_high = :captionHigh, pairs = :pairs, slope = :slope
      WHERE pack = :pack`);
  }

  /** Windows of a pack, by the rows that they belong to, those above `after`. */
  after(pack: number, after: number, limit: number): StoredWindows[] {
    return this.#after.all(after, pack, limit);
  }

  /** Windows of photos, in any order; what is not there is left out. */
  ofPhotos(pack: number, photoIds: readonly number[]): StoredWindows[] {
    return this.#ofPhotos.all(pack, JSON.stringify(photoIds));
  }

  /** Photos that have an embedding of a pack, also those that have lost their files. */
  embedded(pack: number): number[] {
    return this.#embedded.all(pack);
  }

  /** Write the windows of a photo. @returns false where it has no embedding of the pack any more. */
  save(pack: number, photoId: number, { codes, excess }: Pick<StoredWindows, 'codes' | 'excess'>): boolean {
    return this.#db.transaction(() => {
      const row = this.#save.get({ pack, photoId, excess });
      if (row === undefined) return false;
      this.#saveCodes.run(row.embedding, codes);
      this.#forgetAttempts.run(row.embedding);
      return true;
    })();
  }

  /** Write other excesses, by the rows that they belong to. */
  setExcesses(excesses: ReadonlyMap<number, number>): void {
    this.#db.transaction(() => {
      for (const [embedding, excess] of excesses) this.#setExcess.run(excess, embedding);
    })();
  }

  /** Photos that windows are kept of, and values of their embeddings, for each pack. */
  stored(): { dim: number; photos: number }[] {
    return this.#stored.all();
  }

  /** Delete windows of some photos; of every pack where none is named. @returns whether there may be more. */
  deleteSome(pack: number | null, limit: number): boolean {
    return this.#deleteSome.run(pack, limit).changes === limit;
  }

  /** Delete windows that cannot be used, by the row that they belong to: the photo has none any more, and gets others. */
  delete(embedding: number): void {
    this.#delete.run(embedding);
  }

  /** What the windows of a pack were made by; undefined where there are none. */
  madeBy(pack: number): WindowsMadeBy | undefined {
    return this.#madeBy.get(pack);
  }

  /** Note what the windows of a pack are made by; what was measured with them is forgotten. */
  setMadeBy(pack: number, madeBy: WindowsMadeBy): void {
    this.#setMadeBy.run({ pack, ...madeBy });
  }

  /** Forget what windows of every pack were made by, and what was measured with them: there are none any more. */
  forgetMadeBy(): void {
    this.#forgetMadeBy.run();
  }

  /** Undefined until it is measured. */
  chance(pack: number): WindowChance | undefined {
    const row = this.#chance.get(pack);
    if (row === undefined) return undefined;
    const { photos, covered, median, high, captionMedian, captionHigh, pairs, slope } = row;
    const sentence = { median: captionMedian, high: captionHigh };
    return { photos, covered, words: { median, high }, sentence, agreement: { pairs, slope } };
  }

  saveChance(pack: number, { photos, covered, words, sentence, agreement }: WindowChance): void {
    const captions = { captionMedian: sentence.median, captionHigh: sentence.high };
    this.#saveChance.run({ pack, photos, covered, ...words, ...captions, ...agreement });
  }
}
