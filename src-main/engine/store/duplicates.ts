import type { Miniature } from '../../core/duplicates/miniature.ts';
import type { Db } from './database.ts';

/** Photos by their ids, the lesser first. */
export type PhotoPair = readonly [a: number, b: number];

/** A file of a photo that may have duplicates, with what is known of the photo. */
export interface VersionRow {
  readonly photoId: number;
  readonly fileId: number;
  readonly folderPath: string;
  readonly relativePath: string;
  readonly mtimeMs: number;
  readonly format: string;
  /** Upright, in pixels. */
  readonly width: number;
  readonly height: number;
  readonly sizeBytes: number;
  readonly takenAt: string | null;
  readonly hasOwnDate: 0 | 1;
  readonly hasPosition: 0 | 1;
  readonly rating: number;
  readonly keywords: number;
  /** See `Miniature`; 0 as long as it is unknown. */
  readonly sharpness: number;
  readonly colourfulness: number | null;
  /** 0 or 1. */
  readonly isDamaged: number;
}

/** A file counts when it can be reached and holds what it held when it was read. */
const isThere = "files.state = 'indexed' AND folders.state = 'online'";

/**
 * What photos are compared by, which are the same picture, and which of them somebody keeps. Pairs are kept, not groups: a
 * group follows from the photos that are there.
 */
export class DuplicateStore {
  readonly #db: Db;
  readonly #withoutMiniature;
  readonly #addMiniature;
  readonly #toCompare;
  readonly #lumas;
  readonly #after;
  readonly #compared;
  readonly #changes;
  readonly #addPair;
  readonly #counts;
  readonly #copies;
  readonly #pairs;
  readonly #bursts;
  readonly #keptPairs;
  readonly #versions;
  readonly #keepPair;
  readonly #releasePair;
  readonly #keepCopies;
  readonly #releaseCopies;
  /** Rows written of which no group follows. */
  #aside = 0;

  constructor(db: Db) {
    this.#db = db;
    // The table of miniatures is large: which there are is known by this index, which SQLite would not take by itself.
    const known = 'miniatures INDEXED BY miniatures_compared';
    this.#withoutMiniature = db.prepare<[number, number], { id: number; thumb: string }>(`
      SELECT photo_id AS id, (SELECT thumb FROM photos WHERE id = photo_id) AS thumb FROM files
      WHERE photo_id > ? AND NOT EXISTS (SELECT 1 FROM ${known} WHERE miniatures.photo_id = files.photo_id)
      GROUP BY photo_id ORDER BY photo_id LIMIT ?`);
    this.#addMiniature = db.prepare<{ id: number } & Miniature>(`
      INSERT OR IGNORE INTO miniatures (photo_id, luma, sharpness)
      SELECT id, :luma, :sharpness FROM photos WHERE id = :id`);
    const hasRow = (table: string): string =>
      `SELECT 1 FROM ${table} WHERE pack = :pack AND ${table}.photo_id = miniatures.photo_id`;
    this.#toCompare = db.prepare<{ after: number; pack: number; limit: number }, { id: number; luma: Buffer }>(`
      SELECT photo_id AS id, luma FROM miniatures
      WHERE is_compared = 0 AND photo_id > :after
        AND (EXISTS (${hasRow('embeddings')}) OR EXISTS (${hasRow('pack_attempts')} AND code IS NOT NULL))
      ORDER BY photo_id LIMIT :limit`);
    this.#lumas = db.prepare<[string], { id: number; luma: Buffer }>(
      'SELECT photo_id AS id, luma FROM json_each(?) CROSS JOIN miniatures ON photo_id = value',
    );
    this.#after = db
      .prepare<[number, number], number>(`SELECT photo_id FROM ${known} WHERE photo_id > ? ORDER BY photo_id LIMIT ?`)
      .pluck();
    this.#compared = db.prepare<[number]>('UPDATE miniatures SET is_compared = 1 WHERE photo_id = ?');
    // Rows that were written since the database was opened. Nobody else writes.
    this.#changes = db.prepare<[], number>('SELECT total_changes()').pluck();
    // Photos can go while they are compared.
    this.#addPair = db.prepare<[number, number]>(`
      INSERT OR IGNORE INTO duplicate_pairs (a, b)
      SELECT a.id, b.id FROM photos AS a, photos AS b WHERE a.id = ? AND b.id = ?`);
    this.#counts = db.prepare<[], { photos: number; compared: number }>(`
      SELECT (SELECT count(*) FROM photos WHERE unreferenced_since_ms IS NULL) AS photos,
        (SELECT count(*) FROM ${known} CROSS JOIN photos ON photos.id = photo_id
          WHERE is_compared = 1 AND unreferenced_since_ms IS NULL) AS compared`);
    this.#copies = db
      .prepare<[], number>(
        `SELECT photo_id FROM files JOIN folders ON folders.id = folder_id
        WHERE photo_id IS NOT NULL AND ${isThere} AND photo_id NOT IN (SELECT photo_id FROM kept_copies)
        GROUP BY photo_id HAVING count(*) > 1`,
      )
      .pluck();
    // What belongs together is no duplicate, but for versions of a name, which may be.
    this.#pairs = db
      .prepare<[], [number, number]>(
        `SELECT a, b FROM duplicate_pairs AS pair
        WHERE NOT EXISTS (SELECT 1 FROM kept_pairs WHERE kept_pairs.a = pair.a AND kept_pairs.b = pair.b)
          AND NOT EXISTS (
            SELECT 1 FROM stack_parts AS one JOIN stack_parts AS other ON other.stack = one.stack
              JOIN stacks ON stacks.id = one.stack
            WHERE one.photo_id = pair.a AND other.photo_id = pair.b AND stacks.kind <> 'version')
        ORDER BY a, b`,
      )
      .raw();
    this.#bursts = db.prepare<[], { stack: number; photoId: number }>(`
      SELECT stack, photo_id AS photoId FROM stacks CROSS JOIN stack_parts ON stack = stacks.id
      WHERE stacks.kind = 'burst' ORDER BY stack, rank`);
    this.#keptPairs = db
      .prepare<[string], [number, number]>(
        'SELECT a, b FROM json_each(?) CROSS JOIN kept_pairs ON a = value ORDER BY a, b',
      )
      .raw();
    this.#versions = db.prepare<[string], VersionRow>(`
      SELECT photos.id AS photoId, files.id AS fileId, folders.path AS folderPath, relative_path AS relativePath,
        files.mtime_ms AS mtimeMs, format, width, height, photos.size_bytes AS sizeBytes, taken_at AS takenAt,
        taken_at IS NOT NULL AND coalesce(date_source, 'embedded') IN ('embedded', 'sidecar', 'export') AS hasOwnDate,
        latitude IS NOT NULL AS hasPosition, max(0, coalesce(rating, 0)) AS rating, json_array_length(keywords) AS keywords,
        coalesce(miniatures.sharpness, 0) AS sharpness, colourfulness,
        EXISTS (SELECT 1 FROM json_each(warnings) WHERE value LIKE 'Pixels: the file is damaged%') AS isDamaged
      FROM json_each(?) CROSS JOIN photos ON photos.id = value CROSS JOIN files ON files.photo_id = photos.id
        JOIN folders ON folders.id = folder_id LEFT JOIN miniatures ON miniatures.photo_id = photos.id
        LEFT JOIN photo_looks ON photo_looks.photo_id = photos.id
      WHERE ${isThere} ORDER BY photos.id, files.id`);
    this.#keepPair = db.prepare<[number, number]>(`
      INSERT OR IGNORE INTO kept_pairs (a, b)
      SELECT a.id, b.id FROM photos AS a, photos AS b WHERE a.id = ? AND b.id = ?`);
    this.#releasePair = db.prepare<[number, number]>('DELETE FROM kept_pairs WHERE a = ? AND b = ?');
    this.#keepCopies = db.prepare<[number]>(
      'INSERT OR IGNORE INTO kept_copies (photo_id) SELECT id FROM photos WHERE id = ?',
    );
    this.#releaseCopies = db.prepare<[number]>('DELETE FROM kept_copies WHERE photo_id = ?');
  }

  /** Photos without a miniature whose ids are above `after`, with their thumbnails. */
  withoutMiniature(after: number, limit: number): { id: number; thumb: string }[] {
    return this.#withoutMiniature.all(after, limit);
  }

  saveMiniatures(miniatures: ReadonlyMap<number, Miniature>): void {
    this.#db.transaction(() => {
      for (const [id, { luma, sharpness }] of miniatures) this.#addMiniature.run({ id, luma, sharpness });
    })();
  }

  /** Photos above `after` that are to be compared, of those that a pack has seen, or could not make anything of. */
  toCompare(pack: number, after: number, limit: number): { id: number; luma: Buffer }[] {
    return this.#toCompare.all({ after, pack, limit });
  }

  /** Luminances of photos that have a miniature, by id. */
  lumas(photoIds: readonly number[]): Map<number, Buffer> {
    return new Map(this.#lumas.all(JSON.stringify(photoIds)).map(({ id, luma }) => [id, luma]));
  }

  /** Photos with a miniature whose ids are above `after`. */
  after(after: number, limit: number): number[] {
    return this.#after.all(after, limit);
  }

  /** Write down that photos were compared with all others, and what they are the same picture as. */
  saveCompared(photoIds: readonly number[], pairs: readonly PhotoPair[]): void {
    this.#db.transaction(() => {
      for (const pair of pairs) this.#addPair.run(...pair);
      const before = this.#changes.get() ?? 0;
      for (const id of photoIds) this.#compared.run(id);
      this.#aside += (this.#changes.get() ?? 0) - before;
    })();
  }

  /** A number that is another once anything was written that groups may follow from: all but that photos were compared. */
  revision(): number {
    return (this.#changes.get() ?? 0) - this.#aside;
  }

  /** Photos of the library, and how many of them have been compared. */
  counts(): { photos: number; compared: number } {
    return this.#counts.get() ?? { photos: 0, compared: 0 };
  }

  /** Photos of which several files can be reached, but for those whose files are all to stay. */
  copies(): number[] {
    return this.#copies.all();
  }

  /** Photos that are the same picture, but for those that are both to stay or belong together. */
  pairs(): PhotoPair[] {
    return this.#pairs.all();
  }

  /** Photos of each burst, the picked one first. */
  bursts(): number[][] {
    const byStack = Map.groupBy(this.#bursts.all(), ({ stack }) => stack);
    return [...byStack.values()].map((rows) => rows.map(({ photoId }) => photoId));
  }

  /** Pairs to stay, as far as their lesser id is among those given. */
  keptPairs(photoIds: readonly number[]): PhotoPair[] {
    return this.#keptPairs.all(JSON.stringify(photoIds));
  }

  /** Files of photos that can be reached, a photo's one after the other. */
  versions(photoIds: readonly number[]): VersionRow[] {
    return this.#versions.all(JSON.stringify(photoIds));
  }

  /** Remember that of photos each is to stay, whichever other there is; or forget it. */
  setKept(photoIds: readonly number[], isKept: boolean): void {
    const statement = isKept ? this.#keepPair : this.#releasePair;
    const ids = [...new Set(photoIds)].sort((a, b) => a - b);
    this.#db.transaction(() => {
      for (const [i, a] of ids.entries()) for (const b of ids.slice(i + 1)) statement.run(a, b);
    })();
  }

  /** Remember that all files of a photo are to stay; or forget it. */
  setCopiesKept(photoId: number, isKept: boolean): void {
    (isKept ? this.#keepCopies : this.#releaseCopies).run(photoId);
  }
}
