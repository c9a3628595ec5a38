import { maxSelection, type MethodInput } from '../../src-contract/index.ts';
import { attempt } from '../frame/attempt.ts';
import { client } from '../frame/client.ts';
import { navigation } from '../frame/navigation.svelte.ts';
import { toasts } from '../frame/toasts.svelte.ts';
import { t } from '../lib/i18n.svelte.ts';
import { albums } from './albums.svelte.ts';

const undoMs = 10_000;

/** Make an album in one step and go to it, as long as that can be taken back. */
export async function makeAlbum(album: MethodInput<'albums.create'>): Promise<void> {
  if (album.photoIds.length > maxSelection) {
    toasts.problem(t('selection.tooMany', { max: maxSelection }));
    return;
  }
  const before = navigation.address;
  const { id, name } = await albums.create(album);
  const path = [String(id)];
  navigation.go({ room: 'albums', path, params: {} });
  toasts.undoable(t('albums.created', { name }), {
    label: t('albums.undo'),
    forMs: undoMs,
    undo: () => {
      const { address } = navigation;
      // Before it is gone, and its room with it.
      if (address.room === 'albums' && address.path[0] === path[0]) navigation.go(before);
      void attempt(() => client.call('albums.remove', { id }));
    },
  });
}
