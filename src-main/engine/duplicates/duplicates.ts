import { AppError, type DuplicateAnswer, type DuplicateKind, duplicateKinds } from '../../../src-contract/index.ts';
import type { Logger } from '../../core/logger.ts';
import { BackgroundWork } from '../background-work.ts';
import type { PhotoReader } from '../encoder/index.ts';
import type { EngineEvents } from '../engine-events.ts';
import type { PacksInUse } from '../packs/index.ts';
import type { Store } from '../store/store.ts';
import { comparePhotos, makeMiniatures } from './compare-photos.ts';
import { findGroups, type FoundGroup, toldGroup } from './find-groups.ts';
import { RoughIndex } from './rough-index.ts';

export interface DuplicatesOptions {
  readonly store: Store;
  readonly encoder: Pick<PhotoReader, 'readMiniatures'>;
  readonly packs: Pick<PacksInUse, 'answering'>;
  readonly events: EngineEvents;
  readonly log: Logger;
}

/**
 * Finds photos that are there several times.
 *
 * [Note: Duplicates] Copies with the same content are one photo with several files, and bursts are stacks; both are known.
 * Versions of a picture, made smaller, saved again, in other colours, cut a little, are found in the background, between runs
 * of indexing. Embeddings alone do not tell: of a version of 128 pixels the cosine with its photo is 0.46 to 0.7, and two
 * shots of one scene have more. So pixels decide: a miniature of 32 x 32 luminances of every photo is kept in the database,
 * 1 KB each, and two photos are the same picture where these correlate, cut as they fit best, and no part differs much. What
 * is compared at all are photos that look the same roughly (8 x 8), and, for cuts, those whose embeddings are near. Each photo
 * is compared once with all that were there by then; pairs are kept, and groups made of them when somebody asks.
 */
export class Duplicates implements AsyncDisposable {
  readonly #options: DuplicatesOptions;
  readonly #rough = new RoughIndex();
  readonly #work = new BackgroundWork((signal) => this.#run(signal));

  constructor(options: DuplicatesOptions) {
    this.#options = options;
  }

  /** Groups of a kind. See the contract. */
  async groups(kind: DuplicateKind, offset: number, limit: number): Promise<DuplicateAnswer> {
    const { store } = this.#options;
    const all = new Map(duplicateKinds.map((each) => [each, findGroups(store, each)]));
    const asked = (all.get(kind) ?? []).slice(offset, offset + limit);
    const told = await Promise.all(asked.map((group) => toldGroup(group)));
    const totalOf = (each: DuplicateKind): { groups: number; bytes: number } => total(all.get(each) ?? []);
    return {
      totals: { exact: totalOf('exact'), near: totalOf('near'), burst: totalOf('burst') },
      groups: told.filter((group) => group !== null),
    };
  }

  /** Remember that photos, or all files of one, are to stay; or forget it. @throws INVALID_ARGUMENT */
  setKept(kind: DuplicateKind, photoIds: readonly number[], isKept: boolean): void {
    const { store, events } = this.#options;
    if (kind !== 'exact' && photoIds.length < 2) {
      throw new AppError('INVALID_ARGUMENT', `Expected two or more photos to keep but received ${photoIds.length}`);
    }
    if (kind === 'exact') for (const id of photoIds) store.duplicates.setCopiesKept(id, isKept);
    else store.duplicates.setKept(photoIds, isKept);
    events.publish({ event: 'duplicates.changed' });
  }

  /** How many photos have been compared with all others, and of how many. */
  state(): { photos: number; compared: number } {
    return this.#options.store.duplicates.counts();
  }

  /** Go on comparing in the background. Returns at once. */
  start(): void {
    this.#work.start();
  }

  /** Stop until it is started again. What is done stays. */
  stop(): Promise<void> {
    return this.#work.stop();
  }

  /** Settles when nothing more is going on. */
  settled(): Promise<void> {
    return this.#work.settled();
  }

  /** Never rejects: what goes wrong is logged, and tried again the next time. */
  async #run(signal: AbortSignal): Promise<void> {
    const { store, events, log } = this.#options;
    const options = { ...this.#options, rough: this.#rough };
    const startedMs = Date.now();
    try {
      await makeMiniatures(options, signal);
      const compared = await comparePhotos(options, signal);
      if (compared === 0) return;
      log.info({ compared, ms: Date.now() - startedMs }, 'compared photos with all others');
      events.publish({ event: 'duplicates.changed' });
    } catch (error) {
      if (signal.aborted) return;
      log.warn({ error: String(store.translate(error)) }, 'photos could not be compared');
    }
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#work[Symbol.asyncDispose]();
  }
}

function total(groups: readonly FoundGroup[]): { groups: number; bytes: number } {
  return { groups: groups.length, bytes: groups.reduce((sum, { bytes }) => sum + bytes, 0) };
}
