import { join } from 'node:path';
import sharp from 'sharp';
import type { Box } from '../../src-contract/index.ts';
import { type BoxQuery, showing, things } from './box-queries.ts';
import type { CaptionedPhoto } from './eval-data.ts';
import { seededRandom } from './photos.ts';

/** Photos that show a thing: enough that ten others can be right. */
const leastShown = 11;
const pasted = { width: 0.35, mostHeight: 0.6, margin: 0.04 } as const;

/** A query by a picture of two photos. */
export interface Collage extends BoxQuery {
  /** The photo that was pasted into a corner of the other: its captions name the thing, those of the other do not. */
  readonly inset: string;
}

/** Make pictures of two photos with a box around one of them, the same each time. */
export async function makeCollages(
  photos: readonly CaptionedPhoto[],
  folder: string,
  { perThing, seed, scale }: { readonly perThing: number; readonly seed: number; readonly scale: number },
): Promise<Collage[]> {
  const random = seededRandom(seed);
  const collages: Collage[] = [];
  for (const thing of Object.keys(things)) {
    const shown = showing(photos, thing);
    if (shown.length < leastShown) continue;
    const others = photos.filter((photo) => !shown.includes(photo));
    for (let i = 0; i < perThing; i++) {
      const base = pick(others, random).path;
      const inset = pick(shown, random).path;
      const path = join(folder, `${thing}-${i}.png`);
      const box = await paste(base, inset, path, { scale, right: random() < 0.5, below: random() < 0.5 });
      const relevant = new Set(shown.map((photo) => photo.path).filter((each) => each !== inset));
      collages.push({ thing, path, box, leftOut: [base, inset], relevant, inset });
    }
  }
  return collages;
}

function pick<T>(items: readonly T[], random: () => number): T {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new Error('Expected something to pick from but received nothing');
  return item;
}

async function paste(
  base: string,
  inset: string,
  target: string,
  { scale, right, below }: { scale: number; right: boolean; below: boolean },
): Promise<Box> {
  const size = await sharp(base).metadata();
  const [width, height] = [Math.round(size.width * scale), Math.round(size.height * scale)];
  const { data, info } = await sharp(inset)
    .resize(Math.round(width * pasted.width), Math.round(height * pasted.mostHeight), { fit: 'inside' })
    .png()
    .toBuffer({ resolveWithObject: true });
  const margin = Math.round(width * pasted.margin);
  const left = right ? width - info.width - margin : margin;
  const top = below ? height - info.height - margin : margin;
  await sharp(base)
    .resize(width, height, { fit: 'fill' })
    .composite([{ input: data, left, top }])
    .png({ compressionLevel: 1 })
    .toFile(target);
  return { x: left / width, y: top / height, width: info.width / width, height: info.height / height };
}
