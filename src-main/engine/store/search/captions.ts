import type { Agreement, ChanceScores } from '../../../core/calibration.ts';
import type { Embedding } from '../../../core/math/vector.ts';
import type { Db } from '../database.ts';
import { vectorFromBlob, vectorToBlob } from '../vector-blob.ts';

/** How well the best photo of a library fits descriptions at random; see `ChanceScores`. */
export interface Chance {
  /** Photos that there were. */
  readonly photos: number;
  readonly words: ChanceScores;
  /** Of captions. */
  readonly sentence: ChanceScores;
  readonly agreement: Agreement;
}

interface ChanceRow {
  readonly photos: number;
  readonly median: number;
  readonly high: number;
  readonly captionMedian: number;
  readonly captionHigh: number;
  readonly pairs: number;
  readonly slope: number;
}

interface Biased {
  readonly photoId: number;
  readonly vector: Embedding;
  readonly bias: number;
}

/** The embeddings of the bank of captions of each pack, and the biases that come of comparing photos with them. */
export class CaptionStore {
  readonly #db: Db;
  readonly #bank;
  readonly #saveBank;
  readonly #probes;
  readonly #saveProbes;
  readonly #vector;
  readonly #forgetBiases;
  readonly #unbiased;
  readonly #hasUnbiased;
  readonly #setBias;
  readonly #chance;
  readonly #saveChance;

  constructor(db: Db) {
    this.#db = db;
    this.#bank = db.prepare<[number, string], { vectors: Buffer }>(
      'SELECT vectors FROM caption_banks WHERE pack = ? AND fingerprint = ?',
    );
    this.#saveBank = db.prepare<[number, string, Buffer]>(`
      INSERT INTO caption_banks (pack, fingerprint, vectors) VALUES (?, ?, ?)
      ON CONFLICT (pack) DO UPDATE SET fingerprint = excluded.fingerprint, vectors = excluded.vectors,
        chance_photos = NULL, chance_median = NULL, chance_high = NULL, chance_caption_median = NULL,
        chance_caption_high = NULL, agreement_pairs = NULL, agreement_slope = NULL, probes = NULL,
        probes_fingerprint = NULL`);
    this.#probes = db.prepare<[number, string], { probes: Buffer }>(
      'SELECT probes FROM caption_banks WHERE pack = ? AND probes_fingerprint = ?',
    );
    this.#saveProbes = db.prepare<[{ pack: number; fingerprint: string; probes: Buffer }]>(
      'UPDATE caption_banks SET probes = :probes, probes_fingerprint = :fingerprint WHERE pack = :pack',
    );
    this.#vector = db.prepare<[number, number], { vector: Buffer }>(
      'SELECT vector FROM embeddings WHERE pack = ? AND photo_id = ?',
    );
    this.#chance = db.prepare<[number], ChanceRow>(`
      SELECT chance_photos AS photos, chance_median AS median, chance_high AS high,
        chance_caption_median AS captionMedian, chance_caption_high AS captionHigh, 
        ifnull(agreement_pairs, 0) AS pairs, ifnull(agreement_slope, 0) AS slope
      FROM caption_banks
      WHERE pack = ? AND chance_photos IS NOT NULL AND chance_caption_high IS NOT NULL`);
    this.#saveChance = db.prepare<[ChanceRow & { pack: number }]>(`
      UPDATE caption_banks SET chance_photos = :photos, chance_median = :median, chance_high = :high,
        chance_caption_median = :captionMedian, chance_caption_high = :captionHigh, agreement_pairs = :pairs,
        agreement_slope = :slope
      WHERE pack = :pack`);
    this.#forgetBiases = db.prepare<[number]>('UPDATE embeddings SET bias = NULL WHERE pack = ? AND bias IS NOT NULL');
    this.#unbiased = db.prepare<[number, number], { photo_id: number; vector: Buffer }>(
      'SELECT photo_id, vector FROM embeddings WHERE pack = ? AND bias IS NULL ORDER BY id LIMIT ?',
    );
    this.#hasUnbiased = db.prepare<[number]>('SELECT 1 FROM embeddings WHERE pack = ? AND bias IS NULL LIMIT 1');
    this.#setBias = db.prepare<[number, number, number, Buffer]>(
      'UPDATE embeddings SET bias = ? WHERE pack = ? AND photo_id = ? AND bias IS NULL AND vector = ?',
    );
  }

  /** The embeddings of captions of this fingerprint, [captions * dim]; undefined when others or none are stored. */
  bank(pack: number, fingerprint: string): Embedding | undefined {
    const row = this.#bank.get(pack, fingerprint);
    return row && vectorFromBlob(row.vectors);
  }

  /** Store a bank in place of another; the biases of all photos are unknown then. */
  saveBank(pack: number, fingerprint: string, vectors: Embedding): void {
    this.#db.transaction(() => {
      this.#saveBank.run(pack, fingerprint, vectorToBlob(vectors));
      this.#forgetBiases.run(pack);
    })();
  }

  chance(pack: number): Chance | undefined {
    const row = this.#chance.get(pack);
    if (row === undefined) return undefined;
    const { photos, median, high, captionMedian, captionHigh, pairs, slope } = row;
    const sentence = { median: captionMedian, high: captionHigh };
    return { photos, words: { median, high }, sentence, agreement: { pairs, slope } };
  }

  saveChance(pack: number, { photos, words, sentence, agreement }: Chance): void {
    const captions = { captionMedian: sentence.median, captionHigh: sentence.high };
    this.#saveChance.run({ pack, photos, ...words, ...captions, ...agreement });
  }

  /** The embeddings of words as queries have them, [words * dim], of this fingerprint; undefined when others or none are stored. */
  probes(pack: number, fingerprint: string): Embedding | undefined {
    const row = this.#probes.get(pack, fingerprint);
    return row && vectorFromBlob(row.probes);
  }

  /** Store probes beside the bank that there is. */
  saveProbes(pack: number, fingerprint: string, probes: Embedding): void {
    this.#saveProbes.run({ pack, fingerprint, probes: vectorToBlob(probes) });
  }

  /** The embedding of a photo; undefined where it has none any more. */
  embedding(pack: number, photoId: number): Embedding | undefined {
    const row = this.#vector.get(pack, photoId);
    return row && vectorFromBlob(row.vector);
  }

  hasUnbiased(pack: number): boolean {
    return this.#hasUnbiased.get(pack) !== undefined;
  }

  /** Some embeddings whose bias is unknown, first come first. */
  unbiased(pack: number, limit: number): { photoId: number; vector: Embedding }[] {
    return this.#unbiased
      .all(pack, limit)
      .map(({ photo_id, vector }) => ({ photoId: photo_id, vector: vectorFromBlob(vector) }));
  }

  /** Set the bias of photos that still have this embedding. @returns those. */
  setBiases<T extends Biased>(pack: number, biases: readonly T[]): T[] {
    return this.#db.transaction(() =>
      biases.filter(
        ({ photoId, vector, bias }) => this.#setBias.run(bias, pack, photoId, vectorToBlob(vector)).changes > 0,
      ),
    )();
  }
}
