import type { Capability } from '../frame/capability.ts';
import { packs } from './packs.svelte.ts';

/** Looking at photos that are known already with another model than before. Its state is part of the library's. */
export const packsCapability: Capability = {
  name: 'packs',
  load: () => packs.load(),
  take: (event) => {
    packs.take(event);
  },
};
