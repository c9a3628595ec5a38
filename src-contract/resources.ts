import type { Hit } from './search.ts';

/**
 * Longest edges that thumbnails come in, in pixels. The first is made while a photo is indexed, the others when they are
 * asked for. A photo that is smaller than an edge comes in its own size.
 */
export const thumbEdges = [512, 768, 1024, 1536, 2048, 3072, 4096, 6144, 8192] as const;
export type ThumbEdge = (typeof thumbEdges)[number];

/** Edge of a tile in pixels; those at the right and the lower edge of a photo are what is left. */
export const tileEdge = 1024;

/**
 * A part of a photo. At level 0 a pixel of it is one of the photo, at each further level half as many in both directions:
 * a tile at level n shows `tileEdge * 2 ** n` pixels of the photo.
 */
export interface Tile {
  readonly level: number;
  /** From the left, from 0. */
  readonly column: number;
  /** From the top, from 0. */
  readonly row: number;
}

/** Where a page finds pixels, relative to its own origin, the same in every host. Nothing here names a file. */
export const resources = {
  /** WebP, upright, sRGB. */
  thumb: (photoId: Hit['photoId'], edge: ThumbEdge = thumbEdges[0]): string =>
    edge === thumbEdges[0] ? `/thumb/${photoId}` : `/thumb/${photoId}/${edge}`,
  /** The whole photo in a format that browsers show: the file itself, or a rendering of it, which may be smaller. */
  photo: (photoId: Hit['photoId']): string => `/photo/${photoId}`,
  /** A part of a photo whose rendering is smaller than it is. PNG, upright, sRGB, pixel for pixel at level 0. */
  tile: (photoId: Hit['photoId'], { level, column, row }: Tile): string => `/tile/${photoId}/${level}/${column}/${row}`,
  /** The video of a part of the photo's stack: the part's place in `Stack.parts`, from 0. */
  video: (photoId: Hit['photoId'], part: number, fileId?: number): string =>
    `/video/${photoId}/${part}${fileId === undefined ? '' : `?file=${fileId}`}`,
  /** The file itself, as an attachment; the one that is meant where the photo lies in several places. */
  original: (photoId: Hit['photoId'], fileId?: number): string =>
    `/original/${photoId}${fileId === undefined ? '' : `?file=${fileId}`}`,
} as const;
