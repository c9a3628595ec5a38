import type { ErrorCode } from '../../../src-contract/index.ts';
import { longestWaitMs } from '../../core/retry.ts';
import type { Db } from './database.ts';
import {
  type TimelineCursor,
  type TimelinePart,
  timelinePart,
  type TimelineRow,
  timelineStart,
} from './timeline-part.ts';

export type { TimelineCursor } from './timeline-part.ts';

/** How many photos of a pack have windows. */
export interface WindowCounts {
  /** Photos that have a file and an embedding. */
  readonly photos: number;
  readonly done: number;
  /** Without windows, tried in vain. */
  readonly failed: number;
}

/** A photo that has an embedding of a pack and no windows, claimed for the encoder. */
export interface UnwindowedPhoto {
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

const isIndexing = "folders.state = 'online' AND folders.paused = 0";
/** Rows of a pack whose photo has a file. Those without are few and have an index of their own: no photo is opened here. */
const withFile = (table: string): string => `(SELECT count(*) FROM ${table} WHERE pack = :pack) - (
  SELECT count(*) FROM photos WHERE unreferenced_since_ms IS NOT NULL
    AND EXISTS (SELECT 1 FROM ${table} WHERE pack = :pack AND photo_id = photos.id))`;

/** Which photos have no windows of a pack, and what became of those that were tried. */
export class UnwindowedStore {
  readonly #db: Db;
  readonly #counts;
  readonly #timeline;
  readonly #content;
  readonly #places;
  readonly #claim;
  readonly #release;
  readonly #forgetUntried;
  readonly #forgetAllAttempts;
  readonly #fail;
  readonly #retryDue;

  constructor(db: Db) {
    this.#db = db;
    this.#counts = db.prepare<{ pack: number }, WindowCounts>(`
      SELECT ${withFile('embeddings')} AS photos, ${withFile('photo_windows')} AS done,
        (SELECT count(*) FROM window_attempts JOIN embeddings ON embeddings.id = embedding
          JOIN photos ON photos.id = photo_id
          WHERE code IS NOT NULL AND pack = :pack AND unreferenced_since_ms IS NULL) AS failed`);
    this.#timeline = db.prepare<{ pack: number; sortAt: string; id: number; limit: number }, TimelineRow>(`
      SELECT id, sort_at AS sortAt,
        EXISTS (SELECT 1 FROM embeddings AS own WHERE own.pack = :pack AND own.photo_id = photos.id
          AND NOT EXISTS (SELECT 1 FROM window_attempts WHERE embedding = own.id AND code IS NOT NULL))
        AND NOT EXISTS (SELECT 1 FROM photo_windows AS made WHERE made.pack = :pack AND made.photo_id = photos.id) AS isWanted
      FROM photos INDEXED BY photos_timeline
      WHERE unreferenced_since_ms IS NULL AND (sort_at, id) < (:sortAt, :id)
      ORDER BY sort_at DESC, id DESC LIMIT :limit`);
    this.#content = db.prepare<{ pack: number; id: number }, { embedding: number; contentHash: string }>(`
      SELECT embeddings.id AS embedding, lower(hex(content_hash)) AS contentHash
      FROM embeddings JOIN photos ON photos.id = photo_id
      WHERE pack = :pack AND photo_id = :id AND unreferenced_since_ms IS NULL
        AND NOT EXISTS (SELECT 1 FROM photo_windows WHERE embedding = embeddings.id)`);
    this.#places = db.prepare<[number], UnwindowedPhoto['places'][number]>(`
      SELECT folder_id AS folderId, folders.path AS folderPath, relative_path AS relativePath
      FROM files JOIN folders ON folders.id = files.folder_id
      WHERE files.photo_id = ? AND ${isIndexing} ORDER BY files.id`);
    this.#claim = db.prepare<[number], { attempts: number }>(`
      INSERT INTO window_attempts (embedding, attempts) VALUES (?, 1)
      ON CONFLICT (embedding) DO UPDATE SET attempts = attempts + 1 RETURNING attempts`);
    const own = '(SELECT id FROM embeddings WHERE pack = ? AND photo_id = ?)';
    this.#release = db.prepare<[number, number]>(
      `UPDATE window_attempts SET attempts = attempts - 1 WHERE embedding = ${own} AND code IS NULL AND attempts > 0`,
    );
    this.#forgetUntried = db.prepare<[number, number]>(
      `DELETE FROM window_attempts WHERE embedding = ${own} AND attempts = 0`,
    );
    this.#forgetAllAttempts = db.prepare('DELETE FROM window_attempts');
    this.#fail = db.prepare<[ErrorCode, number | null, number, number]>(
      `UPDATE window_attempts SET code = ?, next_attempt_at_ms = ? WHERE embedding = ${own}`,
    );
    this.#retryDue = db.prepare<{ now: number; latest: number }>(`
      UPDATE window_attempts SET code = NULL, next_attempt_at_ms = NULL
      WHERE next_attempt_at_ms <= :now OR next_attempt_at_ms > :latest`);
  }

  counts(pack: number): WindowCounts {
    return this.#counts.get({ pack }) ?? { photos: 0, done: 0, failed: 0 };
  }

  /**
   * Look through a part of the timeline, newest first, for photos without windows that have an embedding and have not failed.
   *
   * @param after where the last part ended; null to begin.
   * @returns their ids, and where this part ended; null at the end of the timeline.
   */
  missingAfter(pack: number, after: TimelineCursor | null, limit: number): TimelinePart {
    return timelinePart(this.#timeline.all({ pack, ...(after ?? timelineStart), limit }), limit);
  }

  /** Claim photos, those that still have a file that can be reached and no windows: each counts one attempt more. */
  claim(pack: number, photoIds: readonly number[]): UnwindowedPhoto[] {
    return this.#db.transaction(() =>
      photoIds.flatMap((id): UnwindowedPhoto[] => {
        const content = this.#content.get({ pack, id });
        const places = content === undefined ? [] : this.#places.all(id);
        if (content === undefined || places.length === 0) return [];
        const attempts = this.#claim.get(content.embedding)?.attempts ?? 0;
        return [{ id, contentHash: content.contentHash, attempts, places }];
      }),
    )();
  }

  /** Count one attempt more of a photo that is claimed. */
  countAttempt(pack: number, photoId: number): void {
    const content = this.#content.get({ pack, id: photoId });
    if (content !== undefined) this.#claim.get(content.embedding);
  }

  /** Give a claim back unsettled, as if it had not been made. */
  release(pack: number, photoId: number): void {
    this.#db.transaction(() => {
      this.#release.run(pack, photoId);
      this.#forgetUntried.run(pack, photoId);
    })();
  }

  /** Record that a claimed photo has no windows to be had, and when to try again; null for never. */
  fail(pack: number, photoId: number, code: ErrorCode, nextAttemptAtMs: number | null): void {
    this.#fail.run(code, nextAttemptAtMs, pack, photoId);
  }

  /** Let photos be tried again whose waiting time is over, or so long that the clock must have been put back. */
  retryDue(nowMs: number): void {
    this.#retryDue.run({ now: nowMs, latest: nowMs + longestWaitMs });
  }

  /** Let every photo that failed be tried again. */
  retryAll(): void {
    this.#forgetAllAttempts.run();
  }
}
