import { join } from 'node:path';
import { type Embedding, normalized } from '../../src-main/core/math/vector.ts';
import { noMetadata } from '../../src-main/core/photo-metadata.ts';
import { Store } from '../../src-main/engine/store/store.ts';
import { readPack } from './library.ts';
import { seededRandom } from './photos.ts';

/** Unit vectors in random directions, the same in every run. */
function* randomEmbeddings(count: number, dim: number, seed: number): Generator<Embedding> {
  const random = seededRandom(seed);
  for (let i = 0; i < count; i++) yield normalized(Float32Array.from({ length: dim }, () => random() + random() - 1));
}

/**
 * Fill an empty data folder with a library of photos that never existed: rows written by the product's own store, as
 * an indexing run writes them. Returns the number of photos.
 */
export function writeSyntheticLibrary(dataDir: string, count: number): number {
  using store = Store.open(dataDir);
  const { id, version, space, embedding } = readPack();
  const pack = store.photos.registerPack({ id, version, space, dim: embedding.dim });
  // Never scanned: a folder that is not there is offline, and its photos stay findable.
  const folder = store.folders.add(join(dataDir, 'no-such-folder'), Date.now());
  const scan = store.folders.beginScan(folder.id);
  const seen = Array.from({ length: count }, (_, i) => ({
    relativePath: `year-${2000 + (i % 25)}/IMG_${i}.jpg`,
    sizeBytes: 1000 + i,
    mtimeMs: 1,
  }));
  const perTransaction = 500;
  for (let start = 0; start < count; start += perTransaction) {
    store.files.upsertSeen(folder.id, scan, seen.slice(start, start + perTransaction));
  }
  const embeddings = randomEmbeddings(count, embedding.dim, 1);
  let written = 0;
  for (let after = 0; ;) {
    const files = store.files.claimAfter(after, [folder.id], perTransaction, new Set());
    if (files.length === 0) return written;
    for (const file of files) {
      const { value } = embeddings.next() as { value: Embedding };
      const contentHash = file.id.toString(16).padStart(64, '0');
      store.photos.saveEncoded(
        file.id,
        pack,
        {
          kind: 'encoded',
          contentHash,
          sizeBytes: file.sizeBytes,
          mtimeMs: 1,
          format: 'jpeg',
          width: 4000,
          height: 3000,
          metadata: { ...noMetadata, keywords: [] },
          warnings: [],
          thumb: `00/00/${contentHash}.webp`,
          embedding: value,
        },
        0,
      );
      written++;
    }
    after = files.at(-1)?.id ?? after;
  }
}
