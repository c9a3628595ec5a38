import { albumsCapability } from './albums/capability.ts';
import { cudaCapability } from './cuda/capability.ts';
import { duplicatesCapability } from './duplicates/capability.ts';
import { encoderCapability } from './encoder/capability.ts';
import { favouritesCapability } from './favourites/capability.ts';
import type { Capability } from './frame/capability.ts';
import { foldersCapability } from './folders/capability.ts';
import { frameCapability } from './frame/frame.ts';
import { libraryCapability } from './library/capability.ts';
import { modelsCapability } from './models/capability.ts';
import { packsCapability } from './packs/capability.ts';
import { photosCapability } from './photos/capability.ts';
import { placesCapability } from './places/capability.ts';
import { savedSearchesCapability } from './saved-searches/capability.ts';
import { searchCapability } from './search/capability.svelte.ts';
import { settingsCapability } from './settings/capability.ts';
import { stacksCapability } from './stacks/capability.ts';
import { tagsCapability } from './tags/capability.ts';
import { tasteCapability } from './taste/capability.ts';
import { trashCapability } from './trash/capability.ts';
import { windowsCapability } from './windows/capability.ts';

/**
 * Everything that the page is made of, one line each. Buttons of the top bar are in this order, keys are offered in it,
 * and what is asked for at the start is asked for in it.
 */
export const capabilities: readonly Capability[] = [
  libraryCapability,
  foldersCapability,
  albumsCapability,
  tagsCapability,
  duplicatesCapability,
  packsCapability,
  modelsCapability,
  photosCapability,
  searchCapability,
  encoderCapability,
  cudaCapability,
  frameCapability,
  settingsCapability,
  savedSearchesCapability,
  stacksCapability,
  trashCapability,
  favouritesCapability,
  placesCapability,
  tasteCapability,
  windowsCapability,
];
