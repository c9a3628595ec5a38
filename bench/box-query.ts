/**
 * What a dragged box is worth: `node bench/box-query.ts`, with `--json` as one JSON object.
 *
 * No set of photos here comes with boxes, so there are two kinds. Pasted: a photo whose captions name a thing is pasted
 * into a corner of one whose captions do not, and the box is around it, which is easier than a thing in its own
 * surroundings. Drawn: boxes drawn by eye around things where they are, few and at the taste of whoever drew them. Of the
 * ten photos found best, as many are right as have a caption that names the thing; those that the picture is made of are
 * left out.
 *
 * Pairs: photos are asked for that have two things, by two drawn boxes, or by one and a word.
 *
 * Embeddings are those of the product's encoder process; the photos are those that its engine has indexed.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pLimit from 'p-limit';
import type { Box } from '../src-contract/index.ts';
import { type Embedding, meanDirection } from '../src-main/core/math/vector.ts';
import type { EncoderClient } from '../src-main/engine/encoder/encoder-client.ts';
import { DescriptionEncoder } from '../src-main/engine/search/query/description-encoder.ts';
import { ExactIndex } from '../src-main/engine/search/exact-index.ts';
import { measurePairs, pairSection } from './lib/box-pairs.ts';
import { type BoxQuery, things } from './lib/box-queries.ts';
import { blurredOutside, crop, redEllipse, type Variant } from './lib/box-variants.ts';
import { makeCollages } from './lib/collages.ts';
import { drawnBoxes } from './lib/drawn-boxes.ts';
import { captionedPhotos, evalDir, requireEvalData } from './lib/eval-data.ts';
import { benchLibrary, readPack, scratchFolder } from './lib/library.ts';
import { progress, report, type Section } from './lib/report.ts';

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    'per-thing': { type: 'string', default: '8' },
    seed: { type: 'string', default: '1' },
    /** Size of the pasted pictures in times of the photos: above 1, what is pasted keeps more of its pixels. */
    scale: { type: 'string', default: '1' },
    /** Leave out the other ways to make a query of a box. */
    alone: { type: 'boolean', default: false },
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
  'crop x 2': crop(2),
  'blurred outside': blurredOutside,
  'blurred outside, red ellipse': redEllipse,
};
/** Mean directions of those. */
const means: Readonly<Record<string, readonly string[]>> = {
  'mean of crop x 1.2 and blurred outside': ['crop x 1.2', 'blurred outside'],
  'mean of crop x 1.2 and red ellipse': ['crop x 1.2', 'blurred outside, red ellipse'],
  'mean of crop x 1.2 and whole': ['crop x 1.2', whole],
  'mean of crops x 1 and x 2': ['crop of the box', 'crop x 2'],
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
const photos = captionedPhotos('flickr8k');
const pasted = await makeCollages(photos, scratch.path, {
  perThing: Number(options['per-thing']),
  seed: Number(options.seed),
  scale: Number(options.scale),
});
const drawn = drawnBoxes(photos);
progress(`${pasted.length} pictures made, ${drawn.length} boxes drawn`);
const atOnce = pLimit(4);
const { encoder } = library.engine;
const embedded = {
  pasted: await Promise.all(pasted.map((query) => atOnce(() => encode(query, encoder, query.inset)))),
  drawn: await Promise.all(drawn.map((query) => atOnce(() => encode(query, encoder)))),
};
const descriptions = new DescriptionEncoder(encoder, readPack().prompts?.templates ?? []);
const words = new Map<string, Embedding>();
for (const thing of Object.keys(things)) words.set(thing, await descriptions.encode(thing));
const stored = await library.closeAndRead();
const boxes = drawn.flatMap((query, i) => {
  const embedding = embedded.drawn[i]?.[box];
  return embedding === undefined ? [] : [{ ...query, embedding }];
});
const pairs = measurePairs({ photos, stored, boxes, words });
const index = new ExactIndex(readPack().embedding.dim);
const paths = [...stored.keys()];
for (const [i, path] of paths.entries()) {
  const embedding = stored.get(path);
  if (embedding !== undefined) index.set(i + 1, embedding);
}
const sets = {
  pasted: await measure(pasted, embedded.pasted),
  drawn: await measure(drawn, embedded.drawn),
};
report(options.json, { photos: paths.length, sets, pairs }, [
  section('Pasted boxes: precision at 10', sets.pasted, [
    'One photo is pasted into another: real things lie in surroundings of their own.',
  ]),
  section('Drawn boxes: precision at 10', sets.drawn, [
    'Drawn by eye around things where they are. What surrounds a thing often shows by itself what it is.',
  ]),
  ...Object.entries(pairs).map(([kind, halves]) =>
    pairSection(`Two things, by ${kind}: of the photos that have both`, halves),
  ),
]);

/** @param inset the photo that the box is around, where it is one. */
async function encode(query: BoxQuery, by: EncoderClient, inset?: string): Promise<Embeddings> {
  const embed = (path: string, part: Box | null = null): Promise<Embedding> => by.encodeQueryImage({ path, box: part });
  const all: Record<string, Embedding> = {
    [whole]: await embed(query.path),
    [box]: await embed(query.path, query.box),
  };
  if (options.alone) return all;
  for (const [name, make] of Object.entries(pictures)) {
    const target = join(scratch.path, `${crypto.randomUUID()}.png`);
    await make(query.path, query.box, target);
    all[name] = await embed(target);
  }
  for (const [name, parts] of Object.entries(means))
    all[name] = meanDirection(parts.flatMap((part) => all[part] ?? []));
  if (inset !== undefined) all['the pasted photo itself'] = await embed(inset);
  return all;
}

/** Percent of the best ten photos that answer a query. */
async function precision(embedding: Embedding, { leftOut, relevant }: BoxQuery): Promise<number> {
  const terms = [{ embedding, weight: 1 }];
  const { hits } = await index.scan({ terms, top: top + leftOut.length, only: null });
  const found = hits
    .map(({ id }) => paths[id - 1] ?? '')
    .filter((path) => !leftOut.includes(path))
    .slice(0, top);
  return (100 * found.filter((path) => relevant.has(path)).length) / top;
}

interface Measured {
  readonly queries: number;
  readonly things: number;
  /** Percent that an answer by lot has. */
  readonly chance: number;
  readonly figures: Readonly<Record<string, Figure>>;
}

async function measure(queries: readonly BoxQuery[], all: readonly Embeddings[]): Promise<Measured> {
  const precisions: Record<string, number[]> = {};
  for (const [i, query] of queries.entries()) {
    for (const [name, embedding] of Object.entries(all[i] ?? {}))
      (precisions[name] ??= []).push(await precision(embedding, query));
  }
  const figures: Record<string, Figure> = {};
  for (const [name, values] of Object.entries(precisions)) {
    figures[name] = {
      precision: mean(values),
      overWhole: gain(values, precisions[whole] ?? []),
      overBox: gain(values, precisions[box] ?? []),
    };
  }
  return {
    queries: queries.length,
    things: new Set(queries.map(({ thing }) => thing)).size,
    chance: mean(queries.map(({ relevant, leftOut }) => (100 * relevant.size) / (paths.length - leftOut.length))),
    figures,
  };
}

function section(title: string, { queries, things, chance, figures }: Measured, notes: readonly string[]): Section {
  const rows = [['query', 'P@10 %', 'over whole', 'standard error', 'over box', 'standard error']];
  for (const [name, figure] of Object.entries(figures)) {
    const gains = [figure.overWhole, figure.overBox].flatMap(({ points, error }) => [points, error]);
    rows.push([name, ...[figure.precision, ...gains].map((value) => value.toFixed(2))]);
  }
  const size = `${queries} queries, ${things} things, ${paths.length} photos; chance is ${chance.toFixed(2)} %`;
  return { title, rows, notes: [size, ...notes] };
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
