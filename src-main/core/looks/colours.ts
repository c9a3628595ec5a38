import { type ColourName, colourNames } from '../../../src-contract/looks.ts';
import { colourNameOf } from './colour-names.ts';
import { oklchOf } from './oklab.ts';

/** Names that take in other colours: who looks for something blue means a sky, too. */
const shades: Partial<Record<ColourName, readonly ColourName[]>> = { green: ['olive'], blue: ['sky', 'navy'] };
/** What walls, skin and shadows are: of these only a large part counts. */
const quiet: ReadonlySet<ColourName> = new Set(['black', 'grey', 'white', 'beige', 'brown']);

/** Share of a picture from which it is of a colour. */
const leastShare = 0.15;
/** Shares of the picture and of its middle from which something vivid in the middle counts. */
const leastSalient = 0.05;
const leastOfMiddle = 0.15;
/** Points that are looked at along the longer side. */
const pointsAlong = 128;

/** 8-bit sRGB, row-major [height, width, 3]. */
export interface RgbPixels {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Shares of a picture, and of its middle, that are of a colour, 0..1. */
interface Share {
  readonly whole: number;
  readonly middle: number;
}

/**
 * Tell which colours a picture is of: a part of it from [leastShare], or something vivid in its middle.
 *
 * @returns the share of each such colour, 0..1, of `green` and `blue` with their shades.
 */
export function coloursOf(pixels: RgbPixels): Map<ColourName, number> {
  const shares = sharesOf(pixels);
  const found = new Map<ColourName, number>();
  for (const name of colourNames) {
    const { whole, middle } = sum([name, ...(shades[name] ?? [])].flatMap((each) => shares.get(each) ?? []));
    const isSalient = !quiet.has(name) && whole >= leastSalient && middle >= leastOfMiddle;
    if (whole >= leastShare || isSalient) found.set(name, whole);
  }
  return found;
}

/** Shares of all colours that there are, each pixel of one colour. The middle is half as wide and half as high. */
export function sharesOf({ data, width, height }: RgbPixels): Map<ColourName, Share> {
  const step = Math.max(1, Math.max(width, height) / pointsAlong);
  const counts = new Map<ColourName, { whole: number; middle: number }>();
  let [whole, middle] = [0, 0];
  for (let y = step / 2; y < height; y += step) {
    const isMiddleRow = Math.abs(y / height - 0.5) < 0.25;
    for (let x = step / 2; x < width; x += step) {
      const at = 3 * (Math.floor(y) * width + Math.floor(x));
      const name = colourNameOf(oklchOf(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0));
      const isMiddle = isMiddleRow && Math.abs(x / width - 0.5) < 0.25;
      const count = counts.get(name) ?? { whole: 0, middle: 0 };
      count.whole++;
      whole++;
      if (isMiddle) {
        count.middle++;
        middle++;
      }
      counts.set(name, count);
    }
  }
  return new Map(
    [...counts].map(([name, count]) => [
      name,
      { whole: count.whole / Math.max(1, whole), middle: count.middle / Math.max(1, middle) },
    ]),
  );
}

function sum(shares: readonly Share[]): Share {
  return {
    whole: shares.reduce((total, { whole }) => total + whole, 0),
    middle: shares.reduce((total, { middle }) => total + middle, 0),
  };
}
