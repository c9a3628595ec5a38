import { MediaQuery } from 'svelte/reactivity';
import type { Settings } from '../../src-contract/index.ts';
import { navigation } from './navigation.svelte.ts';

type Fold = Settings['sidebar'];
type Listener = (fold: Fold) => void;

const next: Readonly<Record<Fold, Fold>> = { open: 'icons', icons: 'hidden', hidden: 'open' };

/** The side bar: beside the room, folded as the user has set it, or on narrow windows a drawer over it. */
class Side {
  fold = $state<Fold>('open');
  /** Is there no room beside the photos? */
  readonly #narrow = new MediaQuery('(max-width: 900px)');
  #isDrawerOpen = $state(false);
  readonly #listeners: Listener[] = [];

  constructor() {
    navigation.onMove(() => {
      this.closeDrawer();
    });
  }

  get isNarrow(): boolean {
    return this.#narrow.current;
  }

  get isDrawerOpen(): boolean {
    return this.#isDrawerOpen && this.isNarrow;
  }

  /** Hear of what the user wants it to be from now on. */
  onFold(listener: Listener): void {
    this.#listeners.push(listener);
  }

  /** What the button in the top bar does, and the key: one step further, from open to icons to nothing and back. */
  press(): void {
    if (this.isNarrow) {
      this.#isDrawerOpen = !this.#isDrawerOpen;
      return;
    }
    this.fold = next[this.fold];
    for (const listener of this.#listeners) listener(this.fold);
  }

  closeDrawer(): void {
    this.#isDrawerOpen = false;
  }
}

export const side = new Side();
