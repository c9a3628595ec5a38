import type { Filters } from '../../src-contract/index.ts';
import { filters } from '../filters/index.ts';
import { type Address, home } from '../frame/address.ts';
import { navigation } from '../frame/navigation.svelte.ts';

/** Name of the room, and so its address: `#/favourites`. */
export const roomName = 'favourites';

/**
 * The room of favourites. That photos are favourites is a filter like others, so that a search goes on among them: it comes
 * with the room, stays in searches, and goes with whatever else one goes to.
 */
class FavouritesRoom {
  /** The filter was set by coming here. */
  #isOurs = false;
  /** The favourites are what the timeline shows. */
  isReady = $state(false);

  constructor() {
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
    if (filters.now.favourite === null || filters.now.folder !== null) void this.#narrow();
    else this.isReady = true;
    return address;
  }

  left(): void {
    this.isReady = false;
  }

  async #narrow(): Promise<void> {
    // The address is another first: those who hear of filters go by it.
    await Promise.resolve();
    if (navigation.address.room !== roomName) return;
    this.#isOurs = true;
    await filters.set({ ...filters.now, folder: null, favourite: true });
    this.isReady = true;
  }

  #moved(): void {
    const { room } = navigation.address;
    if (room === roomName || room === 'search' || !this.#isOurs) return;
    this.#isOurs = false;
    if (filters.now.favourite !== null) void filters.set({ ...filters.now, favourite: null });
  }

  /** Somebody has taken the filter away: what is left are all photos. */
  #follow({ favourite }: Filters): void {
    if (favourite !== null) return;
    this.#isOurs = false;
    if (navigation.address.room === roomName) navigation.go(home);
  }
}

export const favouritesRoom = new FavouritesRoom();
