import { favourites } from './favourites.svelte.ts';
import { markKey } from './mark-keys.ts';

/** Say of photos what a key says. @returns whether it says anything. */
export function giveByKey(key: string, photoIds: readonly number[], isTold = true): boolean {
  const mark = markKey(key);
  if (mark === null || photoIds.length === 0) return false;
  if (mark === 'toggle') void favourites.toggle(photoIds, isTold);
  else void favourites.give(photoIds, mark, isTold);
  return true;
}
