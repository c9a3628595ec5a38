import { resolve } from 'node:path';
import { AppError, type Folder, type PatternPreview } from '../../../src-contract/index.ts';
import { pathBelow, refuseOverlap, registeredAt, resolveFolder } from '../folder-paths.ts';
import type { PacksInUse } from '../packs/index.ts';
import type { Store } from '../store/store.ts';
import type { IndexRuns } from './index-runs.ts';
import { FolderPatternChanges } from './left-out/folder-patterns.ts';

/** Which folders belong to the library. */
export class FolderRegistry {
  readonly #store: Store;
  readonly #packs: PacksInUse;
  readonly #runs: IndexRuns;
  readonly #dataDir: string;
  readonly #onRemoved: () => void;

  /** @param onRemoved told when photos may have lost some of their files. */
  constructor(store: Store, packs: PacksInUse, runs: IndexRuns, dataDir: string, onRemoved: () => void) {
    this.#store = store;
    this.#packs = packs;
    this.#runs = runs;
    this.#dataDir = dataDir;
    this.#onRemoved = onRemoved;
  }

  list(): Folder[] {
    return this.#store.folders.list();
  }

  /**
   * Register a folder; a registered one is returned as it is. Nothing is scanned yet.
   *
   * @throws FOLDER_NOT_FOUND, FOLDER_NOT_A_FOLDER, FOLDER_UNREADABLE, FOLDER_OVERLAP
   */
  async add(path: string): Promise<Folder> {
    const resolved = await resolveFolder(path);
    const registered = this.#store.folders.list();
    const present = await registeredAt(path, registered);
    if (present?.below === '') return present.folder;
    if (pathBelow(this.#dataDir, resolved) !== undefined) {
      throw new AppError(
        'FOLDER_OVERLAP',
        `Expected a folder of photos but "${resolved}" lies in the data folder "${this.#dataDir}"`,
      );
    }
    await refuseOverlap(resolved, registered);
    return this.#store.folders.add(resolved, Date.now());
  }

  /**
   * Find a folder by its path.
   *
   * @throws FOLDER_NOT_REGISTERED
   */
  async byPath(path: string): Promise<Folder> {
    // The folder may be gone from the disk; then the path as registered must be named.
    const found = path === '' ? undefined : await registeredAt(path, this.#store.folders.list());
    if (found?.below !== '') {
      const absolute = path === '' ? '' : resolve(path);
      throw new AppError('FOLDER_NOT_REGISTERED', `Expected an indexed folder but received "${absolute}"`);
    }
    return found.folder;
  }

  /**
   * Forget a folder. Its photos and embeddings are kept for the grace period. An indexing run in progress is cancelled:
   * it may be writing what is forgotten here.
   *
   * @throws FOLDER_NOT_REGISTERED
   */
  async remove(id: number): Promise<void> {
    this.#require(id);
    await this.#runs.cancel();
    this.#store.folders.remove(id);
    this.#packs.forget(this.#store.photos.markUnreferenced(Date.now()));
    this.#onRemoved();
  }

  /** Leave a folder out of indexing, or take it in again. @throws FOLDER_NOT_REGISTERED */
  setPaused(id: number, paused: boolean): Folder {
    this.#require(id);
    this.#store.folders.setPaused(id, paused);
    return this.#require(id);
  }

  /** What other patterns would do to a folder. @throws FOLDER_NOT_REGISTERED */
  previewPatterns(id: number, patterns: readonly string[]): Promise<PatternPreview> {
    return new FolderPatternChanges(this.#store).preview(this.#require(id), patterns);
  }

  /**
   * Leave out of a folder what patterns say; what they do not say any more comes back, see [Note: Left out]. An indexing
   * run in progress is cancelled: it goes by the patterns of before.
   *
   * @throws FOLDER_NOT_REGISTERED
   */
  async setPatterns(id: number, patterns: readonly string[]): Promise<Folder> {
    this.#require(id);
    await this.#runs.cancel();
    const back = await new FolderPatternChanges(this.#store).set(this.#require(id), patterns);
    await this.#runs.forgetUnreferenced();
    this.#packs.remember(back);
    return this.#require(id);
  }

  #require(id: number): Folder {
    const folder = this.#store.folders.byId(id);
    if (folder === undefined)
      throw new AppError('FOLDER_NOT_REGISTERED', `Expected the id of an indexed folder but received ${id}`);
    return folder;
  }
}
