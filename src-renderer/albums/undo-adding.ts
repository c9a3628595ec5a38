import type { MethodOutput } from '../../src-contract/index.ts';
import { client } from '../frame/client.ts';

/** Take back that photos were put into an album: what had been refused before is refused again. */
export async function undoAdding(id: number, { added, refusedBefore }: MethodOutput<'albums.add'>): Promise<void> {
  if (added.length > 0) await client.call('albums.takeOut', { id, photoIds: added });
  if (refusedBefore.length > 0) await client.call('albums.refuse', { id, photoIds: refusedBefore });
}
