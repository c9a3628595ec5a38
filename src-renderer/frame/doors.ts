import { type Address, formatAddress, parseAddress } from './address.ts';
import type { Door } from './door.ts';

/** A door as it stands in the side bar. */
export interface ShownDoor {
  readonly door: Door;
  readonly address: Address;
  readonly href: string;
}

/** The doors to be seen now, in their order; one that leads to no address is none. */
export function shownDoors(capabilities: readonly { readonly door?: Door }[]): ShownDoor[] {
  return capabilities
    .flatMap(({ door }) => (door === undefined || door.isShown?.() === false ? [] : [door]))
    .sort((a, b) => a.at - b.at)
    .flatMap((door) => {
      const address = parseAddress(typeof door.href === 'string' ? door.href : door.href());
      return address === null ? [] : [{ door, address, href: formatAddress(address) }];
    });
}

/** Where a key leads among `count` doors from the one that has the focus; null for keys that do not move. */
export function doorMove(key: string, active: number, count: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return Math.min(count - 1, active + 1);
    case 'ArrowUp':
      return Math.max(0, active - 1);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}

/** How long after the first key the second one is waited for, in milliseconds. */
const sequenceMs = 4000;

/** Two keys one after the other, `G` and that of a door. */
export class DoorKeys {
  #startedAtMs: number | null = null;

  /** `G` was pressed. */
  start(atMs: number): void {
    this.#startedAtMs = atMs;
  }

  /** The next key, whatever it is, as `page-keys.ts` calls it: the door it is for. Undefined where none is, or it was not waited for. */
  take(key: string, atMs: number, doors: readonly ShownDoor[]): ShownDoor | undefined {
    const startedAtMs = this.#startedAtMs;
    this.#startedAtMs = null;
    if (startedAtMs === null || atMs - startedAtMs > sequenceMs) return undefined;
    return doors.find(({ door }) => door.key === key);
  }
}
