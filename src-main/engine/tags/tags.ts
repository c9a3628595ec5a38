import { AppError, type MethodOutput, type TagList } from '../../../src-contract/index.ts';
import type { Logger } from '../../core/logger.ts';
import { fold } from '../../core/text/fold.ts';
import { BackgroundWork } from '../background-work.ts';
import type { EngineEvents } from '../engine-events.ts';
import type { PacksInUse } from '../packs/index.ts';
import { Slices } from '../slices.ts';
import type { Store } from '../store/store.ts';
import type { TagRow } from '../store/tags/tags.ts';
import { TagLists } from './tag-lists.ts';
import { tagPhotos } from './tag-photos.ts';
import { wordsByKey } from './tag-words.ts';

/** How often it is told that more photos have been looked at, while they are. */
const tellEveryMs = 3000;

/** What is said of tags when photos have been looked at. */
const states = { tagged: 'ready', same: 'ready', unknown: 'unknownModel', notYet: 'failed' } as const;

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
  readonly #lists: TagLists;
  /** Tags that were removed and can be restored, with what deletes them. */
  readonly #removed = new Map<number, { readonly row: TagRow; readonly timer: NodeJS.Timeout }>();
  /** Settles when all that are being deleted are: the library is not closed before. */
  #deletions = Promise.resolve();
  /** How it ended last. */
  #ended: Exclude<TagList['state'], 'working'> = 'ready';
  #toldMs = 0;

  constructor(options: TagsOptions) {
    super('tags', options.log);
    this.#options = options;
    this.#lists = new TagLists(options.store);
    options.packs.onAnswering(() => {
      this.#again();
    });
    options.events.on((event) => {
      // The pack that answers has seen all photos by now, which it may not have when it began to.
      if (event.event === 'packs.changed' && event.change === null) this.#again();
    });
  }

  /** @throws DATABASE_* */
  async list(): Promise<TagList> {
    const list = await this.#lists.list();
    return { state: this.#state, ...list };
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

  /** Stop for good. What was removed cannot be restored any more. */
  override async [Symbol.asyncDispose](): Promise<void> {
    await super[Symbol.asyncDispose]();
    for (const id of [...this.#removed.keys()]) this.#delete(id);
    await this.#deletions;
  }

  /** Delete a tag for good, after those before it. */
  #delete(id: number): void {
    clearTimeout(this.#removed.get(id)?.timer);
    this.#removed.delete(id);
    this.#deletions = this.#deletions.then(() => this.#deleteInParts(id));
  }

  /** A tag whose deletion fails is as it was before it was removed, at the next start. */
  async #deleteInParts(id: number): Promise<void> {
    const { store, log } = this.#options;
    const slices = new Slices();
    try {
      while (store.tags.removeSome(id)) await slices.breathe();
      store.tags.remove(id);
    } catch (error) {
      log.warn({ id, error: String(store.translate(error)) }, 'a tag that was removed could not be deleted');
    }
  }

  get #state(): TagList['state'] {
    return this.isRunning ? 'working' : this.#ended;
  }

  #tag(id: number): TagRow {
    const tag = this.#options.store.tags.byId(id);
    if (tag === undefined) throw notFound(id, 'of the library');
    return tag;
  }

  /** Something that tags follow from is another: look at photos again, after what is being done. */
  #again(): void {
    if (this.#options.isAutomatic) this.start();
  }

  /** Never rejects: what goes wrong is logged, and tried again the next time. */
  protected override async run(signal: AbortSignal): Promise<void> {
    const { store, packs, log } = this.#options;
    const startedMs = Date.now();
    this.#toldMs = performance.now();
    try {
      const pack = packs.answering;
      const onLooked = (): void => {
        this.#sayInTime();
      };
      const outcome = await pack.users.during(() => tagPhotos({ store, pack, onLooked }, signal));
      this.#ended = states[outcome];
      if (outcome === 'tagged') log.info({ ms: Date.now() - startedMs }, 'tagged photos');
    } catch (error) {
      if (signal.aborted) return;
      this.#ended = 'failed';
      log.warn({ error: String(store.translate(error)) }, 'photos could not be tagged');
    }
  }

  protected override ended(wasStopped: boolean): void {
    if (!wasStopped) this.#say();
  }

  /** Say that more photos have been looked at, now and then. */
  #sayInTime(): void {
    if (performance.now() - this.#toldMs >= tellEveryMs) this.#say();
  }

  #say(): void {
    this.#toldMs = performance.now();
    this.#options.events.publish({ event: 'tags.changed' });
  }
}

function namesOf({ key, phrase, name }: TagRow): string[] {
  const word = key === null ? undefined : wordsByKey().get(key);
  const own: readonly string[] = word === undefined ? [] : Object.values<string>({ ...word.names });
  return [...own, phrase ?? '', name ?? ''].filter((each) => each !== '');
}

function notFound(id: number, which: string): AppError {
  return new AppError('TAG_NOT_FOUND', `Expected a tag ${which} but received id ${id}, which is none`);
}
