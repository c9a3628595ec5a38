import type { Capability } from '../frame/capability.ts';
import { models } from './models.svelte.ts';
import ModelsSettings from './ModelsSettings.svelte';
import OfferCard from './OfferCard.svelte';

/** The models there are to look at photos with: offered once, chosen and installed in the settings. */
export const modelsCapability: Capability = {
  name: 'models',
  aboveView: OfferCard,
  settings: [{ title: 'models.title', section: ModelsSettings, at: 38 }],
  load: () => models.refresh(),
  take: (event) => {
    models.take(event);
  },
};
