import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { answeredWhileAlive, NoAnswer } from '../answered.ts';
import { parentOf } from './touched.ts';

/** What lies in a folder, by name as it is listed. */
interface Listed {
  readonly files: ReadonlySet<string>;
  readonly folders: ReadonlySet<string>;
}

/**
 * Which folders hold files after all that a scan did not see: their folders are listed once more, not through links.
 *
 * A root that is away for a moment in the middle of a scan (a drive pulled and put back, a link that is made anew) looks
 * the same before and after it, and all that was asked for meanwhile looks deleted.
 *
 * @param paths relative to the root, forward slashes.
 * @returns the folders, relative; also those that cannot be listed now, of which nothing is known.
 * @throws NoAnswer, what aborts the signal
 */
export async function foldersWithAny(root: string, paths: Iterable<string>, signal: AbortSignal): Promise<Set<string>> {
  const listings = new Map<string, Promise<Listed | 'unknown' | undefined>>();
  const listed = (folder: string): Promise<Listed | 'unknown' | undefined> => {
    const known = listings.get(folder) ?? list(folder);
    listings.set(folder, known);
    return known;
  };
  const list = async (folder: string): Promise<Listed | 'unknown' | undefined> => {
    if (folder !== '') {
      const above = await listed(parentOf(folder));
      if (above === undefined || above === 'unknown') return above;
      if (!above.folders.has(nameOf(folder))) return undefined;
    }
    return contentOf(join(root, folder), signal);
  };
  const found = new Set<string>();
  for (const path of paths) {
    const folder = parentOf(path);
    if (found.has(folder)) continue;
    const content = await listed(folder);
    if (content === 'unknown' || content?.files.has(nameOf(path)) === true) found.add(folder);
  }
  return found;
}

/** @returns undefined for a folder that is not there. */
async function contentOf(folder: string, signal: AbortSignal): Promise<Listed | 'unknown' | undefined> {
  let entries: Dirent[];
  try {
    entries = await answeredWhileAlive(readdir(folder, { withFileTypes: true }), folder, signal);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof NoAnswer) throw error;
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    return code === 'ENOENT' || code === 'ENOTDIR' ? undefined : 'unknown';
  }
  const names = (some: readonly Dirent[]): Set<string> => new Set(some.map(({ name }) => name));
  return {
    files: names(entries.filter((entry) => entry.isFile())),
    folders: names(entries.filter((entry) => entry.isDirectory())),
  };
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
