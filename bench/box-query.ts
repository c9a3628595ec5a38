/**
 * What a dragged box is worth: `node bench/box-query.ts`, with `--json` as one JSON object.
 *
 * No set of photos here has boxes, so they are made: a photo whose captions name a thing is pasted into a corner of one
 * whose captions do not, and the box is drawn around it. That is easier than a thing in its own surroundings. Of the ten
 * photos found best, as many are right as have a caption that names the thing; the two of the picture are left out.
 *
 * Embeddings are those of the product's encoder process; the photos are those that its engine has indexed.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pLimit from 'p-limit';
import type { Box } from '../src-contract/index.ts';
import { type Embedding, meanDirection } from '../src-main/core/math/vector.ts';
import type { EncoderClient } from '../src-main/engine/encoding/encoder-client.ts';
import { ExactIndex } from '../src-main/engine/search/exact-index.ts';
import { blurredOutside, crop, redEllipse, type Variant } from './lib/box-variants.ts';
import { type Collage, makeCollages } from './lib/collages.ts';
import { captionedPhotos, evalDir, requireEvalData } from './lib/eval-data.ts';
import { benchLibrary, readPack, scratchFolder } from './lib/library.ts';
import { progress, report } from './lib/report.ts';

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    'per-thing': { type: 'string', default: '8' },
    seed: { type: 'string', default: '1' },
    /** Times the size of the photos: above 1, what is pasted keeps more of its pixels. */
    scale: { type: 'string', default: '1' },
  },
});
requireEvalData();
const top = 10;
const whole = 'whole picture';
const box = 'box (the product)';

/** Pictures that are encoded as they are. */
const pictures: Readonly<Record<string, Variant>> = {
  'crop of the box': crop(1),
  'crop x 1.2': crop(1.2),
  'crop x 1.5': crop(1.5),
  'blurred outside': blurredOutside,
  'blurred outside, red ellipse': redEllipse,
};
/** Mean directions of those. */
const means: Readonly<Record<string, readonly string[]>> = {
  'mean of crop x 1.2 and blurred outside': ['crop x 1.2', 'blurred outside'],
  'mean of crop x 1.2 and red ellipse': ['crop x 1.2', 'blurred outside, red ellipse'],
  'mean of crop x 1.2 and whole': ['crop x 1.2', whole],
  'mean of crops x 1 and x 1.5': ['crop of the box', 'crop x 1.5'],
};

/** In percentage points, with the standard error of the mean. */
interface Gain {
  readonly points: number;
  readonly error: number;
}

interface Figure {
  /** Mean, in percent. */
  readonly precision: number;
  readonly overWhole: Gain;
  readonly overBox: Gain;
}

type Embeddings = Readonly<Record<string, Embedding>>;

await using scratch = await scratchFolder();
await using library = await benchLibrary();
const { encoded, failed } = await library.index(join(evalDir, 'captions', 'flickr8k'));
progress(`${encoded} photos encoded, ${failed} failed`);
const collages = await makeCollages(captionedPhotos('flickr8k'), scratch.path, {
  perThing: Number(options['per-thing']),
  seed: Number(options.seed),
  scale: Number(options.scale),
});
progress(`${collages.length} pictures made`);
const atOnce = pLimit(4);
const queries = await Promise.all(collages.map((collage) => atOnce(() => encode(collage, library.engine.encoder))));
const stored = await library.closeAndRead();
await print(queries);

async function encode(collage: Collage, encoder: EncoderClient): Promise<Embeddings> {
  const embed = (path: string, part: Box | null = null): Promise<Embedding> =>
    encoder.encodeQueryImage({ path, box: part });
  const all: Record<string, Embedding> = {
    [whole]: await embed(collage.path),
    [box]: await embed(collage.path, collage.box),
  };
  for (const [name, make] of Object.entries(pictures)) {
    const target = collage.path.replace('.png', ` ${name}.png`);
    await make(collage.path, collage.box, target);
    all[name] = await embed(target);
  }
  for (const [name, parts] of Object.entries(means))
    all[name] = meanDirection(parts.flatMap((part) => all[part] ?? []));
  all['the pasted photo itself'] = await embed(collage.inset);
  return all;
}

/** Percent of the best ten photos whose captions name the thing. */
async function precision(index: ExactIndex, paths: readonly string[], query: Embedding, of: Collage): Promise<number> {
  const { hits } = await index.scan({ terms: [{ embedding: query, weight: 1 }], top: top + 2, only: null });
  const found = hits
    .map(({ id }) => paths[id - 1] ?? '')
    .filter((path) => path !== of.base && path !== of.inset)
    .slice(0, top);
  return (100 * found.filter((path) => of.relevant.has(path)).length) / top;
}

async function print(all: readonly Embeddings[]): Promise<void> {
  const index = new ExactIndex(readPack().embedding.dim);
  const paths = [...stored.keys()];
  for (const [i, path] of paths.entries()) {
    const embedding = stored.get(path);
    if (embedding !== undefined) index.set(i + 1, embedding);
  }
  const precisions: Record<string, number[]> = {};
  for (const [i, collage] of collages.entries()) {
    for (const [name, query] of Object.entries(all[i] ?? {}))
      (precisions[name] ??= []).push(await precision(index, paths, query, collage));
  }
  const rows = [['query', 'P@10 %', 'over whole', 'standard error', 'over box', 'standard error']];
  const figures: Record<string, Figure> = {};
  for (const [name, values] of Object.entries(precisions)) {
    const figure = {
      precision: mean(values),
      overWhole: gain(values, precisions[whole] ?? []),
      overBox: gain(values, precisions[box] ?? []),
    };
    figures[name] = figure;
    const gains = [figure.overWhole, figure.overBox].flatMap(({ points, error }) => [points, error]);
    rows.push([name, ...[figure.precision, ...gains].map((value) => value.toFixed(2))]);
  }
  const count = new Set(collages.map(({ thing }) => thing)).size;
  const chance = mean(collages.map(({ relevant }) => (100 * relevant.size) / (paths.length - 2)));
  const notes = [
    `${collages.length} pictures, ${count} things, ${paths.length} photos; chance is ${chance.toFixed(2)} %`,
    'The boxes are made by pasting one photo into another: real things lie in surroundings of their own.',
  ];
  const result = { queries: collages.length, things: count, photos: paths.length, chance, boxes: 'pasted', figures };
  report(options.json, result, [{ title: 'Search by a box: precision at 10', rows, notes }]);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** How much more the first are than the second, query by query. */
function gain(values: readonly number[], others: readonly number[]): Gain {
  const gains = values.map((value, i) => value - (others[i] ?? NaN));
  const points = mean(gains);
  const variance = gains.reduce((sum, each) => sum + (each - points) ** 2, 0) / (gains.length - 1);
  return { points, error: Math.sqrt(variance / gains.length) };
}
