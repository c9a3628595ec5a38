import { opaqueId } from '../lib/opaque-id.ts';
import { type Address, formatAddress, home, parseAddress, withoutParam } from './address.ts';
import type { Room } from './capability.ts';

/** What the browser keeps with an entry of its history. */
interface Entry {
  /** Of the entry, or of the one below it that it only lays something over. */
  readonly visit: string;
  /** It was opened over the entry before, and is left by going back to that. */
  readonly isLayer: boolean;
}

/** Browsers refuse to write addresses hundreds of times in a few seconds, which a held key asks for. */
const writeRestMs = 300;

/**
 * Rooms by their addresses, and the browser's history of them: back and forward, links, and addresses typed by hand.
 *
 * [Note: Addresses are kept] Browsers keep the history of addresses, and some send it to their vendor. So an address that
 * the page writes has names of rooms and ids in it, and never what somebody looked for.
 */
class Navigation {
  address = $state.raw<Address>(home);
  /** Tells one coming to a room from another, so that scroll positions can be kept for each. */
  visit = $state('');
  #rooms = $state.raw<readonly Room[]>([]);
  #isLayer = false;
  /** On the way back to the entry below a layer: what is to be written waits until we are there. */
  #isReturning = false;
  #waiting: (() => void)[] = [];
  #unwritten: ReturnType<typeof setTimeout> | undefined;
  readonly #listeners: (() => void)[] = [];

  /** Undefined until `begin`. */
  get room(): Room | undefined {
    return this.#rooms.find(({ name }) => name === this.address.room);
  }

  /** Hear of every other address, whoever brought it about. */
  onMove(listener: () => void): void {
    this.#listeners.push(listener);
  }

  /** Enter the room that the address names; later calls do nothing. */
  begin(rooms: readonly Room[]): void {
    if (this.#rooms.length > 0) return;
    this.#rooms = rooms;
    window.addEventListener('popstate', () => {
      this.#popped();
    });
    this.#arrive();
  }

  /** Go to an address, unless somebody has gone somewhere else since an answer was waited for. @param visit as it was then */
  goFrom(visit: string, address: Address): void {
    if (visit === this.visit) this.go(address);
  }

  /** Go to an address, as by a link. */
  go(address: Address): void {
    const taken = this.#enter(address);
    this.#push(taken, { visit: opaqueId(), isLayer: false });
  }

  /** For a room that has come into sight by itself: say which address that is. */
  show(address: Address): void {
    if (address.room !== this.address.room) this.room?.left?.();
    this.#push(address, { visit: opaqueId(), isLayer: false });
  }

  /** Lay something over the room, which back takes away. */
  openLayer(param: string, value: string): void {
    const address = { ...this.address, params: { ...this.address.params, [param]: value } };
    this.#push(address, { visit: this.visit, isLayer: true });
  }

  /** Let the address say what is shown now, in the room or the layer, so that back and a reload come to that: no step of its own. */
  keepParam(param: string, value: string): void {
    this.address = { ...this.address, params: { ...this.address.params, [param]: value } };
    this.#unwritten ??= setTimeout(() => {
      this.#flush();
    }, writeRestMs);
  }

  /** Take the layer away. */
  closeLayer(param: string): void {
    if (!(param in this.address.params)) return;
    this.#forgetUnwritten();
    this.address = withoutParam(this.address, param);
    if (this.#isLayer && !this.#isReturning) {
      this.#isReturning = true;
      this.#isLayer = false;
      history.back();
    } else {
      this.#replace();
    }
  }

  #popped(): void {
    this.#forgetUnwritten();
    this.#isReturning = false;
    const waiting = this.#waiting.splice(0);
    if (waiting.length === 0) this.#arrive();
    else for (const write of waiting) write();
  }

  /** Be where the browser says. */
  #arrive(): void {
    const wanted = parseAddress(location.hash);
    const entry = entryOf(history.state);
    // Only what lies over the room is another.
    const isSameVisit = wanted?.room === this.address.room && entry?.visit === this.visit;
    const taken = isSameVisit ? wanted : this.#enter(wanted ?? home);
    this.address = taken;
    this.visit = entry?.visit ?? opaqueId();
    this.#isLayer = entry?.isLayer ?? false;
    if (taken !== wanted) this.#replace();
    else if (entry === null) history.replaceState(this.#entry, '');
    this.#tell();
  }

  /** @returns the address that stands for it: that of home where it leads nowhere. */
  #enter(wanted: Address): Address {
    const before = this.room;
    const room = this.#rooms.find(({ name }) => name === wanted.room);
    if (before !== undefined && before !== room) before.left?.();
    const taken = room?.enter(wanted) ?? null;
    if (taken !== null) return taken;
    if (before !== undefined && before === room) before.left?.();
    return this.#rooms.find(({ name }) => name === home.room)?.enter(home) ?? home;
  }

  #push(address: Address, entry: Entry): void {
    this.#flush();
    this.address = address;
    this.visit = entry.visit;
    this.#isLayer = entry.isLayer;
    this.#write(() => {
      history.pushState(entry, '', formatAddress(address));
    });
    this.#tell();
  }

  #replace(): void {
    const { address } = this;
    const entry = this.#entry;
    this.#write(() => {
      history.replaceState(entry, '', formatAddress(address));
    });
  }

  #write(write: () => void): void {
    if (this.#isReturning) this.#waiting.push(write);
    else write();
  }

  #flush(): void {
    if (this.#unwritten === undefined) return;
    this.#forgetUnwritten();
    this.#replace();
  }

  #forgetUnwritten(): void {
    clearTimeout(this.#unwritten);
    this.#unwritten = undefined;
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }

  get #entry(): Entry {
    return { visit: this.visit, isLayer: this.#isLayer };
  }
}

function entryOf(state: unknown): Entry | null {
  if (typeof state !== 'object' || state === null || !('visit' in state) || !('isLayer' in state)) return null;
  const { visit, isLayer } = state;
  return typeof visit === 'string' && typeof isLayer === 'boolean' ? { visit, isLayer } : null;
}

export const navigation = new Navigation();
