import FolderTree from '@lucide/svelte/icons/folder-tree';
import { formatAddress } from '../frame/address.ts';
import type { Capability } from '../frame/capability.ts';
import { PhotosBar } from '../photos/index.ts';
import { folders } from './folders.svelte.ts';
import FoldersRoom from './FoldersRoom.svelte';
import { foldersRoom } from './room.svelte.ts';

/** The folders that photos lie in, to be walked. */
export const foldersCapability: Capability = {
  name: 'folders',
  rooms: [
    {
      name: 'folders',
      view: FoldersRoom,
      bar: PhotosBar,
      isFiltered: true,
      enter: (address) => foldersRoom.enter(address),
    },
  ],
  door: {
    at: 60,
    icon: FolderTree,
    title: 'folders.title',
    // A search in a folder leads back to it.
    href: () => formatAddress(foldersRoom.address),
    key: 'o',
  },
  take: ({ event }) => {
    if (event === 'library.changed') folders.changed();
  },
};
