import type { PhotoDate } from './dates/photo-date.ts';
import type { Face } from './people/face.ts';
import type { WrittenPlace } from './places/written-place.ts';
import { noMarks, type PhotoMarks } from './stacks/marks.ts';

/**
 * Raised whenever readers learn to find more in photos and their sidecars: those are then read again, without being encoded.
 */
export const metadataVersion = 2;

/**
 * What a photo says about itself (EXIF, XMP, IPTC), in one shape whatever the container.
 *
 * Every string is untrusted text from the file: it is stored and shown as text, never interpreted.
 */
export interface PhotoMetadata extends PhotoMarks {
  /** When it was exposed, by the clock of the place, as exact as the file says. */
  readonly takenAt: PhotoDate | null;
  /** Minutes east of UTC of `takenAt`, -840..840, when the file says so. */
  readonly takenAtOffsetMinutes: number | null;
  /** WGS 84 degrees, -90..90, north positive. */
  readonly latitude: number | null;
  /** WGS 84 degrees, -180..180, east positive. */
  readonly longitude: number | null;
  /** Metres above sea level, negative below. */
  readonly altitudeMetres: number | null;
  readonly cameraMake: string | null;
  readonly cameraModel: string | null;
  readonly lens: string | null;
  readonly iso: number | null;
  /** The f-number N of f/N. */
  readonly fNumber: number | null;
  readonly exposureSeconds: number | null;
  /** Focal length as engraved on the lens, not the 35 mm equivalent. */
  readonly focalLengthMm: number | null;
  /** EXIF orientation 1..8; 1 when absent or out of range. */
  readonly orientation: number;
  /** Stars 0..5; -1 means rejected; null when unrated. */
  readonly rating: number | null;
  readonly title: string | null;
  readonly description: string | null;
  /** Distinct, trimmed; those in a hierarchy with all levels, outermost first: `Places|Italy|Arezzo`. */
  readonly keywords: readonly string[];
  /** Names of people in it, distinct. */
  readonly people: readonly string[];
  /** Where some of them are. */
  readonly faces: readonly Face[];
  /** Where it was taken, or what it shows, as somebody wrote it. */
  readonly places: readonly WrittenPlace[];
}

/** The metadata of a photo that carries none. */
export const noMetadata: PhotoMetadata = Object.freeze({
  takenAt: null,
  takenAtOffsetMinutes: null,
  latitude: null,
  longitude: null,
  altitudeMetres: null,
  cameraMake: null,
  cameraModel: null,
  lens: null,
  iso: null,
  fNumber: null,
  exposureSeconds: null,
  focalLengthMm: null,
  orientation: 1,
  rating: null,
  title: null,
  description: null,
  keywords: Object.freeze([]),
  people: Object.freeze([]),
  faces: Object.freeze([]),
  places: Object.freeze([]),
  ...noMarks,
});
