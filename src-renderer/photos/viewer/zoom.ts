import type { Box } from '../../../src-contract/index.ts';
import type { Place } from '../../lib/box.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** How a photo lies in the window: scale in window pixels per photo pixel, and where its middle is from the window's. */
export interface View {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

/** Closest look: so many window pixels per photo pixel, so that pixels can be counted. */
const closest = 8;

/** The scale at which a photo fits into the window; small photos are not enlarged beyond twice their size. */
export function fitScale(photo: Size, window: Size): number {
  return Math.min(window.width / photo.width, window.height / photo.height, 2);
}

export function fitView(photo: Size, window: Size): View {
  return { scale: fitScale(photo, window), x: 0, y: 0 };
}

/**
 * Zoom by a factor around a point that stays where it is.
 *
 * @param at from the window's middle.
 */
export function zoomAt(view: View, factor: number, at: { x: number; y: number }, photo: Size, window: Size): View {
  return scaleTo(view, view.scale * factor, at, photo, window);
}

/** Zoom to a scale, as far as that goes, around a point that stays where it is. @param at from the window's middle. */
export function scaleTo(view: View, wanted: number, at: { x: number; y: number }, photo: Size, window: Size): View {
  const fit = fitScale(photo, window);
  const scale = Math.min(Math.max(wanted, fit), Math.max(closest, fit));
  const ratio = scale / view.scale;
  return confine({ scale, x: at.x - (at.x - view.x) * ratio, y: at.y - (at.y - view.y) * ratio }, photo, window);
}

/** How much of the window a part of a photo fills that is looked at closely. */
const filled = 0.7;

/** Look closely at a part of a photo: it fills most of the window, in the middle as far as the edges of the photo allow. */
export function viewOfBox(box: Box, photo: Size, window: Size): View {
  const across = window.width / (box.width * photo.width);
  const down = window.height / (box.height * photo.height);
  const fit = fitScale(photo, window);
  const scale = Math.min(Math.max(filled * Math.min(across, down), fit), Math.max(closest, fit));
  const x = (0.5 - box.x - box.width / 2) * photo.width * scale;
  const y = (0.5 - box.y - box.height / 2) * photo.height * scale;
  return confine({ scale, x, y }, photo, window);
}

export function panBy(view: View, dx: number, dy: number, photo: Size, window: Size): View {
  return confine({ ...view, x: view.x + dx, y: view.y + dy }, photo, window);
}

/**
 * Where the photo lies in the window, CSS pixels. Its corner is on a pixel of the screen, or at a scale of one to one each
 * of its pixels would be smeared over two.
 *
 * @param ratio pixels of the screen for each CSS pixel.
 */
export function placeOf(view: View, photo: Size, window: Size, ratio: number): Place {
  const [width, height] = [photo.width * view.scale, photo.height * view.scale];
  const onPixel = (at: number): number => Math.round(at * ratio) / ratio;
  return {
    left: onPixel((window.width - width) / 2 + view.x),
    top: onPixel((window.height - height) / 2 + view.y),
    width,
    height,
  };
}

/** Keep the photo over the window: an edge is never further in than it has to be. */
export function confine(view: View, photo: Size, window: Size): View {
  const room = (size: number, space: number): number => Math.max(0, (size * view.scale - space) / 2);
  const roomX = room(photo.width, window.width);
  const roomY = room(photo.height, window.height);
  return { scale: view.scale, x: clamp(view.x, roomX), y: clamp(view.y, roomY) };
}

function clamp(value: number, room: number): number {
  return room === 0 ? 0 : Math.min(room, Math.max(-room, value));
}
