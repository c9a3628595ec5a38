import type { Box, HeatMap } from '../../../src-contract/index.ts';
import type { ImageTower } from '../pack/manifest.ts';
import { planResize } from '../image/preprocess.ts';
import type { PatchGrid } from './patches.ts';

type Grid = Pick<PatchGrid, 'rows' | 'columns'>;
type Tower = Pick<ImageTower, 'width' | 'height' | 'resize' | 'cropPct'>;

/** Where in a photo the grid lies: shares of its sides, which go beyond it where it was padded. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** From which value on cells around the hottest one belong to the part that decided. */
const deciding = 0.5;

/** What of a `width` x `height` photo an image tower sees, and thereby its grid lies over. */
export function seenArea(width: number, height: number, tower: Tower): Area {
  const plan = planResize(width, height, tower);
  return {
    x: plan.left / plan.width,
    y: plan.top / plan.height,
    width: tower.width / plan.width,
    height: tower.height / plan.height,
  };
}

/**
 * Make a map of heat: 0 for the middle one of the cells and all below, 1 for the hottest. So half of a photo is always cold:
 * the map says where most of what was described is, and not whether it is there.
 *
 * The box is around the cells that hang together with the hottest one, side by side, and are above half of it.
 *
 * @param heat row-major [rows * columns], any scale.
 */
export function heatMap(heat: ArrayLike<number>, grid: Grid, area: Area): HeatMap {
  const values = Array.from(heat);
  const sorted = values.toSorted((a, b) => a - b);
  const floor = sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
  const span = (sorted.at(-1) ?? 0) - floor;
  // All cells alike: nothing is anywhere.
  const scaled = values.map((value) => (span > 0 ? Math.max(0, (value - floor) / span) : 0));
  return { values: scaled, box: boxOf(decidingCells(scaled, grid), grid, area) };
}

/** Cells above half of the hottest one that hang together with it; all cells of a map without heat. */
export function decidingCells(values: readonly number[], { columns }: Grid): number[] {
  const hottest = values.indexOf(Math.max(...values));
  if ((values[hottest] ?? 0) <= 0) return values.map((_, cell) => cell);
  const cells = new Set([hottest]);
  for (const cell of cells) {
    const column = cell % columns;
    const beside = [cell - columns, cell + columns];
    if (column > 0) beside.push(cell - 1);
    if (column < columns - 1) beside.push(cell + 1);
    for (const other of beside) if ((values[other] ?? 0) > deciding) cells.add(other);
  }
  return [...cells];
}

/** The box around cells, as far as it lies in the photo. */
function boxOf(cells: readonly number[], { rows, columns }: Grid, area: Area): Box {
  const across = cells.map((cell) => cell % columns);
  const down = cells.map((cell) => Math.floor(cell / columns));
  const x = inside(area.x, area.width / columns, across);
  const y = inside(area.y, area.height / rows, down);
  return { x: x.from, y: y.from, width: x.size, height: y.size };
}

/** Smallest side of a box: cells that lie in the padding alone still have one. */
const smallest = 1e-3;

function inside(start: number, step: number, places: readonly number[]): { from: number; size: number } {
  const clamp = (at: number, most: number): number => Math.min(most, Math.max(0, at));
  const from = clamp(start + Math.min(...places) * step, 1 - smallest);
  const to = clamp(start + (Math.max(...places) + 1) * step, 1);
  return { from, size: Math.max(smallest, to - from) };
}

/** Whether something can be looked for in the cells of photos: the pack has them, in the space of its texts. */
export function hasPatches(pack: { readonly dense?: { readonly inJointSpace: boolean } | undefined }): boolean {
  return pack.dense?.inJointSpace === true;
}
