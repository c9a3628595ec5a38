import { join } from 'node:path';
import sharp from 'sharp';
import { type BestPartFigures, measureBestPart, type PhotoInParts } from './best-part.ts';
import { forEach, halves, rowsOf, type WhereMaterial } from './material.ts';
import { captionQueries, pastedThings } from './part-queries.ts';

/** Windows of half the sides: the corners and the middle first, then those between. */
const places = [
  [0, 0],
  [0.5, 0],
  [0, 0.5],
  [0.5, 0.5],
  [0.25, 0.25],
  [0.25, 0],
  [0, 0.25],
  [0.5, 0.25],
  [0.25, 0.5],
] as const;
const counts = [5, 9] as const;
/** Pictures are as large as those of a phone, so that what is pasted is as sharp as the photo it was. */
const scale = 4;
const shares = { 'small things, sharp': 0.2, 'tiny things, sharp': 0.12 } as const;

/** Measure what windows of photos, encoded as photos are, would find that whole photos do not. */
export async function measureWindows(material: WhereMaterial): Promise<Readonly<Record<string, BestPartFigures>>> {
  const general = rowsOf(await material.general(13), material.dim);
  const flickr8k = halves(material.photos.flickr8k).heldOut;
  const { coco } = material.photos;
  const encode = (path: string): Promise<PhotoInParts> => encodeWindows(material, path);
  const encoded = {
    flickr8k: await forEach('windows of flickr8k', flickr8k, ({ path }) => encode(path)),
    coco: await forEach('windows of coco', coco, ({ path }) => encode(path)),
  };
  const all: Record<string, BestPartFigures> = {
    flickr8k: measureBestPart(encoded.flickr8k, await captionQueries(material, flickr8k), { counts, general }),
    coco: measureBestPart(encoded.coco, await captionQueries(material, coco), { counts, general }),
  };
  for (const [name, share] of Object.entries(shares)) {
    const { photos, queries } = await pastedThings(material, flickr8k, { share, scale, encode });
    all[name] = measureBestPart([...encoded.flickr8k, ...photos], queries, { counts, general });
  }
  return all;
}

/** The whole photo, and each window of it as a picture of its own. */
async function encodeWindows(material: WhereMaterial, path: string): Promise<PhotoInParts> {
  const whole = await material.whole(path);
  const { width, height } = await sharp(path).metadata();
  const parts = [];
  for (const [left, top] of places) {
    const target = join(material.scratch, 'window.png');
    await sharp(path)
      .extract({
        left: Math.floor(left * width),
        top: Math.floor(top * height),
        width: Math.floor(width / 2),
        height: Math.floor(height / 2),
      })
      .png({ compressionLevel: 1 })
      .toFile(target);
    parts.push(await material.whole(target));
  }
  return { whole, parts };
}
