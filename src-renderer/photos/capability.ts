import { maxSelection } from '../../src-contract/index.ts';
import { giveByKey } from '../favourites/index.ts';
import type { Capability } from '../frame/capability.ts';
import { wholeStacks } from '../stacks/index.ts';
import { meantFiles } from './meant-files.ts';
import { compare } from './compare.svelte.ts';
import { compareSelected } from './compare-selected.ts';
import { copyPaths } from './photo-actions.ts';
import { selection } from './selection.ts';
import SelectionBar from './SelectionBar.svelte';
import { shown } from './shown.svelte.ts';
import { trash } from '../trash/index.ts';
import { viewer } from './viewer.svelte.ts';
import PhotoLayers from './PhotoLayers.svelte';

/** @returns whether there is a selection to copy, and no text. */
function copySelection(): boolean {
  if (selection.size === 0 || getSelection()?.isCollapsed === false) return false;
  void copyPaths(selection.inOrder(shown.ids), wholeStacks.isOn);
  return true;
}

/** @returns whether there is a selection to throw away. */
function discardSelection(): boolean {
  if (selection.size === 0 || selection.size > maxSelection) return false;
  void trash.move(meantFiles.toDiscard(selection.inOrder(shown.ids)), wholeStacks.isOn);
  return true;
}

/** Keys that say something of photos, wherever the focus is: of the selection. */
const markKeys = Object.fromEntries(
  ['f', 'x', '0', '1', '2', '3', '4', '5'].map((key) => [
    key,
    (event: KeyboardEvent) => !event.repeat && giveByKey(key, selection.inOrder(shown.ids)),
  ]),
);

function clearSelection(): boolean {
  const isAny = selection.size > 0;
  selection.clear();
  return isAny;
}

/** Photos by themselves: shown whole, selected, copied, dragged away. */
export const photosCapability: Capability = {
  name: 'photos',
  overView: SelectionBar,
  layer: PhotoLayers,
  keys: {
    ...markKeys,
    c: (event) => !event.repeat && compareSelected(),
    'mod+c': copySelection,
    escape: clearSelection,
    Delete: discardSelection,
    'mod+Backspace': discardSelection,
  },
  setup: () => {
    trash.onChange((photoIds) => {
      for (const photoId of photoIds) selection.ids.delete(photoId);
      compare.leaveOut(photoIds);
      viewer.leaveOut(photoIds);
    });
  },
  home: () => {
    selection.clear();
  },
};
