import type { EncodedPhoto } from '../../src-main/core/encoder-protocol.ts';
import { noMetadata, type PhotoMetadata } from '../../src-main/core/photo-metadata.ts';
import type { SeenFile } from '../../src-main/engine/store/library/files.ts';
import type { Store } from '../../src-main/engine/store/store.ts';

export const pack = { id: 'pack', version: '1', space: 'space', dim: 2 };

/** A photo whose content is named by a hex digit or several. */
export function encoded(hash: string, options: Partial<EncodedPhoto> = {}): EncodedPhoto {
  return {
    kind: 'encoded',
    contentHash: hash.repeat(64).slice(0, 64),
    sizeBytes: 10,
    mtimeMs: 1,
    format: 'jpeg',
    width: 4,
    height: 3,
    metadata: noMetadata,
    warnings: [],
    thumb: `${hash}.webp`,
    embedding: Float32Array.of(1, 0),
    ...options,
  };
}

export function seen(...paths: string[]): SeenFile[] {
  return paths.map((relativePath) => ({ relativePath, sizeBytes: 10, mtimeMs: 1, ctimeMs: 1 }));
}

/** A photo as a test describes it: `of` names its content, which another photo may have too. */
export type PhotoFacts = Partial<
  Pick<EncodedPhoto, 'format' | 'width' | 'height' | 'sizeBytes' | 'mtimeMs' | 'warnings'>
> &
  Partial<PhotoMetadata> & { readonly of?: string };

/** Write photos of a folder, new or known, as an indexing run writes them. @returns the folder's id and each photo's id by path. */
export function writeFolder(
  store: Store,
  path: string,
  photos: Readonly<Record<string, PhotoFacts>>,
): { folderId: number; ids: Record<string, number> } {
  const packRow = store.packs.register(pack);
  const folderId = (store.folders.byPath(path) ?? store.folders.add(path, 0)).id;
  store.files.upsertSeen(folderId, store.folders.beginScan(folderId, '1:2'), seen(...Object.keys(photos)));
  const ids: Record<string, number> = {};
  for (const file of store.files.claimAfter(0, [folderId], 10_000, new Set())) {
    const { of, format, width, height, sizeBytes, mtimeMs, warnings, ...metadata } = photos[file.relativePath] ?? {};
    const facts = { format, width, height, sizeBytes, mtimeMs, warnings };
    const given = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
    const hash = Buffer.from(of ?? `${path}/${file.relativePath}`).toString('hex');
    const photo = encoded(hash, { ...given, metadata: { ...noMetadata, ...metadata } });
    ids[file.relativePath] = store.photos.saveEncoded(file.id, packRow, photo, 0);
  }
  return { folderId, ids };
}
