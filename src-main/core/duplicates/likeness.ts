import { dot } from '../math/vector.ts';
import { miniatureBytes, miniatureEdge } from './miniature.ts';

/** How much two photos are the same picture. */
export interface Likeness {
  /** Correlation of the luminances where they fit best, -1..1: a change of brightness or contrast is none. */
  readonly correlation: number;
  /**
   * Share of the worst of 16 parts in what is left when brightness and contrast are alike, in deviations of the photo: small
   * where a photo was compressed or resized, large where something in it has moved.
   */
  readonly worstPart: number;
}

/** Above all that is measured of other pictures, below nearly all that is of copies: `npm run eval -- --suite duplicates`. */
const leastCorrelation = 0.95;
const mostInPart = 0.6;

/** Are two photos the same picture, as far as pixels tell? */
export function isSamePicture({ correlation, worstPart }: Likeness): boolean {
  return correlation >= leastCorrelation && worstPart <= mostInPart;
}

/** What is left of a photo that was cut, as shares of its edges: as much as that is still the same picture. */
const scales = [0.97, 0.94, 0.9] as const;
/** Places of what is left, from one edge to the other. */
const places = [0, 0.5, 1] as const;
/** How the best of these is moved to fit better. */
const steps = { scale: 0.015, place: 0.25 };
/** Photos that do not even fit roughly are not cut out in every way, nor are those that cannot fit better. */
const roughCorrelation = 0.45;
const fullCorrelation = 0.99;
const parts = 4;

/** What is looked at of a photo: its edge as a share, and its place from the left and from the top, 0..1. */
interface Cut {
  readonly scale: number;
  readonly right: number;
  readonly down: number;
}

const cuts: readonly Cut[] = scales.flatMap((scale) =>
  places.flatMap((down) => places.map((right) => ({ scale, right, down }))),
);

/**
 * Compare two photos by their luminances, either of which may be cut a little.
 *
 * @returns a correlation of 0 where one has no contrast: a grey area is like any other.
 * @throws RangeError when one is not [miniatureEdge, miniatureEdge].
 */
export function likeness(a: Uint8Array, b: Uint8Array): Likeness {
  for (const luma of [a, b]) {
    if (luma.length !== miniatureBytes)
      throw new RangeError(`Expected ${miniatureBytes} luminances but received ${luma.length}`);
  }
  const left = standardised(a);
  const right = standardised(b);
  if (left === undefined || right === undefined) return { correlation: 0, worstPart: Infinity };
  const asTheyAre: Fit = { of: left, with: right, correlation: dot(left, right) };
  if (asTheyAre.correlation < roughCorrelation || asTheyAre.correlation >= fullCorrelation) return measured(asTheyAre);
  const cutOut = [bestCut(a, right), bestCut(b, left)];
  return measured([asTheyAre, ...cutOut].reduce((best, fit) => (fit.correlation > best.correlation ? fit : best)));
}

/** Edge of a rough look, which is kept in memory, and its values. */
const roughEdge = 8;
export const roughDim = roughEdge * roughEdge;

/** What a photo looks like roughly: means of luminances, [roughDim], of length 1; undefined where there is no contrast. */
export function roughOf(luma: Uint8Array): Float32Array | undefined {
  const size = miniatureEdge / roughEdge;
  const means = new Float64Array(roughDim);
  for (const [at, value] of luma.entries()) {
    const row = Math.floor(Math.floor(at / miniatureEdge) / size);
    const column = Math.floor((at % miniatureEdge) / size);
    const mean = row * roughEdge + column;
    means[mean] = (means[mean] ?? 0) + value / (size * size);
  }
  const look = standardised(means);
  return look && Float32Array.from(look);
}

interface Fit {
  readonly of: Float64Array;
  readonly with: Float64Array;
  readonly correlation: number;
}

/** Where in a photo, which the other is cut out of, that one fits best. */
function bestCut(from: Uint8Array, other: Float64Array): Fit {
  let best: Fit & { cut: Cut } = { of: other, with: other, correlation: -1, cut: { scale: 1, right: 0, down: 0 } };
  const look = (cut: Cut): void => {
    const of = standardised(resampled(from, cut));
    const correlation = of === undefined ? -1 : dot(of, other);
    if (of !== undefined && correlation > best.correlation) best = { of, with: other, correlation, cut };
  };
  for (const cut of cuts) look(cut);
  const { scale, right, down } = best.cut;
  for (const more of [-1, 0, 1]) {
    for (const [x, y] of [
      [0, 0],
      [-1, 0],
      [1, 0],
      [0, -1],
      [0, 1],
    ] as const) {
      if (more === 0 && x === 0 && y === 0) continue;
      look({
        scale: Math.min(1, scale + more * steps.scale),
        right: clampedShare(right + x * steps.place),
        down: clampedShare(down + y * steps.place),
      });
    }
  }
  return best;
}

function measured(fit: Fit): Likeness {
  const size = miniatureEdge / parts;
  let worst = 0;
  for (let part = 0; part < parts * parts; part++) {
    const top = Math.floor(part / parts) * size;
    const left = (part % parts) * size;
    let squares = 0;
    for (let y = top; y < top + size; y++) {
      for (let x = left; x < left + size; x++) {
        const at = y * miniatureEdge + x;
        squares += ((fit.of[at] ?? 0) - (fit.with[at] ?? 0)) ** 2;
      }
    }
    worst = Math.max(worst, squares);
  }
  // A part of a standardised photo has a square of 1 / 16 on average.
  return { correlation: fit.correlation, worstPart: Math.sqrt(worst * parts * parts) };
}

/** Without its mean, and of length 1; undefined where there is no contrast. */
function standardised(luma: ArrayLike<number>): Float64Array | undefined {
  const values = Float64Array.from(luma);
  let sum = 0;
  for (const value of values) sum += value;
  const mean = sum / values.length;
  let squares = 0;
  for (let i = 0; i < values.length; i++) {
    const value = (values[i] ?? 0) - mean;
    values[i] = value;
    squares += value * value;
  }
  // Less than two steps of brightness on average is noise.
  if (squares < values.length * 4) return undefined;
  const inverse = 1 / Math.sqrt(squares);
  for (let i = 0; i < values.length; i++) values[i] = (values[i] ?? 0) * inverse;
  return values;
}

/** A part of a photo, stretched to its size, bilinear. */
function resampled(luma: Uint8Array, { scale, right: along, down: below }: Cut): Float64Array {
  const values = new Float64Array(miniatureBytes);
  const x = along * (1 - scale) * miniatureEdge;
  const y = below * (1 - scale) * miniatureEdge;
  for (let row = 0; row < miniatureEdge; row++) {
    const fromY = clamped(y + (row + 0.5) * scale - 0.5);
    const top = Math.min(miniatureEdge - 2, Math.floor(fromY));
    const down = fromY - top;
    for (let column = 0; column < miniatureEdge; column++) {
      const fromX = clamped(x + (column + 0.5) * scale - 0.5);
      const left = Math.min(miniatureEdge - 2, Math.floor(fromX));
      const right = fromX - left;
      const at = top * miniatureEdge + left;
      const upper = (luma[at] ?? 0) * (1 - right) + (luma[at + 1] ?? 0) * right;
      const lower = (luma[at + miniatureEdge] ?? 0) * (1 - right) + (luma[at + miniatureEdge + 1] ?? 0) * right;
      values[row * miniatureEdge + column] = upper * (1 - down) + lower * down;
    }
  }
  return values;
}

function clamped(at: number): number {
  return Math.min(miniatureEdge - 1, Math.max(0, at));
}

function clampedShare(share: number): number {
  return Math.min(1, Math.max(0, share));
}
