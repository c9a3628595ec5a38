import { constants } from 'node:fs';
import { access, realpath, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { relative, resolve, sep, isAbsolute } from 'node:path';
import { AppError, type Folder } from '../../src-contract/index.ts';
import { answered, NoAnswer } from './answered.ts';

/**
 * Resolve a folder that a user named: absolute, symbolic links resolved, readable.
 *
 * @throws FOLDER_NOT_FOUND, FOLDER_NOT_A_FOLDER, FOLDER_UNREADABLE
 */
export async function resolveFolder(path: string): Promise<string> {
  // An unset shell variable arrives as an empty name and must not come to mean the current folder.
  if (path === '') throw new AppError('FOLDER_NOT_FOUND', 'Expected the path of a folder but received an empty one');
  const absolute = resolve(path);
  let resolved: string;
  try {
    resolved = await realpath(absolute);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      throw new AppError('FOLDER_NOT_FOUND', `Expected a folder at "${absolute}" but there is none`, { cause: error });
    }
    if (code === 'ELOOP') {
      throw new AppError(
        'FOLDER_NOT_FOUND',
        `Expected a folder at "${absolute}" but it is a symbolic link that leads in a circle`,
        { cause: error },
      );
    }
    throw new AppError('FOLDER_UNREADABLE', `Expected a readable folder "${absolute}" but received: ${message}`, {
      cause: error,
    });
  }
  if (!(await stat(resolved)).isDirectory()) {
    throw new AppError(
      'FOLDER_NOT_A_FOLDER',
      `Expected a folder at "${absolute}" but received a file. Name the folder that holds it.`,
    );
  }
  try {
    await access(resolved, constants.R_OK | constants.X_OK);
  } catch (error) {
    throw new AppError(
      'FOLDER_UNREADABLE',
      `Expected a readable folder "${absolute}" but you have no permission to read it`,
      { cause: error },
    );
  }
  return resolved;
}

/**
 * Read a path as a person types it into a page: `~` is the home folder, and there is no current folder.
 *
 * @returns undefined when it is not absolute.
 */
export function typedPath(path: string): string | undefined {
  const expanded = path.replace(/^~(?=$|[/\\])/u, homedir());
  return isAbsolute(expanded) ? expanded : undefined;
}

/** Is there a folder that can be listed? */
export async function isReachable(folder: string): Promise<boolean> {
  return (await rootIdentity(folder)) !== undefined;
}

/** Folders whose drives have not answered yet: to ask again would cost another thread. */
const silent = new Set<string>();

/**
 * Tell a folder from another one at the same path: a drive from the empty mount point under it.
 *
 * @param answerMs for how long an answer is waited for. Disks that sleep take some seconds.
 * @returns device and inode; undefined when there is no folder that can be listed, or its drive does not answer.
 */
export async function rootIdentity(folder: string, answerMs = 30_000): Promise<string | undefined> {
  if (silent.has(folder)) return undefined;
  const identity = identityOf(folder);
  try {
    return await answered(identity, folder, answerMs);
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    silent.add(folder);
    void identity.finally(() => silent.delete(folder));
    return undefined;
  }
}

async function identityOf(folder: string): Promise<string | undefined> {
  try {
    await access(folder, constants.R_OK | constants.X_OK);
    const found = await stat(folder, { bigint: true });
    return found.isDirectory() ? `${found.dev}:${found.ino}` : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Where the folder really lies that a root leads to: since it was registered it may have become a symbolic link, or lie
 * behind one.
 *
 * @param answerMs for how long an answer is waited for.
 * @returns the path as it is when that cannot be found out: it has just gone, or its drive does not answer. Whoever uses
 * it meets the reason.
 */
export async function resolvedRoot(folder: string, answerMs = 30_000): Promise<string> {
  if (silent.has(folder)) return folder;
  try {
    return await answered(realpath(folder), folder, answerMs);
  } catch {
    return folder;
  }
}

/** Relative path of `path` below `folder`, forward slashes, empty for the folder itself; undefined when outside. */
export function pathBelow(folder: string, path: string): string | undefined {
  const below = relative(folder, path);
  if (below === '') return '';
  if (isAbsolute(below) || below === '..' || below.startsWith(`..${sep}`)) return undefined;
  return sep === '/' ? below : below.replaceAll(sep, '/');
}

/** Somebody waits: a drive that does not say sooner where its root lies is taken at its word. */
const patienceMs = 3000;

/** Folders with where they really lie; see `resolvedRoot`. */
function withRoots<T extends { readonly path: string }>(folders: readonly T[]): Promise<(T & { root: string })[]> {
  return Promise.all(folders.map(async (folder) => ({ ...folder, root: await resolvedRoot(folder.path, patienceMs) })));
}

/**
 * Which registered folder a path that a user named is or lies in. A path that there is not (any more) counts as it is
 * written, as the folder may be offline.
 *
 * @returns the folder, and the relative path below it, as `pathBelow` has it; undefined for none.
 */
export async function registeredAt<T extends { readonly path: string }>(
  named: string,
  registered: readonly T[],
): Promise<{ folder: T; below: string } | undefined> {
  const written = resolve(named);
  const exact = registered.find(({ path }) => path === written);
  if (exact !== undefined) return { folder: exact, below: '' };
  const path = await realpath(written).catch(() => written);
  for (const each of registered) {
    const below = pathBelow(each.path, path);
    if (below !== undefined) return { folder: each, below };
  }
  const roots = await withRoots(registered.map((folder) => ({ path: folder.path, folder })));
  for (const { root, folder: each } of roots) {
    const below = pathBelow(root, path);
    if (below !== undefined) return { folder: each, below };
  }
  return undefined;
}

/**
 * Refuse a folder that shares photos with a registered one: every photo would be listed twice.
 *
 * @throws FOLDER_OVERLAP
 */
export async function refuseOverlap(path: string, registered: readonly Folder[]): Promise<void> {
  for (const folder of await withRoots(registered)) {
    if (pathBelow(folder.root, path) !== undefined) {
      throw new AppError(
        'FOLDER_OVERLAP',
        `Expected a folder of its own but "${path}" lies inside "${folder.path}", which is indexed already with everything below it`,
      );
    }
    if (pathBelow(path, folder.root) !== undefined) {
      throw new AppError(
        'FOLDER_OVERLAP',
        `Expected a folder of its own but "${path}" contains "${folder.path}", which is indexed already. Forget that one first to index the whole.`,
      );
    }
  }
}
