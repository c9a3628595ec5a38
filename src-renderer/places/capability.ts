import MapPin from '@lucide/svelte/icons/map-pin';
import { filters } from '../filters/index.ts';
import type { Capability } from '../frame/capability.ts';
import PlacesRoom from './PlacesRoom.svelte';
import { placesRoom, roomName } from './room.svelte.ts';

/** Where photos were taken, on a map. */
export const placesCapability: Capability = {
  name: 'places',
  rooms: [
    {
      name: roomName,
      view: PlacesRoom,
      enter: (address) => placesRoom.enter(address),
      left: () => {
        placesRoom.left();
      },
    },
  ],
  door: { at: 50, icon: MapPin, title: 'places.title', href: `#/${roomName}`, key: 'm' },
  take: ({ event }) => {
    const isOfTags = event === 'tags.changed' && filters.now.tags.length > 0;
    if (event === 'library.changed' || isOfTags) placesRoom.changed();
    if (event === 'places.changed') placesRoom.refresh();
  },
};
