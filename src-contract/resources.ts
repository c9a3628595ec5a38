import type { Hit } from './search.ts';

/** Where a page finds pixels, relative to its own origin, the same in every host. Nothing here names a file. */
export const resources = {
  /** WebP, longest edge at most 512 pixels. */
  thumb: (photoId: Hit['photoId']): string => `/thumb/${photoId}`,
  /** The whole photo in a format that browsers show: the file itself, or a rendering of it. */
  photo: (photoId: Hit['photoId']): string => `/photo/${photoId}`,
  /** The file itself, as an attachment; the one that is meant where the photo lies in several places. */
  original: (photoId: Hit['photoId'], fileId?: number): string =>
    `/original/${photoId}${fileId === undefined ? '' : `?file=${fileId}`}`,
} as const;
