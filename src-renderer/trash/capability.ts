import Ban from '@lucide/svelte/icons/ban';
import { favourites } from '../favourites/index.ts';
import type { Capability } from '../frame/capability.ts';
import { navigation } from '../frame/navigation.svelte.ts';
import { toasts } from '../frame/toasts.svelte.ts';
import { isTyping } from '../lib/is-typing.ts';
import { PhotosBar } from '../photos/index.ts';
import RejectedRoom from './RejectedRoom.svelte';
import { rejectedRoom, roomName } from './room.svelte.ts';
import { trash } from './trash.ts';

/** Photos that the user throws away, and what is to be looked through before. */
export const trashCapability: Capability = {
  name: 'trash',
  rooms: [
    {
      name: roomName,
      view: RejectedRoom,
      bar: PhotosBar,
      isFiltered: true,
      enter: (address) => rejectedRoom.enter(address),
      left: () => {
        rejectedRoom.left();
      },
      isReady: () => rejectedRoom.isReady,
    },
  ],
  door: {
    at: 80,
    icon: Ban,
    title: 'trash.rejected',
    href: `#/${roomName}`,
    count: () => favourites.rejected,
    key: 'x',
    isShown: () => favourites.rejected > 0 || navigation.address.room === roomName,
  },
  // Where text is typed it is the text's.
  keys: { 'mod+z': (event) => !isTyping(event.target) && (toasts.undoLast() || trash.undoLast()) },
  take: (event) => {
    trash.take(event);
  },
};
