import { isNoPosition } from '../../core/places/no-position.ts';
import type { PhotoMetadata } from '../../core/photo-metadata.ts';
import { defaultText, type XmpBlock, type XmpProperty } from './xmp.ts';

type Position = Pick<PhotoMetadata, 'latitude' | 'longitude' | 'altitudeMetres'>;

const noPosition: Position = Object.freeze({ latitude: null, longitude: null, altitudeMetres: null });

/** Read where a photo was taken from its XMP; nothing of it where either coordinate is broken or absent. */
export function xmpPosition({ properties }: XmpBlock): Position {
  const text = (name: XmpProperty): string => defaultText(properties.get(name)) ?? '';
  const latitude = degrees(text('exif:GPSLatitude'), text('exif:GPSLatitudeRef'), 'NS', 90);
  const longitude = degrees(text('exif:GPSLongitude'), text('exif:GPSLongitudeRef'), 'EW', 180);
  if (latitude === null || longitude === null || isNoPosition(latitude, longitude)) return noPosition;
  const metres = rational(text('exif:GPSAltitude'));
  const isFar = metres === null || Math.abs(metres) > 100_000;
  const isBelow = text('exif:GPSAltitudeRef').trim() === '1';
  return { latitude, longitude, altitudeMetres: isFar ? null : isBelow && metres > 0 ? -metres : metres };
}

const number = String.raw`\d{1,12}(?:\.\d{1,15})?(?:\/\d{1,12})?`;
/** Between degrees, minutes and seconds: a comma by the standard, or marks and blanks. */
const gap = String.raw`\s{0,3}[,;:°'′"″ ]\s{0,3}`;
const form = new RegExp(
  String.raw`^([NSEW])?\s?([-+−])?(${number})(?:${gap}(${number}))?(?:${gap}(${number}))?\s?[°'′"″]{0,2}\s?([NSEW])?$`,
  'iu',
);

/**
 * Read `48,8.25N`, `48,8,15N`, `48.1375`, `-48.1375`, `48/1,825/100`, `48° 8' 15" N`. What stands in the number itself, its
 * sign or its letter, goes before a letter that is said apart.
 *
 * @param sides letters of the two hemispheres, the positive one first.
 * @see XMP specification part 2, GPSCoordinate
 */
function degrees(text: string, apart: string, sides: string, limit: number): number | null {
  const match = form.exec(text.trim().replaceAll(/\s+/gu, ' '));
  if (match === null) return null;
  const [, before, sign, whole = '', minutes = '0', seconds = '0', behind] = match;
  const size = sizeOf([whole, minutes, seconds]);
  const side = (before ?? behind ?? (sign === undefined ? apart.trim().charAt(0) : '')).toUpperCase();
  if (size === null || size > limit || !sides.includes(side)) return null;
  const isNegative = side === '' ? sign === '-' || sign === '−' : side === sides.charAt(1);
  return isNegative && size !== 0 ? -size : size;
}

/** Degrees of degrees, minutes and seconds; null where one of them is none. */
function sizeOf(texts: readonly string[]): number | null {
  const parts = texts.map(rational).filter((part) => part !== null);
  const [degreesAlone = 0, minutes = 0, seconds = 0] = parts;
  if (parts.length < texts.length || minutes >= 60 || seconds >= 60) return null;
  return degreesAlone + minutes / 60 + seconds / 3600;
}

function rational(text: string): number | null {
  const [, above, below = '1'] = /^(-?\d{1,12}(?:\.\d{1,15})?)(?:\/(\d{1,12}))?$/u.exec(text.trim()) ?? [];
  const value = Number(above) / Number(below);
  return Number.isFinite(value) ? value : null;
}
