import type { Filters, PhotoColumns, QueryChip } from '../../../src-contract/index.ts';
import { type NameFit, NamePattern } from '../../core/text/name-pattern.ts';
import { folderNamed } from './chip-sql.ts';
import type { Db } from './database.ts';

interface FileRow {
  id: number;
  photo_id: number;
  folder_id: number;
  folder_path: string;
  relative_path: string;
}

/** From the best on. */
const fits: readonly NameFit[] = ['path', 'whole', 'part', 'perhaps'];

/**
 * [Note: Meant files] A photo is content, which can lie in several places. Whoever asks for a folder or for the name of a
 * file means the copy there: that is the one to show, to reveal, to copy and to drag. So what is found goes to a page with
 * the file that is meant, and comes back with it.
 */
export class MeantFileStore {
  readonly #copies;

  constructor(db: Db) {
    this.#copies = db.prepare<[string], FileRow>(`
      SELECT files.id, photo_id, folder_id, folders.path AS folder_path, relative_path
      FROM json_each(?) CROSS JOIN files ON photo_id = value JOIN folders ON folders.id = folder_id
      WHERE EXISTS (SELECT 1 FROM files AS other WHERE other.photo_id = files.photo_id AND other.id <> files.id)
      ORDER BY folders.state = 'offline', files.id`);
  }

  /**
   * Of those of the photos that lie in several places the file that is meant, by photo; in a folder that was reachable at the
   * last scan if there is one. Empty where nothing is asked of places.
   */
  of(photoIds: readonly number[], filters: Filters, chips: readonly QueryChip[] = []): ReadonlyMap<number, number> {
    const found = new Map<number, { readonly id: number; readonly rank: number }>();
    const rankOf = rankBy(filters, chips);
    if (rankOf === null || photoIds.length === 0) return new Map();
    for (const row of this.#copies.iterate(JSON.stringify(photoIds))) {
      const rank = rankOf(row);
      const before = found.get(row.photo_id);
      if (rank !== null && (before === undefined || rank < before.rank)) found.set(row.photo_id, { id: row.id, rank });
    }
    return new Map(Array.from(found, ([photoId, { id }]) => [photoId, id]));
  }
}

/** Files that are meant as columns beside photos in a row. */
export function filesAsColumns(photoIds: readonly number[], meant: ReadonlyMap<number, number>): PhotoColumns['files'] {
  const columns: PhotoColumns['files'] = { at: [], ids: [] };
  if (meant.size === 0) return columns;
  for (const [place, photoId] of photoIds.entries()) {
    const fileId = meant.get(photoId);
    if (fileId === undefined) continue;
    columns.at.push(place);
    columns.ids.push(fileId);
  }
  return columns;
}

/** How well a file is what is asked for, 0 for best; null where it is not. Null in place of all where any file is. */
function rankBy({ folder }: Filters, chips: readonly QueryChip[]): ((file: FileRow) => number | null) | null {
  const valuesOf = (kind: 'folder' | 'name'): string[] =>
    chips.flatMap((chip) => (chip.kind === kind ? [chip.value] : []));
  const [folders, names] = [valuesOf('folder'), valuesOf('name')];
  if (folder === null && folders.length === 0 && names.length === 0) return null;
  const below = folder?.below.replaceAll(/^\/+|\/+$/gu, '') ?? '';
  const prefix = below === '' ? '' : `${below}/`;
  const isNamed = folders.length === 0 ? null : folderNamed(folders);
  const patterns = names.map((name) => new NamePattern(name));
  return ({ folder_id, folder_path, relative_path }) => {
    if (folder !== null && (folder_id !== folder.folderId || !relative_path.startsWith(prefix))) return null;
    const directory = relative_path.slice(0, relative_path.lastIndexOf('/') + 1);
    if (folder?.flat === true && directory !== prefix) return null;
    if (isNamed?.(folder_path, directory) === false) return null;
    if (patterns.length === 0) return 0;
    const ranks = patterns.flatMap((pattern) => {
      const fit = pattern.fit(folder_path, relative_path);
      return fit === undefined ? [] : [fits.indexOf(fit)];
    });
    return ranks.length === 0 ? null : Math.min(...ranks);
  };
}
