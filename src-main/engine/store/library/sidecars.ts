import { metadataVersion } from '../../../core/photo-metadata.ts';
import type { SidecarFacts } from '../../../core/sidecars/sidecar-facts.ts';
import type { Db } from '../database.ts';
import type { PhotoMetadataStore } from '../photo-metadata.ts';

/** A sidecar as a scan saw it. */
export interface SeenSidecar {
  /** It lies in the same folder as its photo. */
  readonly name: string;
  readonly sizeBytes: number;
  readonly mtimeMs: number;
  readonly ctimeMs: number;
}

/** The sidecars of a photo file. */
export interface SidecarsOfFile {
  /** Path of the photo file, relative to the registered folder. */
  readonly relativePath: string;
  readonly sidecars: readonly SeenSidecar[];
}

/** A sidecar that is yet to be read. */
export interface UnreadSidecar extends SeenSidecar {
  readonly fileId: number;
  readonly folderPath: string;
  /** Of the photo file. */
  readonly relativePath: string;
}

interface SeenRow {
  path: string;
  name: string;
  size: number;
  mtime: number;
  ctime: number;
}

interface UnreadRow extends SeenRow {
  file_id: number;
  folder_path: string;
}

/** What lies beside photo files and says more about them. */
export class SidecarStore {
  readonly #db: Db;
  readonly #metadata: PhotoMetadataStore;
  readonly #known;
  readonly #hasAny;
  readonly #fileId;
  readonly #upsert;
  readonly #removeOthers;
  readonly #unread;
  readonly #save;
  readonly #photoOf;
  readonly #readAgain;

  constructor(db: Db, metadata: PhotoMetadataStore) {
    this.#db = db;
    this.#metadata = metadata;
    this.#hasAny = db.prepare<[], number>('SELECT EXISTS (SELECT 1 FROM sidecars)').pluck();
    this.#known = db.prepare<{ folder: number; from: string; to: string }, SeenRow>(`
      SELECT relative_path AS path, name, sidecars.size_bytes AS size, sidecars.mtime_ms AS mtime, sidecars.ctime_ms AS ctime
      FROM files CROSS JOIN sidecars ON sidecars.file_id = files.id
      WHERE folder_id = :folder AND relative_path >= :from AND (:to = '' OR relative_path < :to)`);
    this.#fileId = db
      .prepare<[number, string], number>('SELECT id FROM files WHERE folder_id = ? AND relative_path = ?')
      .pluck();
    const same = 'size_bytes = excluded.size_bytes AND mtime_ms = excluded.mtime_ms AND ctime_ms = excluded.ctime_ms';
    this.#upsert = db.prepare<[number, string, number, number, number]>(`
      INSERT INTO sidecars (file_id, name, size_bytes, mtime_ms, ctime_ms, read_version)
      VALUES (?, ?, ?, ?, ?, ${metadataVersion})
      ON CONFLICT (file_id, name) DO UPDATE SET is_read = CASE WHEN ${same} THEN is_read ELSE 0 END,
        size_bytes = excluded.size_bytes, mtime_ms = excluded.mtime_ms, ctime_ms = excluded.ctime_ms`);
    this.#removeOthers = db.prepare<[number, string]>(
      'DELETE FROM sidecars WHERE file_id = ? AND name NOT IN (SELECT value FROM json_each(?))',
    );
    this.#unread = db.prepare<[number, string, number], UnreadRow>(`
      SELECT file_id, name, sidecars.size_bytes AS size, sidecars.mtime_ms AS mtime, sidecars.ctime_ms AS ctime,
        relative_path AS path, folders.path AS folder_path
      FROM sidecars JOIN files ON files.id = file_id JOIN folders ON folders.id = folder_id
      WHERE is_read = 0 AND (file_id, name) > (?, ?) AND folders.state = 'online' ORDER BY file_id, name LIMIT ?`);
    this.#save = db.prepare<[string, number, string, number, number, number]>(`
      UPDATE sidecars SET facts = ?, is_read = 1
      WHERE file_id = ? AND name = ? AND size_bytes = ? AND mtime_ms = ? AND ctime_ms = ?`);
    this.#readAgain = db.prepare<[number, number]>(
      'UPDATE sidecars SET is_read = 0, read_version = ? WHERE read_version < ?',
    );
    this.#photoOf = db
      .prepare<[number], number>('SELECT photo_id FROM files WHERE id = ? AND photo_id IS NOT NULL')
      .pluck();
  }

  /** Have read again, once, what a reader has read that knew less. */
  readAgain(): void {
    this.#readAgain.run(metadataVersion, metadataVersion);
  }

  /** Sidecars of files at or below a path of a folder by relative path, as they were seen last. Empty path: all. */
  known(folderId: number, below: string): Map<string, SeenSidecar[]> {
    const found = new Map<string, SeenSidecar[]>();
    if (this.#hasAny.get() === 0) return found;
    const [from, to] = below === '' ? ['', ''] : [`${below}/`, `${below}0`];
    for (const { path, name, size, mtime, ctime } of this.#known.iterate({ folder: folderId, from, to })) {
      const sidecar = { name, sizeBytes: size, mtimeMs: mtime, ctimeMs: ctime };
      const others = found.get(path);
      if (others === undefined) found.set(path, [sidecar]);
      else others.push(sidecar);
    }
    return found;
  }

  /**
   * Record what lies beside files now, in one transaction: what is new or changed is to be read. Files that are not in
   * the library are passed over.
   */
  setSeen(folderId: number, seen: readonly SidecarsOfFile[]): void {
    this.#db.transaction(() => {
      for (const { relativePath, sidecars } of seen) {
        const fileId = this.#fileId.get(folderId, relativePath);
        if (fileId === undefined) continue;
        this.#removeOthers.run(fileId, JSON.stringify(sidecars.map(({ name }) => name)));
        for (const { name, sizeBytes, mtimeMs, ctimeMs } of sidecars)
          this.#upsert.run(fileId, name, sizeBytes, mtimeMs, ctimeMs);
        this.#writePhotoOf(fileId);
      }
    })();
  }

  /** Take away all sidecars of files that have none any more, in one transaction. Their photos are noted to be joined anew. */
  remove(folderId: number, relativePaths: readonly string[]): void {
    this.#db.transaction(() => {
      for (const relativePath of relativePaths) {
        const fileId = this.#fileId.get(folderId, relativePath);
        if (fileId !== undefined) this.#removeOthers.run(fileId, '[]');
      }
    })();
  }

  /** Up to `limit` sidecars of reachable folders that are yet to be read, behind one; undefined for from the first on. */
  unreadAfter(after: UnreadSidecar | undefined, limit: number): UnreadSidecar[] {
    return this.#unread.all(after?.fileId ?? 0, after?.name ?? '', limit).map((row) => ({
      fileId: row.file_id,
      name: row.name,
      sizeBytes: row.size,
      mtimeMs: row.mtime,
      ctimeMs: row.ctime,
      folderPath: row.folder_path,
      relativePath: row.path,
    }));
  }

  /** Write what sidecars say, and what follows for their photos, in one transaction. What has changed since stays unread. */
  save(read: readonly (readonly [UnreadSidecar, SidecarFacts])[]): void {
    this.#db.transaction(() => {
      for (const [{ fileId, name, sizeBytes, mtimeMs, ctimeMs }, facts] of read)
        this.#save.run(JSON.stringify(facts), fileId, name, sizeBytes, mtimeMs, ctimeMs);
      for (const fileId of new Set(read.map(([sidecar]) => sidecar.fileId))) this.#writePhotoOf(fileId);
    })();
  }

  #writePhotoOf(fileId: number): void {
    const photoId = this.#photoOf.get(fileId);
    if (photoId !== undefined) this.#metadata.write([photoId]);
  }
}
