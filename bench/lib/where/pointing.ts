import { join } from 'node:path';
import sharp from 'sharp';
import type { Box } from '../../../src-contract/index.ts';
import { heatMap } from '../../../src-main/core/dense/heat-map.ts';
import { leastAlike, refinedPatches } from '../../../src-main/core/dense/patches.ts';
import { type WhereHeat, whereHeat } from '../../../src-main/core/dense/where-heat.ts';
import type { Embedding } from '../../../src-main/core/math/vector.ts';
import { drawnBoxes } from '../drawn-boxes.ts';
import type { CaptionedPhoto } from '../eval-data.ts';
import { seededRandom } from '../photos.ts';
import { grid, mapOf, type Mapped, type Source } from './maps.ts';
import { forEach, halves, meanOf, rowsOf, type WhereMaterial } from './material.ts';

const whole = { x: 0, y: 0, width: 1, height: 1 };
const collagesOfEach = 40;
const side = 320;

/** A way to make a map of a description. */
type Way = PatchWay | { readonly name: string; readonly source: Source };

interface PatchWay {
  readonly name: string;
  /** Least cosine of patches that are averaged; null for none. */
  readonly least: number | null;
  /** How much of the fit to texts in general is taken off. */
  readonly contrast: number;
}

const ways: readonly Way[] = [
  { name: 'patches as they are', least: null, contrast: 0 },
  { name: 'the product at once', least: leastAlike, contrast: 0 },
  { name: 'occlusion alone', source: 'occlusion' },
  { name: 'the product, refined: both', source: 'both' },
  ...[0.3, 0.4, 0.5, 0.6].map((least) => ({ name: `from a cosine of ${least}`, least, contrast: 0 })),
  ...[0.5, 1].map((contrast) => ({ name: `less ${contrast} x texts in general`, least: leastAlike, contrast })),
];

/** In percent. */
interface Pointing {
  readonly way: string;
  /** Boxes drawn by eye: the middle of the hottest patch lies in the box. */
  readonly inBox: number;
  /** The hottest patch touches the box. */
  readonly touchesBox: number;
  /** Intersection over union of the box of the part that decided with the one that was drawn. */
  readonly overlap: number;
  /** Pictures of four photos: the hottest patch for a caption of one lies in it. */
  readonly inQuarter: number;
}

/** Of the box of the refined map with the one that was drawn, by what it was made. */
interface Overlap {
  readonly by: Source;
  readonly share: number;
  /** Percent. */
  readonly overlap: number;
}

export interface PointingFigures {
  readonly tuning: readonly Pointing[];
  readonly heldOut: readonly Pointing[];
  readonly reaches: Readonly<Record<'tuning' | 'heldOut', readonly Overlap[]>>;
  readonly chance: { readonly inBox: number; readonly touchesBox: number; readonly inQuarter: number };
  readonly queries: { readonly boxes: number; readonly quarters: number };
}

interface Target extends Mapped {
  readonly text: Embedding;
}

interface Material {
  readonly boxes: readonly (Target & { readonly box: Box })[];
  readonly quarters: readonly (Target & { readonly quarter: number })[];
}

/** Measure whether the hottest patch is where the thing is. */
export async function measurePointing(material: WhereMaterial): Promise<PointingFigures> {
  const drawn = halves(drawnBoxes(material.photos.flickr8k));
  const photos = halves(material.photos.flickr8k);
  const general = columnMeans(await material.general(1), material.dim);
  const of = async (half: 'tuning' | 'heldOut'): Promise<Material> => ({
    boxes: await forEach('boxes', drawn[half], async ({ path, thing, box }) => ({
      box,
      ...(await material.mapped(path)),
      text: await material.description(thing),
    })),
    quarters: await quartersOf(material, photos[half], half),
  });
  const [tuning, heldOut] = [await of('tuning'), await of('heldOut')];
  const areas = heldOut.boxes.map(({ box }) => box.width * box.height);
  const cells = Array.from({ length: grid.rows * grid.columns }, (_, cell) => cell);
  const touched = heldOut.boxes.map(({ box }) => cells.filter((cell) => touches(cell, box)).length / cells.length);
  const measured = (some: Material): Pointing[] => ways.map((way) => measure(way, some, general));
  return {
    tuning: measured(tuning),
    heldOut: measured(heldOut),
    reaches: { tuning: reachesOf(tuning.boxes), heldOut: reachesOf(heldOut.boxes) },
    chance: { inBox: 100 * meanOf(areas), touchesBox: 100 * meanOf(touched), inQuarter: 25 },
    queries: { boxes: heldOut.boxes.length, quarters: heldOut.quarters.length },
  };
}

function measure(way: Way, { boxes, quarters }: Material, general: Embedding): Pointing {
  const refined = new Map<Embedding, Embedding>();
  const found = (target: Target): WhereHeat => {
    const { patches, text } = target;
    if ('source' in way) return mapOf(way.source, target, text);
    const { least, contrast } = way;
    const used = refined.get(patches) ?? (least === null ? patches : refinedPatches(patches, text.length, least));
    refined.set(patches, used);
    const wanted = text.map((value, i) => value - contrast * (general[i] ?? 0));
    return whereHeat(wanted, { patches: used, occlusions: null }, grid);
  };
  const hottest = ({ heat }: WhereHeat): number => Array.from(heat).indexOf(Math.max(...Array.from(heat)));
  const share = (hits: readonly boolean[]): number => (100 * hits.filter(Boolean).length) / hits.length;
  const pointed = boxes.map((target) => ({ box: target.box, map: found(target) }));
  return {
    way: way.name,
    inBox: share(pointed.map(({ box, map }) => hasMiddle(hottest(map), box))),
    touchesBox: share(pointed.map(({ box, map }) => touches(hottest(map), box))),
    overlap: overlapIn(pointed),
    inQuarter: share(quarters.map((target) => quarterOf(hottest(found(target))) === target.quarter)),
  };
}

/** @returns percent, the mean of all. */
function overlapIn(all: readonly { readonly box: Box; readonly map: WhereHeat }[]): number {
  return 100 * meanOf(all.map(({ box, map }) => overlapOf(heatMap(map.heat, map.reach, grid, whole).box, box)));
}

/** How the overlap hangs on by what, and from which share of the hottest on, a refined map reaches. */
function reachesOf(boxes: Material['boxes']): Overlap[] {
  return (['patches', 'occlusion', 'both'] as const).flatMap((by) =>
    [0.4, 0.5, 0.6, 0.7, 0.8].map((share) => ({
      by,
      share,
      overlap: overlapIn(
        boxes.map((target) => ({
          box: target.box,
          map: {
            heat: mapOf('both', target, target.text).heat,
            reach: { heat: mapOf(by, target, target.text).heat, share },
          },
        })),
      ),
    })),
  );
}

/** Put four photos into one picture, and ask for each by a caption. */
async function quartersOf(
  material: WhereMaterial,
  photos: readonly CaptionedPhoto[],
  half: string,
): Promise<Material['quarters']> {
  const random = seededRandom(5);
  const numbers = Array.from({ length: collagesOfEach }, (_, i) => i);
  const all = await forEach(`pictures of four (${half})`, numbers, async (number) => {
    const four = new Set<CaptionedPhoto>();
    while (four.size < 4) {
      const one = photos[Math.floor(random() * photos.length)];
      if (one !== undefined) four.add(one);
    }
    const path = join(material.scratch, `${half}-${number}.png`);
    const parts = await Promise.all(
      Array.from(four, ({ path: part }) => sharp(part).resize(side, side, { fit: 'cover' }).png().toBuffer()),
    );
    const places = parts.map((input, i) => ({ input, left: (i % 2) * side, top: Math.floor(i / 2) * side }));
    await sharp({ create: { width: 2 * side, height: 2 * side, channels: 3, background: 'white' } })
      .composite(places)
      .png({ compressionLevel: 1 })
      .toFile(path);
    const mapped = await material.mapped(path);
    const texts = await material.texts(Array.from(four, ({ captions }) => captions[0] ?? ''));
    return rowsOf(texts, material.dim).map((text, quarter) => ({ ...mapped, text, quarter }));
  });
  return all.flat();
}

function columnMeans(rows: Embedding, dim: number): Embedding {
  const all = rowsOf(rows, dim);
  return Float32Array.from({ length: dim }, (_, i) => meanOf(all.map((row) => row[i] ?? 0)));
}

function quarterOf(cell: number): number {
  const isRight = cell % grid.columns >= grid.columns / 2;
  return (isRight ? 1 : 0) + (cell >= (grid.rows * grid.columns) / 2 ? 2 : 0);
}

function hasMiddle(cell: number, { x, y, width, height }: Box): boolean {
  const [across, down] = [((cell % grid.columns) + 0.5) / grid.columns, (Math.floor(cell / 8) + 0.5) / grid.rows];
  return across >= x && across <= x + width && down >= y && down <= y + height;
}

function touches(cell: number, { x, y, width, height }: Box): boolean {
  const [left, top] = [(cell % grid.columns) / grid.columns, Math.floor(cell / grid.columns) / grid.rows];
  return left < x + width && left + 1 / grid.columns > x && top < y + height && top + 1 / grid.rows > y;
}

function overlapOf(a: Box, b: Box): number {
  const across = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const down = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  const both = Math.max(0, across) * Math.max(0, down);
  return both / (a.width * a.height + b.width * b.height - both);
}
