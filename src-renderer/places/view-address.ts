import { latitudeAt, longitudeAt, maxMapLevel, mercatorX, mercatorY } from '../../src-contract/index.ts';
import type { View } from './view.ts';

/** Of an address of the room: latitude, longitude and zoom of what is in sight. */
export const viewParam = 'view';

/** A view in an address: numbers alone, as exact as its pixels are. */
export function formatView({ x, y, zoom }: View): string {
  const digits = Math.max(1, Math.ceil(zoom / 3));
  return [latitudeAt(y).toFixed(digits), longitudeAt(x).toFixed(digits), zoom.toFixed(2)].join(',');
}

/** @returns null for what is no view. */
export function parseView(text: string | undefined): View | null {
  const [, latitude, longitude, zoom] =
    /^(-?\d{1,2}(?:\.\d+)?),(-?\d{1,3}(?:\.\d+)?),(\d{1,2}(?:\.\d+)?)$/u.exec(text ?? '') ?? [];
  if (latitude === undefined || longitude === undefined || zoom === undefined) return null;
  const [north, east, closeness] = [Number(latitude), Number(longitude), Number(zoom)];
  if (Math.abs(north) > 90 || Math.abs(east) > 180 || closeness > maxMapLevel) return null;
  return { x: mercatorX(east), y: mercatorY(north), zoom: closeness };
}
