import { z } from 'zod';
import type { Box } from '../../../src-contract/index.ts';

const share = z.number().min(0).max(1);

/** Where a photo shows a person, as a file says it. The name is untrusted text. */
export const Face = z.strictObject({
  name: z.string(),
  /** Left upper corner and size, as shares of width and height. */
  x: share,
  y: share,
  width: share,
  height: share,
  /** Whether that is of the photo as it is shown; else of its pixels as they are stored. */
  isUpright: z.boolean(),
  /** Size in pixels of the picture that it was drawn on; null where that is not said. */
  drawnOn: z.strictObject({ width: z.number().positive(), height: z.number().positive() }).nullable(),
});
export type Face = z.infer<typeof Face>;

/** The photo that faces are in. */
export interface FacedPhoto {
  /** EXIF orientation, 1 to 8. */
  readonly orientation: number;
  /** Upright size in pixels. */
  readonly width: number;
  readonly height: number;
}

type Corners = readonly [left: number, top: number, right: number, bottom: number];

/** Pixels are rounded when a picture is made smaller: aspects may be apart by so much. */
const sameAspect = 0.02;

/** How the stored picture is turned to be upright. @see EXIF 2.32 section 4.6.4, tag 0x0112 */
const turns: Readonly<Record<number, (corners: Corners) => Corners>> = {
  2: ([l, t, r, b]) => [1 - r, t, 1 - l, b],
  3: ([l, t, r, b]) => [1 - r, 1 - b, 1 - l, 1 - t],
  4: ([l, t, r, b]) => [l, 1 - b, r, 1 - t],
  5: ([l, t, r, b]) => [t, l, b, r],
  6: ([l, t, r, b]) => [1 - b, l, 1 - t, r],
  7: ([l, t, r, b]) => [1 - b, 1 - r, 1 - t, 1 - l],
  8: ([l, t, r, b]) => [t, 1 - r, b, 1 - l],
};

/**
 * Say where a face is in the upright photo; null where that cannot be told: the picture that it was drawn on has another
 * aspect, as when the photo was cut since.
 *
 * [Note: Faces] Regions are of the picture as it is stored, before its orientation. Some writers turn the pixels and set
 * the orientation to 1 later, others draw on the upright picture: which it was is told by the size that is said, where
 * it can be.
 *
 * @see https://exiftool.org/TagNames/MWG.html#Regions
 * @see Metadata Working Group, Guidelines for Handling Image Metadata 2.0
 */
export function uprightBox(face: Face, photo: FacedPhoto): Box | null {
  const isTurned = photo.orientation >= 5;
  const upright = photo.width / photo.height;
  const stored = isTurned ? 1 / upright : upright;
  const drawn = face.drawnOn === null ? null : face.drawnOn.width / face.drawnOn.height;
  const fits = (aspect: number): boolean => drawn === null || Math.abs(drawn / aspect - 1) <= sameAspect;
  const isStored = !face.isUpright && fits(stored);
  if (!isStored && !fits(upright)) return null;
  const corners: Corners = [face.x, face.y, face.x + face.width, face.y + face.height];
  const turn = isStored ? turns[photo.orientation] : undefined;
  const [left, top, right, bottom] = (turn?.(corners) ?? corners).map((value) => Math.min(1, Math.max(0, value)));
  if (left === undefined || top === undefined || right === undefined || bottom === undefined) return null;
  const [width, height] = [right - left, bottom - top];
  return width > 0 && height > 0 ? { x: left, y: top, width, height } : null;
}
