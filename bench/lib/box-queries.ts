import type { Box } from '../../src-contract/index.ts';
import type { CaptionedPhoto } from './eval-data.ts';

/** A search by a box, with the photos that answer it. */
export interface BoxQuery {
  readonly thing: string;
  /** The picture, absolute path. */
  readonly path: string;
  /** Around the thing. */
  readonly box: Box;
  /** Photos that the picture is made of: not to be found. */
  readonly leftOut: readonly string[];
  /** Photos that answer the query: a caption of each names the thing. */
  readonly relevant: ReadonlySet<string>;
}

/**
 * Things that captions name, and that a box may be drawn around. Each is a regular expression of whole words.
 */
export const things: Readonly<Record<string, string>> = {
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

/** Photos that have a caption that names a thing. */
export function showing(photos: readonly CaptionedPhoto[], thing: string): CaptionedPhoto[] {
  const names = new RegExp(`\\b(?:${things[thing] ?? thing})\\b`, 'iu');
  return photos.filter(({ captions }) => captions.some((caption) => names.test(caption)));
}
