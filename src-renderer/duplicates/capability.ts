import type { Capability } from '../frame/capability.ts';
import { duplicates } from './duplicates.svelte.ts';
import DuplicatesButton from './DuplicatesButton.svelte';
import DuplicatesRoom from './DuplicatesRoom.svelte';

/** Photos that are there several times, looked through by the user. */
export const duplicatesCapability: Capability = {
  name: 'duplicates',
  rooms: [{ name: 'duplicates', view: DuplicatesRoom, enter: (address) => duplicates.enter(address) }],
  tool: DuplicatesButton,
  take: (event) => {
    duplicates.take(event);
  },
};
