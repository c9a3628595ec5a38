import CopyCheck from '@lucide/svelte/icons/copy-check';
import type { Capability } from '../frame/capability.ts';
import { duplicates } from './duplicates.svelte.ts';
import DuplicatesRoom from './DuplicatesRoom.svelte';

/** Photos that are there several times, looked through by the user. */
export const duplicatesCapability: Capability = {
  name: 'duplicates',
  rooms: [
    {
      name: 'duplicates',
      view: DuplicatesRoom,
      enter: (address) => duplicates.enter(address),
      left: () => {
        duplicates.left();
      },
    },
  ],
  door: { at: 70, icon: CopyCheck, title: 'duplicates.title', href: '#/duplicates', key: 'd' },
  take: (event) => {
    duplicates.take(event);
  },
};
