import { z } from 'zod';
import { capability, nothing } from './capability.ts';

/** Where the encoder runs and why there. */
export const ProviderChoice = z.strictObject({
  provider: z.string(),
  reason: z.string(),
});
export type ProviderChoice = z.infer<typeof ProviderChoice>;

export const encoder = capability('encoder', {
  methods: {
    /** Where the models run, and why there. Loads them. */
    'encoder.provider': { input: nothing, output: ProviderChoice },
  },
  events: {},
});
