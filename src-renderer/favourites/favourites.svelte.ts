import { type EngineEvent, maxSelection, type PhotoMarks } from '../../src-contract/index.ts';
import { attempt, failed } from '../frame/attempt.ts';
import { client } from '../frame/client.ts';
import { toasts } from '../frame/toasts.svelte.ts';
import { t } from '../lib/i18n.svelte.ts';
import { Paced } from '../lib/paced.ts';
import type { MarksChange } from './mark-keys.ts';

/** How long what was said of photos can be undone by its message. */
const undoForMs = 10_000;

/** Favourites as the page knows them, and what the user says of photos. */
class Favourites {
  ids = $state.raw<ReadonlySet<number>>(new Set());
  /** How many photos are rejected. */
  rejected = $state(0);
  /** Goes up whenever something was said of photos here. */
  revision = $state(0);
  readonly #refresh = new Paced(() => this.#load(), { minMs: 800, restFactor: 8 });
  /** Answers to questions from before something was said are out of date. */
  #asked = 0;
  /** Takes away the message about the photo before. */
  #dismiss: (() => void) | undefined;

  has(photoId: number): boolean {
    return this.ids.has(photoId);
  }

  areAll(photoIds: readonly number[]): boolean {
    return photoIds.length > 0 && photoIds.every((photoId) => this.ids.has(photoId));
  }

  async load(): Promise<void> {
    await this.#refresh.now();
  }

  take(event: EngineEvent): void {
    if (event.event === 'library.changed') this.#refresh.soon();
  }

  /** Make all of them favourites, or where all are that already, none. */
  async toggle(photoIds: readonly number[], isTold = true): Promise<void> {
    await this.give(photoIds, { favourite: !this.areAll(photoIds) }, isTold);
  }

  /** Say something of photos. @param isTold whether a message says so, by which it can be undone. */
  async give(photoIds: readonly number[], change: MarksChange, isTold = true): Promise<void> {
    if (photoIds.length === 0) return;
    if (photoIds.length > maxSelection) {
      toasts.problem(t('selection.tooMany', { max: maxSelection }));
      return;
    }
    this.#show(photoIds, change.favourite);
    await this.#say(async () => {
      const { before } = await client.call('favourites.give', { photoIds: [...photoIds], ...change });
      if (isTold && before.length > 0) this.#tell(before, change);
    });
  }

  #tell(before: readonly PhotoMarks[], change: MarksChange): void {
    // Of one photo after another the last is told alone.
    if (before.length === 1) this.#dismiss?.();
    const dismiss = toasts.undoable(textOf(before.length, change), {
      label: t('favourites.undo'),
      forMs: undoForMs,
      undo: () => void this.#putBack(before),
    });
    this.#dismiss = before.length === 1 ? dismiss : undefined;
  }

  async #putBack(before: readonly PhotoMarks[]): Promise<void> {
    await this.#say(async () => {
      await client.call('favourites.putBack', { marks: [...before] });
      toasts.done(t('favourites.undone'));
    });
  }

  /** Whether it worked or not, what is known afterwards is what the engine says. */
  async #say(work: () => Promise<void>): Promise<void> {
    this.#asked++;
    await attempt(work);
    this.revision++;
    await this.load();
  }

  /** Hearts at once, before the engine has answered. */
  #show(photoIds: readonly number[], favourite: MarksChange['favourite']): void {
    if (favourite == null) return;
    const said = new Set(photoIds);
    const others = [...this.ids].filter((photoId) => !said.has(photoId));
    this.ids = new Set(favourite ? [...others, ...photoIds] : others);
  }

  async #load(): Promise<void> {
    const asked = this.#asked;
    try {
      const { ids, rejected } = await client.call('favourites.list', {});
      if (asked !== this.#asked) return;
      this.ids = new Set(ids);
      this.rejected = rejected;
    } catch (error) {
      failed(error);
    }
  }
}

function textOf(count: number, { favourite, rating }: MarksChange): string {
  if (favourite !== undefined) return t(favourite === true ? 'favourites.added' : 'favourites.removed', { count });
  if (rating == null) return t('favourites.asFiles', { count });
  return rating < 0 ? t('favourites.rejected', { count }) : t('favourites.rated', { count, stars: rating });
}

export const favourites = new Favourites();
