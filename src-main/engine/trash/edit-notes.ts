import { readdir } from 'node:fs/promises';
import { join, posix } from 'node:path';
import type { PhotoFileRow } from '../store/trash.ts';

/** A file that goes with photos: a video of a stack, a sidecar. */
export interface Companion {
  readonly folderPath: string;
  readonly relativePath: string;
  /** File that it goes with; null where it goes with all. */
  readonly of: number | null;
}

/** What Apple's Photos writes beside a photo that was edited there: `IMG_1234.AAE`, and `IMG_O1234.AAE` of the original. */
const isEditNotes = /\.aae$/iu;

/**
 * Notes of edits that nothing but files of a list is left for: useless, once these are gone.
 *
 * Nobody reads them, so that they are not in the database: folders are looked into. One that cannot be read keeps its notes.
 */
export async function editNotesOf(files: readonly PhotoFileRow[]): Promise<Companion[]> {
  const byDirectory = Map.groupBy(files, ({ folderPath, relativePath }) =>
    join(folderPath, posix.dirname(relativePath)),
  );
  const found = await Promise.all([...byDirectory].map(([directory, own]) => notesIn(directory, own)));
  return found.flat();
}

async function notesIn(directory: string, files: readonly PhotoFileRow[]): Promise<Companion[]> {
  const names = await namesIn(directory);
  const going = new Set(files.map(({ relativePath }) => posix.basename(relativePath)));
  const stays = new Set(names.filter((name) => !going.has(name) && !isEditNotes.test(name)).map(stemOf));
  return names
    .filter((name) => isEditNotes.test(name) && !stays.has(stemOf(name)))
    .flatMap((name) => {
      const file = files.find(({ relativePath }) => stemOf(posix.basename(relativePath)) === stemOf(name));
      if (file === undefined) return [];
      const relativePath = posix.join(posix.dirname(file.relativePath), name);
      return { folderPath: file.folderPath, relativePath, of: file.id };
    });
}

async function namesIn(directory: string): Promise<string[]> {
  try {
    return await readdir(directory);
  } catch {
    // The files in it cannot be moved either, and that is told.
    return [];
  }
}

/** A name without its ending, and without the letter by which Apple tells originals (O) and results (E) of edits. */
function stemOf(name: string): string {
  return name
    .normalize('NFC')
    .toLowerCase()
    .replace(/\.[^.]*$/u, '')
    .replace(/^(img_)[oe](?=\d)/u, '$1');
}
