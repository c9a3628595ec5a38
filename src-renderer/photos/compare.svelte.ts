import { navigation } from '../frame/navigation.svelte.ts';

/** Of the address: ids of the two photos that are side by side. */
const param = 'compare';

/** Photos to be held side by side, and what becomes of a choice between two. */
export interface Comparison {
  /** Two or more: the first, and those that are held beside it one after the other. */
  readonly photoIds: readonly number[];
  /** What else there is to say of a photo, in the user's language. */
  readonly notes?: ReadonlyMap<number, string>;
  /** Whoever chooses throws the other one away. */
  readonly discards?: boolean;
  readonly onchoose: (chosen: number, other: number) => void;
}

/** Two photos side by side. They lie over a room or the viewer, and back takes them away. */
class Compare {
  #comparison = $state.raw<Comparison | null>(null);
  #ids = $state.raw<readonly number[]>([]);
  /** Of the one beside the first. */
  #index = $state(1);
  #open = $state(false);

  constructor() {
    navigation.onMove(() => {
      this.#follow();
    });
  }

  /** Null when nothing is compared. */
  get comparison(): Comparison | null {
    return this.#open ? this.#comparison : null;
  }

  /** The two that are shown. */
  get pair(): readonly [first: number, other: number] | null {
    const [first] = this.#ids;
    const other = this.#ids[this.#index];
    return !this.#open || first === undefined || other === undefined ? null : [first, other];
  }

  /** Place of the other one among all others, from 1. */
  get place(): number {
    return this.#index;
  }

  /** How many others there are. */
  get others(): number {
    return this.#ids.length - 1;
  }

  /** Fewer than two photos are nothing to compare: nothing happens. */
  open(comparison: Comparison): void {
    if (comparison.photoIds.length < 2) return;
    this.#comparison = comparison;
    this.#ids = comparison.photoIds;
    this.#index = 1;
    this.#open = true;
    navigation.openLayer(param, this.#value);
  }

  close(): void {
    this.#open = false;
    navigation.closeLayer(param);
  }

  /** Hold another photo beside the first. From the last it goes on to the first of them. */
  move(step: number): void {
    const { others } = this;
    if (others < 2) return;
    this.#index = ((this.#index - 1 + step + others) % others) + 1;
    navigation.keepParam(param, this.#value);
  }

  /** Photos that are gone: the rest goes on, as long as there are two. */
  leaveOut(photoIds: readonly number[]): void {
    if (!this.#open) return;
    const gone = new Set(photoIds);
    const other = this.#ids[this.#index];
    const ids = this.#ids.filter((id) => !gone.has(id));
    if (ids.length === this.#ids.length) return;
    if (ids.length < 2) {
      this.close();
      return;
    }
    this.#ids = ids;
    // The other one stays where it is; as the first, or gone, it makes way for the one that took its place.
    const kept = other === undefined ? -1 : ids.indexOf(other);
    this.#index = kept > 0 ? kept : Math.min(Math.max(1, this.#index), ids.length - 1);
    navigation.keepParam(param, this.#value);
  }

  /** Back, forward, a link, a reload: the last comparison can be come to again, one that is not known any more cannot. */
  #follow(): void {
    const value = navigation.address.params[param];
    if (value === undefined) this.#open = false;
    else if (this.#comparison !== null && value === this.#value) this.#open = true;
    else this.close();
  }

  get #value(): string {
    return [this.#ids[0], this.#ids[this.#index]].join('-');
  }
}

export const compare = new Compare();
