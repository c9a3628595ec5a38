import type { Filters } from '../../src-contract/index.ts';
import { filters } from '../filters/index.ts';
import type { Address } from '../frame/address.ts';
import { attempt } from '../frame/attempt.ts';
import { navigation } from '../frame/navigation.svelte.ts';
import { tags } from './tags.svelte.ts';

/** Name of the room, and so its address: `#/tags`, `#/tags/12`. */
export const roomName = 'tags';

const allTags: Address = { room: roomName, path: [], params: {} };

/**
 * The room of tags: all of them, or the photos of one. Which one that is, is a filter like others, so that a search goes on among its
 * photos: it comes with the room, stays in searches, and goes with whatever else one goes to.
 */
class TagsRoom {
  /** Null for the list of all. */
  id = $state<number | null>(null);
  /** The photos of the tag are what the timeline shows. */
  isReady = $state(false);
  /** The filter was set by coming here. */
  #isOurs = false;

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
    const [key] = address.path;
    if (address.path.length > 1 || (key !== undefined && !/^[1-9]\d{0,14}$/u.test(key))) return null;
    this.id = key === undefined ? null : Number(key);
    void attempt(() => this.#show());
    return address;
  }

  left(): void {
    this.isReady = false;
    this.id = null;
  }

  async #show(): Promise<void> {
    await tags.need();
    // The address is another first: those who hear of filters go by it.
    await Promise.resolve();
    if (navigation.address.room !== roomName) return;
    const { id } = this;
    if (id === null) {
      if (this.#isOurs) await this.#drop();
    } else if (!tags.byId.has(id)) {
      navigation.go(allTags);
      return;
    } else if (!isSame(filters.now, id)) {
      this.#isOurs = true;
      await filters.set({ ...filters.now, folder: null, favourite: null, tags: [id] });
    }
    this.isReady = true;
  }

  async #drop(): Promise<void> {
    this.#isOurs = false;
    if (filters.now.tags.length > 0) await filters.set({ ...filters.now, tags: [] });
  }

  #moved(): void {
    const { room } = navigation.address;
    if (room !== roomName && room !== 'search' && this.#isOurs) void this.#drop();
  }

  /** Somebody has taken the filter away: what is left are all tags. */
  #follow(now: Filters): void {
    if (this.id === null || navigation.address.room !== roomName || isSame(now, this.id)) return;
    this.#isOurs = false;
    navigation.go(allTags);
  }
}

function isSame({ tags: chosen, folder, favourite }: Filters, id: number): boolean {
  return chosen.length === 1 && chosen[0] === id && folder === null && favourite === null;
}

export const tagsRoom = new TagsRoom();
