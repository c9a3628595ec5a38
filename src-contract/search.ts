import { z } from 'zod';
import { Filters, PhotoId } from './photos.ts';

export const maxTop = 1000;
/** Longest query text in characters; beyond it a query is refused rather than cut. */
export const maxQueryCharacters = 10_000;
/** Largest example image that is taken, in bytes. */
export const maxUploadBytes = 128 * 1024 * 1024;

/** An example image: a photo of the library, or one that was handed over with `search.upload`. */
export const ExampleImage = z.union([
  z.strictObject({ photoId: PhotoId }),
  z.strictObject({ upload: z.string().max(100) }),
]);
export type ExampleImage = z.infer<typeof ExampleImage>;

/** What to look for: a text, an example image, or both. */
export const SearchRequest = z.strictObject({
  text: z.string().nullable(),
  image: ExampleImage.nullable(),
  /** How many hits, best first. */
  top: z.int().min(1).max(maxTop),
  filters: Filters,
});
export type SearchRequest = z.infer<typeof SearchRequest>;

export const Hit = z.strictObject({
  photoId: PhotoId,
  /**
   * Higher is better; comparable within one answer only. For a text or an image alone the cosine, -1..1; for both
   * the sum of the two cosines' z-scores over the library.
   */
  score: z.number(),
  /** Width / height of the upright photo, to three decimals. */
  aspect: z.number().positive(),
});
export type Hit = z.infer<typeof Hit>;

export const SearchAnswer = z.strictObject({
  hits: z.array(Hit),
  /** Photos that were compared. */
  searched: z.int().nonnegative(),
  /**
   * Scores of the whole library for this query, to a few thousandths: how far a hit stands out is
   * (score - mean) / deviation. Null when there is nothing to compare.
   */
  scores: z.strictObject({ mean: z.number(), deviation: z.number().positive() }).nullable(),
  timings: z.strictObject({
    encodeMs: z.number().nonnegative(),
    scanMs: z.number().nonnegative(),
    totalMs: z.number().nonnegative(),
  }),
});
export type SearchAnswer = z.infer<typeof SearchAnswer>;
