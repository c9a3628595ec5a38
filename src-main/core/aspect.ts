/** Width / height of a photo to three decimals, never 0. */
export function aspectOf(width: number, height: number): number {
  return Math.max(0.001, Math.round((1000 * width) / height) / 1000);
}
