import type { ColourName } from '../../../src-contract/looks.ts';
import type { Oklch } from './oklab.ts';

/** A hue range, from its first degree to where the next begins, with the name of a colour of this lightness and chroma. */
type Sector = readonly [until: number, name: (colour: Oklch) => ColourName];

/** Skin, wood and sand lie between red and yellow, and are told from orange by being darker or less vivid. */
function warm({ lightness, chroma }: Oklch): ColourName {
  if (lightness >= 0.74 && chroma < 0.11) return 'beige';
  return lightness < 0.6 || chroma < 0.12 ? 'brown' : 'orange';
}

function reddish({ lightness, chroma }: Oklch): ColourName {
  if (lightness >= 0.7) return 'pink';
  return chroma < 0.1 ? 'brown' : 'red';
}

function yellowish({ lightness, chroma }: Oklch): ColourName {
  if (chroma < 0.09) return lightness >= 0.68 ? 'beige' : 'olive';
  return lightness >= 0.72 ? 'yellow' : 'olive';
}

function bluish({ lightness }: Oklch): ColourName {
  if (lightness >= 0.7) return 'sky';
  return lightness < 0.35 ? 'navy' : 'blue';
}

const sectors: readonly Sector[] = [
  [15, ({ lightness, chroma }) => (lightness >= 0.6 || chroma < 0.1 ? 'pink' : 'red')],
  [40, reddish],
  [85, warm],
  [118, yellowish],
  [172, ({ lightness, hue, chroma }) => (hue < 128 && lightness < 0.6 && chroma < 0.09 ? 'olive' : 'green')],
  [215, () => 'teal'],
  [285, bluish],
  [340, ({ lightness, chroma, hue }) => (hue >= 320 && lightness >= 0.75 && chroma < 0.15 ? 'pink' : 'purple')],
  [360, ({ lightness }) => (lightness >= 0.55 ? 'pink' : 'purple')],
];

/** Least chroma of what has a colour at all: in the dark and in very bright light less of it is seen. */
function leastChroma({ lightness, hue }: Oklch): number {
  if (lightness < 0.2) return 0.1;
  if (lightness < 0.35) return 0.06;
  // White in the light of a lamp is yellowish, in the shadow bluish: the latter is not meant by a colour.
  if (lightness > 0.9) return hue > 60 && hue < 120 ? 0.025 : 0.04;
  return 0.04;
}

/** Name a colour. */
export function colourNameOf(colour: Oklch): ColourName {
  if (colour.chroma < leastChroma(colour)) return neutral(colour.lightness);
  const sector = sectors.find(([until]) => colour.hue < until);
  return sector === undefined ? 'pink' : sector[1](colour);
}

function neutral(lightness: number): ColourName {
  if (lightness < 0.32) return 'black';
  return lightness > 0.88 ? 'white' : 'grey';
}
