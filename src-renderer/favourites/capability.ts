import Heart from '@lucide/svelte/icons/heart';
import type { Capability } from '../frame/capability.ts';
import { PhotosBar } from '../photos/index.ts';
import { favourites } from './favourites.svelte.ts';
import FavouritesRoom from './FavouritesRoom.svelte';
import { sidecarWriting } from './sidecar-writing.svelte.ts';
import SidecarSettings from './SidecarSettings.svelte';
import { favouritesRoom, roomName } from './room.svelte.ts';

/** What the user says of photos: that they are favourites, and how many stars they have. */
export const favouritesCapability: Capability = {
  name: 'favourites',
  rooms: [
    {
      name: roomName,
      view: FavouritesRoom,
      bar: PhotosBar,
      isFiltered: true,
      enter: (address) => favouritesRoom.enter(address),
      left: () => {
        favouritesRoom.left();
      },
      isReady: () => favouritesRoom.isReady,
    },
  ],
  door: {
    at: 20,
    icon: Heart,
    title: 'favourites.title',
    href: `#/${roomName}`,
    count: () => favourites.ids.size,
    key: 'f',
  },
  settings: [{ title: 'favourites.sidecarsTitle', section: SidecarSettings, at: 27 }],
  load: () => favourites.load(),
  take: (event) => {
    favourites.take(event);
    sidecarWriting.take(event);
  },
};
