import { isSamePicture, likeness, roughOf } from '../../core/duplicates/likeness.ts';
import type { Miniature } from '../../core/duplicates/miniature.ts';
import type { PhotoReader } from '../encoder/index.ts';
import type { PacksInUse } from '../packs/index.ts';
import { Slices } from '../slices.ts';
import type { PhotoPair } from '../store/duplicates.ts';
import type { Store } from '../store/store.ts';
import type { RoughIndex } from './rough-index.ts';

/** Thumbnails that are read at a time. */
const thumbsAtOnce = 64;
/** Photos that are compared in one go: as many queries as share a scan. */
const comparedAtOnce = 16;
/** Photos that one is compared with, at most, of either source. */
const candidates = 32;
/** Correlation of rough looks from which photos are compared: versions that show all of the picture have more. */
const leastRough = 0.95;
/** Cosine of embeddings from which photos are compared: versions that are cut a little have more, with the packs measured. */
const leastCosine = 0.8;

export interface CompareOptions {
  readonly store: Store;
  readonly encoder: Pick<PhotoReader, 'readMiniatures'>;
  readonly packs: Pick<PacksInUse, 'answering'>;
  readonly rough: RoughIndex;
  /** Told of photos that have been compared, and of what was found. */
  readonly onCompared: (photos: number) => void;
}

/**
 * Make miniatures of the photos that have none, from their thumbnails.
 *
 * @returns photos whose thumbnail cannot be read: it is tried at the next time.
 * @throws ENCODER_*, DATABASE_*
 */
export async function makeMiniatures(
  { store, encoder }: Pick<CompareOptions, 'store' | 'encoder'>,
  signal: AbortSignal,
): Promise<number[]> {
  const unreadable: number[] = [];
  let after = 0;
  for (;;) {
    const photos = store.duplicates.withoutMiniature(after, thumbsAtOnce);
    const last = photos.at(-1);
    if (last === undefined || signal.aborted) return unreadable;
    after = last.id;
    const read = await encoder.readMiniatures(photos.map(({ thumb }) => thumb));
    const miniatures = new Map<number, Miniature>();
    for (const [i, { id }] of photos.entries()) {
      const miniature = read[i];
      if (miniature === null || miniature === undefined) unreadable.push(id);
      else miniatures.set(id, miniature);
    }
    store.duplicates.saveMiniatures(miniatures);
  }
}

/**
 * Compare photos that have not been compared. Each is compared with those that are roughly the
 * same, whatever was done to their colours and however small they are, and with those whose embeddings are near, which cuts
 * do not change much; those that the pack could make nothing of with the former alone. See [Note: Duplicates].
 *
 * @throws DATABASE_*, CANCELLED. What was compared by then is kept.
 */
export async function comparePhotos(options: CompareOptions, signal: AbortSignal): Promise<void> {
  const { store, packs, onCompared } = options;
  // Mostly there is nothing, and then nobody needs to know what all look like.
  if (store.duplicates.toCompare(packs.answering.row, 0, 1).length === 0) return;
  await fillRough(options, signal);
  const slices = new Slices({ isPolite: true });
  let after = 0;
  for (;;) {
    const pack = packs.answering;
    const photos = store.duplicates.toCompare(pack.row, after, comparedAtOnce);
    const last = photos.at(-1);
    if (last === undefined || signal.aborted) return;
    after = last.id;
    const ids = photos.map(({ id }) => id);
    const near = await pack.users.during(() => nearEmbeddings(options, ids, signal));
    const { compared, pairs } = await compareAll(options, { photos, near, slices }, signal);
    store.duplicates.saveCompared(compared, pairs);
    onCompared(compared.length);
  }
}

interface Batch {
  readonly photos: readonly { readonly id: number; readonly luma: Buffer }[];
  /** By photo, those whose embeddings are near. */
  readonly near: ReadonlyMap<number, readonly number[]>;
  readonly slices: Slices;
}

/** Compare some photos, as many as there is time for until `signal` says to stop. */
async function compareAll(
  options: CompareOptions,
  { photos, near, slices }: Batch,
  signal: AbortSignal,
): Promise<{ compared: number[]; pairs: PhotoPair[] }> {
  const compared: number[] = [];
  const pairs: PhotoPair[] = [];
  for (const { id, luma } of photos) {
    if (signal.aborted) break;
    const found = await sameAs(options, { id, luma, near: near.get(id) ?? [] }, slices);
    for (const other of found) pairs.push(id < other ? [id, other] : [other, id]);
    compared.push(id);
  }
  return { compared, pairs };
}

/** Bring the rough looks up to date with the database. */
async function fillRough({ store, rough }: CompareOptions, signal: AbortSignal): Promise<void> {
  const slices = new Slices({ isPolite: true });
  let after = 0;
  for (;;) {
    const photos = store.duplicates.after(after, 500);
    const last = photos.at(-1);
    if (last === undefined || signal.aborted) return;
    after = last;
    await slices.breathe();
    const missing = photos.filter((id) => !rough.has(id));
    for (const [id, luma] of store.duplicates.lumas(missing)) {
      const look = roughOf(luma);
      if (look !== undefined) rough.add(id, look);
      await slices.breathe();
    }
  }
}

/** Photos whose embeddings are near, by photo. */
async function nearEmbeddings(
  { store, packs }: CompareOptions,
  photoIds: readonly number[],
  signal: AbortSignal,
): Promise<Map<number, number[]>> {
  const { row, index } = packs.answering;
  const known = photoIds.flatMap((id) => {
    const vector = store.photos.embedding(row, id);
    return vector === undefined ? [] : [{ id, vector }];
  });
  if (known.length === 0 || index.size === 0) return new Map();
  const queries = known.map(({ vector }) => vector);
  const results = await index.scanBatch({ queries, top: candidates + 1, only: null }, { signal });
  return new Map(
    known.map(({ id }, i) => {
      const hits = results[i]?.hits ?? [];
      return [id, hits.filter(({ score }) => score >= leastCosine).map((hit) => hit.id)];
    }),
  );
}

/** Photos that are the same picture as one. */
async function sameAs(
  { store, rough }: CompareOptions,
  { id, luma, near }: { readonly id: number; readonly luma: Buffer; readonly near: readonly number[] },
  slices: Slices,
): Promise<number[]> {
  const look = roughOf(luma);
  if (look === undefined) return [];
  const others = new Set([...rough.near(look, leastRough, candidates), ...near]);
  others.delete(id);
  // A pass over the rough looks of a large library takes a slice by itself.
  await slices.breathe();
  const same: number[] = [];
  for (const [other, otherLuma] of store.duplicates.lumas([...others])) {
    if (isSamePicture(likeness(luma, otherLuma))) same.push(other);
    await slices.breathe();
  }
  return same;
}
