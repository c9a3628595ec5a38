import { confine, fitScale, fitView, type Size, type View } from '../viewer/zoom.ts';

/** What is looked at of a photo, whatever its size and that of its window: two photos with the same look show the same part. */
export interface Look {
  /** Times as close as where all of the photo is in the window. */
  readonly zoom: number;
  /** Of the photo what is in the middle of the window, in shares of its sides. */
  readonly x: number;
  readonly y: number;
}

/** All of it. */
export const whole: Look = Object.freeze({ zoom: 1, x: 0.5, y: 0.5 });

/** The look of a photo that lies so in a window. Sizes are above 0. */
export function lookOf(view: View, photo: Size, window: Size): Look {
  return {
    zoom: view.scale / fitScale(photo, window),
    x: 0.5 - view.x / (photo.width * view.scale),
    y: 0.5 - view.y / (photo.height * view.scale),
  };
}

/** How a photo with a look lies in a window; as near as it can be where the photo would leave the window empty. */
export function viewOfLook({ zoom, x, y }: Look, photo: Size, window: Size): View {
  const scale = zoom * fitView(photo, window).scale;
  return confine({ scale, x: (0.5 - x) * photo.width * scale, y: (0.5 - y) * photo.height * scale }, photo, window);
}

/**
 * Sizes to lay photos out by when they are held side by side: as many pixels along the longer edge as the largest of them,
 * so that a small version is shown as large as the original.
 */
export function commonSizes(sizes: readonly Size[]): Size[] {
  const longest = Math.max(...sizes.map(longEdge));
  return sizes.map((size) => {
    const factor = longest / longEdge(size);
    return { width: size.width * factor, height: size.height * factor };
  });
}

/** The place of the one that is laid out pixel by pixel: that of the longest edge, of equal ones the first. */
export function placeOfLargest(sizes: readonly Size[]): number {
  return sizes.reduce((best, size, i) => (longEdge(size) > longEdge(sizes[best] ?? size) ? i : best), 0);
}

function longEdge({ width, height }: Size): number {
  return Math.max(width, height);
}
