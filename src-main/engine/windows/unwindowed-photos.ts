import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { AppError } from '../../../src-contract/index.ts';
import type { WindowsOutcome } from '../../core/encoder-protocol.ts';
import { nextAttemptAtMs } from '../../core/retry.ts';
import type { EncodeSource } from '../encoder/index.ts';
import { failedInCloud, isInCloud } from '../in-cloud.ts';
import { isFolderLost, unreachable } from '../lost-folder.ts';
import type { OpenPack } from '../packs/index.ts';
import type { Store } from '../store/store.ts';
import type { TimelineCursor, UnwindowedPhoto } from '../store/windows.ts';

/** Photos of the timeline that are looked through at a time, which takes some milliseconds. */
const lookedThrough = 2000;

export interface UnwindowedPhotosOptions {
  readonly store: Pick<Store, 'unwindowed' | 'folders'>;
  readonly pack: Pick<OpenPack, 'row' | 'encoder' | 'search'>;
  /** Photos that are claimed at most, before it is told to go on. */
  readonly most: number;
}

/**
 * Photos of the library that have an embedding of a pack and no windows, newest first, each once, for its encoder. They are
 * read from their files; all that is written are the windows.
 */
export class UnwindowedPhotos implements EncodeSource<UnwindowedPhoto, WindowsOutcome> {
  readonly counts = { encoded: 0, failed: 0 };
  readonly #options: UnwindowedPhotosOptions;
  #claimed = 0;
  /** Found and not claimed, the next one first. */
  #found: number[] = [];
  /** Where the timeline goes on; null at its end. */
  #cursor: TimelineCursor | null = null;
  #isBegun = false;

  constructor(options: UnwindowedPhotosOptions) {
    this.#options = options;
  }

  /** Whether there may be more than it was to claim at most. */
  get isCut(): boolean {
    return this.#claimed >= this.#options.most;
  }

  /** Claim as many again, from where it was cut on: what could not be read before is not come back to. */
  goOn(): void {
    this.#claimed = 0;
  }

  async claim(room: number): Promise<UnwindowedPhoto[]> {
    const { store, pack, most } = this.#options;
    const wanted = Math.min(room, most - this.#claimed);
    const claimed: UnwindowedPhoto[] = [];
    while (claimed.length < wanted && (this.#found.length > 0 || (await this.#find()))) {
      claimed.push(...store.unwindowed.claim(pack.row, this.#found.splice(0, wanted - claimed.length)));
    }
    this.#claimed += claimed.length;
    return claimed;
  }

  countAttempt(id: number): void {
    this.#options.store.unwindowed.countAttempt(this.#options.pack.row, id);
  }

  release(id: number): void {
    this.#options.store.unwindowed.release(this.#options.pack.row, id);
  }

  /** Encode the windows of a photo from the first of its files that still holds it. */
  async encode(photo: UnwindowedPhoto): Promise<WindowsOutcome> {
    let outcome: WindowsOutcome | undefined;
    for (const { folderPath, relativePath } of photo.places) {
      const path = join(folderPath, relativePath);
      const { encoder } = this.#options.pack;
      const tried: WindowsOutcome = (await isInCloud(path))
        ? failedInCloud
        : await encoder.encodeWindows({ path, contentHash: photo.contentHash });
      if (tried.kind === 'windows') return tried;
      outcome = tried;
    }
    if (outcome === undefined) throw new Error(`Expected a file of photo ${photo.id} but received none`);
    return outcome;
  }

  async settle(photo: UnwindowedPhoto, outcome: WindowsOutcome): Promise<void> {
    if (outcome.kind === 'failed') {
      await this.#settleFailed(photo, AppError.fromWire(outcome.error));
      return;
    }
    // A photo that has gone meanwhile needs none.
    if (this.#options.pack.search.windows.add(photo.id, outcome.vectors)) this.counts.encoded++;
  }

  fail(photo: UnwindowedPhoto, error: AppError): void {
    const { store, pack } = this.#options;
    store.unwindowed.fail(pack.row, photo.id, error.code, nextAttemptAtMs(error.code, photo.attempts, Date.now()));
    this.counts.failed++;
  }

  /** Look through the timeline up to the next photos without windows. @returns whether there are some. */
  async #find(): Promise<boolean> {
    const { store, pack } = this.#options;
    while (this.#found.length === 0 && (!this.#isBegun || this.#cursor !== null)) {
      const { ids, end } = store.unwindowed.missingAfter(pack.row, this.#cursor, lookedThrough);
      this.#isBegun = true;
      this.#found = ids;
      this.#cursor = end;
      // A large library has thousands that are done before the next one.
      await nextTurn();
    }
    return this.#found.length > 0;
  }

  /** One whose every folder is gone waits for them. See [Note: Offline]. */
  async #settleFailed(photo: UnwindowedPhoto, error: AppError): Promise<void> {
    const { store } = this.#options;
    const lost = unreachable.has(error.code)
      ? await Promise.all(photo.places.map((place) => isFolderLost(store, place)))
      : [false];
    if (lost.every((isLost) => isLost)) this.release(photo.id);
    else this.fail(photo, error);
  }
}
