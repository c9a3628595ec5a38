import { dotAt, type Embedding } from '../../../src-main/core/math/vector.ts';
import { blends, productWeight } from '../../../src-main/core/windows/blended.ts';
import { captionedPhotos, evalDir } from '../eval-data.ts';
import { drawnBoxes } from '../drawn-boxes.ts';
import { recallAt } from '../statistics.ts';
import { halves } from '../where/material.ts';
import type { WindowMaterial, WindowPhoto } from './material.ts';

const weights = [0.2, 0.3, 0.4, 0.5, 0.6] as const;

/** In percent. */
interface Recall {
  readonly r1: number;
  readonly r5: number;
  readonly r10: number;
}

export interface RecallFigures {
  readonly photos: number;
  readonly queries: number;
  readonly whole: Recall;
  /** By the weight of the best window. */
  readonly closer: readonly ({ readonly weight: number } & Recall)[];
}

/** A photo's rows, the best of which counts, and what its scores are lowered by. */
interface Rows {
  readonly rows: readonly Embedding[];
  readonly lowered: number;
}

/** How many captions find their photo, by the whole and with windows of different weights. */
export async function measureRecall(material: WindowMaterial): Promise<Readonly<Record<string, RecallFigures>>> {
  const { tuning, heldOut } = halves(material.sets.flickr8k);
  return {
    'flickr8k, the half that was chosen by': await recallOf(material, tuning),
    'flickr8k, the other half': await recallOf(material, heldOut),
    coco: await recallOf(material, material.sets.coco),
  };
}

async function recallOf(material: WindowMaterial, photos: readonly WindowPhoto[]): Promise<RecallFigures> {
  const queries = photos.flatMap(({ captions }, target) => captions.map((caption) => ({ caption, target })));
  const texts = await material.descriptions(queries.map(({ caption }) => caption));
  const recall = (all: readonly Rows[]): Recall => {
    const ranks = queries.map(({ target }, i) => rankOf(all, texts[i] ?? new Float32Array(), target));
    return { r1: recallAt(ranks, 1), r5: recallAt(ranks, 5), r10: recallAt(ranks, 10) };
  };
  return {
    photos: photos.length,
    queries: queries.length,
    whole: recall(photos.map(wholeOf)),
    closer: weights.map((weight) => ({
      weight,
      ...recall(photos.map((photo) => closerOf(material, photo, weight))),
    })),
  };
}

export interface SmallThings {
  /** Mean share of the photo, in percent. */
  readonly area: number;
  readonly boxes: number;
  /** Mean reciprocal rank of the photo among those whose captions do not name the thing, and its median rank. */
  readonly whole: { readonly mrr: number; readonly median: number };
  readonly closer: { readonly mrr: number; readonly median: number };
}

/** Where photos come for a thing in them that a box is drawn around, by how large it is: smallest third first. */
export async function measureSmallThings(material: WindowMaterial): Promise<SmallThings[]> {
  const photos = material.sets.flickr8k;
  const places = new Map(photos.map(({ path }, place) => [path, place]));
  const boxes = drawnBoxes(captionedPhotos('flickr8k'))
    .flatMap((query) => {
      const place = places.get(query.path);
      return place === undefined ? [] : [{ ...query, place, area: 100 * query.box.width * query.box.height }];
    })
    .sort((a, b) => a.area - b.area);
  const texts = await material.descriptions(boxes.map(({ thing }) => thing));
  const [whole, closer] = [photos.map(wholeOf), photos.map((photo) => closerOf(material, photo, productWeight))];
  const ranked = boxes.map(({ place, relevant, area }, i) => {
    const text = texts[i] ?? new Float32Array();
    const isOther = (other: number): boolean => !relevant.has(photos[other]?.path ?? '');
    return { area, whole: rankOf(whole, text, place, isOther), closer: rankOf(closer, text, place, isOther) };
  });
  const third = Math.ceil(ranked.length / 3);
  return [0, 1, 2].map((at) => {
    const some = ranked.slice(at * third, (at + 1) * third);
    const figures = (ranks: readonly number[]): SmallThings['whole'] => ({
      mrr: ranks.reduce((sum, rank) => sum + 1 / rank, 0) / ranks.length,
      median: ranks.toSorted((a, b) => a - b)[Math.floor(ranks.length / 2)] ?? NaN,
    });
    return {
      area: some.reduce((sum, { area }) => sum + area, 0) / some.length,
      boxes: some.length,
      whole: figures(some.map((one) => one.whole)),
      closer: figures(some.map((one) => one.closer)),
    };
  });
}

function wholeOf({ embedding, bias }: WindowPhoto): Rows {
  return { rows: [embedding], lowered: bias };
}

/** As the product has it where the weight is its own; else what its windows would be with another. */
function closerOf({ general }: WindowMaterial, photo: WindowPhoto, weight: number): Rows {
  const { embedding, bias, excess } = photo;
  if (weight === productWeight) return { rows: photo.blends, lowered: bias + excess };
  const windows = photo.blends.map((blend) =>
    blend.map((value, i) => (value - (1 - productWeight) * (embedding[i] ?? 0)) / productWeight),
  );
  const rows = blends(embedding, windows, weight);
  return { rows, lowered: bias + general.excess(embedding, rows) };
}

function rankOf(all: readonly Rows[], text: Embedding, target: number, isOther = (_: number): boolean => true): number {
  const scoreOf = ({ rows, lowered }: Rows): number => Math.max(...rows.map((row) => dotAt(text, row, 0))) - lowered;
  const one = all[target];
  if (one === undefined) throw new Error(`Expected a photo at ${target} in "${evalDir}"`);
  const own = scoreOf(one);
  return 1 + all.filter((rows, place) => place !== target && isOther(place) && scoreOf(rows) > own).length;
}
