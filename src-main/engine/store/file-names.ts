import type { FileNames } from '../../core/query/file-names.ts';
import { type NameFit, NamePattern } from '../../core/text/name-pattern.ts';
import type { Db } from './database.ts';
import { phraseMatch, type WordsStore } from './words.ts';

interface FileRow {
  photo_id: number;
  folder_path: string;
  relative_path: string;
}

/** Photos by the names of their files. */
export class FileNameStore implements FileNames {
  readonly #words: WordsStore;
  readonly #byWords;
  readonly #byEnd;

  constructor(db: Db, words: WordsStore) {
    this.#words = words;
    const columns = 'photo_id, folders.path AS folder_path, relative_path';
    this.#byWords = db.prepare<[string], FileRow>(`
      SELECT ${columns} FROM words CROSS JOIN files ON photo_id = words.rowid JOIN folders ON folders.id = folder_id
      WHERE words MATCH ?`);
    this.#byEnd = db.prepare<[string], FileRow>(`
      SELECT ${columns} FROM files JOIN folders ON folders.id = folder_id
      WHERE photo_id IS NOT NULL AND relative_path LIKE '%' || ?`);
  }

  has(name: string): boolean {
    const pattern = new NamePattern(name);
    for (const row of this.#candidates(pattern)) {
      const fit = pattern.fit(row.folder_path, row.relative_path);
      if (fit === 'path' || fit === 'whole') return true;
    }
    return false;
  }

  /**
   * Photos of which a file is called so: of a path, those at that path if there are any, else those of the whole name, else
   * those that have its words in their names and the same ending. Without an ending, those with the words in their names.
   */
  photosCalled(name: string): ReadonlySet<number> {
    const pattern = new NamePattern(name);
    const found: Record<NameFit, Set<number>> = {
      ...{ path: new Set(), whole: new Set(), part: new Set(), perhaps: new Set() },
    };
    for (const row of this.#candidates(pattern)) {
      const fit = pattern.fit(row.folder_path, row.relative_path);
      if (fit !== undefined) found[fit].add(row.photo_id);
    }
    return [found.path, found.whole].find(({ size }) => size > 0) ?? new Set([...found.part, ...found.perhaps]);
  }

  /** Files that can be called so. */
  #candidates(pattern: NamePattern): IterableIterator<FileRow> {
    const match = pattern.isGlob ? null : phraseMatch(pattern.stem);
    if (match === null) return this.#byEnd.iterate(pattern.end);
    this.#words.write();
    return this.#byWords.iterate(`names : ${match}`);
  }
}
