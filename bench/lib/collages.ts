import { join } from 'node:path';
import sharp from 'sharp';
import type { Box } from '../../src-contract/index.ts';
import type { CaptionedPhoto } from './eval-data.ts';
import { seededRandom } from './photos.ts';

/**
 * Things that captions name, and that a box may be drawn around. Each is a regular expression of whole words. A thing
 * takes part when at least `leastShown` photos show it.
 */
const things: Readonly<Record<string, string>> = {
  dog: 'dogs?',
  bicycle: 'bicycles?|bikes?',
  ball: 'balls?',
  horse: 'horses?',
  boat: 'boats?|canoes?|kayaks?|rafts?',
  car: 'cars?',
  swing: 'swings?',
  hat: 'hats?',
  helmet: 'helmets?',
  motorcycle: 'motorcycles?|motorbikes?',
  frisbee: 'frisbees?',
  tree: 'trees?',
  bench: 'bench|benches',
  pool: 'pools?',
  fence: 'fences?',
  rock: 'rocks?',
  mountain: 'mountains?',
  camera: 'cameras?',
  slide: 'slides?',
  backpack: 'backpacks?',
  sunglasses: 'sunglasses',
  bridge: 'bridges?',
  baby: 'baby|babies',
  stick: 'sticks?',
  rope: 'ropes?',
  flower: 'flowers?',
  beach: 'beach|beaches',
  wave: 'waves?',
  tennis: 'tennis',
  table: 'tables?',
  bed: 'beds?',
  skis: 'skis?|skiers?|skiing',
};

/** Enough that ten others can be right. */
const leastShown = 11;
const pasted = { width: 0.35, mostHeight: 0.6, margin: 0.04 } as const;

export interface Collage {
  readonly thing: string;
  /** The photo that fills the picture: its captions do not name the thing. */
  readonly base: string;
  /** The photo that was pasted into a corner of it: its captions name the thing. */
  readonly inset: string;
  /** PNG, absolute path. */
  readonly path: string;
  /** Around the pasted photo. */
  readonly box: Box;
  /** Photos that answer the query: the captions of each name the thing. Neither of the two above is among them. */
  readonly relevant: ReadonlySet<string>;
}

/** Make pictures of two photos with a box around one of them, the same each time. */
export async function makeCollages(
  photos: readonly CaptionedPhoto[],
  folder: string,
  { perThing, seed, scale }: { readonly perThing: number; readonly seed: number; readonly scale: number },
): Promise<Collage[]> {
  const random = seededRandom(seed);
  const collages: Collage[] = [];
  for (const [thing, words] of Object.entries(things)) {
    const names = new RegExp(`\\b(?:${words})\\b`, 'iu');
    const showing = photos.filter(({ captions }) => captions.some((caption) => names.test(caption)));
    if (showing.length < leastShown) continue;
    const others = photos.filter((photo) => !showing.includes(photo));
    for (let i = 0; i < perThing; i++) {
      const base = pick(others, random).path;
      const inset = pick(showing, random).path;
      const path = join(folder, `${thing}-${i}.png`);
      const box = await paste(base, inset, path, { scale, right: random() < 0.5, below: random() < 0.5 });
      const relevant = new Set(showing.map((photo) => photo.path).filter((each) => each !== inset));
      collages.push({ thing, base, inset, path, box, relevant });
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
