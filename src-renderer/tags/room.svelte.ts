import type { Filters } from '../../src-contract/index.ts';
import { filters } from '../filters/index.ts';
import { type Address, home } from '../frame/address.ts';
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
  /** The tag that is a filter by coming here; null for none. */
  #ours: number | null = null;

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
      await this.#drop();
    } else if (!tags.byId.has(id)) {
      navigation.go(allTags);
      return;
    } else if (!this.#isShown(id)) {
      this.#ours = id;
      await filters.set({ ...filters.now, folder: null, favourite: null, rejected: null, tags: [id] });
    }
    this.isReady = true;
  }

  /** Whoever comes from elsewhere sees all photos of the tag; who comes back from a search keeps what else was chosen. */
  #isShown(id: number): boolean {
    const { tags: chosen, folder, favourite } = filters.now;
    if (!chosen.includes(id)) return false;
    return this.#ours === id || (chosen.length === 1 && folder === null && favourite === null);
  }

  async #drop(): Promise<void> {
    const ours = this.#ours;
    this.#ours = null;
    if (ours === null || !filters.now.tags.includes(ours)) return;
    await filters.set({ ...filters.now, tags: filters.now.tags.filter((tag) => tag !== ours) });
  }

  #moved(): void {
    const { room } = navigation.address;
    if (room !== roomName && room !== 'search') void this.#drop();
  }

  /** Somebody has taken the filter away: what is left are all tags, or photos by what else was chosen. */
  #follow(now: Filters): void {
    if (this.id === null || navigation.address.room !== roomName || now.tags.includes(this.id)) return;
    this.#ours = null;
    navigation.go(filters.isSet ? home : allTags);
  }
}

export const tagsRoom = new TagsRoom();
