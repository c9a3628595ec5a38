import type { Folder } from '../../../../src-contract/index.ts';
import type { Db } from '../database.ts';
import { whereState } from './files.ts';

interface FolderRow {
  id: number;
  path: string;
  state: 'online' | 'offline';
  paused: number;
  patterns: string;
  added_at_ms: number;
  last_scan_at_ms: number | null;
  photos: number;
  pending: number;
  failed: number;
}

/** A folder as watching it needs it. */
export interface WatchableFolder {
  readonly id: number;
  readonly path: string;
  /** 1 when its root could not be reached at the last scan, or its drive did not answer. */
  readonly isOffline: 0 | 1;
}

const select = `
  SELECT folders.id, folders.path, folders.state, folders.paused, folders.patterns, folders.added_at_ms, folders.last_scan_at_ms,
    (SELECT count(*) FROM files WHERE folder_id = folders.id AND photo_id IS NOT NULL) AS photos,
    (SELECT count(*) FROM files WHERE ${whereState('pending')} AND folder_id = folders.id) AS pending,
    (SELECT count(*) FROM files WHERE ${whereState('failed')} AND folder_id = folders.id)
      + (SELECT count(*) FROM scan_problems WHERE folder_id = folders.id) AS failed
  FROM folders`;

/** Registered folders. */
export class FolderStore {
  readonly #list;
  readonly #byPath;
  readonly #byId;
  readonly #roots;
  readonly #insert;
  readonly #delete;
  readonly #setState;
  readonly #setPaused;
  readonly #setPatterns;
  readonly #beginScan;
  readonly #rootIdentity;
  readonly #watchable;
  readonly #endScan;

  constructor(db: Db) {
    this.#list = db.prepare<[], FolderRow>(`${select} ORDER BY folders.id`);
    this.#byPath = db.prepare<[string], FolderRow>(`${select} WHERE folders.path = ?`);
    this.#byId = db.prepare<[number], FolderRow>(`${select} WHERE folders.id = ?`);
    this.#roots = db.prepare<[], { id: number; path: string }>('SELECT id, path FROM folders ORDER BY id');
    this.#insert = db.prepare<[string, number]>('INSERT INTO folders (path, added_at_ms) VALUES (?, ?)');
    this.#delete = db.prepare<[number]>('DELETE FROM folders WHERE id = ?');
    this.#setState = db.prepare<['online' | 'offline', number]>('UPDATE folders SET state = ? WHERE id = ?');
    this.#setPaused = db.prepare<[number, number]>('UPDATE folders SET paused = ? WHERE id = ?');
    this.#setPatterns = db.prepare<[string, number]>('UPDATE folders SET patterns = ? WHERE id = ?');
    this.#beginScan = db.prepare<[string, number], { scan: number }>(
      "UPDATE folders SET scan = scan + 1, state = 'online', root_identity = ? WHERE id = ? RETURNING scan",
    );
    this.#rootIdentity = db.prepare<[number], { identity: string | null }>(
      'SELECT root_identity AS identity FROM folders WHERE id = ?',
    );
    this.#watchable = db.prepare<[], WatchableFolder>(
      "SELECT id, path, state = 'offline' AS isOffline FROM folders WHERE paused = 0 ORDER BY id",
    );
    this.#endScan = db.prepare<[number, number]>('UPDATE folders SET last_scan_at_ms = ? WHERE id = ?');
  }

  list(): Folder[] {
    return this.#list.all().map(toFolder);
  }

  /** Ids and paths alone: counting what is in every folder costs too much for a query. */
  roots(): { id: number; path: string }[] {
    return this.#roots.all();
  }

  byPath(path: string): Folder | undefined {
    const row = this.#byPath.get(path);
    return row && toFolder(row);
  }

  byId(id: number): Folder | undefined {
    const row = this.#byId.get(id);
    return row && toFolder(row);
  }

  add(path: string, nowMs: number): Folder {
    this.#insert.run(path, nowMs);
    const added = this.byPath(path);
    if (added === undefined) throw new Error(`Expected folder "${path}" after its insertion but found none`);
    return added;
  }

  /** Forget a folder and its files; the photos stay. See [Note: Grace]. */
  remove(id: number): void {
    this.#delete.run(id);
  }

  setOffline(id: number): void {
    this.#setState.run('offline', id);
  }

  /** Leave a folder out of indexing, or take it in again. */
  setPaused(id: number, paused: boolean): void {
    this.#setPaused.run(Number(paused), id);
  }

  /** Set what is left out of a folder besides what the rules say. */
  setPatterns(id: number, patterns: readonly string[]): void {
    this.#setPatterns.run(JSON.stringify(patterns), id);
  }

  /** Which place the folder's root was when files were last seen in it; null before the first time. */
  rootIdentity(id: number): string | null {
    return this.#rootIdentity.get(id)?.identity ?? null;
  }

  /** Folders that take part in indexing: cheaper than `list`. */
  watchable(): WatchableFolder[] {
    return this.#watchable.all();
  }

  /** Note that the folder is online and which place its root is. @returns a number for what this scan writes. */
  beginScan(id: number, rootIdentity: string): number {
    const row = this.#beginScan.get(rootIdentity, id);
    if (row === undefined) throw new Error(`Expected a folder of id ${id} but found none`);
    return row.scan;
  }

  endScan(id: number, nowMs: number): void {
    this.#endScan.run(nowMs, id);
  }
}

function toFolder(row: FolderRow): Folder {
  return {
    id: row.id,
    path: row.path,
    state: row.state,
    paused: row.paused === 1,
    patterns: JSON.parse(row.patterns) as string[],
    addedAtMs: row.added_at_ms,
    lastScanAtMs: row.last_scan_at_ms,
    photos: row.photos,
    pending: row.pending,
    failed: row.failed,
  };
}
