import {
  AppError,
  type DuplicateAnswer,
  type DuplicateGroup,
  type DuplicateKind,
} from '../../../src-contract/index.ts';
import type { Logger } from '../../core/logger.ts';
import { BackgroundWork } from '../background-work.ts';
import type { PhotoReader } from '../encoder/index.ts';
import type { EngineEvents } from '../engine-events.ts';
import type { PacksInUse } from '../packs/index.ts';
import type { Store } from '../store/store.ts';
import { comparePhotos, makeMiniatures } from './compare-photos.ts';
import { findGroups, type FoundGroup, toldGroup } from './find-groups.ts';
import { KeptGroups } from './kept-groups.ts';
import { RoughIndex } from './rough-index.ts';

export interface DuplicatesOptions {
  readonly store: Store;
  readonly encoder: Pick<PhotoReader, 'readMiniatures'>;
  readonly packs: Pick<PacksInUse, 'answering'>;
  readonly events: EngineEvents;
  readonly log: Logger;
}

/** How often it is told that more photos have been compared, while they are. */
const tellEveryMs = 3000;

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
export class Duplicates extends BackgroundWork {
  readonly #options: DuplicatesOptions;
  readonly #rough = new RoughIndex();
  readonly #found: KeptGroups;
  /** Photos whose thumbnails could not be read last. */
  #unreadable = 0;

  constructor(options: DuplicatesOptions) {
    super('duplicates', options.log);
    this.#options = options;
    const { store } = options;
    this.#found = new KeptGroups({ store, find: (kind) => findGroups(store, kind) });
  }

  /** Groups of a kind. See the contract. */
  async groups(kind: DuplicateKind, offset: number, limit: number): Promise<DuplicateAnswer> {
    const asked = this.#found.of(kind);
    const groups: DuplicateGroup[] = [];
    let next = offset;
    while (groups.length < limit && next < asked.length) {
      const some = asked.slice(next, next + limit - groups.length);
      next += some.length;
      const told = await Promise.all(some.map((group) => this.#told(group)));
      groups.push(...told.filter((group) => group !== null));
    }
    return { totals: this.#found.totals(), groups, next: next < asked.length ? next : null };
  }

  async #told(group: FoundGroup): Promise<DuplicateGroup | null> {
    const told = await toldGroup(group);
    if (group.kind === 'exact') this.#found.looked(group, told === null);
    return told;
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

  /** How many photos have been compared with all others, and of how many that can be. */
  state(): { photos: number; compared: number } {
    const { photos, compared } = this.#options.store.duplicates.counts();
    return { photos: Math.max(compared, photos - this.#unreadable), compared };
  }

  /** Never rejects: what goes wrong is logged, and tried again the next time. */
  protected async run(signal: AbortSignal): Promise<void> {
    const { store, packs, encoder, events, log } = this.#options;
    const startedMs = performance.now();
    let [compared, untold, toldMs] = [0, 0, startedMs];
    const tell = (): void => {
      untold = 0;
      toldMs = performance.now();
      events.publish({ event: 'duplicates.changed' });
    };
    const onCompared = (photos: number): void => {
      compared += photos;
      untold += photos;
      if (performance.now() - toldMs >= tellEveryMs) tell();
    };
    try {
      this.#unreadable = (await makeMiniatures({ store, encoder }, signal)).length;
      await comparePhotos({ store, encoder, packs, rough: this.#rough, onCompared }, signal);
    } catch (error) {
      if (!signal.aborted) log.warn({ error: String(store.translate(error)) }, 'photos could not be compared');
    }
    if (compared > 0)
      log.info({ compared, ms: Math.round(performance.now() - startedMs) }, 'compared photos with others');
    if (untold > 0) tell();
  }
}
