import {
  AppError,
  type DuplicateAnswer,
  type DuplicateGroup,
  type DuplicateKind,
  duplicateKinds,
} from '../../../src-contract/index.ts';
import type { Logger } from '../../core/logger.ts';
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

interface Work {
  readonly abort: AbortController;
  readonly ended: Promise<void>;
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
  /** Groups of exact copies of which the disk has one file alone, as far as somebody has looked. */
  readonly #oneFile = new Set<string>();
  #work: Work | undefined;
  #isClosed = false;

  constructor(options: DuplicatesOptions) {
    this.#options = options;
  }

  /** Groups of a kind. See the contract. */
  async groups(kind: DuplicateKind, offset: number, limit: number): Promise<DuplicateAnswer> {
    const { store } = this.#options;
    const all = new Map(duplicateKinds.map((each) => [each, findGroups(store, each)]));
    const asked = all.get(kind) ?? [];
    const groups: DuplicateGroup[] = [];
    let next = offset;
    while (groups.length < limit && next < asked.length) {
      const some = asked.slice(next, next + limit - groups.length);
      next += some.length;
      const told = await Promise.all(some.map((group) => this.#told(group)));
      groups.push(...told.filter((group) => group !== null));
    }
    const totalOf = (each: DuplicateKind): { groups: number; bytes: number } => this.#total(all.get(each) ?? []);
    return {
      totals: { exact: totalOf('exact'), near: totalOf('near'), burst: totalOf('burst') },
      groups,
      next: next < asked.length ? next : null,
    };
  }

  async #told(group: FoundGroup): Promise<DuplicateGroup | null> {
    const told = await toldGroup(group);
    if (group.kind !== 'exact') return told;
    const key = copiesKey(group);
    if (told === null) this.#oneFile.add(key);
    else this.#oneFile.delete(key);
    return told;
  }

  /** What is known to be one file on the disk does not count. */
  #total(groups: readonly FoundGroup[]): { groups: number; bytes: number } {
    const apart = groups.filter((group) => group.kind !== 'exact' || !this.#oneFile.has(copiesKey(group)));
    return { groups: apart.length, bytes: apart.reduce((sum, { bytes }) => sum + bytes, 0) };
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
    if (this.#isClosed || this.#work !== undefined) return;
    const abort = new AbortController();
    // Not before it is known to be running.
    const ended = Promise.resolve()
      .then(() => this.#run(abort.signal))
      .finally(() => {
        this.#work = undefined;
      });
    this.#work = { abort, ended };
  }

  /** Stop until it is started again. What is done stays. */
  async stop(): Promise<void> {
    this.#work?.abort.abort();
    await this.#work?.ended;
  }

  /** Settles when nothing more is going on. */
  async settled(): Promise<void> {
    await this.#work?.ended;
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

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    await this.stop();
  }
}

function copiesKey({ keeper, others }: FoundGroup): string {
  return [keeper.id, ...others.map(({ version }) => version.id)].join(' ');
}
