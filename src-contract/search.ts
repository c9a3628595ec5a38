import { z } from 'zod';
import { capability } from './capability.ts';
import { Filters } from './filters.ts';
import { SpokenLanguages } from './languages.ts';
import { Axis, isLookSort, lookSorts } from './looks.ts';
import { MonthRuns, PhotoColumns } from './photo-columns.ts';
import { Box, FileId, PhotoId } from './photos.ts';
import { OfferedChip, QueryChip } from './query-chips.ts';
import { StackBadge } from './stacks.ts';

/** Most hits that an answer tells everything about. */
export const maxTop = 1000;
/** Longest query text in characters; beyond it a query is refused rather than cut. */
export const maxQueryCharacters = 10_000;
/** Most example images of one search. */
export const maxExamples = 100;
/** Most photos that may be liked, and as many that may not, in one search. */
export const maxJudged = 200;
/** Largest example image that is taken, in bytes. */
export const maxUploadBytes = 128 * 1024 * 1024;

/** A photo of the library as an example, or what a box in it shows. */
export const PhotoExample = z.strictObject({ photoId: PhotoId, box: Box.optional() });
export type PhotoExample = z.infer<typeof PhotoExample>;

/** An example image: a photo of the library, or an image that was handed over with `search.upload`. */
export const ExampleImage = z.union([PhotoExample, z.strictObject({ upload: z.string().max(100) })]);
export type ExampleImage = z.infer<typeof ExampleImage>;

/**
 * Orders of hits. All but the first order those that match, and never bring up others. `taste` goes by what was chosen of
 * pairs: see taste.ts.
 */
export const searchSorts = ['relevance', 'newest', 'oldest', 'name', 'largest', ...lookSorts, 'taste'] as const;
export type SearchSort = (typeof searchSorts)[number];

/** Does an order need nothing to look for: does it put all photos that pass the filters in order? */
export function ordersAll(sort: SearchSort): boolean {
  return sort === 'taste' || isLookSort(sort);
}

/** Photos that somebody has said of, in one search alone, that they are what is looked for, or are not. */
export const Feedback = z
  .strictObject({ liked: z.array(PhotoId).max(maxJudged), disliked: z.array(PhotoId).max(maxJudged) })
  .refine(({ liked, disliked }) => !disliked.some((id) => liked.includes(id)), 'Expected photos to be liked or not');
export type Feedback = z.infer<typeof Feedback>;

/** What to look for: a text, example images, or both. */
export const SearchRequest = z.strictObject({
  /** In the query language: a description with what narrows it. See docs/queries.md. */
  text: z.string().nullable(),
  /** Several are one example: what they have in common. Of several boxes a photo is to show what each of them does. */
  images: z.array(ExampleImage).max(maxExamples),
  /** How many hits, those that match and weaker ones. */
  top: z.int().min(1).max(maxTop),
  /** Whether those that match beyond `top` are wanted too, as `rest`. */
  all: z.boolean().optional(),
  filters: Filters,
  sort: z.enum(searchSorts),
  /** What the orders `more` and `less` go by. */
  axis: Axis.optional(),
  /** Photos that are not in the library, or that the model in use has not looked at, say nothing. */
  feedback: Feedback.optional(),
  /** A word may be one of several languages: then it is taken for one of these. */
  speaks: SpokenLanguages.optional(),
});
export type SearchRequest = z.infer<typeof SearchRequest>;

/** What found a hit: how the photo looks, or words of its names, folders, title, description and keywords. */
export const hitSources = ['look', 'words'] as const;

const Share = z.number().min(0).max(1);

/** Shares that are 1 in all. */
export const HitShares = z.strictObject({
  /** How the photo fits what was described. */
  description: Share,
  /** How it fits the example images, those of them that are whole. */
  example: Share,
  /** How it fits parts of photos. */
  parts: Share,
  /** Words that it is called. */
  words: Share,
});
export type HitShares = z.infer<typeof HitShares>;

export const Hit = z.strictObject({
  photoId: PhotoId,
  /** The file that is meant, of a photo that lies in several places; null where any is. */
  fileId: FileId.nullable(),
  /** Higher is better; comparable within one answer only. */
  score: z.number(),
  /**
   * How likely it is that the photo shows what was described, 0..1; calibrated for the pack. Null where nothing is
   * described, and where it cannot be told: see `cannotTellReasons`.
   */
  confidence: z.number().min(0).max(1).nullable(),
  foundBy: z.array(z.enum(hitSources)),
  /**
   * How much of its place among the hits each thing made; null for a hit that nothing speaks for but that it passes, and for one
   * by words alone.
   */
  shares: HitShares.nullable(),
  /** Width / height of the upright photo, to three decimals. */
  aspect: z.number().positive(),
  /** When it was taken, as `PhotoDetails.datedAt`. */
  datedAt: z.string(),
  /** What the photo stands for; null for itself alone, and where stacks are taken apart. */
  stack: StackBadge.nullable(),
});
export type Hit = z.infer<typeof Hit>;

/**
 * Why nothing tells which of the photos compared match: `example`, where an example image is looked for, of which it is only known
 * how close photos are; `tooLittle`, where the pack has no calibration; `notYet`, until the library has been measured, which it
 * is without being asked for. `library.changed` says when it is.
 */
export const cannotTellReasons = ['example', 'tooLittle', 'notYet'] as const;

/** How a query text was understood. */
export const UnderstoodQuery = z.strictObject({
  /** What is searched by its meaning: everything that is no chip. */
  description: z.string(),
  /** In the order of the text. */
  chips: z.array(QueryChip),
  /** In the order of the text, few. */
  offered: z.array(OfferedChip),
});
export type UnderstoodQuery = z.infer<typeof UnderstoodQuery>;

export const SearchAnswer = z.strictObject({
  /** Those that match first, in the order asked for; then weaker ones, best first. */
  hits: z.array(Hit),
  /**
   * How many photos match, by the strictness that is set, whether they are in the answer or not. They come first: of `hits`
   * those from this place on are weaker.
   */
  matching: z.int().nonnegative(),
  /** There may be more that match: nobody has looked. */
  mayBeMore: z.boolean(),
  /** Those that match beyond `hits`, in the order asked for; empty where `all` was not. */
  rest: PhotoColumns,
  /**
   * In orders by date: runs of those that match and are in the answer, `hits` and `rest` together, as in `Timeline`. Else
   * empty.
   */
  months: MonthRuns,
  /**
   * Of the photos compared, if any, none looks like what was described, and no words say so: all hits are near misses.
   */
  nothingMatches: z.boolean(),
  /**
   * Why it cannot be told which of the photos compared match: then all of them count as matching that are not unwanted, closest
   * first. Null where it can, where nothing was compared, and where nothing is looked for that photos could match.
   */
  cannotTell: z.enum(cannotTellReasons).nullable(),
  /**
   * Photos were compared as a whole although a closer look is wanted, since what was found by it could not be read. It is tried
   * again: see windows.ts.
   */
  closerLookUnread: z.boolean(),
  understood: UnderstoodQuery,
  /**
   * BCP 47 of the language that the description is in, where the model in use does not know it and nothing was found for
   * certain: what hits look like says little then. Null where it does, and where the language cannot be told.
   */
  unknownLanguage: z.string().nullable(),
  /** Places in `images` of photos that are gone meanwhile: they were left out, and all else was searched by. */
  lost: z.array(z.int().nonnegative()),
  /** Photos that were compared. */
  searched: z.int().nonnegative(),
  /**
   * Photos that were not, because the model in use has not looked at them yet: only words can have found them. 0 where
   * nothing is compared.
   */
  unseen: z.int().nonnegative(),
  timings: z.strictObject({
    encodeMs: z.number().nonnegative(),
    scanMs: z.number().nonnegative(),
    totalMs: z.number().nonnegative(),
  }),
});
export type SearchAnswer = z.infer<typeof SearchAnswer>;

/** Where in a photo something is, over the grid of a `WhereAnswer`. */
export const HeatMap = z.strictObject({
  /** Row-major, 0..1: 1 is where most of it is, 0 all cells from the middle one down. */
  values: z.array(z.number().min(0).max(1)),
  /** Around the part that decided: the cells above one half that hang together with the hottest. */
  box: Box,
});
export type HeatMap = z.infer<typeof HeatMap>;

/** The cells of maps of a photo. */
const HeatGrid = z.strictObject({
  rows: z.int().positive(),
  columns: z.int().positive(),
  /** What the grid lies over, in shares of the upright photo's sides; beyond 0..1 where the photo is padded for the model. */
  area: z.strictObject({ x: z.number(), y: z.number(), width: z.number().positive(), height: z.number().positive() }),
});
export type HeatGrid = z.infer<typeof HeatGrid>;

/** Where in a photo what was described is. It says where most of it is, and not whether it is there. */
export const WhereAnswer = HeatGrid.extend({
  /** The description as it was understood: what of the text is no chip. */
  description: z.string(),
  whole: HeatMap,
  /** Words of the description that say something, in its order; empty where it is one word alone. */
  words: z.array(z.strictObject({ word: z.string(), map: HeatMap })),
});
export type WhereAnswer = z.infer<typeof WhereAnswer>;

/** Where in a photo what parts of photos show is, as `WhereAnswer`: a map for each, in their order. */
export const WherePartsAnswer = HeatGrid.extend({ parts: z.array(HeatMap) });
export type WherePartsAnswer = z.infer<typeof WherePartsAnswer>;

/** Most parts of photos that are looked for in a photo. */
export const maxWhereParts = 8;

/** Most words of a description that are looked for one by one. */
export const maxWhereWords = 12;

/** The fields of a photo that words find it by, those that count most first. */
export const wordFields = ['title', 'keywords', 'names', 'folders', 'description'] as const;
export type WordField = (typeof wordFields)[number];

/** Why a photo is a hit, as far as words that it is called by say so. */
export const WhyAnswer = z.strictObject({
  /**
   * Words of the description and phrases that a field of the photo has, in the order of the text, each with the field that
   * counts most of those that have it.
   */
  called: z.array(z.strictObject({ text: z.string(), field: z.enum(wordFields) })),
});
export type WhyAnswer = z.infer<typeof WhyAnswer>;

/** A photo, and the text that is looked for in it, in the query language. */
const PhotoQuestion = z.strictObject({ photoId: PhotoId, text: z.string() });
/**
 * `refined`: by covering parts of the photo, too, which says more and takes a second or two. A pack without patches has maps of
 * this kind alone.
 */
const effort = { refined: z.boolean().optional() };
/** `wholeOnly`: without the words one by one, each of which takes its time. */
const WhereQuestion = PhotoQuestion.extend({ wholeOnly: z.boolean().optional(), ...effort });
const WherePartsQuestion = z.strictObject({
  photoId: PhotoId,
  parts: z.array(PhotoExample).min(1).max(maxWhereParts),
  ...effort,
});

export const search = capability('search', {
  methods: {
    'search.query': { input: SearchRequest, output: SearchAnswer },
    /** Hand over an example image; it is encoded and forgotten. `upload` names its embedding for a while. */
    'search.upload': {
      input: z.strictObject({
        image: z.instanceof(Blob).refine((blob) => blob.size > 0 && blob.size <= maxUploadBytes, 'Expected an image'),
      }),
      output: z.strictObject({ upload: z.string() }),
    },
    /**
     * Find where in a photo what a text describes is, with the pack in use. @throws QUERY_EMPTY where nothing is described,
     * PACK_HAS_NO_PATCHES where it is not `refined`
     */
    'search.where': { input: WhereQuestion, output: WhereAnswer },
    /** Find where in a photo what parts of photos show is, with the pack in use. @throws PACK_HAS_NO_PATCHES */
    'search.whereParts': { input: WherePartsQuestion, output: WherePartsAnswer },
    /** Tell which fields of a photo say what words of a text. */
    'search.why': { input: PhotoQuestion, output: WhyAnswer },
  },
  events: {},
});
