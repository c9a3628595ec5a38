import { isUtf8 } from 'node:buffer';
import type { Dirent } from 'node:fs';
import { lstat, readdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import type { ErrorCode } from '../../../src-contract/index.ts';
import { pathBelow } from '../folder-paths.ts';
import type { SeenFile } from '../store/library/files.ts';
import { hasPhotoExtension, hasVideoExtension, isSkippedName } from './photo-extensions.ts';
import { type Touched, whole } from './touched.ts';

/** One thing a scan comes across. Paths are relative to the root, with forward slashes. */
export type ScanEntry =
  | ({ readonly kind: 'photo' | 'video' } & SeenFile)
  | { readonly kind: 'problem'; readonly path: string; readonly code: ErrorCode; readonly reason: string }
  /** A folder that is not entered, because only what lies beside it is looked at. */
  | { readonly kind: 'passed'; readonly path: string };

/** Files of a folder whose size and time are asked for at once. */
const statsAtOnce = 64;

export interface ScanOptions {
  readonly signal?: AbortSignal;
  /** Absolute folder that is never entered: the data folder, when it lies inside the photos. */
  readonly except?: string;
  /** Parts to look at, none inside another; everything when missing. One that is not there (any more) yields nothing. */
  readonly parts?: readonly Touched[];
}

/**
 * Walk a folder and yield every photo file in it, videos that lie beside photos, and everything that looks like a photo but
 * cannot be taken.
 *
 * [Note: Symbolic links] Links are not followed: a link can lead in circles or out of the folder that the user chose.
 * Links to folders and to photos are reported, other links ignored.
 *
 * [Note: Names] Names are read as bytes. One that is not UTF-8 cannot be written back as text without naming another
 * file, so it is reported, with its odd bytes shown as `\xNN`.
 *
 * @param root absolute path, symbolic links resolved.
 * @throws the file system's error when the root itself cannot be read; anything below it is reported instead.
 */
export async function* scan(root: string, options: ScanOptions = {}): AsyncGenerator<ScanEntry, void, undefined> {
  const pending: Touched[] = [];
  for (const part of options.parts ?? [whole]) if (await isInTree(root, part.path, options.except)) pending.push(part);
  for (let part = pending.pop(); part !== undefined; part = pending.pop()) {
    options.signal?.throwIfAborted();
    let entries: Dirent<Buffer>[];
    try {
      entries = await readdir(join(root, part.path), { withFileTypes: true, encoding: 'buffer' });
    } catch (error) {
      if (part.path === '') throw error;
      if (!isGone(error)) yield unreadable(part.path, error);
      continue;
    }
    const { photos, videos, folders, others } = sortOut(part, entries);
    yield* others;
    for (const path of folders) if (join(root, path) !== options.except) pending.push({ path, deep: true });
    yield* inspectAll(root, photos, 'photo', options.signal);
    // Where there are no photos they can belong to none.
    if (photos.length > 0) yield* inspectAll(root, videos, 'video', options.signal);
  }
}

/** What lies in a folder: paths of photos, of folders to enter, and all else that is worth a word. */
function sortOut(
  { path: folder, deep }: Touched,
  entries: readonly Dirent<Buffer>[],
): { photos: string[]; videos: string[]; folders: string[]; others: ScanEntry[] } {
  const photos: string[] = [];
  const videos: string[] = [];
  const folders: string[] = [];
  const others: ScanEntry[] = [];
  for (const entry of entries) {
    const found = classify(folder, entry);
    if (found === undefined) continue;
    if (found.kind === 'problem') others.push(found);
    else if (found.kind === 'photo') photos.push(found.path);
    else if (found.kind === 'video') videos.push(found.path);
    else if (deep) folders.push(found.path);
    else others.push({ kind: 'passed', path: found.path });
  }
  return { photos, videos, folders, others };
}

/** Would a walk from the root come to this folder? Not through links, into hidden folders or into our own data. */
async function isInTree(root: string, path: string, except: string | undefined): Promise<boolean> {
  if (path === '') return true;
  if (path.split('/').some((name) => isSkippedName(name))) return false;
  const absolute = join(root, path);
  if (except !== undefined && pathBelow(except, absolute) !== undefined) return false;
  try {
    return (await realpath(absolute)) === absolute && (await lstat(absolute)).isDirectory();
  } catch (error) {
    // What stands in the way is reported by the walk, but for a folder that is not there.
    return !isGone(error);
  }
}

function isGone(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ENOENT' || code === 'ENOTDIR';
}

type Found =
  { readonly kind: 'photo' | 'video' | 'folder'; readonly path: string } | Extract<ScanEntry, { kind: 'problem' }>;

function classify(folder: string, entry: Dirent<Buffer>): Found | undefined {
  const { path, name, valid } = nameOf(folder, entry.name);
  if (isSkippedName(name)) return undefined;
  if (!valid && (entry.isDirectory() || hasPhotoExtension(name))) {
    return {
      kind: 'problem',
      path,
      code: 'ENTRY_NAME_NOT_UTF8',
      reason: 'The name is not valid UTF-8: rename it to index it',
    };
  }
  if (entry.isDirectory()) return { kind: 'folder', path };
  if (entry.isFile()) {
    if (hasPhotoExtension(name)) return { kind: 'photo', path };
    return valid && hasVideoExtension(name) ? { kind: 'video', path } : undefined;
  }
  if (!entry.isSymbolicLink()) return undefined;
  // A link without an ending is most likely one to a folder.
  if (!hasPhotoExtension(name) && name.includes('.')) return undefined;
  return {
    kind: 'problem',
    path,
    code: 'ENTRY_SYMLINK_NOT_FOLLOWED',
    reason: 'Symbolic links are not followed: add the folder that it leads to as a folder of its own',
  };
}

async function* inspectAll(
  root: string,
  paths: readonly string[],
  kind: 'photo' | 'video',
  signal: AbortSignal | undefined,
): AsyncGenerator<ScanEntry, void, undefined> {
  for (let start = 0; start < paths.length; start += statsAtOnce) {
    signal?.throwIfAborted();
    const some = paths.slice(start, start + statsAtOnce);
    const inspected = await Promise.all(some.map((path) => inspect(root, path, kind)));
    yield* inspected.filter((entry) => entry !== undefined);
  }
}

async function inspect(root: string, path: string, kind: 'photo' | 'video'): Promise<ScanEntry | undefined> {
  try {
    const { size, mtimeMs, ctimeMs } = await lstat(join(root, path));
    return { kind, relativePath: path, sizeBytes: size, mtimeMs, ctimeMs };
  } catch (error) {
    // Deleted since its name was read.
    return isGone(error) ? undefined : unreadable(path, error);
  }
}

function unreadable(path: string, error: unknown): ScanEntry {
  const reason = error instanceof Error ? error.message : String(error);
  return { kind: 'problem', path, code: 'ENTRY_UNREADABLE', reason: `Cannot be read: ${reason}` };
}

function nameOf(folder: string, bytes: Buffer): { path: string; name: string; valid: boolean } {
  const valid = isUtf8(bytes);
  const name = valid ? bytes.toString('utf8') : escapeBytes(bytes);
  return { path: folder === '' ? name : `${folder}/${name}`, name, valid };
}

/** Show bytes that are not ASCII as `\xNN`: readable, and different names stay different. */
function escapeBytes(bytes: Buffer): string {
  return Array.from(bytes, (byte) =>
    byte < 0x80 ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`,
  ).join('');
}
