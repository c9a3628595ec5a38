import { dialogs } from '../frame/dialogs.svelte.ts';
import { asking } from './asking.svelte.ts';
import TasteDialog from './TasteDialog.svelte';

/**
 * Ask which of two photos the user likes better, again and again.
 *
 * @param photoIds that pairs are made of.
 * @param sort puts photos in order by what was learnt.
 */
export function teachTaste(photoIds: readonly number[], sort: () => void): void {
  void asking.begin(photoIds, sort);
  dialogs.show(TasteDialog);
}
