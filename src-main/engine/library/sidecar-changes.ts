import type { SeenSidecar, SidecarsOfFile, SidecarStore } from '../store/library/sidecars.ts';
import { covers, type Touched } from './touched.ts';

/** What has changed beside the photos in parts of a folder, while they are walked through. */
export class SidecarChanges {
  readonly #store: SidecarStore;
  readonly #folderId: number;
  /** Sidecars by photo as they were; photos that are seen to have any are taken out. */
  readonly #known = new Map<string, SeenSidecar[]>();
  #changed: SidecarsOfFile[] = [];

  constructor(store: SidecarStore, folderId: number, parts: readonly Touched[]) {
    this.#store = store;
    this.#folderId = folderId;
    for (const part of parts) {
      for (const [path, sidecars] of store.known(folderId, part.path))
        if (covers(part, path)) this.#known.set(path, sidecars);
    }
  }

  /** Photos that wait to be written. */
  get waiting(): number {
    return this.#changed.length;
  }

  see(seen: SidecarsOfFile): void {
    const before = this.#known.get(seen.relativePath);
    this.#known.delete(seen.relativePath);
    if (before === undefined || !isSame(before, seen.sidecars)) this.#changed.push(seen);
  }

  /** Write what was seen so far; the photos must have been. */
  write(): void {
    if (this.#changed.length > 0) this.#store.setSeen(this.#folderId, this.#changed);
    this.#changed = [];
  }

  /** Take away what was not seen any more, of photos that `isReplaced` says were looked at. */
  finish(isReplaced: (relativePath: string) => boolean): void {
    this.write();
    this.#store.remove(this.#folderId, [...this.#known.keys()].filter(isReplaced));
  }
}

function isSame(before: readonly SeenSidecar[], now: readonly SeenSidecar[]): boolean {
  return (
    before.length === now.length &&
    now.every(({ name, sizeBytes, mtimeMs, ctimeMs }) => {
      const same = before.find((each) => each.name === name);
      return same?.sizeBytes === sizeBytes && same.mtimeMs === mtimeMs && same.ctimeMs === ctimeMs;
    })
  );
}
