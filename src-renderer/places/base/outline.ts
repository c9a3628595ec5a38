/** A line or the border of an area on the square of the Mercator projection. */
export interface Outline {
  /** `x` and `y` in turn, 0..1. */
  readonly points: Float64Array;
  readonly minX: number;
  readonly minY: number;
  readonly maxX: number;
  readonly maxY: number;
}

/** Takes in what d3 draws, on a square of this side, as outlines. */
export class OutlineCollector {
  readonly outlines: Outline[] = [];
  readonly #side: number;
  #points: number[] = [];

  constructor(side: number) {
    this.#side = side;
  }

  beginPath(): void {
    this.#end();
  }

  moveTo(x: number, y: number): void {
    this.#end();
    this.lineTo(x, y);
  }

  lineTo(x: number, y: number): void {
    this.#points.push(x / this.#side, y / this.#side);
  }

  closePath(): void {
    this.#end();
  }

  /** Points by themselves are drawn as circles; outlines have none. */
  arc(): void {
    this.#points = [];
  }

  /** Every outline that was drawn. */
  taken(): Outline[] {
    this.#end();
    return this.outlines;
  }

  #end(): void {
    if (this.#points.length >= 4) this.outlines.push(outline(Float64Array.from(this.#points)));
    this.#points = [];
  }
}

function outline(points: Float64Array): Outline {
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < points.length; i += 2) {
    const [x = 0, y = 0] = [points[i], points[i + 1]];
    minX = Math.min(minX, x);
    maxX = Math.max(maxX, x);
    minY = Math.min(minY, y);
    maxY = Math.max(maxY, y);
  }
  return { points, minX, minY, maxX, maxY };
}

/**
 * The same with fewer points, for a look from far away: each point is farther than a distance from the one before, and outlines
 * of a smaller extent are left out.
 */
export function coarser(outlines: readonly Outline[], distance: number): Outline[] {
  return outlines.flatMap(({ points, minX, minY, maxX, maxY }) => {
    if (maxX - minX < distance && maxY - minY < distance) return [];
    const kept: number[] = [];
    let [lastX, lastY] = [Infinity, Infinity];
    for (let i = 0; i < points.length; i += 2) {
      const [x = 0, y = 0] = [points[i], points[i + 1]];
      const isEnd = i === points.length - 2;
      if (!isEnd && Math.abs(x - lastX) < distance && Math.abs(y - lastY) < distance) continue;
      kept.push(x, y);
      [lastX, lastY] = [x, y];
    }
    return kept.length < 4 ? [] : [outline(Float64Array.from(kept))];
  });
}
