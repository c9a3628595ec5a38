import type { MethodInput } from '../../src-contract/index.ts';
import { dialogs } from '../frame/dialogs.svelte.ts';
import { navigation } from '../frame/navigation.svelte.ts';
import AddDialog from './AddDialog.svelte';
import { adding } from './adding.svelte.ts';

/**
 * Ask which album photos are to be put into.
 *
 * @param description that found them; empty for none.
 */
export function addToAlbum(photoIds: readonly number[], description: string): void {
  const { room } = navigation.address;
  const source: MethodInput<'albums.create'>['source'] =
    room === 'search' ? 'search' : room === 'folders' ? 'folder' : 'selection';
  adding.now = { photoIds, source, description: source === 'search' ? description.trim() : '' };
  dialogs.show(AddDialog);
}
