import { compare } from './compare.svelte.ts';
import { selection } from './selection.ts';
import { shown } from './shown.svelte.ts';

/** Hold the two photos that are selected side by side; the one that is chosen stays selected. @returns whether there are two. */
export function compareSelected(): boolean {
  if (selection.size !== 2) return false;
  compare.open({
    photoIds: selection.inOrder(shown.ids),
    onchoose: (_, other) => {
      compare.close();
      selection.ids.delete(other);
    },
  });
  return true;
}
