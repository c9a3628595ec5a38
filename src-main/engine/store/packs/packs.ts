import type { ErrorCode, WireError } from '../../../../src-contract/index.ts';
import type { Embedding } from '../../../core/math/vector.ts';
import { longestWaitMs } from '../../../core/retry.ts';
import type { Db } from '../database.ts';
import { vectorToBlob } from '../vector-blob.ts';
import {
  type TimelineCursor,
  type TimelinePart,
  timelinePart,
  type TimelineRow,
  timelineStart,
} from '../timeline-part.ts';

export type { TimelineCursor } from '../timeline-part.ts';

/** A pack as the database tells it from others. */
interface PackKey {
  readonly id: string;
  readonly version: string;
  readonly space: string;
  readonly dim: number;
}

/** How far a pack is with the photos of the library. */
export interface PackCounts {
  /** Photos that have a file. */
  readonly photos: number;
  /** Of those, without an embedding of the pack. */
  readonly missing: number;
  /** Of the missing, those that were tried in vain. */
  readonly failed: number;
  /** Of the missing and not failed, those that lie in folders alone that are not reachable or paused. */
  readonly waiting: number;
}

/** A photo without an embedding of a pack, claimed for the encoder. */
export interface MissingPhoto {
  readonly id: number;
  /** Hex sha256. */
  readonly contentHash: string;
  /** Claims without a result so far, this one included. */
  readonly attempts: number;
  /** Its files in folders that are reachable and not paused, oldest first; at least one. */
  readonly places: readonly {
    readonly folderId: number;
    readonly folderPath: string;
    readonly relativePath: string;
  }[];
}

interface FailureRow {
  readonly folder_path: string;
  readonly path: string;
  readonly code: ErrorCode;
  readonly reason: string;
  readonly attempts: number;
  readonly next_attempt_at_ms: number | null;
}

/** Has the photo of this row no embedding of the pack? */
const isMissing = (photo: string): string =>
  `NOT EXISTS (SELECT 1 FROM embeddings WHERE embeddings.pack = :pack AND embeddings.photo_id = ${photo})`;
const hasFailed = (photo: string): string => `EXISTS (
  SELECT 1 FROM pack_attempts WHERE pack_attempts.pack = :pack AND pack_attempts.photo_id = ${photo} AND code IS NOT NULL)`;
const isIndexing = "folders.state = 'online' AND folders.paused = 0";

/** Packs, which of them the library is kept with, and which photos they have not seen. See [Note: Change of packs]. */
export class PackStore {
  readonly #db: Db;
  readonly #register;
  readonly #dropOtherSpace;
  readonly #isCurrent;
  readonly #supersede;
  readonly #setCurrent;
  readonly #counts;
  readonly #failed;
  readonly #waiting;
  readonly #timeline;
  readonly #content;
  readonly #places;
  readonly #claim;
  readonly #release;
  readonly #forgetUntried;
  readonly #forgetAttempts;
  readonly #isReferenced;
  readonly #save;
  readonly #fail;
  readonly #retryDue;
  readonly #retryAll;
  readonly #nextAttempt;
  readonly #failures;

  constructor(db: Db) {
    this.#db = db;
    this.#dropOtherSpace = db.prepare<PackKey>(
      'DELETE FROM packs WHERE pack_id = :id AND version = :version AND (space <> :space OR dim <> :dim)',
    );
    this.#register = db.prepare<PackKey, { id: number }>(`
      INSERT INTO packs (pack_id, version, space, dim) VALUES (:id, :version, :space, :dim)
      ON CONFLICT (pack_id, version) DO UPDATE SET space = excluded.space
      RETURNING id`);
    this.#isCurrent = db.prepare<[number]>("SELECT 1 FROM pack_roles WHERE pack = ? AND role = 'current'");
    this.#supersede = db.prepare<[number]>(
      "UPDATE pack_roles SET role = 'superseded' WHERE role = 'current' AND pack <> ?",
    );
    this.#setCurrent = db.prepare<[number]>(
      "INSERT INTO pack_roles (pack, role) VALUES (?, 'current') ON CONFLICT (pack) DO UPDATE SET role = 'current', chosen = 0",
    );
    // Those without a file are few and have an index of their own, so that indexes are counted here and no row is opened.
    this.#counts = db.prepare<{ pack: number }, { photos: number; seen: number }>(`
      SELECT (SELECT count(*) FROM photos) - (SELECT count(*) FROM photos WHERE unreferenced_since_ms IS NOT NULL) AS photos,
        (SELECT count(*) FROM embeddings WHERE pack = :pack) - (
          SELECT count(*) FROM photos WHERE unreferenced_since_ms IS NOT NULL
            AND EXISTS (SELECT 1 FROM embeddings WHERE pack = :pack AND photo_id = photos.id)) AS seen`);
    this.#failed = db
      .prepare<{ pack: number }, number>(
        `SELECT count(*) FROM pack_attempts JOIN photos ON photos.id = photo_id
        WHERE pack = :pack AND code IS NOT NULL AND unreferenced_since_ms IS NULL AND ${isMissing('photos.id')}`,
      )
      .pluck();
    this.#waiting = db
      .prepare<{ pack: number }, number>(
        `SELECT count(DISTINCT away.photo_id) FROM folders CROSS JOIN files AS away ON away.folder_id = folders.id
        WHERE NOT (${isIndexing}) AND away.photo_id IS NOT NULL
          AND ${isMissing('away.photo_id')} AND NOT ${hasFailed('away.photo_id')}
          AND NOT EXISTS (SELECT 1 FROM files JOIN folders ON folders.id = files.folder_id
            WHERE files.photo_id = away.photo_id AND ${isIndexing})`,
      )
      .pluck();
    this.#timeline = db.prepare<{ pack: number; sortAt: string; id: number; limit: number }, TimelineRow>(`
      SELECT id, sort_at AS sortAt, ${isMissing('photos.id')} AND NOT ${hasFailed('photos.id')} AS isWanted
      FROM photos INDEXED BY photos_timeline
      WHERE unreferenced_since_ms IS NULL AND (sort_at, id) < (:sortAt, :id)
      ORDER BY sort_at DESC, id DESC LIMIT :limit`);
    this.#content = db.prepare<{ pack: number; id: number }, { contentHash: string }>(`
      SELECT lower(hex(content_hash)) AS contentHash FROM photos
      WHERE id = :id AND unreferenced_since_ms IS NULL AND ${isMissing('photos.id')}`);
    this.#places = db.prepare<[number], MissingPhoto['places'][number]>(`
      SELECT folder_id AS folderId, folders.path AS folderPath, relative_path AS relativePath
      FROM files JOIN folders ON folders.id = files.folder_id
      WHERE files.photo_id = ? AND ${isIndexing} ORDER BY files.id`);
    this.#claim = db.prepare<[number, number], { attempts: number }>(`
      INSERT INTO pack_attempts (pack, photo_id, attempts) VALUES (?, ?, 1)
      ON CONFLICT (pack, photo_id) DO UPDATE SET attempts = attempts + 1 RETURNING attempts`);
    this.#release = db.prepare<[number, number]>(
      'UPDATE pack_attempts SET attempts = attempts - 1 WHERE pack = ? AND photo_id = ? AND code IS NULL AND attempts > 0',
    );
    this.#forgetUntried = db.prepare<[number, number]>(
      'DELETE FROM pack_attempts WHERE pack = ? AND photo_id = ? AND attempts = 0',
    );
    this.#forgetAttempts = db.prepare<[number, number]>('DELETE FROM pack_attempts WHERE pack = ? AND photo_id = ?');
    this.#isReferenced = db
      .prepare<[number], 0 | 1>('SELECT unreferenced_since_ms IS NULL FROM photos WHERE id = ?')
      .pluck();
    this.#save = db.prepare<[number, number, Buffer, number | null]>(
      `INSERT INTO embeddings (pack, photo_id, vector, bias) VALUES (?, ?, ?, ?)
      ON CONFLICT (pack, photo_id) DO UPDATE SET vector = excluded.vector, bias = excluded.bias`,
    );
    this.#fail = db.prepare<{ pack: number; id: number; code: ErrorCode; reason: string; next: number | null }>(`
      UPDATE pack_attempts SET code = :code, reason = :reason, next_attempt_at_ms = :next
      WHERE pack = :pack AND photo_id = :id`);
    const again = 'UPDATE pack_attempts SET code = NULL, reason = NULL, next_attempt_at_ms = NULL';
    this.#retryDue = db.prepare<{ pack: number; now: number; latest: number }>(
      `${again} WHERE pack = :pack AND (next_attempt_at_ms <= :now OR next_attempt_at_ms > :latest)`,
    );
    this.#retryAll = db.prepare<[number]>('DELETE FROM pack_attempts WHERE pack = ?');
    this.#nextAttempt = db
      .prepare<[number], number | null>('SELECT min(next_attempt_at_ms) FROM pack_attempts WHERE pack = ?')
      .pluck();
    // A query with min() takes its other columns from the row that has the minimum.
    this.#failures = db.prepare<{ packs: string }, FailureRow>(`
      SELECT folders.path AS folder_path, relative_path AS path, code, reason, pack_attempts.attempts,
        pack_attempts.next_attempt_at_ms, min(files.id)
      FROM pack_attempts JOIN files ON files.photo_id = pack_attempts.photo_id JOIN folders ON folders.id = folder_id
      WHERE pack IN (SELECT value FROM json_each(:packs)) AND code IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM embeddings WHERE embeddings.pack = pack_attempts.pack AND embeddings.photo_id = pack_attempts.photo_id)
      GROUP BY pack_attempts.photo_id ORDER BY 1, 2`);
  }

  /**
   * The row of a pack, created when it is new. Embeddings of different rows are never compared; those that a pack of
   * the same id and version made in another space are dropped.
   */
  register(pack: PackKey): number {
    return this.#db.transaction(() => {
      this.#dropOtherSpace.run(pack);
      const row = this.#register.get(pack);
      if (row === undefined) throw new Error(`Expected a row for pack ${pack.id} but received none`);
      return row.id;
    })();
  }

  /** Keep the library with this pack from now on; the one that it was kept with is superseded. */
  adopt(pack: number): void {
    this.#db.transaction(() => {
      this.#supersede.run(pack);
      this.#setCurrent.run(pack);
    })();
  }

  /** Is the library kept with this pack? Else somebody looks at it with another one for a while. */
  isCurrent(pack: number): boolean {
    return this.#isCurrent.get(pack) !== undefined;
  }

  counts(pack: number): PackCounts {
    const { photos, seen } = this.#counts.get({ pack }) ?? { photos: 0, seen: 0 };
    const missing = photos - seen;
    if (missing === 0) return { photos, missing, failed: 0, waiting: 0 };
    return { photos, missing, failed: this.#failed.get({ pack }) ?? 0, waiting: this.#waiting.get({ pack }) ?? 0 };
  }

  /** Photos that have a file and no embedding of the pack. */
  countMissing(pack: number): number {
    const { photos, seen } = this.#counts.get({ pack }) ?? { photos: 0, seen: 0 };
    return photos - seen;
  }

  /**
   * Look through a part of the timeline, newest first, for photos without an embedding that have not failed.
   *
   * @param after where the last part ended; null to begin.
   * @returns their ids, and where this part ended; null at the end of the timeline.
   */
  missingAfter(pack: number, after: TimelineCursor | null, limit: number): TimelinePart {
    return timelinePart(this.#timeline.all({ pack, ...(after ?? timelineStart), limit }), limit);
  }

  /** Claim photos, those that still have a file that can be reached and no embedding: each counts one attempt more. */
  claim(pack: number, photoIds: readonly number[]): MissingPhoto[] {
    return this.#db.transaction(() =>
      photoIds.flatMap((id): MissingPhoto[] => {
        const content = this.#content.get({ pack, id });
        const places = content === undefined ? [] : this.#places.all(id);
        if (content === undefined || places.length === 0) return [];
        return [{ id, ...content, attempts: this.countAttempt(pack, id), places }];
      }),
    )();
  }

  /** Count one attempt more. @returns how many there are now. */
  countAttempt(pack: number, photoId: number): number {
    return this.#claim.get(pack, photoId)?.attempts ?? 0;
  }

  /** Give a claim back unsettled, as if it had not been made. */
  release(pack: number, photoId: number): void {
    this.#db.transaction(() => {
      this.#release.run(pack, photoId);
      this.#forgetUntried.run(pack, photoId);
    })();
  }

  /**
   * Write the embedding of a photo that is there already.
   *
   * @returns whether it is to be found: false when it lost its last file meanwhile, or is gone.
   */
  saveEmbedding(pack: number, photoId: number, embedding: Embedding, bias: number | null): boolean {
    return this.#db.transaction(() => {
      const isReferenced = this.#isReferenced.get(photoId);
      if (isReferenced === undefined) return false;
      this.#save.run(pack, photoId, vectorToBlob(embedding), bias);
      this.#forgetAttempts.run(pack, photoId);
      return isReferenced === 1;
    })();
  }

  /** Record why a claimed photo could not be encoded; the photo and its files stay as they are. */
  fail(pack: number, photoId: number, error: WireError, nextAttemptAtMs: number | null): void {
    this.#fail.run({ pack, id: photoId, code: error.code, reason: error.message, next: nextAttemptAtMs });
  }

  /** Let photos be tried again whose waiting time is over, or so long that the clock must have been put back. */
  retryDue(pack: number, nowMs: number): void {
    this.#retryDue.run({ pack, now: nowMs, latest: nowMs + longestWaitMs });
  }

  /** Let every photo that failed be tried again. */
  retryAll(pack: number): void {
    this.#retryAll.run(pack);
  }

  /** When the next photo that failed is due for another try; null for never. */
  nextAttemptAtMs(pack: number): number | null {
    return this.#nextAttempt.get(pack) ?? null;
  }

  /** Photos that could not be encoded with one of some packs, each once, by one of its files, by path. */
  failures(packs: readonly number[]): {
    folderPath: string;
    path: string;
    code: ErrorCode;
    reason: string;
    attempts: number;
    nextAttemptAtMs: number | null;
  }[] {
    return this.#failures.all({ packs: JSON.stringify(packs) }).map((row) => ({
      folderPath: row.folder_path,
      path: row.path,
      code: row.code,
      reason: row.reason,
      attempts: row.attempts,
      nextAttemptAtMs: row.next_attempt_at_ms,
    }));
  }
}
