import type { Capability } from '../frame/capability.ts';
import ModelSettings from './ModelSettings.svelte';
import { processors } from './processors.svelte.ts';

/** The model that looks at photos. */
export const encoderCapability: Capability = {
  name: 'encoder',
  settings: [{ title: 'settings.model', section: ModelSettings, at: 40 }],
  load: () => processors.load(),
  take: (event) => {
    processors.take(event);
  },
};
