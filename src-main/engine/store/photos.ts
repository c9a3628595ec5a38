import { cameraName } from '../../core/camera-name.ts';
import type { EncodedPhoto } from '../../core/encoder-protocol.ts';
import type { Embedding } from '../../core/math/vector.ts';
import { metadataVersion } from '../../core/photo-metadata.ts';
import type { PhotoMarks } from '../../core/stacks/marks.ts';
import type { Db } from './database.ts';
import { type FolderScope, scopeRange } from './folder-scope.ts';
import { localTime } from './local-time.ts';
import { PhotoMetadataStore } from './photo-metadata.ts';
import { storedCountry } from './photo-countries.ts';
import { vectorFromBlob, vectorToBlob } from './vector-blob.ts';

/** A photo as a hit shows it: one of the files that hold it. */
export interface PhotoRow {
  readonly id: number;
  readonly folderPath: string;
  readonly relativePath: string;
  readonly width: number;
  readonly height: number;
  readonly takenAt: string | null;
  readonly thumb: string;
}

/** What follows from a photo and can be made good later. */
interface DerivedFacts {
  /** Of the embedding; null or missing while it is unknown. */
  readonly bias?: number | null;
  /** Where it was taken, ISO 3166-1 alpha-2; null for in none, missing where nobody looked it up. */
  readonly country?: string | null | undefined;
}

interface HitRow {
  id: number;
  folder_path: string;
  relative_path: string;
  width: number;
  height: number;
  taken_at: string | null;
  thumb: string;
}

/** Photos by content, and their embeddings. See [Note: Photos and files]. */
export class PhotoStore {
  readonly #db: Db;
  readonly #metadata: PhotoMetadataStore;
  readonly #knownHashes;
  readonly #upsert;
  readonly #insertEmbedding;
  readonly #mark;
  readonly #settle;
  readonly #idByContent;
  readonly #markUnreferenced;
  readonly #markReferenced;
  readonly #purge;
  readonly #purgeable;
  readonly #embedding;
  readonly #allEmbeddings;
  readonly #hit;
  readonly #sizes;
  readonly #counts;

  constructor(db: Db, metadata = new PhotoMetadataStore(db)) {
    this.#db = db;
    this.#metadata = metadata;
    this.#knownHashes = db.prepare<[number, number], { hash: string }>(
      'SELECT lower(hex(content_hash)) AS hash FROM photos WHERE size_bytes = ? LIMIT ?',
    );
    this.#upsert = db.prepare<Record<string, unknown>, { id: number }>(`
      INSERT INTO photos (id, content_hash, size_bytes, format, width, height, thumb, taken_at, taken_at_offset_minutes,
        latitude, longitude, altitude_metres, camera_make, camera_model, lens, iso, f_number, exposure_seconds,
        focal_length_mm, orientation, rating, title, description, keywords, warnings, added_at_ms, camera, country, sort_at)
      VALUES ((SELECT max(last_id, (SELECT coalesce(max(id), 0) FROM photos)) + 1 FROM deleted_photos), :contentHash,
        :sizeBytes, :format, :width, :height, :thumb, :takenAt, :takenAtOffsetMinutes,
        :latitude, :longitude, :altitudeMetres, :cameraMake, :cameraModel, :lens, :iso, :fNumber, :exposureSeconds,
        :focalLengthMm, :orientation, :rating, :title, :description, :keywords, :warnings, :addedAtMs, :camera, :country,
        coalesce(:takenAt, ${localTime(':addedAtMs')}))
      ON CONFLICT (content_hash, size_bytes) DO UPDATE SET thumb = excluded.thumb, unreferenced_since_ms = NULL
      RETURNING id`);
    this.#insertEmbedding = db.prepare<[number, number, Buffer, number | null]>(
      `INSERT INTO embeddings (pack, photo_id, vector, bias) VALUES (?, ?, ?, ?)
      ON CONFLICT (pack, photo_id) DO UPDATE SET vector = excluded.vector, bias = excluded.bias`,
    );
    this.#mark = db.prepare<Record<keyof PhotoMarks | 'photoId' | 'version', string | number | null>>(`
      INSERT INTO photo_marks (photo_id, read_version, content_id, burst_id, is_burst_pick, has_motion)
      VALUES (:photoId, :version, :contentId, :burstId, :isBurstPick, :hasMotion)
      ON CONFLICT (photo_id) DO UPDATE SET read_version = excluded.read_version, attempts = 0,
        content_id = excluded.content_id, burst_id = excluded.burst_id, is_burst_pick = excluded.is_burst_pick,
        has_motion = excluded.has_motion`);
    this.#settle = db.prepare<[number, number, number, number]>(`
      UPDATE files SET state = 'indexed', photo_id = ?, attempts = 0, failure_code = NULL, failure_reason = NULL,
        next_attempt_at_ms = NULL, size_bytes = ?, mtime_ms = ?
      WHERE id = ?`);
    this.#idByContent = db.prepare<[Buffer, number], { id: number }>(
      'SELECT id FROM photos WHERE content_hash = ? AND size_bytes = ?',
    );
    this.#markUnreferenced = db.prepare<[number], { id: number }>(`
      UPDATE photos SET unreferenced_since_ms = ?
      WHERE unreferenced_since_ms IS NULL AND NOT EXISTS (SELECT 1 FROM files WHERE photo_id = photos.id)
      RETURNING id`);
    this.#markReferenced = db.prepare<[number]>('UPDATE photos SET unreferenced_since_ms = NULL WHERE id = ?');
    const isPurgeable =
      'unreferenced_since_ms < ? AND NOT EXISTS (SELECT 1 FROM left_out_files WHERE photo_id = photos.id)';
    this.#purgeable = db.prepare<[number], { thumb: string }>(`SELECT thumb FROM photos WHERE ${isPurgeable}`);
    this.#purge = db.prepare<[number]>(`DELETE FROM photos WHERE ${isPurgeable}`);
    this.#embedding = db.prepare<[number, number], { vector: Buffer; bias: number | null }>(
      'SELECT vector, bias FROM embeddings WHERE pack = ? AND photo_id = ?',
    );
    this.#allEmbeddings = db.prepare<[number], { photo_id: number; vector: Buffer }>(`
      SELECT photo_id, vector FROM embeddings
      WHERE pack = ? AND EXISTS (SELECT 1 FROM files WHERE files.photo_id = embeddings.photo_id)`);
    this.#hit = db.prepare<
      { id: number; fileId: number | null; folder: number | null; from: string; to: string },
      HitRow
    >(`
      SELECT photos.id, folders.path AS folder_path, files.relative_path, width, height, taken_at, thumb
      FROM files JOIN photos ON photos.id = files.photo_id JOIN folders ON folders.id = files.folder_id
      WHERE photos.id = :id
        AND (:folder IS NULL OR (files.folder_id = :folder AND (:from = '' OR (relative_path >= :from AND relative_path < :to))))
      ORDER BY files.id IS NOT :fileId, folders.state = 'offline', files.id LIMIT 1`);
    this.#sizes = db.prepare<[string], { id: number; width: number; height: number; datedAt: string }>(
      'SELECT id, width, height, sort_at AS datedAt FROM photos WHERE id IN (SELECT value FROM json_each(?)) AND unreferenced_since_ms IS NULL',
    );
    this.#counts = db.prepare<[number], { photos: number; embeddings: number }>(`
      SELECT (SELECT count(*) FROM photos) - (SELECT count(*) FROM photos WHERE unreferenced_since_ms IS NOT NULL) AS photos,
        (SELECT count(*) FROM embeddings WHERE pack = ?) AS embeddings`);
  }

  /** Is there a photo of this content? `contentHash` in hex. */
  isKnown(contentHash: string, sizeBytes: number): boolean {
    return this.#idByContent.get(Buffer.from(contentHash, 'hex'), sizeBytes) !== undefined;
  }

  /** Hex hashes of photos of a size, at most `limit`. */
  knownHashes(sizeBytes: number, limit: number): string[] {
    return this.#knownHashes.all(sizeBytes, limit).map((row) => row.hash);
  }

  /**
   * Write a photo, its embedding and its file's state in one transaction.
   *
   * @returns the photo's id.
   */
  saveEncoded(fileId: number, pack: number, photo: EncodedPhoto, nowMs: number, derived: DerivedFacts = {}): number {
    return this.#db.transaction(() => {
      const { isBurstPick, hasMotion, contentId, burstId, ...facts } = photo.metadata;
      const { keywords, people, faces, places, ...metadata } = facts;
      const row = this.#upsert.get({
        ...metadata,
        keywords: JSON.stringify(keywords),
        warnings: JSON.stringify(photo.warnings),
        contentHash: Buffer.from(photo.contentHash, 'hex'),
        sizeBytes: photo.sizeBytes,
        format: photo.format,
        width: photo.width,
        height: photo.height,
        thumb: photo.thumb,
        addedAtMs: nowMs,
        camera: cameraName(metadata.cameraMake, metadata.cameraModel),
        country: derived.country === undefined ? null : storedCountry(derived.country),
      });
      if (row === undefined) throw new Error('Expected the photo row just written but received none');
      this.#mark.run({
        photoId: row.id,
        version: metadataVersion,
        contentId,
        burstId,
        isBurstPick: Number(isBurstPick),
        hasMotion: Number(hasMotion),
      });
      // Columns have no room for these.
      if (people.length > 0 || faces.length > 0 || places.length > 0) this.#metadata.setOwn(row.id, facts);
      this.#insertEmbedding.run(pack, row.id, vectorToBlob(photo.embedding), derived.bias ?? null);
      this.#settle.run(row.id, photo.sizeBytes, photo.mtimeMs, fileId);
      this.#metadata.write([row.id]);
      return row.id;
    })();
  }

  /** Point a file at a photo that is known already. @returns the photo's id; undefined when it is gone meanwhile. */
  linkKnown(fileId: number, contentHash: string, sizeBytes: number, mtimeMs: number): number | undefined {
    return this.#db.transaction(() => {
      const row = this.#idByContent.get(Buffer.from(contentHash, 'hex'), sizeBytes);
      if (row === undefined) return undefined;
      this.#markReferenced.run(row.id);
      this.#settle.run(row.id, sizeBytes, mtimeMs, fileId);
      this.#metadata.write([row.id]);
      return row.id;
    })();
  }

  /** Start the grace period of photos that lost their last file. @returns their ids. */
  markUnreferenced(nowMs: number): number[] {
    return this.#markUnreferenced.all(nowMs).map((row) => row.id);
  }

  /** Delete photos whose grace period began before `beforeMs`, but for those that are left out. @returns the thumbnails nobody needs any more. */
  purgeUnreferenced(beforeMs: number): string[] {
    return this.#db.transaction(() => {
      const thumbs = this.#purgeable.all(beforeMs).map((row) => row.thumb);
      if (thumbs.length > 0) this.#purge.run(beforeMs);
      return thumbs;
    })();
  }

  /** The embedding of one photo, [dim], unit length. */
  embedding(pack: number, photoId: number): Embedding | undefined {
    return this.biasedEmbedding(pack, photoId)?.vector;
  }

  /** The same with its bias; null while that is unknown. */
  biasedEmbedding(pack: number, photoId: number): { vector: Embedding; bias: number | null } | undefined {
    const row = this.#embedding.get(pack, photoId);
    return row && { vector: vectorFromBlob(row.vector), bias: row.bias };
  }

  /** Every embedding of a pack whose photo has a file, in no particular order. */
  *embeddings(pack: number): Generator<{ photoId: number; vector: Embedding }> {
    for (const row of this.#allEmbeddings.iterate(pack)) {
      yield { photoId: row.photo_id, vector: vectorFromBlob(row.vector) };
    }
  }

  /** One file of a photo, inside the scope where one is given; the one that is meant, else in a reachable folder if there is one. */
  hit(photoId: number, scope: FolderScope | null, fileId: number | null = null): PhotoRow | undefined {
    const row = this.#hit.get({ id: photoId, fileId, ...scopeRange(scope) });
    return (
      row && {
        id: row.id,
        folderPath: row.folder_path,
        relativePath: row.relative_path,
        width: row.width,
        height: row.height,
        takenAt: row.taken_at,
        thumb: row.thumb,
      }
    );
  }

  /** Upright size of each photo of a list that has a file, by id, in pixels. */
  sizes(photoIds: readonly number[]): Map<number, { width: number; height: number; datedAt: string }> {
    return new Map(this.#sizes.all(JSON.stringify(photoIds)).map(({ id, ...size }) => [id, size]));
  }

  counts(pack: number): { photos: number; embeddings: number } {
    return this.#counts.get(pack) ?? { photos: 0, embeddings: 0 };
  }
}
