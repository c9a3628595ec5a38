import { type Embedding, normalized } from '../../src-main/core/math/vector.ts';
import { anyDirection, around, randomNumbers } from '../core/albums/points.ts';
import { photo } from './photos.ts';
import { fixturePack, tempLibrary, type TempLibrary } from './temp-library.ts';
import { openBeside } from './words.ts';

/** Kinds of photos, and photos of each. */
export const kinds = 4;
export const each = 16;

/** Photos of four kinds, 16 of each; what they look like to the model is written into the library. */
export async function sortedLibrary(): Promise<TempLibrary> {
  const names = Array.from(
    { length: kinds * each },
    (_, i) => [`${String(i).padStart(2, '0')}.jpg`, photo(i)] as const,
  );
  const lib = await tempLibrary(Object.fromEntries(names), { packDir: fixturePack('tiny-clip'), adoptPack: true });
  await lib.index();
  return lib;
}

/** Give photos embeddings in a new order of the library, and open it again. */
export function drawn(lib: TempLibrary): number[][] {
  let ids: number[] = [];
  {
    using beside = openBeside(lib.dataDir);
    ids = beside.raw.prepare<[], number>('SELECT photo_id FROM embeddings ORDER BY photo_id').pluck().all();
    const dim = lib.engine.library.status().pack.dim;
    const random = randomNumbers(3);
    const update = beside.raw.prepare<[Buffer, number]>('UPDATE embeddings SET vector = ? WHERE photo_id = ?');
    for (let kind = 0; kind < kinds; kind++) {
      const photos = around(anyDirection(dim, random), { count: each, spread: 0.7, random });
      for (const [i, embedding] of photos.entries())
        update.run(bytes(normalized(embedding)), ids[kind * each + i] ?? 0);
    }
  }
  return Array.from({ length: kinds }, (_, kind) => ids.slice(kind * each, (kind + 1) * each));
}

function bytes(embedding: Embedding): Buffer {
  return Buffer.from(embedding.buffer, embedding.byteOffset, embedding.byteLength);
}
