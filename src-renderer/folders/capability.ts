import type { Capability } from '../frame/capability.ts';
import { PhotosBar } from '../photos/index.ts';
import { folders } from './folders.svelte.ts';
import FoldersButton from './FoldersButton.svelte';
import FoldersRoom from './FoldersRoom.svelte';
import { foldersRoom } from './room.svelte.ts';

/** The folders that photos lie in, to be walked. */
export const foldersCapability: Capability = {
  name: 'folders',
  rooms: [{ name: 'folders', view: FoldersRoom, bar: PhotosBar, enter: (address) => foldersRoom.enter(address) }],
  tool: FoldersButton,
  take: ({ event }) => {
    if (event === 'library.changed') folders.changed();
  },
};
