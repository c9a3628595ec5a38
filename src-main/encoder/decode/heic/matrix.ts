import type { Nclx } from '../../containers/heic-picture.ts';
import { HeicRefusal } from './refusal.ts';

/** How to make RGB of luma and chroma of 8 bits: luma counts from `black`, chroma from 128. */
export interface RgbWeights {
  readonly black: number;
  readonly luma: number;
  readonly redOfRed: number;
  readonly greenOfBlue: number;
  readonly greenOfRed: number;
  readonly blueOfBlue: number;
}

/** Shares of red and blue in luma by the number of the matrix. @see ITU-T H.273, table 4 */
const shares: Readonly<Record<number, readonly [red: number, blue: number]>> = {
  1: [0.2126, 0.0722],
  4: [0.3, 0.11],
  // BT.601: what is taken where nothing is said, as libheif does.
  2: [0.299, 0.114],
  5: [0.299, 0.114],
  6: [0.299, 0.114],
  7: [0.212, 0.087],
  9: [0.2627, 0.0593],
};

/** @throws HeicRefusal where RGB is made in another way than by shares. */
export function rgbWeights({ matrix, isFullRange }: Nclx): RgbWeights {
  const found = shares[matrix];
  if (found === undefined) throw new HeicRefusal(`Matrix ${matrix} is not known`);
  const [red, blue] = found;
  const green = 1 - red - blue;
  const [luma, chroma] = isFullRange ? [1, 1] : [255 / 219, 255 / 224];
  return {
    black: isFullRange ? 0 : 16,
    luma,
    redOfRed: 2 * (1 - red) * chroma,
    greenOfBlue: ((-2 * blue * (1 - blue)) / green) * chroma,
    greenOfRed: ((-2 * red * (1 - red)) / green) * chroma,
    blueOfBlue: 2 * (1 - blue) * chroma,
  };
}

/** Numbers of the matrices by the names that WebCodecs has for them. */
const named: Readonly<Record<string, number>> = {
  rgb: 0,
  bt709: 1,
  bt470bg: 5,
  smpte170m: 6,
  'bt2020-ncl': 9,
};

/** What a stream says of its colours; without a word, BT.601 in the narrow range. @see ITU-T H.265, E.3.1 */
export function streamNclx(space: { matrix: string | null; fullRange: boolean | null }): Nclx {
  return { matrix: named[space.matrix ?? ''] ?? 2, isFullRange: space.fullRange ?? false };
}
