import type { Capability } from '../frame/capability.ts';
import { attempt } from '../frame/attempt.ts';
import { windows } from './windows.svelte.ts';
import WindowSettings from './WindowSettings.svelte';

/** Looking at photos more closely. */
export const windowsCapability: Capability = {
  name: 'windows',
  settings: [{ title: 'windows.title', section: WindowSettings, at: 22 }],
  take: ({ event }) => {
    if (event === 'windows.changed') void attempt(() => windows.changed());
  },
};
