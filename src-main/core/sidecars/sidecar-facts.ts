import { z } from 'zod';
import { Face } from '../people/face.ts';
import { WrittenPlace } from '../places/written-place.ts';
import { photoDatePattern } from '../dates/photo-date.ts';

/**
 * What a sidecar says about its photo. What it does not say is null or empty. All strings are untrusted.
 */
export const SidecarFacts = z.strictObject({
  /** Capture date, as exact as it says. */
  takenAt: z.string().regex(photoDatePattern).nullable(),
  takenAtOffsetMinutes: z.int().min(-840).max(840).nullable(),
  /** WGS 84 degrees; both or none. */
  latitude: z.number().min(-90).max(90).nullable(),
  longitude: z.number().min(-180).max(180).nullable(),
  altitudeMetres: z.number().nullable(),
  rating: z.int().min(-1).max(5).nullable(),
  title: z.string().nullable(),
  description: z.string().nullable(),
  /** Those in a hierarchy with all levels, outermost first: `Places|Italy|Arezzo`. */
  keywords: z.array(z.string()),
  /** Names of people in the photo. */
  people: z.array(z.string()),
  /** Where some of them are. */
  faces: z.array(Face),
  /** Where the photo was taken, or what it shows, as somebody wrote it. */
  places: z.array(WrittenPlace),
  /** Colour label: a colour's English name in small letters, or what a person called it. */
  label: z.string().nullable(),
  favourite: z.boolean(),
  /** What was wrong with the file, one line each. */
  warnings: z.array(z.string()),
});
export type SidecarFacts = z.infer<typeof SidecarFacts>;

/** Of a sidecar that says nothing. */
export const noFacts: SidecarFacts = Object.freeze({
  takenAt: null,
  takenAtOffsetMinutes: null,
  latitude: null,
  longitude: null,
  altitudeMetres: null,
  rating: null,
  title: null,
  description: null,
  keywords: [],
  people: [],
  faces: [],
  places: [],
  label: null,
  favourite: false,
  warnings: [],
});

/** Between the levels of a keyword in a hierarchy. */
export const levelMark = '|';
