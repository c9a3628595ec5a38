import { dot, type Embedding } from '../../../src-main/core/math/vector.ts';
import { type BestPartFigures, measureBestPart, type PartsQuery, type PhotoInParts } from './best-part.ts';
import { forEach, rowsOf, type WhereMaterial } from './material.ts';
import { captionQueries, pastedThings } from './part-queries.ts';

/** Parts kept for each photo. */
const counts = [4, 8, 16] as const;
/** Photos that are pasted into others, by the share of their sides: 4 % and 12 % of the picture. */
const pastedShares = { 'small things': 0.2, 'larger things': 0.35 } as const;

/** Measure what parts of photos would find that whole photos do not, and what they would cost in finding the rest. */
export async function measureParts(material: WhereMaterial): Promise<Readonly<Record<string, BestPartFigures>>> {
  const general = rowsOf(await material.general(13), material.dim);
  const { flickr8k, coco } = material.photos;
  const encoded = {
    flickr8k: await forEach('parts of flickr8k', flickr8k, ({ path }) => encode(material, path)),
    coco: await forEach('parts of coco', coco, ({ path }) => encode(material, path)),
  };
  const figures = (photos: readonly PhotoInParts[], queries: readonly PartsQuery[]): BestPartFigures =>
    measureBestPart(photos, queries, { counts, general });
  const all: Record<string, BestPartFigures> = {
    flickr8k: figures(encoded.flickr8k, await captionQueries(material, flickr8k)),
    coco: figures(encoded.coco, await captionQueries(material, coco)),
  };
  for (const [name, share] of Object.entries(pastedShares)) {
    const pasted = await pastedThings(material, flickr8k, {
      share,
      scale: 1,
      encode: (path) => encode(material, path),
    });
    all[name] = figures([...encoded.flickr8k, ...pasted.photos], pasted.queries);
  }
  return all;
}

async function encode(material: WhereMaterial, path: string): Promise<PhotoInParts> {
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
