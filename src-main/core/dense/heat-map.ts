import type { Box, HeatMap } from '../../../src-contract/index.ts';
import type { ImageTower } from '../pack/manifest.ts';
import { planResize } from '../image/preprocess.ts';
import { type CellBox, decidingBox } from './deciding-box.ts';
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

/** How far something reaches by a map of heat. */
export interface ReachByHeat {
  /** Row-major [rows * columns], any scale. */
  readonly heat: ArrayLike<number>;
  /** As in `Reach`. */
  readonly share: number;
}

/**
 * Make a map of heat: 0 for the middle one of the cells and all below, 1 for the hottest. So half of a photo is always cold:
 * the map says where most of what was described is, and not whether it is there.
 *
 * @param heat row-major [rows * columns], any scale.
 * @param reach by what the box around the hottest cell is made, see `decidingBox`.
 */
export function heatMap(heat: ArrayLike<number>, reach: ReachByHeat, grid: Grid, area: Area): HeatMap {
  const values = scaled(heat);
  const far = reach.heat === heat ? values : scaled(reach.heat);
  return { values, box: boxOf(decidingBox(values, { values: far, share: reach.share }, grid), grid, area) };
}

function scaled(heat: ArrayLike<number>): number[] {
  const values = Array.from(heat);
  const sorted = values.toSorted((a, b) => a - b);
  const floor = sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
  const span = (sorted.at(-1) ?? 0) - floor;
  // All cells alike: nothing is anywhere.
  return values.map((value) => (span > 0 ? Math.max(0, (value - floor) / span) : 0));
}

/** What of the photo lies in a box of cells. */
function boxOf({ left, top, right, bottom }: CellBox, { rows, columns }: Grid, area: Area): Box {
  const x = inside(area.x, area.width / columns, left, right);
  const y = inside(area.y, area.height / rows, top, bottom);
  return { x: x.from, y: y.from, width: x.size, height: y.size };
}

/** Smallest side of a box: cells that lie in the padding alone still have one. */
const smallest = 1e-3;

function inside(start: number, step: number, first: number, last: number): { from: number; size: number } {
  const clamp = (at: number, most: number): number => Math.min(most, Math.max(0, at));
  const from = clamp(start + first * step, 1 - smallest);
  const to = clamp(start + last * step, 1);
  return { from, size: Math.max(smallest, to - from) };
}

/** Whether something can be looked for in the cells of photos: the pack has them, in the space of its texts. */
export function hasPatches(pack: { readonly dense?: { readonly inJointSpace: boolean } | undefined }): boolean {
  return pack.dense?.inJointSpace === true;
}
