import { type FSWatcher, type Stats, watch } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { FolderRules } from '../left-out/folder-rules.ts';
import { isAtOrBelow, type Touched } from '../touched.ts';
import { decidesAboutOthers, partOf, partsOf, pathOf, type TouchedName, TouchedNames } from './touched-names.ts';

/** Changes are told when nothing more has come for this long ... */
const quietMs = 300;
/** ... and at the latest after this. */
const longestMs = 2000;

export interface TreeWatchOptions {
  /** Absolute, symbolic links resolved. */
  readonly root: string;
  /** Absolute folder that is not watched: the data folder. */
  readonly except: string;
  readonly onTouched: (parts: readonly Touched[]) => void;
  /** Watching has come to an end. */
  readonly onFailed: (error: unknown) => void;
}

/**
 * Watches a folder with everything below it, over `fs.watch`.
 *
 * [Note: Watching folders] Where the system watches whole trees (macOS, Windows) that is one watch. Linux watches
 * single folders: there is one watch for each folder and none for files, whose events come through their folder.
 * A folder that is renamed takes its watch along under the old name, so everything at and below a name that something
 * happened to is watched anew.
 */
export class TreeWatch implements Disposable {
  readonly #options: TreeWatchOptions;
  readonly #isRecursive = process.platform === 'darwin' || process.platform === 'win32';
  /** By path relative to the root. */
  readonly #watches = new Map<string, FSWatcher>();
  readonly #names = new TouchedNames();
  /** What is left out by its name is not watched. The rest of the rules, and patterns, are up to the scan. */
  readonly #rules: FolderRules;
  #quiet: NodeJS.Timeout | undefined;
  #firstMs = 0;
  #flushing: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(options: TreeWatchOptions) {
    this.#options = options;
    this.#rules = new FolderRules(options.root);
  }

  /** Begin. From when it returns nothing is missed. @throws the file system's error */
  start(): Promise<void> {
    return this.#watchTree('');
  }

  get watches(): number {
    return this.#watches.size;
  }

  async #watchTree(top: string): Promise<void> {
    const pending = [top];
    for (let folder = pending.pop(); folder !== undefined && !this.#closed; folder = pending.pop()) {
      // Before the folder is read: what comes after that is told.
      if (!this.#watchFolder(folder) || this.#isRecursive) continue;
      for (const name of await this.#foldersIn(folder)) {
        const path = folder === '' ? name : `${folder}/${name}`;
        const isOut = this.#rules.folder(path) !== undefined || join(this.#options.root, path) === this.#options.except;
        if (!isOut) pending.push(path);
      }
    }
  }

  async #foldersIn(folder: string): Promise<string[]> {
    try {
      const entries = await readdir(join(this.#options.root, folder), { withFileTypes: true });
      return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
    } catch (error) {
      if (folder === '' || !isUnavailable(error)) throw error;
      return [];
    }
  }

  /** @returns false for a folder that is gone, or may not be read: its own folder tells when that changes. */
  #watchFolder(folder: string): boolean {
    let watcher: FSWatcher;
    try {
      watcher = watch(join(this.#options.root, folder), { recursive: this.#isRecursive });
    } catch (error) {
      if (folder === '' || !isUnavailable(error)) throw error;
      return false;
    }
    this.#watches.get(folder)?.close();
    this.#watches.set(folder, watcher);
    watcher.on('change', (type, name) => {
      this.#note(folder, type, typeof name === 'string' ? name : null);
    });
    watcher.on('error', (error) => {
      if (folder === '') this.#fail(error);
      else this.#unwatchTree(folder);
    });
    return true;
  }

  #unwatchTree(top: string): boolean {
    let had = false;
    for (const [folder, watcher] of this.#watches) {
      if (!isAtOrBelow(top, folder)) continue;
      watcher.close();
      this.#watches.delete(folder);
      had = true;
    }
    return had;
  }

  #note(watched: string, type: string, name: string | null): void {
    const entry = entryOf(watched, name, type === 'rename', this.#rules);
    if (entry === undefined || this.#closed) return;
    const nowMs = performance.now();
    if (this.#names.size === 0) this.#firstMs = nowMs;
    this.#names.add(entry);
    clearTimeout(this.#quiet);
    this.#quiet = setTimeout(
      () => {
        this.#flushing = this.#flushing
          .then(() => this.#flush())
          .catch((error: unknown) => {
            this.#fail(error);
          });
      },
      Math.max(0, Math.min(quietMs, this.#firstMs + longestMs - nowMs)),
    );
  }

  async #flush(): Promise<void> {
    const parts: (Touched | undefined)[] = [];
    for (const entry of this.#names.take()) {
      if (this.#closed) return;
      parts.push(await this.#look(entry));
    }
    const told = partsOf(parts);
    if (told.length > 0) this.#options.onTouched(told);
  }

  /** Watch what is new, and say where a scan has to look. */
  async #look(entry: TouchedName): Promise<Touched | undefined> {
    const path = pathOf(entry);
    const kind = await this.#kindOf(path);
    const wasFolder = entry.isRenamed && !this.#isRecursive && this.#watches.has(path);
    if (wasFolder) this.#unwatchTree(path);
    if (entry.isRenamed && kind?.isDirectory() === true && !this.#isRecursive) await this.#watchTree(path);
    // Recursive watches do not tell what has gone: a name without an ending was most likely a folder.
    return partOf(entry, kind, wasFolder || (this.#isRecursive && kind === undefined && !entry.name.includes('.')));
  }

  async #kindOf(path: string): Promise<Stats | undefined> {
    try {
      return await lstat(join(this.#options.root, path));
    } catch (error) {
      if (isUnavailable(error)) return undefined;
      throw error;
    }
  }

  #fail(error: unknown): void {
    if (this.#closed) return;
    this[Symbol.dispose]();
    this.#options.onFailed(error);
  }

  [Symbol.dispose](): void {
    this.#closed = true;
    clearTimeout(this.#quiet);
    this.#unwatchTree('');
  }
}

/** The entry that an event is about. Undefined: hidden, or left out. A folder itself, when no name is told. */
function entryOf(
  watched: string,
  name: string | null,
  isRenamed: boolean,
  rules: FolderRules,
): TouchedName | undefined {
  const below = name === null ? [] : name.split(process.platform === 'win32' ? /[\\/]/u : '/');
  const names = [...(watched === '' ? [] : watched.split('/')), ...below];
  const last = names.pop();
  const folder = names.join('/');
  if (last === undefined || rules.isOutByName(folder)) return undefined;
  const entry = { folder, name: last, isRenamed: isRenamed || name === null };
  return decidesAboutOthers(last) || rules.folder(pathOf(entry)) === undefined ? entry : undefined;
}

function isUnavailable(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return ['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM', 'ELOOP', 'ENAMETOOLONG'].includes(String(code));
}
