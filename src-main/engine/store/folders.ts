import type { Db } from './database.ts';
import { stackOrPhoto } from './stack-or-photo.ts';
import type { Stacking } from './stacking.ts';
import { directorySql } from './words-schema.ts';

/** A folder that photos lie in directly. */
export interface PhotoFolder {
  readonly folderId: number;
  /** Relative to the registered folder, with a slash behind it; empty for that one itself. */
  readonly below: string;
  /** How many photos, or stacks, lie in it. */
  readonly own: number;
}

/** Where a photo or stack lies that lies in several folders: those of one `photo` come one after the other. */
export interface FolderOfCopy extends Pick<PhotoFolder, 'folderId' | 'below'> {
  readonly photo: number;
}

/** What lies in which folder. */
export class FolderTreeStore {
  readonly #stacking: Stacking;
  readonly #roots;
  readonly #statements;
  readonly #folderOf;

  constructor(db: Db, stacking: Stacking) {
    this.#stacking = stacking;
    this.#roots = db.prepare<[], { id: number; path: string }>('SELECT id, path FROM folders ORDER BY path');
    const counting = (counted: string) => ({
      own: db.prepare<[], PhotoFolder>(`
        SELECT folder_id AS folderId, ${directorySql} AS below, count(DISTINCT ${counted}) AS own
        FROM files WHERE photo_id IS NOT NULL GROUP BY 1, 2`),
      copies: db.prepare<[], FolderOfCopy>(`
        WITH places AS MATERIALIZED (
          SELECT DISTINCT ${counted} AS photo, folder_id AS folderId, ${directorySql} AS below
          FROM files WHERE photo_id IS NOT NULL)
        SELECT photo, folderId, below FROM places
        WHERE photo IN (SELECT photo FROM places GROUP BY photo HAVING count(*) > 1) ORDER BY photo`),
    });
    this.#statements = { photos: counting('photo_id'), stacks: counting(stackOrPhoto('files')) };
    this.#folderOf = db.prepare<{ photoId: number; fileId: number | null }, Omit<PhotoFolder, 'own'>>(`
      SELECT folder_id AS folderId, ${directorySql} AS below FROM files JOIN folders ON folders.id = folder_id
      WHERE photo_id = :photoId ORDER BY files.id IS NOT :fileId, folders.state = 'offline', files.id LIMIT 1`);
  }

  /** Registered folders, by path. */
  roots(): { id: number; path: string }[] {
    return this.#roots.all();
  }

  /** Folders that photos lie in, and what lies in several of them. */
  contents(): { readonly folders: readonly PhotoFolder[]; readonly copies: readonly FolderOfCopy[] } {
    const isByStack = this.#stacking.isOn && this.#stacking.read().hasStacks;
    const { own, copies } = this.#statements[isByStack ? 'stacks' : 'photos'];
    return { folders: own.all(), copies: copies.all() };
  }

  /**
   * The folder that a photo's file lies in that is meant, else the first that can be reached; undefined where it lies in none.
   */
  folderOf(photoId: number, fileId?: number): Omit<PhotoFolder, 'own'> | undefined {
    return this.#folderOf.get({ photoId, fileId: fileId ?? null });
  }
}
