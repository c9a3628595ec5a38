import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Store } from '../store/store.ts';
import type { OpenPack } from './open-pack.ts';

/** Embeddings of one transaction: some milliseconds. */
const embeddingsAtOnce = 200;

/**
 * Give photos the embeddings that packs of the same space have made of them, so that a pack with another text tower alone
 * need not be shown any photo. Biases are left to `HubCorrection.complete`: they are made with the text tower.
 *
 * @throws DATABASE_*
 */
export async function takeOverEmbeddings(store: Store, pack: OpenPack): Promise<void> {
  let count = 0;
  for (const source of store.sharedSpace.sources(pack.row)) {
    for (let after: number | undefined = 0; after !== undefined;) {
      const slice = store.sharedSpace.copy({ source, pack: pack.row, after, limit: embeddingsAtOnce });
      for (const { photoId, vector } of slice.copied) pack.index.set(photoId, vector, 0);
      count += slice.count;
      after = slice.last;
      await nextTurn();
    }
  }
  if (count === 0) return;
  pack.hubs.addedUnbiased();
  pack.recount();
}
