import type { Store } from '../store/store.ts';
import type { IndexRuns } from './index-runs.ts';
import type { LibraryKeeper } from './library-keeper.ts';
import { parentOf } from './touched.ts';

/** A file of the library. */
export interface FileInFolder {
  readonly id: number;
  readonly folderId: number;
  /** Forward slashes, relative to the folder. */
  readonly relativePath: string;
}

/** Files that are taken out of the library while they are still there. See `AsideFiles`. */
export class SetAside {
  readonly #store: Store;
  readonly #runs: Pick<IndexRuns, 'forgetUnreferenced' | 'remember'>;
  readonly #keeper: Pick<LibraryKeeper, 'touch'>;
  readonly #onChanged: () => void;

  /** @param onChanged told when photos have gone or are back. */
  constructor(
    store: Store,
    runs: Pick<IndexRuns, 'forgetUnreferenced' | 'remember'>,
    keeper: Pick<LibraryKeeper, 'touch'>,
    onChanged: () => void,
  ) {
    this.#store = store;
    this.#runs = runs;
    this.#keeper = keeper;
    this.#onChanged = onChanged;
  }

  /** Take files out at once: nothing shows or finds them any more. */
  async add(files: readonly FileInFolder[]): Promise<void> {
    for (const [folderId, paths] of byFolder(files)) this.#store.aside.add(folderId, paths);
    this.#store.leftOut.leaveOut(files.map(({ id }) => id));
    await this.#runs.forgetUnreferenced();
    this.#onChanged();
  }

  /** Take files in again as they were. What lies beside them is looked at anew. */
  putBack(files: readonly FileInFolder[]): void {
    for (const [folderId, paths] of byFolder(files)) {
      this.#store.aside.remove(folderId, paths);
      this.#runs.remember(this.#store.leftOut.restore(folderId, paths));
      const folders = new Set(paths.map(parentOf));
      this.#keeper.touch(
        folderId,
        [...folders].map((path) => ({ path, deep: false })),
      );
    }
    this.#onChanged();
  }

  /** The files are gone: the grace of their photos begins. See [Note: Grace]. */
  forget(files: readonly FileInFolder[]): void {
    for (const [folderId, paths] of byFolder(files)) {
      this.#store.aside.remove(folderId, paths);
      this.#store.leftOut.forget(folderId, paths, Date.now());
    }
  }
}

function byFolder(files: readonly FileInFolder[]): [folderId: number, paths: string[]][] {
  const folders = Map.groupBy(files, ({ folderId }) => folderId);
  return [...folders].map(([folderId, some]) => [folderId, some.map(({ relativePath }) => relativePath)]);
}
