import { opendir } from 'node:fs/promises';
import { relative } from 'node:path';
import { type FSWatcher, watch } from 'chokidar';
import { FolderRules } from '../left-out/folder-rules.ts';
import { isUnavailable, TouchJoiner } from './touch-joiner.ts';
import { entryOf, partOf, pathOf } from './touched-names.ts';
import type { TreeWatch, TreeWatchOptions } from './tree-watch.ts';

/**
 * A watch for each folder, kept by chokidar; see [Note: Watching folders].
 *
 * Its own events tell of folders. What happens to files is told by its `raw` events, those of `fs.watch`, as the names to
 * look at: to know of each file when it changed would cost chokidar a watch and memory for each.
 */
export class ChokidarTree implements TreeWatch {
  readonly #options: TreeWatchOptions;
  readonly #joiner: TouchJoiner;
  /** What is left out by its name is not watched. The rest of the rules, and patterns, are up to the scan. */
  readonly #rules: FolderRules;
  /** Relative to the root; that it has been there, only this knows of a folder that is gone. */
  readonly #folders = new Set<string>();
  #watcher: FSWatcher | undefined;
  #closed = false;

  constructor(options: TreeWatchOptions) {
    this.#options = options;
    this.#rules = new FolderRules(options.root);
    this.#joiner = new TouchJoiner({
      root: options.root,
      onTouched: options.onTouched,
      partOf: (entry, kind) => {
        const path = pathOf(entry);
        const wasFolder = this.#folders.has(path);
        if (kind?.isDirectory() !== true) this.#folders.delete(path);
        return partOf(entry, kind, wasFolder && entry.isRenamed);
      },
      onFailed: (error) => {
        this.#fail(error);
      },
    });
  }

  async start(): Promise<void> {
    const { root } = this.#options;
    // Chokidar waits for a root that is not there.
    await (await opendir(root)).close();
    const { promise, resolve, reject } = Promise.withResolvers<undefined>();
    const watcher = watch(root, {
      // Asked twice of most entries, without and with what they are: rules are not gone through again for files.
      ignored: (path, stats) => stats?.isDirectory() === false || this.#isIgnored(path),
      backend: 'native',
      followSymlinks: false,
      ignorePermissionErrors: true,
      // Nothing is made of its events of files.
      atomic: false,
    });
    this.#watcher = watcher;
    let isReady = false;
    watcher.on('raw', (type, name, details) => {
      this.#noteRaw(type, name, details);
    });
    watcher.on('addDir', (path) => {
      this.#folders.add(relative(root, path));
      // What came into it before it was watched.
      if (isReady) this.#note(path);
    });
    watcher.on('unlinkDir', (path) => {
      // Before it is forgotten that it was one.
      if (isReady) this.#note(path);
    });
    watcher.on('error', (error) => {
      if (isUnavailable(error)) return;
      reject(error instanceof Error ? error : new Error(String(error)));
      if (isReady) this.#fail(error);
    });
    watcher.on('ready', () => {
      isReady = true;
      resolve(undefined);
    });
    await promise;
  }

  #isIgnored(path: string): boolean {
    const { root, except } = this.#options;
    return path === except || (path !== root && this.#rules.folder(relative(root, path)) !== undefined);
  }

  /** @param details `{ watchedPath }`: the folder that the name lies in. */
  #noteRaw(type: string, name: string | null, details: unknown): void {
    if (typeof details !== 'object' || details === null || !('watchedPath' in details)) return;
    this.#noteIn(relative(this.#options.root, String(details.watchedPath)), type === 'rename', name);
  }

  #note(path: string): void {
    this.#noteIn('', true, relative(this.#options.root, path));
  }

  #noteIn(folder: string, isRenamed: boolean, name: string | null): void {
    const entry = entryOf(folder, name, isRenamed, this.#rules);
    if (entry !== undefined) this.#joiner.note(entry);
  }

  #fail(error: unknown): void {
    if (this.#closed) return;
    this[Symbol.dispose]();
    this.#options.onFailed(error);
  }

  [Symbol.dispose](): void {
    this.#closed = true;
    this.#joiner[Symbol.dispose]();
    void this.#watcher?.close();
  }
}
