/** A grid of heat, row-major, 0..1. */
interface Heat {
  readonly values: readonly number[];
  readonly rows: number;
  readonly columns: number;
}

/** Pixels of the drawing for each cell, each way: browsers enlarge the rest smoothly. */
export const pixelsPerCell = 12;

/** What is cold, and what is hot: the photo is darkened around the thing, and glows at its edge. */
const cold = { red: 10, green: 12, blue: 28, alpha: 186 };
const hot = { red: 255, green: 158, blue: 46, alpha: 26 };

/**
 * Draw heat as pixels, RGBA with straight alpha, row-major: between the middles of cells it passes evenly from one to the
 * other, and beyond the outermost ones it stays as it is there.
 *
 * @returns [rows * pixelsPerCell, columns * pixelsPerCell, 4]
 */
export function heatPixels({ values, rows, columns }: Heat): Uint8ClampedArray<ArrayBuffer> {
  const [width, height] = [columns * pixelsPerCell, rows * pixelsPerCell];
  const pixels = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) {
    const down = between(y, rows);
    for (let x = 0; x < width; x++) {
      const across = between(x, columns);
      const at = (row: number, column: number): number => values[row * columns + column] ?? 0;
      const upper = mix(at(down.low, across.low), at(down.low, across.high), across.share);
      const lower = mix(at(down.high, across.low), at(down.high, across.high), across.share);
      const heat = mix(upper, lower, down.share);
      const start = (y * width + x) * 4;
      pixels[start] = mix(cold.red, hot.red, heat);
      pixels[start + 1] = mix(cold.green, hot.green, heat);
      pixels[start + 2] = mix(cold.blue, hot.blue, heat);
      pixels[start + 3] = mix(cold.alpha, hot.alpha, heat);
    }
  }
  return pixels;
}

/** The two cells whose middles a pixel lies between, and how far it is from the first, 0..1. */
function between(pixel: number, cells: number): { low: number; high: number; share: number } {
  const at = Math.min(cells - 1, Math.max(0, (pixel + 0.5) / pixelsPerCell - 0.5));
  const low = Math.floor(at);
  return { low, high: Math.min(cells - 1, low + 1), share: at - low };
}

function mix(from: number, to: number, share: number): number {
  return from + (to - from) * share;
}
