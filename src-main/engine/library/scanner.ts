import { isUtf8 } from 'node:buffer';
import type { Dirent } from 'node:fs';
import { lstat, readdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import type { ErrorCode } from '../../../src-contract/index.ts';
import { sidecarKind } from '../../core/sidecars/sidecar-names.ts';
import { answered, answeredWhileAlive, NoAnswer } from '../answered.ts';
import { pathBelow } from '../folder-paths.ts';
import { countsBlocks, isPlaceholder } from '../in-cloud.ts';
import type { SeenFile } from '../store/library/files.ts';
import type { LeftOutEntry } from '../store/library/left-out.ts';
import type { SidecarsOfFile } from '../store/library/sidecars.ts';
import { FolderRules } from './left-out/folder-rules.ts';
import { standsFor } from './left-out/icloud-names.ts';
import { hasPhotoExtension, hasVideoExtension } from '../../core/photo-extensions.ts';
import { sidecarsBeside } from './sidecars-beside.ts';
import { type Touched, whole } from './touched.ts';

/** One thing a scan comes across. Paths are relative to the root, with forward slashes. */
export type ScanEntry =
  | ({ readonly kind: 'photo' | 'video' } & SeenFile)
  /** What lies beside a photo, which has come before; told of those alone that have anything. */
  | ({ readonly kind: 'beside' } & SidecarsOfFile)
  | { readonly kind: 'problem'; readonly path: string; readonly code: ErrorCode; readonly reason: string }
  /** A folder that is not entered, because only what lies beside it is looked at. */
  | { readonly kind: 'passed'; readonly path: string }
  | ({ readonly kind: 'left-out' } & LeftOutEntry);

/** Files of a folder whose size and time are asked for at once. */
const statsAtOnce = 64;
/** On a drive that may hang: each call that is never answered keeps a thread. */
const statsAtOnceOnNetwork = 4;

export interface ScanOptions {
  readonly signal?: AbortSignal;
  /** Absolute folder that is never entered: the data folder, when it lies inside the photos. */
  readonly except?: string;
  /** Parts to look at, none inside another; everything when missing. One that is not there (any more) yields nothing. */
  readonly parts?: readonly Touched[];
  /** What is left out; the rules that are for all folders when missing. */
  readonly rules?: FolderRules;
}

/**
 * Walk a folder and yield every photo file in it, videos that lie beside photos, everything that looks like a photo but
 * cannot be taken, and what is left out.
 *
 * [Note: Symbolic links] Links are not followed: a link can lead in circles or out of the folder that the user chose.
 * Links to folders and to photos are reported, other links ignored.
 *
 * [Note: Names] Names are read as bytes. One that is not UTF-8 cannot be written back as text without naming another
 * file, so it is reported, with its odd bytes shown as `\xNN`.
 *
 * @param root absolute path, symbolic links resolved.
 * @throws the file system's error when the root itself cannot be read; anything below it is reported instead. NoAnswer
 */
export async function* scan(root: string, options: ScanOptions = {}): AsyncGenerator<ScanEntry, void, undefined> {
  const rules = options.rules ?? new FolderRules(root);
  const mayBeAway = await countsBlocks(root);
  const pending: Touched[] = [];
  yield* begin(root, rules, options, pending);
  for (let part = pending.pop(); part !== undefined; part = pending.pop()) {
    options.signal?.throwIfAborted();
    let entries: Dirent<Buffer>[];
    try {
      entries = await list(join(root, part.path), options.signal);
    } catch (error) {
      if (part.path === '' || error instanceof NoAnswer) throw error;
      if (!isGone(error) || (await isThere(join(root, part.path)))) yield unreadable(part.path, error, options.signal);
      continue;
    }
    const { photos, videos, sidecars, folders, others } = sortOut(part, entries, rules);
    yield* others;
    for (const path of folders) if (join(root, path) !== options.except) pending.push({ path, deep: true });
    const { signal } = options;
    yield* inspectAll(root, photos, { kind: 'photo', mayBeAway, signal });
    // Where there are no photos they can belong to none.
    if (photos.length > 0) yield* inspectAll(root, videos, { kind: 'video', mayBeAway, signal });
    const photosAtOnce = mayBeAway ? statsAtOnce : statsAtOnceOnNetwork;
    for await (const beside of sidecarsBeside(root, photos, sidecars, { photosAtOnce, signal }))
      yield { kind: 'beside', ...beside };
  }
}

/** @throws the file system's error, NoAnswer, what aborts the signal */
async function list(folder: string, signal: AbortSignal | undefined): Promise<Dirent<Buffer>[]> {
  return answeredWhileAlive(readdir(folder, { withFileTypes: true, encoding: 'buffer' }), folder, signal);
}

/** Put the parts to look at among the pending ones, but for those that a walk from the root would not come to. */
async function* begin(
  root: string,
  rules: FolderRules,
  { parts = [whole], except }: ScanOptions,
  pending: Touched[],
): AsyncGenerator<ScanEntry, void, undefined> {
  for (const part of parts) {
    if (!(await isInTree(root, part.path, except))) continue;
    const above = part.path === '' ? undefined : await rules.firstLeftOut(root, part.path);
    if (above === undefined) pending.push(part);
    else yield { kind: 'left-out', isFolder: true, ...above };
  }
}

/** What lies in a folder. Paths are relative to the root. */
interface SortedOut {
  readonly photos: string[];
  readonly videos: string[];
  /** Their names. */
  readonly sidecars: string[];
  /** To enter. */
  readonly folders: string[];
  /** All else that is worth a word. */
  readonly others: ScanEntry[];
}

interface Inspection {
  readonly kind: 'photo' | 'video';
  /** Whether files without blocks lie with a cloud service. */
  readonly mayBeAway: boolean;
  readonly signal: AbortSignal | undefined;
}

function sortOut({ path: folder, deep }: Touched, entries: readonly Dirent<Buffer>[], rules: FolderRules): SortedOut {
  const photos: string[] = [];
  const videos: string[] = [];
  const sidecars: string[] = [];
  const folders: string[] = [];
  const others: ScanEntry[] = [];
  const files = new Set(
    entries.filter((entry) => entry.isFile()).map(({ name }) => name.toString('utf8').toLowerCase()),
  );
  const inside = rules.inside(folder, files);
  if (inside !== undefined) {
    const leftOut: ScanEntry = { kind: 'left-out', path: folder, reason: inside, isFolder: true };
    return { photos, videos, sidecars, folders, others: [leftOut] };
  }
  for (const entry of entries) {
    const found = classify(folder, entry, rules, files);
    if (found === undefined) continue;
    if (found.kind === 'problem' || found.kind === 'left-out') others.push(found);
    else if (found.kind === 'photo') photos.push(found.path);
    else if (found.kind === 'video') videos.push(found.path);
    else if (found.kind === 'sidecar') sidecars.push(found.name);
    else if (deep) folders.push(found.path);
    else others.push({ kind: 'passed', path: found.path });
  }
  return { photos, videos, sidecars, folders, others };
}

/** Would a walk from the root come to this folder, but for what is left out? Not through links or into our own data. */
async function isInTree(root: string, path: string, except: string | undefined): Promise<boolean> {
  if (path === '') return true;
  const absolute = join(root, path);
  if (except !== undefined && pathBelow(except, absolute) !== undefined) return false;
  try {
    // The root may have become a link itself, or lie behind one, since it was registered.
    const above = await answered(realpath(root), root);
    if ((await answered(realpath(absolute), absolute)) !== join(above, path)) return false;
    return (await answered(lstat(absolute), absolute)).isDirectory();
  } catch (error) {
    if (error instanceof NoAnswer) throw error;
    // What stands in the way is reported by the walk, but for a folder that is not there.
    return !isGone(error);
  }
}

/**
 * Is there anything after all? File systems that do not list what entries are (some of those on a network) have Node ask
 * for each, and an entry that has gone meanwhile fails the whole list.
 */
async function isThere(path: string): Promise<boolean> {
  try {
    await answered(lstat(path), path);
    return true;
  } catch (error) {
    if (error instanceof NoAnswer) throw error;
    return !isGone(error);
  }
}

function isGone(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ENOENT' || code === 'ENOTDIR';
}

type Found =
  | { readonly kind: 'photo' | 'video' | 'folder'; readonly path: string }
  | { readonly kind: 'sidecar'; readonly name: string }
  | Extract<ScanEntry, { kind: 'problem' | 'left-out' }>;

/** @param files names of the files in the folder, lower case. */
function classify(
  folder: string,
  entry: Dirent<Buffer>,
  rules: FolderRules,
  files: ReadonlySet<string>,
): Found | undefined {
  const { path, name, valid } = nameOf(folder, entry.name);
  if (valid && (entry.isDirectory() || entry.isFile())) {
    const leftOut = leftOutEntry(folder, { path, name, isFolder: entry.isDirectory() }, rules, files);
    if (leftOut !== undefined) return leftOut;
  }
  if (name.startsWith('.') && sidecarKind(name) !== 'picasa') return undefined;
  if (!valid && (entry.isDirectory() || hasPhotoExtension(name))) {
    return {
      kind: 'problem',
      path,
      code: 'ENTRY_NAME_NOT_UTF8',
      reason: 'The name is not valid UTF-8: rename it to index it',
    };
  }
  if (entry.isDirectory()) return { kind: 'folder', path };
  if (entry.isFile()) return valid ? fileOf(path, name, rules) : undefined;
  return entry.isSymbolicLink() ? linkOf(path, name) : undefined;
}

function fileOf(path: string, name: string, rules: FolderRules): Found | undefined {
  if (sidecarKind(name) !== undefined) return { kind: 'sidecar', name };
  if (hasPhotoExtension(name)) return { kind: 'photo', path };
  return hasVideoExtension(name) && rules.file(path) === undefined ? { kind: 'video', path } : undefined;
}

function linkOf(path: string, name: string): Found | undefined {
  // A link without an ending is most likely one to a folder.
  if (!hasPhotoExtension(name) && name.includes('.')) return undefined;
  return {
    kind: 'problem',
    path,
    code: 'ENTRY_SYMLINK_NOT_FOLLOWED',
    reason: 'Symbolic links are not followed: add the folder that it leads to as a folder of its own',
  };
}

function leftOutEntry(
  folder: string,
  { path, name, isFolder }: { readonly path: string; readonly name: string; readonly isFolder: boolean },
  rules: FolderRules,
  files: ReadonlySet<string>,
): Extract<ScanEntry, { kind: 'left-out' }> | undefined {
  if (isFolder) {
    const reason = rules.folder(path, files);
    return reason && { kind: 'left-out', path, reason, isFolder };
  }
  const photo = standsFor(name);
  if (photo !== undefined && !files.has(photo.toLowerCase())) {
    const away = folder === '' ? photo : `${folder}/${photo}`;
    return { kind: 'left-out', path: away, reason: rules.file(away) ?? 'cloud', isFolder };
  }
  const reason = hasPhotoExtension(name) ? rules.file(path) : undefined;
  return reason && { kind: 'left-out', path, reason, isFolder };
}

async function* inspectAll(
  root: string,
  paths: readonly string[],
  { kind, mayBeAway, signal }: Inspection,
): AsyncGenerator<ScanEntry, void, undefined> {
  const atOnce = mayBeAway ? statsAtOnce : statsAtOnceOnNetwork;
  for (let start = 0; start < paths.length; start += atOnce) {
    signal?.throwIfAborted();
    const some = paths.slice(start, start + atOnce);
    const inspected = await Promise.all(some.map((path) => inspect(root, path, { kind, mayBeAway })));
    yield* inspected.filter((entry) => entry !== undefined);
  }
}

async function inspect(
  root: string,
  path: string,
  { kind, mayBeAway }: Omit<Inspection, 'signal'>,
): Promise<ScanEntry | undefined> {
  try {
    const { size, blocks, mtimeMs, ctimeMs } = await answered(lstat(join(root, path)), root);
    if (!mayBeAway || !isPlaceholder({ size, blocks }))
      return { kind, relativePath: path, sizeBytes: size, mtimeMs, ctimeMs };
    // A video that is away can say nothing of the photo beside it.
    return kind === 'photo' ? { kind: 'left-out', path, reason: 'cloud', isFolder: false } : undefined;
  } catch (error) {
    if (error instanceof NoAnswer) throw error;
    // Deleted since its name was read.
    return isGone(error) ? undefined : unreadable(path, error);
  }
}

/** @throws what aborts the signal: that says nothing of the entry */
function unreadable(path: string, error: unknown, signal?: AbortSignal): ScanEntry {
  signal?.throwIfAborted();
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
