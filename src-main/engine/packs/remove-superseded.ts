import { setTimeout as sleep } from 'node:timers/promises';
import type { Store } from '../store/store.ts';

/** Embeddings of one transaction: some milliseconds. */
const embeddingsAtOnce = 100;
/** Pages of the file that are moved at a time: some milliseconds. */
const pagesAtOnce = 64;
/** Between two slices everybody else has a turn. */
const restMs = 2;

/**
 * Remove what the packs of before have left, and give the space back, in slices: nobody waits for more than one of them,
 * and one that dies in the middle goes on the next time. See [Note: Space].
 *
 * @returns embeddings removed.
 */
export async function removeSuperseded(store: Store, current: number, signal: AbortSignal): Promise<number> {
  const goesOn = (): boolean => !signal.aborted;
  let removed = 0;
  for (const old of store.oldEmbeddings.superseded()) {
    while (goesOn() && store.oldEmbeddings.deleteDerived(old)) await sleep(restMs);
    let after: number | undefined = 0;
    while (goesOn() && after !== undefined) {
      const slice = store.oldEmbeddings.deleteEmbeddings(old, current, after, embeddingsAtOnce);
      removed += slice.count;
      after = slice.last;
      await sleep(restMs);
    }
    if (goesOn()) store.oldEmbeddings.deletePack(old);
  }
  if (goesOn() && store.space.isSpare) {
    while (goesOn() && store.space.release(pagesAtOnce)) await sleep(restMs);
    store.space.shorten();
  }
  return removed;
}
