import { join } from 'node:path';
import sharp from 'sharp';
import { dot, type Embedding } from '../../../src-main/core/math/vector.ts';
import type { CaptionedPhoto } from '../eval-data.ts';
import { seededRandom } from '../photos.ts';
import { recallAt } from '../statistics.ts';
import { forEach, rowsOf, type WhereMaterial } from './material.ts';

/** Parts kept for each photo. */
const counts = [4, 8, 16] as const;
/** Weights of the best part beside the whole photo. */
const weights = [0.2, 0.3, 0.4, 0.5, 0.6] as const;
const captionsOfEach = 2;
const collages = 150;
/** Photos that are pasted into others, by the share of their sides: 4 % and 12 % of the picture. */
const pastedShares = { 'small things': 0.2, 'larger things': 0.35 } as const;

/** In percent. */
interface Recall {
  readonly r1: number;
  readonly r5: number;
  readonly r10: number;
}

export interface PartsFigures {
  readonly queries: number;
  readonly photos: number;
  readonly whole: Recall;
  readonly withParts: readonly ({ readonly parts: number; readonly weight: number } & Recall)[];
}

interface Photo {
  readonly whole: Embedding;
  /** The farthest from each other, first those that differ most: as many as are kept at most. */
  readonly parts: readonly Embedding[];
}

interface Query {
  readonly text: Embedding;
  /** Place of the photo that is right. */
  readonly target: number;
  /** Places of photos that are not there for this query. */
  readonly leftOut: readonly number[];
}

/** Measure what parts of photos would find that whole photos do not, and what they would cost in finding the rest. */
export async function measureParts(material: WhereMaterial): Promise<Readonly<Record<string, PartsFigures>>> {
  const general = rowsOf(await material.general(13), material.dim);
  const { flickr8k, coco } = material.photos;
  const encoded = {
    flickr8k: await forEach('parts of flickr8k', flickr8k, ({ path }) => encode(material, path)),
    coco: await forEach('parts of coco', coco, ({ path }) => encode(material, path)),
  };
  const figures = (photos: readonly Photo[], queries: readonly Query[]): PartsFigures =>
    measure(photos, queries, general);
  const all: Record<string, PartsFigures> = {
    flickr8k: figures(encoded.flickr8k, await byCaptions(material, flickr8k)),
    coco: figures(encoded.coco, await byCaptions(material, coco)),
  };
  for (const [name, share] of Object.entries(pastedShares)) {
    const pasted = await pastedThings(material, flickr8k, share);
    all[name] = figures([...encoded.flickr8k, ...pasted.photos], pasted.queries);
  }
  return all;
}

async function encode(material: WhereMaterial, path: string): Promise<Photo> {
  const whole = await material.whole(path);
  return { whole, parts: farthest(rowsOf(await material.patches(path), material.dim), whole) };
}

/** Choose patches one by one, each the farthest from the whole and those that were chosen before. */
function farthest(patches: readonly Embedding[], whole: Embedding): Embedding[] {
  const nearest = patches.map((patch) => dot(patch, whole));
  const chosen: Embedding[] = [];
  while (chosen.length < Math.max(...counts)) {
    const next = patches[nearest.indexOf(Math.min(...nearest))];
    if (next === undefined) break;
    chosen.push(next);
    patches.forEach((patch, i) => {
      nearest[i] = Math.max(nearest[i] ?? 0, dot(patch, next));
    });
  }
  return chosen;
}

async function byCaptions(material: WhereMaterial, photos: readonly CaptionedPhoto[]): Promise<Query[]> {
  const captions = photos.flatMap((photo, target) =>
    photo.captions.slice(0, captionsOfEach).map((caption) => ({ caption, target })),
  );
  const texts = rowsOf(await material.texts(captions.map(({ caption }) => caption)), material.dim);
  return captions.flatMap(({ target }, i) => {
    const text = texts[i];
    return text === undefined ? [] : [{ text, target, leftOut: [] }];
  });
}

/** Paste photos into corners of others, and ask for them by a caption. */
async function pastedThings(
  material: WhereMaterial,
  photos: readonly CaptionedPhoto[],
  share: number,
): Promise<{ photos: Photo[]; queries: Query[] }> {
  const random = seededRandom(11);
  const pick = (): number => Math.floor(random() * photos.length);
  const made = await forEach(
    'pasted things',
    Array.from({ length: collages }, (_, i) => i),
    async (i) => {
      const [base, inset] = [pick(), pick()];
      const path = join(material.scratch, `pasted-${share}-${i}.png`);
      const corner = { right: random() < 0.5, below: random() < 0.5 };
      await paste(photos[base]?.path ?? '', photos[inset]?.path ?? '', path, { share, ...corner });
      const photo = await encode(material, path);
      const text = await material.description(photos[inset]?.captions[0] ?? '');
      return { photo, query: { text, target: photos.length + i, leftOut: [base, inset] } };
    },
  );
  return { photos: made.map(({ photo }) => photo), queries: made.map(({ query }) => query) };
}

async function paste(
  base: string,
  inset: string,
  target: string,
  { share, right, below }: { readonly share: number; readonly right: boolean; readonly below: boolean },
): Promise<void> {
  const { data, info } = await sharp(base).png().toBuffer({ resolveWithObject: true });
  const width = Math.round(info.width * share);
  const small = await sharp(inset)
    .resize(width, Math.round(info.height * share), { fit: 'cover' })
    .png()
    .toBuffer({ resolveWithObject: true });
  const left = right ? info.width - small.info.width : 0;
  const top = below ? info.height - small.info.height : 0;
  await sharp(data)
    .composite([{ input: small.data, left, top }])
    .png({ compressionLevel: 1 })
    .toFile(target);
}

/** How much more the best of the first parts scores than the whole, for each number of parts. */
function excesses({ whole, parts }: Photo, text: Embedding): { score: number; excess: Record<number, number> } {
  const score = dot(whole, text);
  const excess: Record<number, number> = {};
  let best = -Infinity;
  parts.forEach((part, i) => {
    best = Math.max(best, dot(part, text));
    excess[i + 1] = best - score;
  });
  return { score, excess };
}

function measure(photos: readonly Photo[], queries: readonly Query[], general: readonly Embedding[]): PartsFigures {
  // What the best part of a photo has over the whole of it for texts that have nothing to do with it says nothing.
  const expected = photos.map((photo) => {
    const sums: Record<number, number> = {};
    for (const text of general) {
      const { excess } = excesses(photo, text);
      for (const count of counts) sums[count] = (sums[count] ?? 0) + (excess[count] ?? 0) / general.length;
    }
    return sums;
  });
  const settings = counts.flatMap((parts) => weights.map((weight) => ({ parts, weight })));
  const ranks: (number | null)[][] = settings.map(() => []);
  const wholeRanks: (number | null)[] = [];
  for (const { text, target, leftOut } of queries) {
    const scored = photos.map((photo) => excesses(photo, text));
    const rankBy = (scoreOf: (place: number) => number): number => {
      const own = scoreOf(target);
      return (
        1 + scored.filter((_, place) => !leftOut.includes(place) && place !== target && scoreOf(place) > own).length
      );
    };
    wholeRanks.push(rankBy((place) => scored[place]?.score ?? 0));
    settings.forEach(({ parts, weight }, i) => {
      ranks[i]?.push(
        rankBy((place) => {
          const { score = 0, excess = {} } = scored[place] ?? {};
          return score + weight * ((excess[parts] ?? 0) - (expected[place]?.[parts] ?? 0));
        }),
      );
    });
  }
  return {
    queries: queries.length,
    photos: photos.length,
    whole: recall(wholeRanks),
    withParts: settings.map((setting, i) => ({ ...setting, ...recall(ranks[i] ?? []) })),
  };
}

function recall(ranks: readonly (number | null)[]): Recall {
  return { r1: recallAt(ranks, 1), r5: recallAt(ranks, 5), r10: recallAt(ranks, 10) };
}
