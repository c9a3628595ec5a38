import BookImage from '@lucide/svelte/icons/book-image';
import type { Capability } from '../frame/capability.ts';
import { navigation } from '../frame/navigation.svelte.ts';
import { dragged, meantPhotos, selection } from '../photos/index.ts';
import { search } from '../search/index.ts';
import { addToAlbum } from './add-to-album.ts';
import { albumRoom } from './album-room.svelte.ts';
import AlbumsView from './AlbumsView.svelte';
import { albums } from './albums.svelte.ts';

/** Do something with the photos that are meant, where an album is shown and nothing lies over it. */
function withMeant(among: () => readonly number[], act: (photoIds: readonly number[]) => Promise<void>): boolean {
  if (albumRoom.id === null || 'photo' in navigation.address.params) return false;
  const photoIds = meantPhotos(among());
  if (photoIds.length === 0) return false;
  void act(photoIds);
  return true;
}

/** Albums, plain ones and such as learn. */
export const albumsCapability: Capability = {
  name: 'albums',
  rooms: [
    {
      name: 'albums',
      view: AlbumsView,
      enter: (address) => albumRoom.enter(address),
      left: () => {
        albumRoom.left();
      },
      isReady: () => albums.isLoaded,
    },
  ],
  door: {
    at: 30,
    icon: BookImage,
    title: 'albums.title',
    href: '#/albums',
    count: () => albums.list.length,
    key: 'a',
    drop: {
      isWanted: () => dragged.ids.length > 0,
      take: () => {
        addToAlbum(dragged.ids, search.recipe.text);
      },
    },
  },
  keys: {
    '+': () =>
      withMeant(
        () => albumRoom.suggested,
        async (ids) => {
          selection.clear();
          await albumRoom.accept(ids);
        },
      ),
    '-': () =>
      withMeant(
        () => albumRoom.suggested,
        async (ids) => {
          selection.clear();
          await albumRoom.refuse(ids);
        },
      ),
    '<': () =>
      withMeant(
        () => albumRoom.members,
        (ids) => albumRoom.move(ids, -1),
      ),
    '>': () =>
      withMeant(
        () => albumRoom.members,
        (ids) => albumRoom.move(ids, 1),
      ),
  },
  load: () => albums.load(),
  take: ({ event }) => {
    if (event === 'albums.changed' || event === 'library.changed') {
      albums.changed();
      albumRoom.changed();
    }
  },
};
