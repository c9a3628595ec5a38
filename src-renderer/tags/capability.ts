import TagsIcon from '@lucide/svelte/icons/tags';
import { filters } from '../filters/index.ts';
import type { Capability } from '../frame/capability.ts';
import { library } from '../library/index.ts';
import { roomName, tagsRoom } from './room.svelte.ts';
import { tags } from './tags.svelte.ts';
import TagsBar from './TagsBar.svelte';
import TagsView from './TagsView.svelte';

/** What photos show, in words. */
export const tagsCapability: Capability = {
  name: 'tags',
  rooms: [
    {
      name: roomName,
      view: TagsView,
      isFiltered: true,
      bar: TagsBar,
      enter: (address) => tagsRoom.enter(address),
      left: () => {
        tagsRoom.left();
      },
      isReady: () => tagsRoom.isReady,
    },
  ],
  door: {
    at: 40,
    icon: TagsIcon,
    title: 'tags.title',
    href: `#/${roomName}`,
    count: () => tags.shown.length,
    key: 't',
  },
  load: () => tags.load(),
  take: ({ event }) => {
    if (event === 'tags.changed' || event === 'library.changed') tags.changed();
    // The library asks for the timeline by itself when it has changed.
    if (event === 'tags.changed' && filters.now.tags.length > 0) void library.refresh();
  },
};
