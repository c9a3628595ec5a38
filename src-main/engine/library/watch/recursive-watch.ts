import { type FSWatcher, watch } from 'node:fs';
import { FolderRules } from '../left-out/folder-rules.ts';
import { TouchJoiner } from './touch-joiner.ts';
import { entryOf, partOf } from './touched-names.ts';
import type { TreeWatch, TreeWatchOptions } from './tree-watch.ts';

/** One watch of the system for a folder and everything below it; see [Note: Watching folders]. */
export class RecursiveWatch implements TreeWatch {
  readonly #options: TreeWatchOptions;
  readonly #joiner: TouchJoiner;
  /** What is left out by its name is not watched. The rest of the rules, and patterns, are up to the scan. */
  readonly #rules: FolderRules;
  #watcher: FSWatcher | undefined;
  #closed = false;

  constructor(options: TreeWatchOptions) {
    this.#options = options;
    this.#rules = new FolderRules(options.root);
    this.#joiner = new TouchJoiner({
      root: options.root,
      onTouched: options.onTouched,
      // What has gone is not told: a name without an ending was most likely a folder.
      partOf: (entry, kind) => partOf(entry, kind, kind === undefined && !entry.name.includes('.')),
      onFailed: (error) => {
        this.#fail(error);
      },
    });
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- what it throws is a rejection
  async start(): Promise<void> {
    this.#watcher = watch(this.#options.root, { recursive: true });
    this.#watcher.on('change', (type, name) => {
      const entry = entryOf('', typeof name === 'string' ? name : null, type === 'rename', this.#rules);
      if (entry !== undefined) this.#joiner.note(entry);
    });
    this.#watcher.on('error', (error) => {
      this.#fail(error);
    });
  }

  #fail(error: unknown): void {
    if (this.#closed) return;
    this[Symbol.dispose]();
    this.#options.onFailed(error);
  }

  [Symbol.dispose](): void {
    this.#closed = true;
    this.#joiner[Symbol.dispose]();
    this.#watcher?.close();
  }
}
