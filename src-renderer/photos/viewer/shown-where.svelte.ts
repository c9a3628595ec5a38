import type { HeatGrid, HeatMap, PhotoExample, WhereAnswer, WherePartsAnswer } from '../../../src-contract/index.ts';
import { attempt } from '../../frame/attempt.ts';
import { client } from '../../frame/client.ts';
import { isSmall } from '../../lib/box.ts';
import { i18n, t } from '../../lib/i18n.svelte.ts';
import { search } from '../../search/index.ts';
import { viewer } from '../viewer.svelte.ts';

/** Something that is looked for in the photo. */
interface Sought {
  /** The same from photo to photo. */
  readonly key: string;
  /** What it is called on a button. */
  readonly label: string;
  /** What it is called in a sentence. */
  readonly words: string;
  readonly map: HeatMap;
}

interface Found {
  readonly photoId: number;
  readonly text: string | null;
  readonly parts: readonly PhotoExample[];
  readonly described: WhereAnswer | null;
  readonly ofParts: WherePartsAnswer | null;
  /** Nothing better is on its way. */
  readonly isLast: boolean;
}

/** Where in the photo of the viewer the thing is that is searched for, as a map over it, which is refined while it is looked at. */
export class ShownWhere {
  /** Somebody wants to see it, of this photo and those that are paged to. */
  isOpen = $state(false);
  /** Of the map, 0..1. */
  opacity = $state(0.85);
  #found = $state.raw<Found | null>(null);
  #chosen = $state<string | null>(null);

  /** To be made where effects can be: they end with the viewer. */
  constructor() {
    $effect(() => {
      const { photoId } = viewer;
      const { locatable: text, locatableParts: parts } = search;
      if (!this.isOpen || photoId === null || !this.canShow) return;
      const { hasPatches } = search;
      const abort = new AbortController();
      const { signal } = abort;
      const find = async (refined: boolean): Promise<void> => {
        const [described, ofParts] = await Promise.all([
          text === null ? null : client.call('search.where', { photoId, text, refined }, { signal }),
          parts.length === 0
            ? null
            : client.call('search.whereParts', { photoId, parts: [...parts], refined }, { signal }),
        ]);
        this.#found = { photoId, text, parts, described, ofParts, isLast: refined };
      };
      void attempt(async () => {
        // What is known at once is shown until it is known better, which takes a second or two.
        if (hasPatches) await find(false);
        await find(true);
      }).then((worked) => {
        if (worked || signal.aborted) return;
        // What was found at once is still true.
        if (this.#now === null) this.isOpen = false;
        else this.#found = { ...this.#now, isLast: true };
      });
      return () => {
        abort.abort();
      };
    });
  }

  /** Whether anything can be looked for in photos now. */
  get canShow(): boolean {
    return search.locatable !== null || search.locatableParts.length > 0;
  }

  get isShown(): boolean {
    return this.isOpen && this.canShow;
  }

  get #now(): Found | null {
    const found = this.#found;
    const isNow =
      found?.photoId === viewer.photoId &&
      found.text === search.locatable &&
      JSON.stringify(found.parts) === JSON.stringify(search.locatableParts);
    return isNow ? found : null;
  }

  /** A better map than the one that is shown, if any, is on its way. */
  get isSearching(): boolean {
    return this.#now?.isLast !== true;
  }

  /** What maps lie over; null until they are there. */
  get grid(): HeatGrid | null {
    return this.#now?.described ?? this.#now?.ofParts ?? null;
  }

  /** All that is looked for: what is described, each word of it, and parts of photos. */
  get sought(): readonly Sought[] {
    const { described = null, ofParts = null } = this.#now ?? {};
    const whole =
      described === null
        ? []
        : [{ key: 'all', label: t('where.all'), words: described.description, map: described.whole }];
    const words = (described?.words ?? []).map(({ word, map }) => ({
      key: `word ${word}`,
      label: word,
      words: word,
      map,
    }));
    const parts = (ofParts?.parts ?? []).map((map, i) => {
      const label = t('where.part', { number: i18n.number(i + 1) });
      return { key: `part ${i}`, label, words: label, map };
    });
    return [...whole, ...words, ...parts];
  }

  /** The one whose map is shown; null until it is found. */
  get shown(): Sought | null {
    const { sought } = this;
    return sought.find(({ key }) => key === this.#chosen) ?? sought[0] ?? null;
  }

  get map(): HeatMap | null {
    return this.shown?.map ?? null;
  }

  /** What is zoomed to may be another part in a moment, so that is offered for the last map alone. */
  get isSmall(): boolean {
    if (this.isSearching) return false;
    const box = this.map?.box;
    return box !== undefined && isSmall(box);
  }

  choose(key: string): void {
    this.#chosen = key;
  }

  /** @returns whether there is anything to show. */
  toggle(): boolean {
    this.isOpen = !this.isShown && this.canShow;
    return this.isOpen;
  }
}
