/**
 * Recall on real photos, the suite of `npm run eval` when none is named.
 *
 * Everything goes through the product: its engine, its encoder process, its index. Biases of photos are off, because the
 * reference has none; what they do is measured by the suite `trust`. Recall is in percent of queries.
 * The pack's own `reference` is what an independent pipeline (Pillow, onnxruntime for Python) got on the same files.
 */
import { join } from 'node:path';
import pLimit from 'p-limit';
import { noFilters } from '../../src-contract/index.ts';
import { type Embedding, meanDirection } from '../../src-main/core/math/vector.ts';
import { ExactIndex } from '../../src-main/engine/search/exact-index.ts';
import { captionedPhotos, duplicatePhotos, evalDir, labelledPhotos } from './eval-data.ts';
import { type BenchLibrary, benchLibrary, readPack } from './library.ts';
import { progress, report } from './report.ts';
import { recallAt } from './statistics.ts';

type Figures = Record<string, number>;

/** Percentage points that a figure may differ from the reference. */
const tolerance = 0.5;
const pack = readPack();

/** Measure and print. @returns whether every figure that has a reference is close to it. */
export async function recallSuite(json: boolean): Promise<boolean> {
  const results: Record<string, Figures> = {
    flickr8k: await captions('flickr8k'),
    coco: await captions('coco'),
    'imagenet-489': await classes(),
    'near-duplicates': await duplicates(),
  };
  return print(results, json);
}

/** Every caption is a query; its own photo must come first. */
async function captions(set: 'flickr8k' | 'coco'): Promise<Figures> {
  await using library = await indexed(join(evalDir, 'captions', set));
  const queries = captionedPhotos(set).flatMap(({ path, captions: texts }) => texts.map((text) => ({ path, text })));
  const ranks = await inParallel(queries, ({ path, text }) =>
    rankOf(library, { text, images: [] }, (hit) => hit === path),
  );
  return {
    't2i_R@1': recallAt(ranks, 1),
    't2i_R@5': recallAt(ranks, 5),
    't2i_R@10': recallAt(ranks, 10),
    queries: ranks.length,
  };
}

/**
 * Class names against one photo each, both ways. The reference encodes a name as the mean direction of the pack's
 * prompt templates; `plain` is the name as a person types it, through the product's search.
 */
async function classes(): Promise<Figures> {
  await using library = await indexed(join(evalDir, 'classes', 'imagenet'));
  const photos = labelledPhotos();
  const plain = await inParallel(photos, ({ path, label }) =>
    rankOf(library, { text: label, images: [] }, (hit) => hit === path),
  );
  const names: Embedding[] = [];
  for (const { label } of photos) names.push(await promptedName(library, label));
  const stored = await library.closeAndRead();
  const nameIndex = new ExactIndex(pack.embedding.dim);
  const photoIndex = new ExactIndex(pack.embedding.dim);
  for (const [i, { path }] of photos.entries()) {
    const [name, photo] = [names[i], stored.get(path)];
    if (name === undefined || photo === undefined) throw new Error(`Expected an embedding of "${path}"`);
    nameIndex.set(i, name);
    photoIndex.set(i, photo);
  }
  const toName: (number | null)[] = [];
  const toPhoto: (number | null)[] = [];
  for (const [i, { path, label }] of photos.entries()) {
    // Some names stand for two classes: either is right.
    toName.push(await rankIn(nameIndex, stored.get(path), (id) => photos[id]?.label === label));
    toPhoto.push(await rankIn(photoIndex, names[i], (id) => id === i));
  }
  return {
    top1: recallAt(toName, 1),
    top5: recallAt(toName, 5),
    name_to_photo_r1: recallAt(toPhoto, 1),
    name_to_photo_r5: recallAt(toPhoto, 5),
    name_to_photo_plain_r1: recallAt(plain, 1),
    name_to_photo_plain_r5: recallAt(plain, 5),
    queries: photos.length,
  };
}

async function promptedName(library: BenchLibrary, label: string): Promise<Embedding> {
  const templates = pack.prompts?.templates ?? ['{}'];
  const texts = templates.map((template) => template.replaceAll('{}', label));
  return meanDirection((await library.engine.encoder.encodeTexts(texts)).vectors);
}

/** 1-based rank of the first wanted id among ten. */
async function rankIn(
  index: ExactIndex,
  query: Embedding | undefined,
  wanted: (id: number) => boolean,
): Promise<number | null> {
  if (query === undefined) return null;
  const { hits } = await index.scan({ terms: [{ embedding: query, weight: 1 }], top: 10, only: null });
  const rank = hits.findIndex(({ id }) => wanted(id));
  return rank < 0 ? null : rank + 1;
}

/** Every edited version as an example image: the original must come first of all other photos. */
async function duplicates(): Promise<Figures> {
  await using library = await indexed(join(evalDir, 'near-duplicates'));
  const photos = duplicatePhotos();
  const originals = new Map(
    photos.filter(({ transform }) => transform === 'orig').map(({ group, path }) => [group, path]),
  );
  const groupOf = new Map(photos.map(({ path, group }) => [path, group]));
  const toOriginal: (number | null)[] = [];
  const toGroup: (number | null)[] = [];
  for (const { path, group, transform } of photos) {
    if (transform === 'orig') continue;
    const hits = await hitsOf(library, { text: null, images: [{ path }] }, path);
    toOriginal.push(rankAmong(hits, (hit) => hit === originals.get(group)));
    toGroup.push(rankAmong(hits, (hit) => groupOf.get(hit) === group));
  }
  return {
    'i2i_original_R@1': recallAt(toOriginal, 1),
    'i2i_original_R@5': recallAt(toOriginal, 5),
    'i2i_original_R@10': recallAt(toOriginal, 10),
    'i2i_same_group_R@1': recallAt(toGroup, 1),
    queries: toOriginal.length,
  };
}

async function indexed(folder: string): Promise<BenchLibrary> {
  const library = await benchLibrary({ captions: [] });
  const { encoded, failed } = await library.index(folder);
  progress(`${folder}: ${encoded} photos encoded, ${failed} failed`);
  return library;
}

interface Query {
  readonly text: string | null;
  readonly images: { readonly path: string }[];
}

async function rankOf(library: BenchLibrary, query: Query, wanted: (path: string) => boolean): Promise<number | null> {
  return rankAmong(await hitsOf(library, query), wanted);
}

/** Paths of the best ten hits, the query's own photo left out. */
async function hitsOf(library: BenchLibrary, query: Query, except?: string): Promise<string[]> {
  const { hits } = await library.engine.search.local({
    ...query,
    top: 11,
    folder: null,
    filters: noFilters,
    sort: 'relevance',
  });
  return hits
    .map(({ path }) => path)
    .filter((path) => path !== except)
    .slice(0, 10);
}

/** 1-based rank of the first wanted hit. */
function rankAmong(hits: readonly string[], wanted: (path: string) => boolean): number | null {
  const rank = hits.findIndex(wanted);
  return rank < 0 ? null : rank + 1;
}

/** Several queries on their way at once: the next one is scanned and answered while the encoder has another. */
function inParallel<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const atOnce = pLimit(8);
  return Promise.all(items.map((item) => atOnce(() => work(item))));
}

/** Print the figures beside the reference. Returns whether every one that has a reference is close to it. */
function print(results: Readonly<Record<string, Figures>>, json: boolean): boolean {
  const rows = [['set, metric', 'Eidetic', 'reference', 'difference']];
  const differences: number[] = [];
  for (const [set, figures] of Object.entries(results)) {
    for (const [metric, value] of Object.entries(figures)) {
      if (metric === 'queries') continue;
      const reference = pack.reference?.find(
        (entry) => entry.dataset === `shared-eval/${set}` && entry.metric === metric,
      );
      if (reference !== undefined) differences.push(value - reference.value);
      const difference = reference === undefined ? '' : (value - reference.value).toFixed(2);
      rows.push([`${set} ${metric}`, value.toFixed(2), reference?.value.toFixed(2) ?? '', difference]);
    }
  }
  const largest = Math.max(0, ...differences.map(Math.abs));
  const close = largest <= tolerance;
  const verdict = `${differences.length} figures with a reference, largest difference ${largest.toFixed(2)} points: ${
    close ? 'all' : 'NOT all'
  } within ${tolerance.toFixed(1)} points of the reference`;
  const result = { sets: results, largestDifference: largest, withinTolerance: close };
  report(json, result, [{ title: 'Recall in percent of queries', rows, notes: [verdict] }]);
  return close;
}
