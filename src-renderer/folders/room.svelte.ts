import { type Filters, type FolderNode, noFilters } from '../../src-contract/index.ts';
import { filters } from '../filters/index.ts';
import { type Address, home } from '../frame/address.ts';
import { navigation } from '../frame/navigation.svelte.ts';
import { atParam, folders } from './folders.svelte.ts';

/** Of an address of the room: without what lies in folders below. */
const flatParam = 'flat';

/** What folder the room shows. It is a filter like others, so that a search goes on in the folder that one is in. */
class FoldersRoom {
  /** The coming to the room whose photos are there. */
  visit = $state('');
  /** A photo to begin at; null for the top. */
  at = $state<number | null>(null);
  #last = '';

  constructor() {
    navigation.onMove(() => {
      this.#moved();
    });
    filters.onSet((now) => {
      this.#follow(now);
      return Promise.resolve();
    });
  }

  /** Without what lies in folders below the one that is shown? */
  get isFlat(): boolean {
    return filters.now.folder?.flat ?? false;
  }

  /** Where the door to it leads: to the folder that a search is in, else to all. */
  get address(): Address {
    return addressOf(folders.of(filters.now.folder) ?? null, this.isFlat);
  }

  enter(address: Address): Address | null {
    if (address.path.length > 1) return null;
    void this.#show(address);
    return address;
  }

  go(node: FolderNode | null): void {
    navigation.go(addressOf(node, this.isFlat));
  }

  setFlat(isFlat: boolean): void {
    navigation.go(addressOf(folders.of(filters.now.folder) ?? null, isFlat));
  }

  async #show(address: Address): Promise<void> {
    const nodes = await folders.need();
    if (navigation.address !== address && navigation.address.path[0] !== address.path[0]) return;
    const [key] = address.path;
    const node = nodes.find((each) => each.key === key);
    if (key !== undefined && node === undefined) {
      navigation.go(home);
      return;
    }
    const at = Number(address.params[atParam] ?? Number.NaN);
    const folder = node === undefined ? null : filterOf(node, flatParam in address.params);
    // What else narrows could hide the photo.
    const others = Number.isInteger(at) ? noFilters : filters.now;
    if (!isSame(filters.now.folder, folder) || others === noFilters) await filters.set({ ...others, folder });
    this.at = Number.isInteger(at) ? at : null;
    this.visit = navigation.visit;
  }

  /** The folder is a matter of the room, but for searches in it. */
  #moved(): void {
    const { room } = navigation.address;
    if (this.#last === 'folders' && room === home.room && filters.now.folder !== null)
      void filters.set({ ...filters.now, folder: null });
    this.#last = room;
  }

  /** Somebody has taken the filter away, or set another. */
  #follow({ folder }: Filters): void {
    if (navigation.address.room !== 'folders') return;
    const node = folders.of(folder);
    if (node?.key !== navigation.address.path[0]) navigation.go(addressOf(node ?? null, folder?.flat ?? false));
  }
}

function addressOf(node: FolderNode | null, isFlat: boolean): Address {
  return { room: 'folders', path: node === null ? [] : [node.key], params: isFlat ? { [flatParam]: '1' } : {} };
}

function filterOf({ folderId, below }: FolderNode, isFlat: boolean): NonNullable<Filters['folder']> {
  return { folderId, below, ...(isFlat && { flat: true }) };
}

function isSame(a: Filters['folder'], b: Filters['folder']): boolean {
  return a?.folderId === b?.folderId && a?.below === b?.below && (a?.flat ?? false) === (b?.flat ?? false);
}

export const foldersRoom = new FoldersRoom();
