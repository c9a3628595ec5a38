/** Where on the page somebody is: in which room, at what of it, and how. */
export interface Address {
  readonly room: string;
  /** What of the room: `['3']` in `#/albums/3`. No part is empty. */
  readonly path: readonly string[];
  readonly params: Readonly<Record<string, string>>;
}

/** Where everybody begins, and whoever comes to an address that leads nowhere. */
export const home: Address = Object.freeze({ room: 'photos', path: [], params: {} });

const shape = /^#\/([a-z][a-z0-9-]*)((?:\/[^/?]+)*)(?:\?(.*))?$/su;

/**
 * The address that a fragment stands for: `#/albums/3?photo=12`.
 *
 * @param fragment as `location.hash` has it; empty is home
 * @returns null for what is no address
 */
export function parseAddress(fragment: string): Address | null {
  if (fragment === '') return home;
  const [, room, path = '', query = ''] = shape.exec(fragment) ?? [];
  if (room === undefined) return null;
  try {
    return {
      room,
      path: path.split('/').slice(1).map(decodeURIComponent),
      params: Object.fromEntries(new URLSearchParams(query)),
    };
  } catch (error) {
    // Percent signs that stand for nothing.
    if (error instanceof URIError) return null;
    throw error;
  }
}

/** The fragment of an address, which `parseAddress` understands. Halves of surrogate pairs become U+FFFD. */
export function formatAddress({ room, path, params }: Address): string {
  const parts = path.map((part) => `/${encodeURIComponent(part.toWellFormed())}`).join('');
  const query = new URLSearchParams(params).toString();
  return `#/${room}${parts}${query === '' ? '' : `?${query}`}`;
}

/** An address without one of its parameters. */
export function withoutParam(address: Address, name: string): Address {
  const params = Object.fromEntries(Object.entries(address.params).filter(([other]) => other !== name));
  return { ...address, params };
}
