import { isNoPosition } from '../../core/places/no-position.ts';
import { parseDateTime } from './dates.ts';
import { numbers } from './numbers.ts';
import { exifText } from './text.ts';

/** What the GPS directory of EXIF says. */
interface GpsReading {
  /** Degrees, north positive; null together with `longitude`. */
  readonly latitude: number | null;
  /** Degrees, east positive. */
  readonly longitude: number | null;
  /** Metres above sea level. */
  readonly altitudeMetres: number | null;
  /** Time of the fix in milliseconds since 1970, UTC. */
  readonly utcMs: number | null;
}

/** Tags of the GPS directory. @see EXIF 2.32 section 4.6.6 */
export const gpsTag = {
  latitudeRef: 0x01,
  latitude: 0x02,
  longitudeRef: 0x03,
  longitude: 0x04,
  altitudeRef: 0x05,
  altitude: 0x06,
  timeStamp: 0x07,
  dateStamp: 0x1d,
} as const;

// Higher than aircraft fly: above it the number is a broken one.
const maxAltitudeMetres = 100_000;

/** Read position, altitude and time from the tags of a GPS directory; what is broken or absent is null. */
export function readGps(tags: ReadonlyMap<number, unknown>): GpsReading {
  const altitudeMetres = altitude(tags.get(gpsTag.altitude), tags.get(gpsTag.altitudeRef));
  const utcMs = utcTime(tags.get(gpsTag.dateStamp), tags.get(gpsTag.timeStamp));
  const latitude = degrees(tags.get(gpsTag.latitude), tags.get(gpsTag.latitudeRef), 'N', 'S', 90);
  const longitude = degrees(tags.get(gpsTag.longitude), tags.get(gpsTag.longitudeRef), 'E', 'W', 180);
  // Cameras without a fix fill the position with zeros, some with a time and an altitude beside it.
  const isBlank = latitude !== null && longitude !== null && isNoPosition(latitude, longitude);
  if (latitude === null || longitude === null || isBlank) {
    return { latitude: null, longitude: null, altitudeMetres: isBlank ? null : altitudeMetres, utcMs };
  }
  return { latitude, longitude, altitudeMetres, utcMs };
}

/**
 * Convert up to three rationals (degrees, minutes, seconds) and a hemisphere to signed degrees.
 *
 * @returns null without a readable hemisphere: the sign would be a guess.
 */
function degrees(value: unknown, ref: unknown, positive: string, negative: string, limit: number): number | null {
  const parts = numbers(value);
  const hemisphere = exifText(ref)?.charAt(0).toUpperCase();
  if (parts.length < 1 || parts.length > 3 || (hemisphere !== positive && hemisphere !== negative)) return null;
  if (!parts.every((part) => Number.isFinite(part) && part >= 0)) return null;
  const [whole = 0, minutes = 0, seconds = 0] = parts;
  const total = whole + minutes / 60 + seconds / 3600;
  if (total > limit) return null;
  return hemisphere === negative && total !== 0 ? -total : total;
}

function altitude(value: unknown, ref: unknown): number | null {
  const [metres] = numbers(value);
  if (metres === undefined || !Number.isFinite(metres) || Math.abs(metres) > maxAltitudeMetres) return null;
  const [below] = numbers(ref);
  // 0 and 1 count from the sea, 2 and 3 (EXIF 3.0) from the ellipsoid, at most 110 m off; odd ones are below.
  return (below === 1 || below === 3) && metres > 0 ? -metres : metres;
}

function utcTime(dateStamp: unknown, timeStamp: unknown): number | null {
  const day = parseDateTime(exifText(dateStamp));
  const [hours, minutes, seconds] = numbers(timeStamp);
  if (day?.local.length !== 10 || hours === undefined || minutes === undefined || seconds === undefined) return null;
  const secondOfDay = hours * 3600 + minutes * 60 + seconds;
  if (!(secondOfDay >= 0 && secondOfDay < 86_400)) return null;
  return Date.parse(day.local) + Math.round(secondOfDay * 1000);
}
