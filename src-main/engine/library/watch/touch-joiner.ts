import { type Stats } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Touched } from '../touched.ts';
import { partsOf, pathOf, type TouchedName, TouchedNames } from './touched-names.ts';
import type { TreeWatchOptions } from './tree-watch.ts';

/** Changes are told when nothing more has come for this long ... */
const quietMs = 300;
/** ... and at the latest after this. */
const longestMs = 2000;

export interface TouchJoinerOptions extends Pick<TreeWatchOptions, 'root' | 'onTouched'> {
  /** Where to look because of an entry, which is now of this kind, undefined for gone. */
  readonly partOf: (entry: TouchedName, kind: Stats | undefined) => Touched | undefined;
  readonly onFailed: (error: unknown) => void;
}

/** Joins what a watcher notes: many events, few parts to look at. */
export class TouchJoiner implements Disposable {
  readonly #options: TouchJoinerOptions;
  readonly #names = new TouchedNames();
  #quiet: NodeJS.Timeout | undefined;
  #firstMs = 0;
  #flushing: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(options: TouchJoinerOptions) {
    this.#options = options;
  }

  note(entry: TouchedName): void {
    if (this.#closed) return;
    const nowMs = performance.now();
    if (this.#names.size === 0) this.#firstMs = nowMs;
    this.#names.add(entry);
    clearTimeout(this.#quiet);
    this.#quiet = setTimeout(
      () => {
        this.#flushing = this.#flushing.then(() => this.#flush()).catch(this.#options.onFailed);
      },
      Math.max(0, Math.min(quietMs, this.#firstMs + longestMs - nowMs)),
    );
  }

  async #flush(): Promise<void> {
    const { root, partOf, onTouched } = this.#options;
    const parts: (Touched | undefined)[] = [];
    for (const entry of this.#names.take()) {
      const kind = await kindOf(join(root, pathOf(entry)));
      if (this.#closed) return;
      parts.push(partOf(entry, kind));
    }
    const told = partsOf(parts);
    if (told.length > 0) onTouched(told);
  }

  [Symbol.dispose](): void {
    this.#closed = true;
    clearTimeout(this.#quiet);
  }
}

async function kindOf(path: string): Promise<Stats | undefined> {
  try {
    return await lstat(path);
  } catch (error) {
    if (isUnavailable(error)) return undefined;
    throw error;
  }
}

/** Is something gone, or may it not be read? */
export function isUnavailable(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return ['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM', 'ELOOP', 'ENAMETOOLONG'].includes(String(code));
}
