import { untrack } from 'svelte';
import type { Capability } from '../frame/capability.ts';
import { attempt } from '../frame/attempt.ts';
import { follow } from '../lib/follow.ts';
import { library } from '../library/index.ts';
import { isAmongPhotos } from '../lib/focus.ts';
import { compare, meantPhotos, PhotosBar, selection, shown, viewer } from '../photos/index.ts';
import { taste } from '../taste/index.ts';
import DropZone from './DropZone.svelte';
import { measured } from './measured.svelte.ts';
import { searchRoom } from './search-address.ts';
import { searchFocus } from './search-focus.svelte.ts';
import { search } from './search.svelte.ts';
import SearchField from './SearchField.svelte';
import SearchRoom from './SearchRoom.svelte';
import SearchSettings from './SearchSettings.svelte';

function focusField(): boolean {
  searchFocus.ask();
  return true;
}

function clear(): boolean {
  const { isActive } = search;
  if (isActive) search.clear();
  return isActive;
}

/** Say of the photos that are meant that they are what is looked for, or are not; where nothing lies over them. */
function judge(verdict: 'liked' | 'disliked'): boolean {
  if (!search.isInSight) return false;
  const photoIds = meantPhotos(shown.ids);
  if (photoIds.length === 0) return false;
  void search.judge(photoIds, verdict);
  return true;
}

/** Other choices are kept than before: there is another order by taste, or none any more. */
async function followTaste(): Promise<void> {
  if (search.sort !== 'taste') return;
  await taste.load();
  // A search in progress may not know of the latest choice.
  if (taste.missing === 0) await search.run();
  else if (search.isLookedFor) await search.sortBy('relevance');
  else search.clear();
}

/** Photos by what somebody remembers of them. */
export const searchCapability: Capability = {
  name: 'search',
  rooms: [
    {
      name: searchRoom,
      view: SearchRoom,
      isFiltered: true,
      bar: PhotosBar,
      enter: (address) => search.enter(address),
      left: () => {
        search.leave();
      },
      isReady: () => search.answer !== null || search.error !== null,
    },
  ],
  field: SearchField,
  overView: DropZone,
  settings: [{ title: 'settings.search', section: SearchSettings, at: 20 }],
  keys: {
    '/': focusField,
    'mod+f': focusField,
    escape: clear,
    // A key that is held down would say it and take it back, over and over.
    '+': (event) => !event.repeat && judge('liked'),
    '-': (event) => !event.repeat && judge('disliked'),
  },
  commands: { find: focusField },
  home: () => {
    search.clear();
  },
  load: () => {
    void search.again();
    return Promise.resolve();
  },
  take: ({ event }) => {
    if (event === 'tags.changed' && search.goesByTags) void search.again();
    if (event === 'looks.changed') void measured.changed();
    if (event === 'taste.changed') void attempt(followTaste);
  },
  setup: () => {
    search.isWalked = (): boolean =>
      isAmongPhotos() || selection.size > 0 || viewer.isOpen || compare.comparison !== null;
    // Photos come and go while indexing: what is searched for is searched again among them. Another model is a change of the
    // library, too.
    $effect(() => {
      follow(library.revision);
      untrack(() => void search.again());
    });
  },
};
