import { join } from 'node:path';
import { AppError, type SidecarWriting } from '../../../src-contract/index.ts';
import type { Logger } from '../../core/logger.ts';
import { BackgroundWork } from '../background-work.ts';
import type { EngineEvents } from '../engine-events.ts';
import type { UserSettings } from '../settings/index.ts';
import type { QueuedRating, RatedFile } from '../store/favourites/sidecar-writes.ts';
import type { Store } from '../store/store.ts';
import { LeftAlone } from './left-alone.ts';
import { RatingFiles } from './rating-files.ts';

interface WriterOptions {
  readonly store: Pick<Store, 'sidecarWrites' | 'folders'>;
  readonly settings: UserSettings;
  readonly events: EngineEvents;
  readonly log: Logger;
}

/** Somebody who rates one photo after the other, or takes a rating back, is waited for. */
const restMs = 1000;
/** What was left alone is tried again. */
const retryMs = 5 * 60_000;
const photosAtOnce = 100;
/** Files that are told of with a reason. */
const maxTold = 20;

/**
 * Writes ratings that are given to XMP sidecars, in the background, while the setting `writeSidecars` is on.
 *
 * [Note: Written sidecars] Which photos are to be written is kept in the database, by the same transaction that keeps the
 * rating, and taken out when all their files have it, of which there is one at least: a process that dies loses nothing,
 * and what is done twice writes nothing the second time. What is written is the rating as it is by then. For what was
 * written, `sidecar_ratings` keeps what stood there before, noted before the file is replaced: a rating that is taken back
 * gives the file that again, unless somebody else has changed it since. Until the file is known to be replaced, what we had
 * written the time before is kept, too, and is as much ours: a write that fails, or a process that dies, leaves that there.
 * Nothing is ever queued because of what a file says, so that neither the watcher seeing our own file nor an edit by
 * another program leads to a write.
 */
export class SidecarWriter extends BackgroundWork {
  readonly #options: WriterOptions;
  /** Reasons by path of the photo's file. */
  #leftAlone = new Map<string, string>();
  readonly #leftAlonePhotos = new Set<number>();
  readonly #listening: Disposable;
  #timer: { readonly handle: NodeJS.Timeout; readonly isRetry: boolean } | undefined;

  constructor(options: WriterOptions) {
    super('sidecars', options.log);
    this.#options = options;
    options.settings.onSet(({ writeSidecars }) => {
      if (writeSidecars === false) this.#forget();
    });
    this.#listening = options.events.on(({ event }) => {
      // A photo that had no file may have one again. What was left alone waits until it is tried again.
      if (event === 'library.changed' && this.isOn && this.#waitsBeside(this.#leftAlonePhotos)) this.soon();
    });
  }

  get isOn(): boolean {
    return this.#options.settings.get().writeSidecars;
  }

  /** Write what there is to be written, soon; does nothing while the setting is off. */
  soon(): void {
    if (this.isOn) this.#schedule(restMs, false);
  }

  /** Have all ratings written that are given so far. @returns of how many photos. @throws INVALID_ARGUMENT */
  writeAll(): number {
    if (!this.isOn)
      throw new AppError('INVALID_ARGUMENT', 'Expected writing to sidecars to be turned on but it is off');
    const { sidecarWrites } = this.#options.store;
    sidecarWrites.addAll();
    this.soon();
    this.#tell();
    return sidecarWrites.counts().given;
  }

  status(): SidecarWriting {
    const all = [...this.#leftAlone].map(([path, reason]) => ({ path, reason }));
    return {
      ...this.#options.store.sidecarWrites.counts(),
      leftAloneFiles: all.length,
      leftAlone: all.slice(0, maxTold),
    };
  }

  protected async run(signal: AbortSignal): Promise<void> {
    try {
      await this.#pass(signal);
    } finally {
      // Also when it has failed.
      if (!signal.aborted && this.isOn && this.#waitsBeside()) this.#schedule(retryMs, true);
    }
  }

  protected override ended(wasStopped: boolean): void {
    if (!wasStopped) this.#tell();
  }

  /** Once through all that is queued. */
  async #pass(signal: AbortSignal): Promise<void> {
    const { store, log } = this.#options;
    const files = new RatingFiles(store);
    const leftAlone = new Map<string, string>();
    let last = 0;
    for (;;) {
      const queued = store.sidecarWrites.after(last, photosAtOnce);
      if (queued.length === 0) break;
      for (const rating of queued) {
        // It may have been turned off in between.
        if (signal.aborted || !this.isOn) return;
        last = rating.photoId;
        await this.#write(rating, files, leftAlone);
      }
    }
    if (leftAlone.size > 0) log.warn({ files: leftAlone.size }, 'sidecars were left alone');
    this.#leftAlone = leftAlone;
  }

  async #write(queued: QueuedRating, ratings: RatingFiles, leftAlone: Map<string, string>): Promise<void> {
    const { sidecarWrites } = this.#options.store;
    const files = sidecarWrites.files(queued.photoId);
    let isDone = files.length > 0;
    // One after the other: two may have the same sidecar.
    for (const file of files) {
      const reason = await write(ratings, file, queued);
      if (reason === null) continue;
      isDone = false;
      leftAlone.set(join(file.folderPath, file.relativePath), reason);
    }
    if (isDone) sidecarWrites.done(queued);
    if (isDone) this.#leftAlonePhotos.delete(queued.photoId);
    else if (files.length > 0) this.#leftAlonePhotos.add(queued.photoId);
  }

  #waitsBeside(photoIds: Iterable<number> = []): boolean {
    return this.#options.store.sidecarWrites.waitsBeside([...photoIds]);
  }

  /** What is to come sooner goes before. */
  #schedule(ms: number, isRetry: boolean): void {
    if (this.#timer !== undefined && (isRetry || !this.#timer.isRetry)) return;
    clearTimeout(this.#timer?.handle);
    const handle = setTimeout(() => {
      this.#timer = undefined;
      this.start();
    }, ms).unref();
    this.#timer = { handle, isRetry };
  }

  #forget(): void {
    clearTimeout(this.#timer?.handle);
    this.#timer = undefined;
    this.#options.store.sidecarWrites.clear();
    this.#leftAlone = new Map();
    this.#leftAlonePhotos.clear();
    this.#tell();
  }

  #tell(): void {
    this.#options.events.publish({ event: 'favourites.sidecarsChanged' });
  }

  override async [Symbol.asyncDispose](): Promise<void> {
    this.#listening[Symbol.dispose]();
    clearTimeout(this.#timer?.handle);
    await super[Symbol.asyncDispose]();
  }
}

/** @returns why it was left alone; null when the sidecar says what it should. */
async function write(ratings: RatingFiles, file: RatedFile, { rating }: QueuedRating): Promise<string | null> {
  try {
    await (rating === null ? ratings.takeBack(file) : ratings.give(file, String(rating)));
    return null;
  } catch (error) {
    if (error instanceof LeftAlone) return error.message;
    throw error;
  }
}
