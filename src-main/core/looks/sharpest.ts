/** A difference by less than this share is none: shots in a row differ a little by what moves in them. */
const sameSharpness = 0.15;

/** A photo with the variance of its Laplacian; null where it was not measured. */
export interface MeasuredShot {
  readonly id: number;
  readonly sharpness: number | null;
}

/**
 * The sharpest of shots of one scene.
 *
 * @param shots the one that stands for them first: the camera or a person may have picked it, so another must be clearly
 * sharper.
 * @returns null where fewer than two were measured, or none is clearly sharper than the first.
 */
export function sharpestOf(shots: readonly MeasuredShot[]): number | null {
  const [first] = shots;
  const measured = shots.flatMap(({ id, sharpness }) => (sharpness === null ? [] : [{ id, sharpness }]));
  if (first === undefined || first.sharpness === null || measured.length < 2) return null;
  const best = measured.reduce((before, shot) => (shot.sharpness > before.sharpness ? shot : before));
  return best.sharpness * (1 - sameSharpness) > first.sharpness ? best.id : null;
}
