import type { Box } from '../../../src-contract/index.ts';
import { Cholesky } from '../math/cholesky.ts';

/** The cells of a map. */
interface Cells {
  readonly rows: number;
  readonly columns: number;
}

/** A square that is covered is two cells of this grid wide, and lies on it. */
const steps = 8;
const side = 2 / steps;

/**
 * What is covered of what the image tower sees, one at a time, in shares of its sides: squares of a quarter of the side, on
 * every other place of a grid of 8 by 8 as on the fields of one colour of a chessboard, so that each overlaps its neighbours.
 * Covering all 49 places tells hardly more and takes twice as long; see docs/evaluation.md.
 */
export const coverings: readonly Box[] = places().map(([column, row]) => ({
  ...{ x: column / steps, y: row / steps },
  ...{ width: side, height: side },
}));

function places(): [number, number][] {
  const along = Array.from({ length: steps - 1 }, (_, i) => i);
  return along.flatMap((row) =>
    along.flatMap((column): [number, number][] => ((row + column) % 2 === 0 ? [[column, row]] : [])),
  );
}

/** How much of what a covering costs is taken for noise: of its own variance. */
const noise = 0.25;

/** What coverings share with each other, of the area of one, and with the noise on the diagonal. */
const shared = new Cholesky(
  Float64Array.from(
    coverings.flatMap((a, i) => coverings.map((b, j) => overlap(a, b) / (side * side) + (i === j ? noise : 0))),
  ),
  coverings.length,
);

/**
 * How much each cell matters, from what covering squares of the photo costs the score: the costs are laid on the squares so that
 * those that overlap are not counted twice, which is a ridge regression.
 *
 * @param costs score of the photo less that with `coverings[i]` covered, for each.
 * @returns row-major [rows * columns], in no unit: only how cells compare says something. A cell that matters against what was
 * described is below 0.
 * @throws RangeError where there is not one cost for each covering.
 * @see M. Zeiler, R. Fergus, Visualizing and Understanding Convolutional Networks, 2014; V. Petsiuk, A. Das, K. Saenko, RISE, 2018
 */
export function occlusionHeat(costs: readonly number[], { rows, columns }: Cells): Float64Array {
  if (costs.length !== coverings.length)
    throw new RangeError(`Expected ${coverings.length} costs but received ${costs.length}`);
  const weights = shared.solve(Float64Array.from(costs));
  const [width, height] = [1 / columns, 1 / rows];
  return Float64Array.from({ length: rows * columns }, (_, cell) => {
    const here = { x: (cell % columns) * width, y: Math.floor(cell / columns) * height, width, height };
    return (
      coverings.reduce((sum, covering, i) => sum + (weights[i] ?? 0) * overlap(covering, here), 0) / (width * height)
    );
  });
}

/** Area that two boxes share. */
function overlap(a: Box, b: Box): number {
  const along = (from: number, size: number, other: number, otherSize: number): number =>
    Math.max(0, Math.min(from + size, other + otherSize) - Math.max(from, other));
  return along(a.x, a.width, b.x, b.width) * along(a.y, a.height, b.y, b.height);
}

/** Put two maps of the same cells together, each in standard deviations from its mean: both count the same. */
export function blendedHeat(one: ArrayLike<number>, other: ArrayLike<number>): Float64Array {
  const [a, b] = [standardised(one), standardised(other)];
  return a.map((value, cell) => value + (b[cell] ?? 0));
}

/** All 0 for a map whose cells are all alike. */
function standardised(values: ArrayLike<number>): Float64Array {
  const all = Float64Array.from(values);
  const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
  const deviation = Math.sqrt(all.reduce((sum, value) => sum + (value - mean) ** 2, 0) / all.length);
  return all.map((value) => (deviation > 0 ? (value - mean) / deviation : 0));
}
