import { createHash } from 'node:crypto';
import type { Dirent, Stats } from 'node:fs';
import { join } from 'node:path';
import { sidecarKind } from '../../../../core/sidecars/sidecar-names.ts';
import { hasPhotoExtension, hasVideoExtension } from '../../../../core/photo-extensions.ts';
import { FolderRules, isMarker } from '../../left-out/folder-rules.ts';
import { standsFor } from '../../left-out/icloud-names.ts';
import { joined, type Touched } from '../../touched.ts';
import { isUnavailable } from '../touch-joiner.ts';

/** What is asked of the file system. */
export interface PolledFiles {
  lstat(path: string): Promise<Pick<Stats, 'mtimeMs' | 'ctimeMs' | 'ino' | 'size'>>;
  readdir(path: string, options: { readonly withFileTypes: true }): Promise<readonly Dirent[]>;
  /** Asked for a sign of life alone: no cache of the system answers it. */
  statfs(path: string): Promise<unknown>;
}

/** Folders or files that are asked for at once: each call keeps a thread for as long as the drive takes. */
const callsAtOnce = 4;
/** Rounds for which the files in a folder are looked at after something happened there. */
const warmRounds = 6;
/** A folder that changed this shortly before it was first seen is taken for one in which something happens. */
const recentMs = 10 * 60_000;

interface SeenFolder {
  /** Of the folder itself: another one when an entry came, went or was renamed. */
  readonly stamp: string;
  /** Folders in it, relative to the root. */
  readonly folders: readonly string[];
  /** Rounds left in which its files are looked at, too. */
  readonly warm: number;
  /** Of its files when they were last looked at. */
  readonly files: string | undefined;
  /** Does a file in it say something about all that lies below? */
  readonly isMarked: boolean;
}

export interface FolderPollOptions {
  /** Absolute, symbolic links resolved. */
  readonly root: string;
  /** Absolute folder that is passed by: the data folder. */
  readonly except: string;
  readonly files: PolledFiles;
}

/**
 * Finds out by looking what happened in a folder and below it.
 *
 * [Note: Polling] A round asks for the times of every folder, which tell that entries came, went or were renamed; only
 * folders where that happened are listed. There the files are looked at as well, for some rounds: one that is being
 * copied grows without the folder's telling. A file that is overwritten in place elsewhere is left to the scan that is
 * due every 15 minutes.
 */
export class FolderPoll {
  readonly #options: FolderPollOptions;
  readonly #rules: FolderRules;
  #seen = new Map<string, SeenFolder>();

  constructor(options: FolderPollOptions) {
    this.#options = options;
    this.#rules = new FolderRules(options.root);
  }

  /**
   * Look once. The first round tells nothing: from its end on nothing is missed.
   *
   * @throws the file system's error when the root cannot be read, or the drive has no answer for a part.
   */
  async round(): Promise<Touched[]> {
    const before = this.#seen;
    const isFirst = before.size === 0;
    const seen = new Map<string, SeenFolder>();
    const touched: Touched[] = [];
    const waiting = [''];
    while (waiting.length > 0) {
      const paths = waiting.splice(-callsAtOnce);
      for (const { path, now, parts } of await Promise.all(paths.map((at) => this.#look(at, before.get(at))))) {
        touched.push(...parts);
        if (now === undefined) continue;
        seen.set(path, now);
        for (const folder of now.folders) waiting.push(folder);
      }
    }
    for (const path of before.keys()) if (!seen.has(path)) touched.push({ path, deep: true });
    this.#seen = seen;
    return isFirst ? [] : joined(touched);
  }

  async #look(path: string, before: SeenFolder | undefined): Promise<Look> {
    const { root } = this.#options;
    // Of a root that has become a link, what it leads to is asked for its times.
    const absolute = path === '' ? `${root}/.` : join(root, path);
    try {
      // Its times before what it holds: what comes in between is seen by the next round.
      const stats = await this.#options.files.lstat(absolute);
      const stamp = `${stats.ino}:${stats.mtimeMs}:${stats.ctimeMs}`;
      const isChanged = before?.stamp !== stamp;
      if (before !== undefined && !isChanged && before.warm === 0) return { path, now: before, parts: [] };
      const entries = await this.#options.files.readdir(absolute, { withFileTypes: true });
      const listed = { stamp, folders: this.#foldersAmong(path, entries), isMarked: hasMarker(entries) };
      if (before === undefined) {
        const isRecent = Math.abs(Date.now() - stats.mtimeMs) < recentMs;
        const files = isRecent ? await this.#stampOfFiles(absolute, entries) : undefined;
        return { path, now: { ...listed, files, warm: isRecent ? warmRounds : 0 }, parts: [{ path, deep: true }] };
      }
      const files = await this.#stampOfFiles(absolute, entries);
      if (!isChanged && before.files === files) {
        return { path, now: { ...listed, files, warm: before.warm - 1 }, parts: [] };
      }
      const deep = listed.isMarked || before.isMarked;
      return { path, now: { ...listed, files, warm: warmRounds }, parts: [{ path, deep }] };
    } catch (error) {
      if (path === '' || !isUnavailable(error)) throw error;
      return { path, now: undefined, parts: [] };
    }
  }

  #foldersAmong(path: string, entries: readonly Dirent[]): string[] {
    const { root, except } = this.#options;
    return entries
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => (path === '' ? name : `${path}/${name}`))
      .filter((folder) => this.#rules.folder(folder) === undefined && join(root, folder) !== except);
  }

  async #stampOfFiles(absolute: string, entries: readonly Dirent[]): Promise<string> {
    const names = entries.filter((entry) => entry.isFile() && concernsPhotos(entry.name)).map(({ name }) => name);
    // A hash of the stamps: of a million files that come at once, they would be most of the heap.
    const hash = createHash('sha256');
    for (let start = 0; start < names.length; start += callsAtOnce) {
      const some = names.slice(start, start + callsAtOnce);
      for (const stamp of await Promise.all(some.map((name) => this.#stampOfFile(absolute, name))))
        hash.update(`${stamp}/`);
    }
    return hash.digest('base64');
  }

  async #stampOfFile(absolute: string, name: string): Promise<string> {
    try {
      const { size, mtimeMs } = await this.#options.files.lstat(join(absolute, name));
      return `${name}:${size}:${mtimeMs}`;
    } catch (error) {
      if (isUnavailable(error)) return `${name}:gone`;
      throw error;
    }
  }
}

interface Look {
  readonly path: string;
  /** Undefined: not there (any more), or not to be read. */
  readonly now: SeenFolder | undefined;
  readonly parts: readonly Touched[];
}

function hasMarker(entries: readonly Dirent[]): boolean {
  return entries.some(({ name }) => isMarker(name));
}

/** Is a file a photo, or does it say something of one? */
function concernsPhotos(name: string): boolean {
  const isOfPhoto = sidecarKind(name) !== undefined || standsFor(name) !== undefined || isMarker(name);
  return isOfPhoto || hasPhotoExtension(name) || hasVideoExtension(name);
}
