import type { Filters, FolderNode } from '../../src-contract/index.ts';
import { attempt } from '../frame/attempt.ts';
import { client } from '../frame/client.ts';
import { navigation } from '../frame/navigation.svelte.ts';
import { Paced } from '../lib/paced.ts';

/** Of an address of the room: a photo to begin at. */
export const atParam = 'at';

/** The folders that photos lie in, as the page knows them. */
class FolderTreeState {
  /** Each before those in it; null until somebody wanted to know. */
  nodes = $state.raw<readonly FolderNode[] | null>(null);
  readonly #refresh = new Paced(() => this.#load(), { minMs: 800, restFactor: 8 });

  /** Ask for the tree, unless it is there. */
  async need(): Promise<readonly FolderNode[]> {
    if (this.nodes === null) await this.#load();
    return this.nodes ?? [];
  }

  /** Photos or folders are others than before. */
  changed(): void {
    if (this.nodes !== null) this.#refresh.soon();
  }

  /** The folder that a filter asks for; undefined where there is none of it. */
  of(folder: Filters['folder']): FolderNode | undefined {
    return this.nodes?.find(({ folderId, below }) => folderId === folder?.folderId && below === folder.below);
  }

  async #load(): Promise<void> {
    await attempt(async () => {
      this.nodes = await client.call('folders.tree', {});
    });
  }
}

export const folders = new FolderTreeState();

/** Go to the folder that a photo lies in, or its file that is meant, and to the photo there. */
export async function showInFolder(photoId: number, file: { readonly fileId?: number }): Promise<void> {
  await attempt(async () => {
    const { key } = await client.call('folders.of', { photoId, ...file });
    if (key !== null) navigation.go({ room: 'folders', path: [key], params: { [atParam]: String(photoId) } });
  });
}
