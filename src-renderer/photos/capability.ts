import type { Capability } from '../frame/capability.ts';
import { wholeStacks } from '../stacks/index.ts';
import { copyPaths } from './photo-actions.ts';
import { selection } from './selection.ts';
import SelectionBar from './SelectionBar.svelte';
import { shown } from './shown.svelte.ts';
import ViewerLayer from './ViewerLayer.svelte';

/** @returns whether there is a selection to copy, and no text. */
function copySelection(): boolean {
  if (selection.size === 0 || getSelection()?.isCollapsed === false) return false;
  void copyPaths(selection.inOrder(shown.ids), wholeStacks.isOn);
  return true;
}

function clearSelection(): boolean {
  const isAny = selection.size > 0;
  selection.clear();
  return isAny;
}

/** Photos by themselves: shown whole, selected, copied, dragged away. */
export const photosCapability: Capability = {
  name: 'photos',
  overView: SelectionBar,
  layer: ViewerLayer,
  keys: { 'mod+c': copySelection, escape: clearSelection },
  home: () => {
    selection.clear();
  },
};
