import type { Capability } from '../frame/capability.ts';
import { cuda } from './cuda.svelte.ts';

/** The libraries of CUDA: installed and removed in the settings of the processor. */
export const cudaCapability: Capability = {
  name: 'cuda',
  load: () => cuda.refresh(),
  take: (event) => {
    cuda.take(event);
  },
};
