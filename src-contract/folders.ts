import { z } from 'zod';
import { capability, nothing } from './capability.ts';
import { OnePhoto } from './photos.ts';

/** A folder that photos lie in, or that holds one that they do. */
export const FolderNode = z.strictObject({
  /** Names it in addresses: 16 hexadecimal digits that say nothing of its path. The same at every start. */
  key: z.string().regex(/^[0-9a-f]{16}$/),
  /** The registered folder. */
  folderId: z.int().positive(),
  /** Relative to that one, forward slashes; empty for itself. */
  below: z.string(),
  /** Last part of its path, for display. */
  name: z.string(),
  /** Photos that lie in it. A stack is one, while the settings say so. */
  own: z.int().nonnegative(),
  /** Photos that lie in it or in a folder below it, each once. */
  total: z.int().nonnegative(),
});
export type FolderNode = z.infer<typeof FolderNode>;

export const folders = capability('folders', {
  methods: {
    /** All folders as a tree that is walked from the top: each before those in it, and these by name. */
    'folders.tree': { input: nothing, output: z.array(FolderNode) },
    /** The key of the folder of a photo's file that is meant, else of the first that can be reached. Null where it lies in none. */
    'folders.of': {
      input: OnePhoto,
      output: z.strictObject({ key: z.string().nullable() }),
    },
  },
  events: {},
});
