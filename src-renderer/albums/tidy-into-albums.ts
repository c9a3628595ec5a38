import type { TidyRequest } from '../../src-contract/index.ts';
import { dialogs } from '../frame/dialogs.svelte.ts';
import TidyDialog from './TidyDialog.svelte';
import { tidied } from './tidied.svelte.ts';

/** Propose albums for photos. @param asked those that are selected, or all that filters let pass */
export function tidyIntoAlbums(asked: TidyRequest): void {
  tidied.asked = asked;
  dialogs.show(TidyDialog);
}
