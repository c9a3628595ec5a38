/** A rectangle on the square of the Mercator projection. */
export interface Frame {
  readonly minX: number;
  readonly minY: number;
  readonly maxX: number;
  readonly maxY: number;
}

/**
 * Cut the border of an area to a rectangle: closely looked at, nearly all of a continent is far away, where a canvas would lose
 * count of its pixels.
 *
 * @param points `x` and `y` in turn.
 * @returns the same; empty where nothing of the area is inside.
 * @see Sutherland and Hodgman 1974, Reentrant polygon clipping, CACM 17 (1), 32
 */
export function clippedArea(points: Float64Array | readonly number[], { minX, minY, maxX, maxY }: Frame): number[] {
  let left = cut(points, 0, minX, 1);
  left = cut(left, 0, maxX, -1);
  left = cut(left, 1, minY, 1);
  return cut(left, 1, maxY, -1);
}

/** Keep what lies beyond a line along an axis: 0 for `x`, 1 for `y`; `sign` 1 for above it. */
function cut(points: Float64Array | readonly number[], axis: 0 | 1, at: number, sign: 1 | -1): number[] {
  const kept: number[] = [];
  const count = points.length;
  if (count === 0) return kept;
  let [lastX, lastY] = [points[count - 2] ?? 0, points[count - 1] ?? 0];
  let wasIn = sign * ((axis === 0 ? lastX : lastY) - at) >= 0;
  for (let i = 0; i < count; i += 2) {
    const [x, y] = [points[i] ?? 0, points[i + 1] ?? 0];
    const isIn = sign * ((axis === 0 ? x : y) - at) >= 0;
    if (isIn !== wasIn) {
      const [from, to] = axis === 0 ? [lastX, x] : [lastY, y];
      const share = (at - from) / (to - from);
      if (axis === 0) kept.push(at, lastY + (y - lastY) * share);
      else kept.push(lastX + (x - lastX) * share, at);
    }
    if (isIn) kept.push(x, y);
    [lastX, lastY, wasIn] = [x, y, isIn];
  }
  return kept;
}
