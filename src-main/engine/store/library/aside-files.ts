/**
 * Files that are there but are to go: taken out of the library as long as it can be undone, and passed by where a scan comes
 * across them. In memory alone: whoever dies in between has done nothing, and the next scan finds them again.
 */
export class AsideFiles {
  readonly #paths = new Map<number, Set<string>>();

  add(folderId: number, paths: Iterable<string>): void {
    const all = this.#paths.get(folderId) ?? new Set();
    for (const path of paths) all.add(path);
    this.#paths.set(folderId, all);
  }

  remove(folderId: number, paths: Iterable<string>): void {
    for (const path of paths) this.#paths.get(folderId)?.delete(path);
  }

  /** @param path relative to the folder, forward slashes. */
  has(folderId: number, path: string): boolean {
    return this.#paths.get(folderId)?.has(path) ?? false;
  }
}
