import { z } from 'zod';
import { capability, nothing } from './capability.ts';
import { ProcessorRequest } from './encoder.ts';

export const themes = ['system', 'light', 'dark'] as const;
export const languages = ['system', 'en', 'de', 'fr', 'es'] as const;
/** How much of the side bar is to be seen. */
export const sidebars = ['open', 'icons', 'hidden'] as const;
/** How sure a match must be. */
export const strictnesses = ['relaxed', 'balanced', 'strict'] as const;

/** What the user has set; kept with the library, so that it is the same in every window and browser. */
export const Settings = z.strictObject({
  theme: z.enum(themes),
  language: z.enum(languages),
  /** Height of a row of thumbnails in CSS pixels. */
  rowHeight: z.int().min(80).max(480),
  sidebar: z.enum(sidebars),
  strictness: z.enum(strictnesses),
  /** Whether searches are remembered, in the library alone. */
  keepRecentSearches: z.boolean(),
  /** Whether what belongs together is shown as one; see docs/stacks.md. */
  stacks: z.boolean(),
  /** Whether ratings that are given are written to XMP sidecars; see docs/dates-and-sidecars.md. */
  writeSidecars: z.boolean(),
  /** Whether photos are looked at more closely, in parts; see docs/queries.md. */
  thorough: z.boolean(),
  /** What photos are encoded on; see docs/gpu.md. */
  processor: ProcessorRequest,
});
export type Settings = z.infer<typeof Settings>;

export const defaultSettings: Settings = Object.freeze({
  theme: 'system',
  language: 'system',
  rowHeight: 200,
  sidebar: 'open',
  strictness: 'balanced',
  keepRecentSearches: true,
  stacks: true,
  writeSidecars: false,
  thorough: false,
  processor: 'auto',
});

export const settings = capability('settings', {
  methods: {
    'settings.get': { input: nothing, output: Settings },
    'settings.set': { input: Settings.partial(), output: Settings },
  },
  events: {
    'settings.changed': { settings: Settings },
  },
});
