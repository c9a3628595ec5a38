import type { PhotoDetails } from '../../../src-contract/index.ts';
import type { MessageKey } from '../../messages.ts';

type Exposure = Pick<PhotoDetails, 'fNumber' | 'exposureSeconds' | 'iso' | 'focalLengthMm'>;

/** Exposure as photographers write it, e.g. `1/250 s · f/2.8 · ISO 100 · 35 mm`; empty where nothing is known. */
export function exposureText({ fNumber, exposureSeconds, iso, focalLengthMm }: Exposure, locale: string): string {
  const number = (value: number): string => new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(value);
  const parts: string[] = [];
  if (exposureSeconds !== null && exposureSeconds > 0) {
    const isFraction = exposureSeconds < 0.4;
    parts.push(isFraction ? `1/${Math.round(1 / exposureSeconds)} s` : `${number(exposureSeconds)} s`);
  }
  if (fNumber !== null) parts.push(`f/${number(fNumber)}`);
  if (iso !== null) parts.push(`ISO ${String(Math.round(iso))}`);
  if (focalLengthMm !== null) parts.push(`${number(focalLengthMm)} mm`);
  return parts.join(' · ');
}

/**
 * Where a photo was taken, as text: coordinates and the address of a map of it. The page opens nothing, because that
 * would tell a map's provider where the user's photos were taken; null where the photo does not say.
 *
 * @see https://www.rfc-editor.org/rfc/rfc5870 for the order of latitude and longitude
 */
export function mapLink({ latitude, longitude }: Pick<PhotoDetails, 'latitude' | 'longitude'>): {
  coordinates: string;
  url: string;
} | null {
  if (latitude === null || longitude === null) return null;
  const [lat, lon] = [latitude.toFixed(5), longitude.toFixed(5)];
  const half = (value: number, positive: string, negative: string): string =>
    `${Math.abs(value).toFixed(5)}° ${value < 0 ? negative : positive}`;
  return {
    coordinates: `${half(latitude, 'N', 'S')}, ${half(longitude, 'E', 'W')}`,
    url: `https://www.openstreetmap.org/?mlat=${lat}&mlon=${lon}#map=15/${lat}/${lon}`,
  };
}

/** A place that somebody wrote, the smallest part first: `Alfama, Lisbon, Portugal`. */
export function placeText({ location, city, state, country }: PhotoDetails['places'][number]): string {
  return [location, city, state, country].filter((part) => part !== null).join(', ');
}

/** A keyword in a hierarchy with its levels apart: `Places › Italy › Arezzo`. */
export function keywordText(keyword: string): string {
  return keyword.replaceAll('|', ' › ');
}

/** What says when a photo was taken, in words. */
export const dateSourceKeys = {
  sidecar: 'info.from.sidecar',
  embedded: 'info.from.embedded',
  export: 'info.from.export',
  name: 'info.from.name',
  folder: 'info.from.folder',
  file: 'info.from.file',
} as const satisfies Record<PhotoDetails['dateSource'], MessageKey>;

const colours = new Map<string, MessageKey>([
  ['red', 'info.label.red'],
  ['orange', 'info.label.orange'],
  ['yellow', 'info.label.yellow'],
  ['green', 'info.label.green'],
  ['blue', 'info.label.blue'],
  ['purple', 'info.label.purple'],
  ['magenta', 'info.label.magenta'],
  ['grey', 'info.label.grey'],
  ['black', 'info.label.black'],
  ['white', 'info.label.white'],
]);

/** A colour label in words; what is no colour as a person called it. */
export function labelText(label: string, t: (key: MessageKey) => string): string {
  const key = colours.get(label);
  return key === undefined ? label : t(key);
}
