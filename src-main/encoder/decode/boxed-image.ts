import { AppError, type Box } from '../../../src-contract/index.ts';
import { cutOut, regionOf } from '../../core/image/box.ts';
import type { RgbImage } from '../../core/image/resample.ts';
import type { OpenedImage } from './open-image.ts';

/** What a box in an image shows, before anything is decoded. */
export interface BoxedImage {
  /** The box and what surrounds it, as an image of its own, decoded with as much detail as the box alone needs. */
  readonly surroundings: OpenedImage;
  /** Cut the box out of the rendered surroundings. */
  readonly cut: (surroundings: RgbImage) => RgbImage;
}

/** Sides of the surroundings in times of those of the box. */
const reach = 2;
/** Edge of the smallest box in pixels: in less than that nothing can be recognised. */
const leastEdge = 8;

/**
 * Find a box in an image, and its surroundings: twice its sides about its middle, cut off at the edges of the photo. Null
 * where the box is the whole photo.
 *
 * Both are images of their own: what is done to photos is then done to them exactly as if they were photos. The size of
 * the box decides at which scale they are decoded, so that a small part of a large photo is not an enlarged thumbnail.
 *
 * [Note: Box] The mean direction of both is what a box is searched by. `node bench/box-query.ts --seed 2 --per-thing 16`,
 * with the built-in pack, percent of the first ten that are right: in 448 pictures with another photo pasted into a corner,
 * and around 61 things where they are.
 *
 *     the whole picture                             3.4   36.6
 *     the box and its surroundings                 19.9   37.2
 *     the box alone                                22.7   32.0
 *     the box enlarged to 1.2                      20.5   33.9
 *     all but the box blurred                       8.0   32.0
 *     mean of the last two                         18.2   36.9
 *
 * What is pasted has foreign surroundings, which favours the tightest box; around real things surroundings help. Standard
 * errors of differences are about 1 point for the first column and 1 to 3 for the second: a box that is drawn around what
 * the photo is about anyway is worth no more than the photo.
 *
 * @throws QUERY_IMAGE_UNREADABLE when the box is less than 8 pixels wide or high.
 */
export function boxIn(image: OpenedImage, box: Box): BoxedImage | null {
  const { width, height } = image;
  const inner = regionOf(box, width, height);
  if (inner.width === width && inner.height === height) return null;
  if (Math.min(inner.width, inner.height) < leastEdge) {
    throw new AppError(
      'QUERY_IMAGE_UNREADABLE',
      `Expected a box of at least ${leastEdge} x ${leastEdge} pixels ` +
        `but received ${inner.width} x ${inner.height} of a photo of ${width} x ${height}`,
    );
  }
  const outer = regionOf(box, width, height, reach);
  return {
    surroundings: {
      ...image,
      width: outer.width,
      height: outer.height,
      detail: inner,
      pipeline: async (how) => (await image.pipeline({ ...how, scale: 1 })).extract({ ...outer }),
      decode: undefined,
    },
    cut: (pixels) => {
      const [across, down] = [pixels.width / outer.width, pixels.height / outer.height];
      const left = Math.round((inner.left - outer.left) * across);
      const top = Math.round((inner.top - outer.top) * down);
      return cutOut(pixels, {
        left,
        top,
        width: Math.round((inner.left - outer.left + inner.width) * across) - left,
        height: Math.round((inner.top - outer.top + inner.height) * down) - top,
      });
    },
  };
}
