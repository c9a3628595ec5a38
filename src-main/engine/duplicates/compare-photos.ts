import { isSamePicture, likeness, roughOf } from '../../core/duplicates/likeness.ts';
import type { Miniature } from '../../core/duplicates/miniature.ts';
import type { Logger } from '../../core/logger.ts';
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
  readonly log: Logger;
}

/**
 * Make miniatures of the photos that have none, from their thumbnails.
 *
 * @returns how many were made. A thumbnail that cannot be read is tried at the next time.
 * @throws ENCODER_*, DATABASE_*
 */
export async function makeMiniatures({ store, encoder }: CompareOptions, signal: AbortSignal): Promise<number> {
  let made = 0;
  let after = 0;
  for (;;) {
    const photos = store.duplicates.withoutMiniature(after, thumbsAtOnce);
    const last = photos.at(-1);
    if (last === undefined || signal.aborted) return made;
    after = last.id;
    const read = await encoder.readMiniatures(photos.map(({ thumb }) => thumb));
    const miniatures = new Map<number, Miniature>();
    for (const [i, { id }] of photos.entries()) {
      const miniature = read[i];
      if (miniature !== null && miniature !== undefined) miniatures.set(id, miniature);
    }
    store.duplicates.saveMiniatures(miniatures);
    made += miniatures.size;
  }
}

/**
 * Compare photos that have not been compared. Each is compared with those that are roughly the
 * same, whatever was done to their colours and however small they are, and with those whose embeddings are near, which cuts
 * do not change much. See [Note: Duplicates].
 *
 * @returns how many were compared.
 * @throws DATABASE_*
 */
export async function comparePhotos(options: CompareOptions, signal: AbortSignal): Promise<number> {
  const { store, packs } = options;
  await fillRough(options, signal);
  const slices = new Slices();
  let compared = 0;
  let after = 0;
  for (;;) {
    const pack = packs.answering;
    const photos = store.duplicates.toCompare(pack.row, after, comparedAtOnce);
    const last = photos.at(-1);
    if (last === undefined || signal.aborted) return compared;
    after = last.id;
    const ids = photos.map(({ id }) => id);
    const near = await pack.users.during(() => nearEmbeddings(options, ids, signal));
    const pairs: PhotoPair[] = [];
    for (const { id, luma } of photos) {
      const found = await sameAs(options, { id, luma, near: near.get(id) ?? [] }, slices);
      for (const other of found) pairs.push(id < other ? [id, other] : [other, id]);
    }
    store.duplicates.saveCompared(ids, pairs);
    compared += photos.length;
  }
}

/** Bring the rough looks up to date with the database. */
async function fillRough({ store, rough }: CompareOptions, signal: AbortSignal): Promise<void> {
  const slices = new Slices();
  let after = 0;
  for (;;) {
    const photos = store.duplicates.after(after, 500);
    const last = photos.at(-1);
    if (last === undefined || signal.aborted) return;
    after = last;
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
  const same: number[] = [];
  for (const [other, otherLuma] of store.duplicates.lumas([...others])) {
    if (isSamePicture(likeness(luma, otherLuma))) same.push(other);
    await slices.breathe();
  }
  return same;
}
