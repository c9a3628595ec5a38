import { z } from 'zod';

/** WGS 84 degrees, north positive. */
export const Latitude = z.number().min(-90).max(90);
/** WGS 84 degrees, east positive. */
export const Longitude = z.number().min(-180).max(180);

const sides = {
  south: Latitude,
  north: Latitude,
  /** Greater than `east` where the box crosses the antimeridian: then its longitudes are `>= west OR <= east`. */
  west: Longitude,
  east: Longitude,
};

function standsUpright({ south, north }: { readonly south: number; readonly north: number }): boolean {
  return south <= north;
}

const upright = 'Expected south not to be north of north';

/** A part of the globe between two parallels and two meridians, its borders included. */
export const GeoBox = z.strictObject(sides).refine(standsUpright, upright);
export type GeoBox = z.infer<typeof GeoBox>;

/** Most corners of an area that is drawn. */
export const maxCorners = 64;

/** A part of a map that photos are to be taken in. */
export const Area = z
  .strictObject({
    ...sides,
    /**
     * Of a polygon inside the box, in order around it, its sides straight on a Mercator map; null for all of the box. What its
     * sides go around an odd number of times belongs to it.
     */
    corners: z
      .array(z.strictObject({ latitude: Latitude, longitude: Longitude }))
      .min(3)
      .max(maxCorners)
      .nullable(),
    /** What the place is called, for display; null where it has no name. */
    name: z.string().min(1).max(200).nullable(),
  })
  .refine(standsUpright, upright);
export type Area = z.infer<typeof Area>;
