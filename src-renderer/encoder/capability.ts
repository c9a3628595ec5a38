import type { Capability } from '../frame/capability.ts';
import EncoderSettings from './EncoderSettings.svelte';
import { processors } from './processors.svelte.ts';

/** What photos are looked at on. */
export const encoderCapability: Capability = {
  name: 'encoder',
  settings: [{ title: 'settings.processorTitle', section: EncoderSettings, at: 40 }],
  load: () => processors.load(),
  take: (event) => {
    processors.take(event);
  },
};
