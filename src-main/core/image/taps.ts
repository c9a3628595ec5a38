export type Interpolation = 'bicubic' | 'bilinear';

/** Fractional bits of a weight. */
export const fractionBits = 22;

/** For each wanted output position: the first input position, how many, and their fixed-point weights. */
export interface Taps {
  readonly first: Int32Array;
  readonly count: Int32Array;
  /** `stride` weights an output position, of `fractionBits` bits; zero from `count` on. */
  readonly weights: Int32Array;
  /** A multiple of 4. */
  readonly stride: number;
}

const filters = {
  bicubic: { support: 2, weight: cubicWeight },
  bilinear: { support: 1, weight: (x: number): number => Math.max(0, 1 - Math.abs(x)) },
} as const;

function cubicWeight(x: number): number {
  const a = -0.5;
  const t = Math.abs(x);
  if (t < 1) return ((a + 2) * t - (a + 3)) * t * t + 1;
  if (t < 2) return (((t - 5) * t + 8) * t - 4) * a;
  return 0;
}

/**
 * Compute the taps of one direction: of the `wanted` output positions from `start` on, when `inputSize` pixels are
 * resized to `outputSize`. The filter is widened by the scale factor when reducing (antialiasing), cut off at the
 * edges, and its weights sum to 1 but for their rounding.
 */
export function computeTaps(
  inputSize: number,
  outputSize: number,
  interpolation: Interpolation,
  start: number,
  wanted: number,
): Taps {
  const { support, weight } = filters[interpolation];
  const one = 1 << fractionBits;
  const scale = inputSize / outputSize;
  const widening = Math.max(1, scale);
  const reach = support * widening;
  const stride = Math.ceil((Math.ceil(reach) * 2 + 1) / 4) * 4;
  const first = new Int32Array(wanted);
  const count = new Int32Array(wanted);
  const weights = new Int32Array(wanted * stride);
  const raw = new Float64Array(stride);
  for (let o = 0; o < wanted; o++) {
    const centre = (start + o + 0.5) * scale;
    const from = Math.max(0, Math.floor(centre - reach + 0.5));
    const to = Math.min(inputSize, Math.floor(centre + reach + 0.5));
    let sum = 0;
    for (let i = from; i < to; i++) {
      const value = weight((i - centre + 0.5) / widening);
      raw[i - from] = value;
      sum += value;
    }
    for (let i = 0; i < to - from; i++) {
      const value = ((raw[i] ?? 0) / sum) * one;
      weights[o * stride + i] = Math.trunc(value < 0 ? value - 0.5 : value + 0.5);
    }
    first[o] = from;
    count[o] = to - from;
  }
  return { first, count, weights, stride };
}
