import type { PhotoMarks, VideoFacts } from '../../../core/stacks/marks.ts';
import type { Db } from '../database.ts';

/** A file that nobody has asked yet what it belongs to. */
export interface UnreadVideo {
  readonly id: number;
  readonly folderPath: string;
  readonly relativePath: string;
}

/** A photo of an older version, with a file that holds it. */
export interface UnreadPhoto extends UnreadVideo {
  /** Hex sha256. */
  readonly contentHash: string;
  readonly sortAt: string;
}

/** Where the photos that have been asked for end; the newest is the first. */
export type UnreadCursor = Pick<UnreadPhoto, 'id' | 'sortAt'>;

/** Videos and photos that are to be asked what they belong to. */
export class UnreadStore {
  readonly #videos;
  readonly #photos;
  readonly #tryVideo;
  readonly #tryPhoto;
  readonly #releaseVideo;
  readonly #releasePhoto;
  readonly #saveVideo;
  readonly #savePhoto;

  constructor(db: Db) {
    this.#videos = db.prepare<[number, number, number, number], UnreadVideo>(`
      SELECT videos.id, folders.path AS folderPath, relative_path AS relativePath
      FROM videos JOIN folders ON folders.id = folder_id
      WHERE read_version < ? AND videos.id > ? AND attempts < ? AND folders.state = 'online' ORDER BY videos.id LIMIT ?`);
    this.#photos = db.prepare<Record<string, string | number>, UnreadPhoto>(`
      SELECT photos.id, sort_at AS sortAt, lower(hex(content_hash)) AS contentHash, folders.path AS folderPath,
        relative_path AS relativePath, min(files.id)
      FROM photos INDEXED BY photos_timeline JOIN files ON files.photo_id = photos.id
        JOIN folders ON folders.id = files.folder_id AND folders.state = 'online'
      WHERE unreferenced_since_ms IS NULL AND (sort_at, photos.id) < (:sortAt, :id)
        AND NOT EXISTS (SELECT 1 FROM photo_marks
          WHERE photo_id = photos.id AND (read_version >= :version OR attempts >= :attempts))
      GROUP BY sort_at, photos.id ORDER BY sort_at DESC, photos.id DESC LIMIT :limit`);
    this.#tryVideo = db.prepare<[number]>('UPDATE videos SET attempts = attempts + 1 WHERE id = ?');
    this.#tryPhoto = db.prepare<[number]>(`
      INSERT INTO photo_marks (photo_id, read_version, attempts) SELECT id, 0, 1 FROM photos WHERE id = ?
      ON CONFLICT (photo_id) DO UPDATE SET attempts = attempts + 1`);
    this.#releaseVideo = db.prepare<[number]>(
      'UPDATE videos SET attempts = attempts - 1 WHERE id = ? AND attempts > 0',
    );
    this.#releasePhoto = db.prepare<[number]>(
      'UPDATE photo_marks SET attempts = attempts - 1 WHERE photo_id = ? AND attempts > 0',
    );
    this.#saveVideo = db.prepare<VideoFacts & { id: number; version: number }>(`
      UPDATE videos SET read_version = :version, attempts = 0, content_id = :contentId, taken_at = :takenAt,
        taken_at_ms = :takenAtMs, seconds = :seconds WHERE id = :id`);
    this.#savePhoto = db.prepare<Record<string, unknown>>(`
      UPDATE photo_marks SET read_version = :version, attempts = 0, content_id = :contentId, burst_id = :burstId,
        is_burst_pick = :isBurstPick, has_motion = :hasMotion WHERE photo_id = :id`);
  }

  /** Videos after an id, in reachable folders, that no reader of this version has looked into. */
  videos(version: number, after: number, attempts: number, limit: number): UnreadVideo[] {
    return this.#videos.all(version, after, attempts, limit);
  }

  /** Photos after those that were asked for, in reachable folders, that no reader of this version has looked into. */
  photos(version: number, after: UnreadCursor | null, attempts: number, limit: number): UnreadPhoto[] {
    const { sortAt, id } = after ?? { sortAt: '\u{10FFFF}', id: 0 };
    return this.#photos.all({ sortAt, id, version, attempts, limit });
  }

  /** Note that a video or photo is about to be read: what ends the process counts. */
  begin(kind: 'video' | 'photo', id: number): void {
    (kind === 'video' ? this.#tryVideo : this.#tryPhoto).run(id);
  }

  /** It did not come to reading. */
  release(kind: 'video' | 'photo', id: number): void {
    (kind === 'video' ? this.#releaseVideo : this.#releasePhoto).run(id);
  }

  saveVideo(id: number, version: number, facts: VideoFacts): void {
    this.#saveVideo.run({ ...facts, id, version });
  }

  savePhoto(id: number, version: number, marks: PhotoMarks): void {
    const { contentId, burstId } = marks;
    this.#savePhoto.run({
      contentId,
      burstId,
      isBurstPick: Number(marks.isBurstPick),
      hasMotion: Number(marks.hasMotion),
      id,
      version,
    });
  }
}
