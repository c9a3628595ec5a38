import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Discarded, Filters, KeptFile, PhotoSelection } from '../../../src-contract/index.ts';
import type { Logger } from '../../core/logger.ts';
import type { EngineEvents } from '../engine-events.ts';
import type { Library } from '../library/index.ts';
import { isInFolder } from '../photos/index.ts';
import type { Stacks } from '../stacks/index.ts';
import type { Store } from '../store/store.ts';
import type { PhotoFileRow } from '../store/trash.ts';
import { type Companion, editNotesOf } from './edit-notes.ts';
import { goingVideos } from './going-videos.ts';
import { toSystemTrash, type ToTrash } from './system-trash.ts';

export interface TrashOptions {
  readonly store: Pick<Store, 'trash' | 'stacking' | 'details'>;
  readonly library: Pick<Library, 'aside'>;
  readonly stacks: Pick<Stacks, 'withParts'>;
  readonly events: EngineEvents;
  readonly log: Logger;
  /** The system's when missing. */
  readonly toTrash?: ToTrash | undefined;
  /** How long a batch can be taken back; ten seconds when missing. */
  readonly undoMs?: number | undefined;
}

/** As the contract has it. */
export interface ThrownAway extends Pick<PhotoSelection, 'photoIds' | 'fileIds'> {
  readonly named?: readonly number[] | undefined;
  readonly folder: Filters['folder'];
  readonly whole: boolean;
}

interface Batch {
  readonly id: number;
  readonly files: readonly PhotoFileRow[];
  readonly companions: readonly Companion[];
  readonly timer: NodeJS.Timeout;
}

const defaultUndoMs = 10_000;

/**
 * Photos on their way to the system's trash.
 *
 * [Note: Trash] Nothing is deleted: files are moved to where the system keeps what its user threw away. No system has a call
 * to take a file out of there again, so for some seconds they stay where they are and are only taken out of the library
 * (`SetAside`). An undo in that time puts them back as they were, without a look at them. When it is over, or the library
 * is closed, they are moved one by one; one that has changed meanwhile, or cannot be moved, is put back and told of. If the
 * process dies in between, nothing has happened.
 */
export class Trash implements AsyncDisposable {
  readonly #options: TrashOptions;
  readonly #batches = new Map<number, Batch>();
  readonly #moving = new Set<Promise<void>>();
  #lastId = 0;
  #isClosed = false;

  constructor(options: TrashOptions) {
    this.#options = options;
  }

  /** Take photos out of the library, and move them to the trash when they can be taken back no more. See the contract. */
  async move(photos: ThrownAway): Promise<Discarded> {
    const { library, undoMs = defaultUndoMs } = this.#options;
    const kept: KeptFile[] = [];
    const files: PhotoFileRow[] = [];
    for (const file of this.#filesOf(photos)) {
      if (await isInFolder(file)) files.push(file);
      else kept.push({ path: pathOf(file), reason: 'The file cannot be reached' });
    }
    const nothing = { batch: null, photos: 0, files: 0, undoMs, kept };
    if (files.length === 0) return nothing;
    const companions = await this.#companionsOf(files);
    await library.aside.add(files);
    // Nobody would send it any more.
    if (this.#isClosed) {
      library.aside.putBack(files);
      return nothing;
    }
    const id = ++this.#lastId;
    const timer = setTimeout(() => {
      this.#send(id);
    }, undoMs);
    this.#batches.set(id, { id, files, companions, timer });
    const gone = new Set(files.map(({ photoId }) => photoId)).size;
    return { batch: id, photos: gone, files: files.length + companions.length, undoMs, kept };
  }

  #filesOf({ photoIds, fileIds = [], named = [], folder, whole }: ThrownAway): PhotoFileRow[] {
    const { store, stacks } = this.#options;
    const there = store.details.byPhoto(fileIds);
    const missing = new Set(named.filter((id) => !there.has(id)));
    // Of a photo whose file is gone nothing else is meant, nor what belongs to it.
    const present = photoIds.filter((id) => !missing.has(id));
    const all = whole ? stacks.withParts(present, fileIds) : { photoIds: present, fileIds };
    return store.trash.files(all.photoIds, { fileIds: all.fileIds, named, folder });
  }

  /** What goes with files: videos of stacks, sidecars, notes of edits. */
  async #companionsOf(files: readonly PhotoFileRow[]): Promise<Companion[]> {
    const { store } = this.#options;
    const ids = files.map(({ id }) => id);
    store.stacking.read();
    const videos = goingVideos(store.trash.stacksOf(ids));
    return [...videos, ...store.trash.sidecars(ids), ...(await editNotesOf(files, videos))];
  }

  /** Take a batch back. @returns whether it was still there. */
  undo(id: number): boolean {
    const batch = this.#take(id);
    if (batch === undefined) return false;
    this.#options.library.aside.putBack(batch.files);
    return true;
  }

  #take(id: number): Batch | undefined {
    const batch = this.#batches.get(id);
    this.#batches.delete(id);
    clearTimeout(batch?.timer);
    return batch;
  }

  #send(id: number): void {
    const batch = this.#take(id);
    if (batch === undefined) return;
    const moving = this.#moveAll(batch).finally(() => this.#moving.delete(moving));
    this.#moving.add(moving);
  }

  /** Never rejects: what goes wrong is told. */
  async #moveAll({ id, files, companions }: Batch): Promise<void> {
    const { library, events, log } = this.#options;
    const kept: (KeptFile & { file: PhotoFileRow | null })[] = [];
    const gone = new Set<number>();
    let moved = 0;
    for (const file of files) {
      const reason = (await this.#changed(file)) ?? (await this.#moveOne(file));
      if (reason === null) {
        gone.add(file.id);
        moved++;
      } else kept.push({ path: pathOf(file), reason, file });
    }
    for (const companion of companions) {
      if (!companion.of.every((id) => gone.has(id))) continue;
      const reason = await this.#moveOne(companion);
      if (reason === null) moved++;
      else kept.push({ path: pathOf(companion), reason, file: null });
    }
    library.aside.forget(files.filter((file) => gone.has(file.id)));
    library.aside.putBack(kept.flatMap(({ file }) => (file === null ? [] : [file])));
    log.info({ moved, kept: kept.length }, 'moved to the trash');
    const told = kept.map(({ path, reason }) => ({ path, reason }));
    events.publish({ event: 'trash.moved', batch: id, files: moved, kept: told });
  }

  /** Why a file must stay: it is not what the user threw away. Null where it is. */
  async #changed(file: PhotoFileRow): Promise<string | null> {
    try {
      const { size, mtimeMs } = await lstat(pathOf(file));
      return size === file.sizeBytes && mtimeMs === file.mtimeMs ? null : 'The file has been changed meanwhile';
    } catch (error) {
      return reasonOf(error);
    }
  }

  /** @returns why not; null when it is done. */
  async #moveOne(file: Companion | PhotoFileRow): Promise<string | null> {
    const { toTrash = toSystemTrash } = this.#options;
    try {
      if (!(await isInFolder(file))) return 'The file cannot be reached';
      await toTrash(pathOf(file));
      return null;
    } catch (error) {
      return `The file cannot be moved to the trash: ${reasonOf(error)}`;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    for (const id of [...this.#batches.keys()]) this.#send(id);
    await Promise.all(this.#moving);
  }
}

function pathOf({ folderPath, relativePath }: Pick<PhotoFileRow, 'folderPath' | 'relativePath'>): string {
  return join(folderPath, relativePath);
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
