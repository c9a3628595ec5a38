import type { Filters } from '../../src-contract/index.ts';
import { type Address, home } from '../frame/address.ts';
import { navigation } from '../frame/navigation.svelte.ts';
import { filters } from './filters.svelte.ts';

/**
 * A room of photos of which one thing is said, wherever they lie and not among those of another such room. That it is said is a filter like others, so that a
 * search goes on among them: it comes with the room, stays in searches, and goes with whatever else one goes to.
 */
export class FilterRoom {
  /** Its photos are what the timeline shows. */
  isReady = $state(false);
  readonly #name: string;
  readonly #filter: 'favourite' | 'rejected';
  /** The filter was set by coming here. */
  #isOurs = false;

  /** @param name of the room, and so its address: `#/<name>`. */
  constructor(name: string, filter: 'favourite' | 'rejected') {
    this.#name = name;
    this.#filter = filter;
    navigation.onMove(() => {
      this.#moved();
    });
    filters.onSet((now) => {
      this.#follow(now);
      return Promise.resolve();
    });
  }

  enter(address: Address): Address | null {
    if (address.path.length > 0) return null;
    if (!this.#isAlone) void this.#narrow();
    else this.isReady = true;
    return address;
  }

  left(): void {
    this.isReady = false;
  }

  get #isSet(): boolean {
    return filters.now[this.#filter] !== null;
  }

  get #isAlone(): boolean {
    const { folder, favourite, rejected } = filters.now;
    const isOther = (this.#filter === 'favourite' ? rejected : favourite) !== null;
    return this.#isSet && !isOther && folder === null;
  }

  async #narrow(): Promise<void> {
    // The address is another first: those who hear of filters go by it.
    await Promise.resolve();
    if (navigation.address.room !== this.#name) return;
    this.#isOurs = true;
    await filters.set({ ...filters.now, folder: null, favourite: null, rejected: null, [this.#filter]: true });
    this.isReady = true;
  }

  #moved(): void {
    const { room } = navigation.address;
    if (room === this.#name || room === 'search' || !this.#isOurs) return;
    this.#isOurs = false;
    if (this.#isSet) void filters.set({ ...filters.now, [this.#filter]: null });
  }

  /** Somebody has taken the filter away: what is left are all photos. */
  #follow(now: Filters): void {
    if (now[this.#filter] !== null) return;
    this.#isOurs = false;
    if (navigation.address.room === this.#name) navigation.go(home);
  }
}
