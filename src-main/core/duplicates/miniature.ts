/** Edge of a miniature in pixels. */
export const miniatureEdge = 32;
export const miniatureBytes = miniatureEdge * miniatureEdge;

/** Luminances 0..255 of an upright photo that is squeezed into a square, row-major [miniatureEdge, miniatureEdge]. */
type Luma = Uint8Array<ArrayBuffer>;

/** What photos are compared by, pixel by pixel, made of the stored thumbnail. */
export interface Miniature {
  readonly luma: Luma;
  /** Mean absolute Laplacian of the thumbnail's luminance, in steps of 255: of two versions of one size the blurred has less. */
  readonly sharpness: number;
}

/** Measure the sharpness of luminances, row-major [height, width]; 0 where there is nothing inside the border. */
export function sharpnessOf(luma: Uint8Array, width: number, height: number): number {
  let sum = 0;
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x;
      const around = (luma[at - 1] ?? 0) + (luma[at + 1] ?? 0) + (luma[at - width] ?? 0) + (luma[at + width] ?? 0);
      sum += Math.abs(4 * (luma[at] ?? 0) - around);
    }
  }
  const inside = Math.max(0, width - 2) * Math.max(0, height - 2);
  return inside === 0 ? 0 : sum / inside;
}
