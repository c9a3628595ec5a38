import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isFolderLost } from '../lost-folder.ts';
import type { RatedFile } from '../store/favourites/sidecar-writes.ts';
import type { Store } from '../store/store.ts';
import { DirectoryNames } from './directory-names.ts';
import { leftAlone } from './left-alone.ts';
import { isLeftBeside } from './sidecar-file.ts';

/** What one pass over what is to be written asks of folders: each once, however many photos are in it. */
export class PassFolders {
  readonly #store: Pick<Store, 'folders'>;
  readonly #lost = new Map<number, Promise<boolean>>();
  readonly #names = new Map<string, Promise<DirectoryNames>>();

  constructor(store: Pick<Store, 'folders'>) {
    this.#store = store;
  }

  /** See `isFolderLost`. */
  isLost({ folderId, folderPath }: Pick<RatedFile, 'folderId' | 'folderPath'>): Promise<boolean> {
    return once(this.#lost, folderId, () => isFolderLost(this.#store, { folderId, folderPath }));
  }

  /** The names in a directory, and in it no more what a process that died has left there. @throws LeftAlone */
  names(directory: string): Promise<DirectoryNames> {
    return once(this.#names, directory, () => read(directory));
  }
}

function once<K, T>(known: Map<K, Promise<T>>, key: K, ask: () => Promise<T>): Promise<T> {
  const found = known.get(key) ?? ask();
  known.set(key, found);
  return found;
}

async function read(directory: string): Promise<DirectoryNames> {
  try {
    const entries = await readdir(directory, { withFileTypes: true });
    const left = entries.filter((entry) => entry.isFile() && isLeftBeside(entry.name));
    for (const { name } of left) {
      await rm(join(directory, name), { force: true }).catch(() => {
        // It is in nobody's way, and the next pass tries again.
      });
    }
    return new DirectoryNames(entries.map(({ name }) => name));
  } catch (error) {
    throw leftAlone('Its folder cannot be read', error);
  }
}
