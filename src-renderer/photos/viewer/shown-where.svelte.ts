import type { HeatMap, WhereAnswer } from '../../../src-contract/index.ts';
import { attempt } from '../../frame/attempt.ts';
import { client } from '../../frame/client.ts';
import { search } from '../../search/index.ts';
import { viewer } from '../viewer.svelte.ts';

/**
 * Up to this share of the photo the part that decided is small, and worth a closer look. Cells are coarse, so that the box is
 * about twice as large as the thing.
 */
const smallShare = 0.2;

/** Where in the photo of the viewer the thing is that is searched for, as a map over it. */
export class ShownWhere {
  /** Somebody wants to see it, of this photo and those that are paged to. */
  isOpen = $state(false);
  /** Of the map, 0..1. */
  opacity = $state(0.85);
  #found = $state.raw<{ readonly photoId: number; readonly text: string; readonly answer: WhereAnswer } | null>(null);
  #word = $state<string | null>(null);

  /** To be made where effects can be: they end with the viewer. */
  constructor() {
    $effect(() => {
      const { photoId } = viewer;
      const text = search.locatable;
      if (!this.isOpen || photoId === null || text === null) return;
      const abort = new AbortController();
      void attempt(async () => {
        const answer = await client.call('search.where', { photoId, text }, { signal: abort.signal });
        this.#found = { photoId, text, answer };
      }).then((worked) => {
        if (!worked && !abort.signal.aborted) this.isOpen = false;
      });
      return () => {
        abort.abort();
      };
    });
  }

  /** Whether anything can be looked for in photos now. */
  get canShow(): boolean {
    return search.locatable !== null;
  }

  get isShown(): boolean {
    return this.isOpen && this.canShow;
  }

  /** Null until it is found. */
  get answer(): WhereAnswer | null {
    const found = this.#found;
    return found?.photoId === viewer.photoId && found.text === search.locatable ? found.answer : null;
  }

  /** The one word that is looked for; null for all that is described. */
  get word(): string | null {
    return this.answer?.words.some(({ word }) => word === this.#word) === true ? this.#word : null;
  }

  /** What is looked for. */
  get words(): string {
    return this.word ?? this.answer?.description ?? '';
  }

  get map(): HeatMap | null {
    const { answer, word } = this;
    if (answer === null) return null;
    return answer.words.find((each) => each.word === word)?.map ?? answer.whole;
  }

  get isSmall(): boolean {
    const box = this.map?.box;
    return box !== undefined && box.width * box.height < smallShare;
  }

  choose(word: string | null): void {
    this.#word = word;
  }

  /** @returns whether there is anything to show. */
  toggle(): boolean {
    this.isOpen = !this.isShown && this.canShow;
    return this.isOpen;
  }
}
