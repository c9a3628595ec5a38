import { readdir } from 'node:fs/promises';
import { join, posix } from 'node:path';
import type { PhotoFileRow } from '../store/trash.ts';

/** A file that goes with photos: a video of a stack, a sidecar. */
export interface Companion {
  readonly folderPath: string;
  readonly relativePath: string;
  /** Files that it belongs to: it goes when all of them are gone. Never none. */
  readonly of: readonly number[];
}

/** What Apple's Photos writes beside a photo that was edited there: `IMG_1234.AAE`, and `IMG_O1234.AAE` of the original. */
const isEditNotes = /\.aae$/iu;

/**
 * Notes of edits that nothing but files of a list, and videos that go with them, is left for: useless, once these are gone.
 *
 * Nobody reads them, so that they are not in the database: folders are looked into. One that cannot be read keeps its notes.
 */
export async function editNotesOf(
  files: readonly PhotoFileRow[],
  videos: readonly Companion[] = [],
): Promise<Companion[]> {
  const byDirectory = Map.groupBy(files, directoryOf);
  const videosByDirectory = Map.groupBy(videos, directoryOf);
  const found = await Promise.all(
    [...byDirectory].map(([directory, own]) => notesIn(directory, own, videosByDirectory.get(directory) ?? [])),
  );
  return found.flat();
}

async function notesIn(
  directory: string,
  files: readonly PhotoFileRow[],
  videos: readonly Companion[],
): Promise<Companion[]> {
  const names = await namesIn(directory);
  const going = new Set([...files, ...videos].map(({ relativePath }) => posix.basename(relativePath)));
  const stays = new Set(names.filter((name) => !going.has(name) && !isEditNotes.test(name)).map(stemOf));
  return names
    .filter((name) => isEditNotes.test(name) && !stays.has(stemOf(name)))
    .flatMap((name) => {
      const own = files.filter(({ relativePath }) => stemOf(posix.basename(relativePath)) === stemOf(name));
      const [file] = own;
      if (file === undefined) return [];
      const relativePath = posix.join(posix.dirname(file.relativePath), name);
      return { folderPath: file.folderPath, relativePath, of: own.map(({ id }) => id) };
    });
}

function directoryOf({ folderPath, relativePath }: Pick<Companion, 'folderPath' | 'relativePath'>): string {
  return join(folderPath, posix.dirname(relativePath));
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
