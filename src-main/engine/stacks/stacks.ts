import { basename, extname, join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type CopyReport, type CopyRequest, type Stack, stackKinds } from '../../../src-contract/index.ts';
import type { Logger } from '../../core/logger.ts';
import { BackgroundWork } from '../background-work.ts';
import type { PhotoReader } from '../encoder/index.ts';
import type { EngineEvents } from '../engine-events.ts';
import type { Photos } from '../photos/index.ts';
import type { UserSettings } from '../settings/index.ts';
import { Slices } from '../slices.ts';
import type { PartRow } from '../store/stacks/parts.ts';
import type { Store } from '../store/store.ts';
import { MotionSpans } from './motion-spans.ts';
import { type VideoFile, videoOf } from './stack-video.ts';
import { readUnread } from './unread-files.ts';

export interface StacksOptions {
  readonly store: Store;
  readonly encoder: Pick<PhotoReader, 'readPhoto' | 'readVideo' | 'findMotion'>;
  readonly photos: Pick<Photos, 'paths' | 'copy' | 'file'>;
  readonly settings: UserSettings;
  readonly events: EngineEvents;
  readonly log: Logger;
}

/**
 * What belongs together, for whoever looks at a photo and wants the others; and in the background what keeps that right:
 * files are asked what they belong to, and folders looked at that have changed. See [Note: Stacks].
 */
export class Stacks extends BackgroundWork {
  readonly #options: StacksOptions;
  readonly #motions: MotionSpans;
  readonly #readListeners: (() => void)[] = [];

  constructor(options: StacksOptions) {
    super('stacks', options.log);
    this.#options = options;
    this.#motions = new MotionSpans(options.encoder);
    options.settings.onSet(({ stacks }) => {
      if (stacks !== undefined) options.events.changed();
    });
  }

  /** The stack of a photo; null where it is in none. */
  of(photoId: number, fileId: number | null = null): Stack | null {
    const { store } = this.#options;
    store.stacking.read();
    const found = store.stackParts.stackOf(photoId);
    const kind = stackKinds.find((each) => each === found?.kind);
    if (found === undefined || kind === undefined) return null;
    const parts = store.stackParts.parts(found.stack, fileId).map((part) => ({
      photoId: part.photoId,
      fileId: part.fileId,
      name: basename(part.relativePath),
      path: join(part.folderPath, part.relativePath),
      format: part.format ?? extname(part.relativePath).slice(1).toLowerCase(),
      hasMotion: part.hasMotion === 1,
    }));
    return { kind, parts };
  }

  /**
   * The video of one part of a photo's stack, for a host to send.
   *
   * @param part place in `Stack.parts`, from 0.
   * @throws PHOTO_MISSING, PHOTO_*, ENCODER_*
   */
  video(photoId: number, part: number, fileId: number | null = null): Promise<VideoFile> {
    const { store } = this.#options;
    store.stacking.read();
    const found = store.stackParts.stackOf(photoId);
    const parts = found === undefined ? [] : store.stackParts.parts(found.stack, fileId);
    return videoOf(parts[part], { photos: this.#options.photos, motions: this.#motions });
  }

  /** How many files photos have with all that belongs to them. */
  count(photoIds: readonly number[]): number {
    const { photoIds: all, videos } = this.withParts(photoIds);
    return all.length + videos.length;
  }

  /** Absolute path of one file of each photo with all that belongs to it, in order, each once. @throws PHOTO_NOT_FOUND */
  paths(photoIds: readonly number[], fileIds: readonly number[] = []): string[] {
    const { photoIds: all, videos, fileIds: meant } = this.withParts(photoIds, fileIds);
    return [...this.#options.photos.paths(all, meant), ...videos.map(pathOf)];
  }

  /** Copy photos with all that belongs to them into a folder, or link them there. See `copyPhotos`. */
  copy({ photoIds, fileIds, folder, asLinks = false }: CopyRequest, signal?: AbortSignal): Promise<CopyReport> {
    const { photoIds: all, videos, fileIds: meant } = this.withParts(photoIds, fileIds);
    return this.#options.photos.copy(all, folder, signal, { also: videos, fileIds: meant, asLinks });
  }

  /**
   * Photos with all photos and videos that belong to them, each once. Of what belongs to a photo, files in the folder of its
   * one that is meant are meant, too.
   */
  withParts(
    photoIds: readonly number[],
    fileIds: readonly number[] = [],
  ): { photoIds: number[]; videos: PartRow[]; fileIds: number[] } {
    const { store } = this.#options;
    const meant = store.details.byPhoto(fileIds);
    const index = store.stacking.read();
    const all = new Set<number>();
    const videos: PartRow[] = [];
    const seen = new Set<number>();
    for (const photoId of photoIds) {
      all.add(photoId);
      const stack = index.stackOf(photoId);
      if (stack === 0 || seen.has(stack)) continue;
      seen.add(stack);
      for (const part of store.stackParts.parts(stack, meant.get(photoId) ?? null)) {
        if (part.photoId === null) {
          videos.push(part);
          continue;
        }
        all.add(part.photoId);
        if (part.fileId !== null && !meant.has(part.photoId)) meant.set(part.photoId, part.fileId);
      }
    }
    return { photoIds: [...all], videos, fileIds: [...meant.values()] };
  }

  /** Hear of photos that were read again, and may say something else than before. */
  onRead(listener: () => void): void {
    this.#readListeners.push(listener);
  }

  /** Never rejects: what goes wrong is logged, and tried again the next time. */
  protected async run(signal: AbortSignal): Promise<void> {
    const { store, events, log } = this.#options;
    try {
      let hasChanged = await this.#regroup(signal);
      const read = await readUnread(this.#options, signal);
      if (read > 0) for (const listener of this.#readListeners) listener();
      if (read > 0) hasChanged = (await this.#regroup(signal)) || hasChanged;
      if (read > 0) log.info({ read }, 'asked files what they belong to');
      if (hasChanged) events.changed();
    } catch (error) {
      log.warn({ error: String(store.translate(error)) }, 'what belongs together could not be found out');
    }
  }

  /** Look at the folders that have changed, one in a turn of the event loop, large ones in slices. @returns whether there were any. */
  async #regroup(signal: AbortSignal): Promise<boolean> {
    const { stacking } = this.#options.store;
    const { breathe } = new Slices({ isPolite: true });
    let hasChanged = false;
    for (;;) {
      await nextTurn();
      if (signal.aborted || !(await stacking.writeNext(breathe, signal))) return hasChanged;
      hasChanged = true;
    }
  }
}

function pathOf({ folderPath, relativePath }: PartRow): string {
  return join(folderPath, relativePath);
}
