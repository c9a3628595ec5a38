import { noMarks, type PhotoMarks } from './stacks/marks.ts';

/**
 * What a photo says about itself (EXIF, XMP, IPTC), in one shape whatever the container.
 *
 * Every string is untrusted text from the file: it is stored and shown as text, never interpreted.
 */
export interface PhotoMetadata extends PhotoMarks {
  /** Local wall-clock time of the exposure, ISO 8601 without zone, e.g. `2023-07-01T14:03:22` or `...22.125`. */
  readonly takenAt: string | null;
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
  /** Distinct, trimmed, in file order. */
  readonly keywords: readonly string[];
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
  ...noMarks,
});
