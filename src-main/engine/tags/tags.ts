import { AppError, type MethodOutput, type Tag, type TagList } from '../../../src-contract/index.ts';
import type { Logger } from '../../core/logger.ts';
import { type TagWord, vocabulary } from '../../core/tags/vocabulary.ts';
import { fold } from '../../core/text/fold.ts';
import { BackgroundWork } from '../background-work.ts';
import type { EngineEvents } from '../engine-events.ts';
import type { PacksInUse } from '../packs/index.ts';
import { Slices } from '../slices.ts';
import type { Store } from '../store/store.ts';
import type { TagRow } from '../store/tags/tags.ts';
import { tagPhotos } from './tag-photos.ts';

/** Photos that a tag is taken from at a time. */
const refusedAtOnce = 500;
/** How long a tag that was removed can be restored: longer than anybody is offered it. */
const restorableMs = 15_000;

export interface TagsOptions {
  readonly store: Store;
  readonly packs: Pick<PacksInUse, 'answering' | 'onAnswering'>;
  readonly events: EngineEvents;
  readonly log: Logger;
  /** Look at photos again when tags or packs are others than before. */
  readonly isAutomatic: boolean;
}

/** What is changed about a tag; what is missing stays as it is. */
export interface TagChanges {
  readonly name?: string | null | undefined;
  readonly isHidden?: boolean | undefined;
}

/**
 * What photos show, in words.
 *
 * Tags are found in the background, between runs of indexing, and kept: they are counted, filtered and searched by. What the user
 * says of them is kept beside, with the photo's content, and never touches what was found; searches know of tags only where a
 * query or a filter names one.
 */
export class Tags extends BackgroundWork {
  readonly #options: TagsOptions;
  /** Tags that were removed and can be restored, with what deletes them. */
  readonly #removed = new Map<number, { readonly row: TagRow; readonly timer: NodeJS.Timeout }>();
  #isUnknown = false;
  /** Tags have been added while photos were looked at. */
  #isOutdated = false;

  constructor(options: TagsOptions) {
    super();
    this.#options = options;
    options.packs.onAnswering(() => {
      this.#again();
    });
  }

  list(): TagList {
    const { store } = this.#options;
    const { groups } = vocabulary();
    const rows = store.tags.list();
    const words = wordsByKey();
    const parents = parentsOf(rows);
    const counts = new Map(store.tags.counts().map((count) => [count.of, count]));
    const grouped = rows.flatMap(({ id, key, isHidden }): [number, string][] => {
      const group = words.get(key)?.group;
      return isHidden || group === undefined ? [] : [[id, group]];
    });
    const ofGroups = new Map(store.tags.groupCounts(grouped).map((count) => [count.of, count]));
    return {
      ...{ state: this.#state, ...store.tagPasses.counts() },
      groups: groups.map(({ key, names }) => ({ key, names: { ...names }, ...countOf(ofGroups.get(key)) })),
      tags: rows.map(({ id, key, name, phrase, isHidden }): Tag => {
        const word = words.get(key);
        const parent = parents.get(id) ?? null;
        const names = word === undefined ? null : { ...word.names };
        return {
          ...{ id, group: word?.group ?? null, parent, names, name, phrase, isHidden },
          ...countOf(counts.get(id)),
        };
      }),
      keywords: store.tags.keywords().map(({ of, photos, coverId }) => ({ word: of, photos, coverId })),
    };
  }

  /** @throws PHOTO_NOT_FOUND */
  ofPhoto(photoId: number): MethodOutput<'tags.ofPhoto'> {
    const { store } = this.#options;
    if (store.photos.sizes([photoId]).size === 0) {
      throw new AppError('PHOTO_NOT_FOUND', `Expected a photo of the library but received id ${photoId}`);
    }
    const there = new Set(store.tags.list().flatMap(({ id, isHidden }) => (isHidden ? [] : [id])));
    return {
      tags: store.tags.ofPhoto(photoId).filter((id) => there.has(id)),
      refused: store.tags.refusedOf(photoId).filter((id) => there.has(id)),
    };
  }

  /** Make a tag of a phrase, or show the one again that is called so. @returns its id */
  add(phrase: string): number {
    const { store } = this.#options;
    const wanted = phrase.trim().replaceAll(/\s+/gu, ' ');
    const isCalled = (tag: TagRow): boolean => namesOf(tag).some((name) => fold(name) === fold(wanted));
    const removed = [...this.#removed.values()].find(({ row }) => isCalled(row));
    if (removed !== undefined) this.restore(removed.row.id);
    const known = store.tags.list().find(isCalled);
    if (known === undefined) {
      const id = store.tags.add(wanted);
      this.#say();
      this.#again();
      return id;
    }
    if (known.isHidden) this.update(known.id, { isHidden: false });
    return known.id;
  }

  /** @throws TAG_NOT_FOUND */
  update(id: number, { name, isHidden }: TagChanges): void {
    const tag = this.#tag(id);
    this.#options.store.tags.update({
      id,
      name: name === undefined ? tag.name : (name?.trim() ?? null),
      isHidden: isHidden ?? tag.isHidden,
    });
    this.#say();
  }

  /** Remove a tag that the user has made. It can be restored for a while. @throws TAG_NOT_FOUND, also for one of the vocabulary */
  remove(id: number): void {
    const { store } = this.#options;
    const row = store.tags.byId(id);
    if (row === undefined || row.phrase === null) throw notFound(id, 'that was added');
    store.tags.setLeaving(id, true);
    const timer = setTimeout(() => {
      this.#delete(id);
    }, restorableMs);
    this.#removed.set(id, { row, timer: timer.unref() });
    this.#say();
  }

  /** Bring back a tag that was just removed, with the photos that have it. @throws TAG_NOT_FOUND */
  restore(id: number): void {
    const removed = this.#removed.get(id);
    if (removed === undefined) throw notFound(id, 'that was just removed');
    clearTimeout(removed.timer);
    this.#removed.delete(id);
    this.#options.store.tags.setLeaving(id, false);
    this.#say();
    // Photos may have been looked at without it meanwhile.
    this.#again();
  }

  /**
   * Take a tag, and with it those below it, from photos, or leave them to have it again. Part by part: others have their turn in
   * between.
   *
   * @returns photos that it made a difference to
   * @throws TAG_NOT_FOUND
   */
  async setRefused(id: number, photoIds: readonly number[], isRefused: boolean): Promise<number[]> {
    const { store } = this.#options;
    this.#tag(id);
    const changed: number[] = [];
    const slices = new Slices();
    try {
      for (let from = 0; from < photoIds.length; from += refusedAtOnce) {
        await slices.breathe();
        changed.push(...store.tags.setRefused(id, photoIds.slice(from, from + refusedAtOnce), isRefused));
      }
    } finally {
      if (changed.length > 0) this.#say();
    }
    return changed;
  }

  /** Settles when nothing more is going on. */
  override async settled(): Promise<void> {
    while (this.isRunning) await super.settled();
  }

  /** Stop for good. What was removed cannot be restored any more. */
  override async [Symbol.asyncDispose](): Promise<void> {
    await super[Symbol.asyncDispose]();
    for (const id of [...this.#removed.keys()]) this.#delete(id);
  }

  /** A tag whose deletion fails is as it was before it was removed, at the next start. */
  #delete(id: number): void {
    const { store, log } = this.#options;
    clearTimeout(this.#removed.get(id)?.timer);
    this.#removed.delete(id);
    try {
      store.tags.remove(id);
    } catch (error) {
      log.warn({ id, error: String(store.translate(error)) }, 'a tag that was removed could not be deleted');
    }
  }

  get #state(): TagList['state'] {
    if (this.isRunning) return 'working';
    return this.#isUnknown ? 'unknownModel' : 'ready';
  }

  #tag(id: number): TagRow {
    const tag = this.#options.store.tags.byId(id);
    if (tag === undefined) throw notFound(id, 'of the library');
    return tag;
  }

  /** Something that tags follow from is another: look at photos again, after what is being done. */
  #again(): void {
    if (!this.#options.isAutomatic) return;
    this.#isOutdated = this.isRunning;
    this.start();
  }

  /** Never rejects: what goes wrong is logged, and tried again the next time. */
  protected override async run(signal: AbortSignal): Promise<void> {
    const { store, packs, log } = this.#options;
    const startedMs = Date.now();
    try {
      do {
        this.#isOutdated = false;
        const pack = packs.answering;
        const outcome = await pack.users.during(() => tagPhotos({ store, pack }, signal));
        this.#isUnknown = outcome === 'unknown';
        if (outcome === 'tagged') log.info({ ms: Date.now() - startedMs }, 'tagged photos');
      } while (this.#goesOn());
    } catch (error) {
      if (signal.aborted) return;
      log.warn({ error: String(store.translate(error)) }, 'photos could not be tagged');
    } finally {
      // Also that nothing more is going on.
      queueMicrotask(() => {
        if (!signal.aborted) this.#say();
      });
    }
  }

  #goesOn(): boolean {
    return this.#isOutdated;
  }

  #say(): void {
    this.#options.events.publish({ event: 'tags.changed' });
  }
}

function wordsByKey(): ReadonlyMap<string | null, TagWord> {
  return new Map(vocabulary().words.map((word) => [word.key, word]));
}

/** The tag above each that has one. */
function parentsOf(rows: readonly TagRow[]): Map<number, number> {
  const words = wordsByKey();
  const ids = new Map(rows.flatMap(({ key, id }) => (key === null ? [] : [[key, id] as const])));
  return new Map(
    rows.flatMap(({ key, id }) => {
      const parent = ids.get(words.get(key)?.parent ?? '');
      return parent === undefined ? [] : [[id, parent] as const];
    }),
  );
}

function namesOf({ key, phrase, name }: TagRow): string[] {
  const word = key === null ? undefined : wordsByKey().get(key);
  const own: readonly string[] = word === undefined ? [] : Object.values<string>({ ...word.names });
  return [...own, phrase ?? '', name ?? ''].filter((each) => each !== '');
}

function countOf(count: { photos: number; coverId: number } | undefined): Pick<Tag, 'photos' | 'coverId'> {
  return { photos: count?.photos ?? 0, coverId: count?.coverId ?? null };
}

function notFound(id: number, which: string): AppError {
  return new AppError('TAG_NOT_FOUND', `Expected a tag ${which} but received id ${id}, which is none`);
}
