import { z } from 'zod';

export const maxTop = 1000;
/** Longest query text in characters; beyond it a query is refused rather than cut. */
export const maxQueryCharacters = 10_000;

/** What to look for: a text, an example image, or both. */
export const SearchRequest = z.strictObject({
  text: z.string().nullable(),
  /** Absolute path of an example image. Hosts that face a page never pass one from it. */
  imagePath: z.string().nullable(),
  /** How many hits, best first. */
  top: z.int().min(1).max(maxTop),
  /** Only photos under this absolute folder (a registered root or any folder below one); null for all. */
  folder: z.string().nullable(),
});
export type SearchRequest = z.infer<typeof SearchRequest>;

export const Hit = z.strictObject({
  photoId: z.int().positive(),
  /** Absolute path of one file that holds the photo, inside `folder` where the request names one. */
  path: z.string(),
  /**
   * Higher is better; comparable within one answer only. For a text or an image alone the cosine, -1..1; for both
   * the sum of the two cosines' z-scores over the library.
   */
  score: z.number(),
  width: z.int().positive(),
  height: z.int().positive(),
  takenAt: z.string().nullable(),
  thumb: z.string(),
});
export type Hit = z.infer<typeof Hit>;

export const SearchAnswer = z.strictObject({
  hits: z.array(Hit),
  /** Photos that were compared. */
  searched: z.int().nonnegative(),
  timings: z.strictObject({
    encodeMs: z.number().nonnegative(),
    scanMs: z.number().nonnegative(),
    totalMs: z.number().nonnegative(),
  }),
});
export type SearchAnswer = z.infer<typeof SearchAnswer>;
