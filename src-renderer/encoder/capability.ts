import type { Capability } from '../frame/capability.ts';
import ModelSettings from './ModelSettings.svelte';

/** The model that looks at photos. */
export const encoderCapability: Capability = {
  name: 'encoder',
  settings: [{ title: 'settings.model', section: ModelSettings, at: 40 }],
};
