import type { Capability } from '../frame/capability.ts';
import { sharpness } from './sharpness.svelte.ts';
import StackSettings from './StackSettings.svelte';

/** What belongs together, shown as one. */
export const stacksCapability: Capability = {
  name: 'stacks',
  settings: [{ title: 'stacks.title', section: StackSettings, at: 25 }],
  take: ({ event }) => {
    if (event === 'looks.changed') sharpness.changed();
  },
};
