import type { TileBox } from './GridState.svelte.ts';

/** Where photos would come to lie that are dropped in a grid: a line between two of them. */
export interface DropPlace {
  /** Of the photo that they would come before; the number of photos for behind the last. */
  readonly at: number;
  /** Of the line's middle and its ends, CSS pixels in the canvas of the grid. */
  readonly left: number;
  readonly top: number;
  readonly height: number;
}

/**
 * The place between photos that a point is nearest to, in its row.
 *
 * @param tiles that are drawn, in order.
 * @param gap between photos, CSS pixels.
 * @returns null where nothing is drawn.
 */
export function dropPlace(tiles: readonly TileBox[], x: number, y: number, gap: number): DropPlace | null {
  const row = rowAt(tiles, y);
  const [first] = row;
  const last = row.at(-1);
  if (first === undefined || last === undefined) return null;
  const { top, height } = first;
  const next = row.find(({ left, width }) => x < left + width / 2);
  if (next !== undefined) return { at: next.index, left: next.left - gap / 2, top, height };
  return { at: last.index + 1, left: last.left + last.width + gap / 2, top, height };
}

/** The tiles of the row that a height is in, or of the nearest one above it; below no row it is the first. */
function rowAt(tiles: readonly TileBox[], y: number): TileBox[] {
  const top = tiles.findLast((tile) => tile.top <= y)?.top ?? tiles[0]?.top;
  return tiles.filter((tile) => tile.top === top);
}
