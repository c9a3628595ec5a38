/**
 * Search quality on real photos: `npm run eval`, with `-- --json` as one JSON object.
 *
 * Everything goes through the product: its engine, its encoder process, its index. Recall is in percent of queries.
 * The pack's own `reference` is what an independent pipeline (Pillow, onnxruntime for Python) got on the same files.
 */
import { parseArgs } from 'node:util';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PackManifest } from '../src-main/core/pack/manifest.ts';
import { ExactIndex } from '../src-main/engine/search/exact-index.ts';
import { builtinPackDir } from '../src-main/headless/paths.ts';
import { captionedPhotos, duplicatePhotos, evalDir, labelledPhotos, requireEvalData } from './lib/eval-data.ts';
import { type BenchLibrary, benchLibrary } from './lib/library.ts';
import { recallAt, table } from './lib/statistics.ts';

type Figures = Record<string, number>;

const { values: options } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
requireEvalData();

const results: Record<string, Figures> = {
  flickr8k: await captions('flickr8k'),
  coco: await captions('coco'),
  'imagenet-489': await classes(),
  'near-duplicates': await duplicates(),
};
await print();

/** Every caption is a query; its own photo must come first. */
async function captions(set: 'flickr8k' | 'coco'): Promise<Figures> {
  await using library = await indexed(join(evalDir, 'captions', set));
  const ranks: (number | null)[] = [];
  for (const { path, captions: texts } of captionedPhotos(set)) {
    for (const text of texts) ranks.push(await rankOf(library, { text, imagePath: null }, (hit) => hit === path));
  }
  return {
    't2i_R@1': recallAt(ranks, 1),
    't2i_R@5': recallAt(ranks, 5),
    't2i_R@10': recallAt(ranks, 10),
    queries: ranks.length,
  };
}

/** Class names as queries over one photo a class, and each photo classified among all the names. */
async function classes(): Promise<Figures> {
  await using library = await indexed(join(evalDir, 'classes', 'imagenet'));
  const { encoder } = library.engine;
  const photos = labelledPhotos();
  const { vectors } = await encoder.encodeTexts(photos.map(({ label }) => label));
  const names = new ExactIndex(vectors[0]?.length ?? 0);
  vectors.forEach((vector, i) => {
    names.set(i, vector);
  });
  const toPhoto: (number | null)[] = [];
  const toName: (number | null)[] = [];
  for (const [i, { path, label }] of photos.entries()) {
    toPhoto.push(await rankOf(library, { text: label, imagePath: null }, (hit) => hit === path));
    const embedding = await encoder.encodeQueryImage(path);
    const order = names.scan({ terms: [{ embedding, weight: 1 }], top: 5, only: null });
    const rank = order.findIndex(({ id }) => id === i);
    toName.push(rank < 0 ? null : rank + 1);
  }
  return {
    top1: recallAt(toName, 1),
    top5: recallAt(toName, 5),
    name_to_photo_r1: recallAt(toPhoto, 1),
    name_to_photo_r5: recallAt(toPhoto, 5),
    queries: photos.length,
  };
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
    const query = { text: null, imagePath: path };
    toOriginal.push(await rankOf(library, query, (hit) => hit === originals.get(group), path));
    toGroup.push(await rankOf(library, query, (hit) => groupOf.get(hit) === group, path));
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
  const library = await benchLibrary();
  const { encoded, failed } = await library.index(folder);
  process.stderr.write(`${folder}: ${encoded} photos encoded, ${failed} failed\n`);
  return library;
}

/** 1-based rank of the first wanted hit among ten, the query's own photo left out. */
async function rankOf(
  library: BenchLibrary,
  query: { text: string | null; imagePath: string | null },
  wanted: (path: string) => boolean,
  except?: string,
): Promise<number | null> {
  const { hits } = await library.engine.search({ ...query, top: 11, folder: null });
  const rank = hits
    .filter(({ path }) => path !== except)
    .slice(0, 10)
    .findIndex(({ path }) => wanted(path));
  return rank < 0 ? null : rank + 1;
}

async function print(): Promise<void> {
  if (options.json) {
    console.log(JSON.stringify(results));
    return;
  }
  const manifest = PackManifest.parse(JSON.parse(await readFile(join(builtinPackDir(), 'pack.json'), 'utf8')));
  const rows = [['set, metric', 'Eidetic', 'reference', 'difference']];
  for (const [set, figures] of Object.entries(results)) {
    for (const [metric, value] of Object.entries(figures)) {
      if (metric === 'queries') continue;
      const reference = manifest.reference?.find(
        (entry) => entry.dataset === `shared-eval/${set}` && entry.metric === metric,
      );
      const difference = reference === undefined ? '' : (value - reference.value).toFixed(2);
      rows.push([`${set} ${metric}`, value.toFixed(2), reference?.value.toFixed(2) ?? '', difference]);
    }
  }
  console.log(table(rows));
}
