import type { Settings } from '../../src-contract/index.ts';

/**
 * What the score of a hit says of whether the photo shows what was described, for one version of one pack.
 *
 * [Note: Calibration] What a good score is differs from pack to pack and from library to library: among many photos, or
 * among close views of single things, the best one for a word that nothing shows scores higher than among few. So
 * scores are measured in units of the library: how well its best photo fits each of a thousand words at random, most of
 * which it does not have (`ChanceScores`). Confidence is a logistic function of the score above nine tenths of these: the
 * share of photos of this score that people who captioned them name the thing of. As they leave out much of what there is
 * to see, more photos show it.
 *
 * The more a description says, the more there is in it that some photo has: the best photo for a sentence scores higher
 * than the one for a word, whether or not it shows what the sentence says. So sentences are measured against captions at
 * random instead. Most of those fit a library better than words do, of which confidence in sentences takes account by a
 * middle of its own.
 *
 * Whether anything matches is asked of the best photo, which among thousands scores well by chance, and so has to do
 * better than the others: once something is there, they need not prove that it is.
 *
 * The shape and the thresholds belong to the pack; `npm run eval -- --suite trust --calibrate` makes them from one set of
 * photos and words, and the suite tests them on others.
 */
export interface Calibration {
  /** How fast confidence rises, a unit. */
  readonly slope: number;
  /** Units above chance at which confidence is one half. */
  readonly middle: Readonly<Record<DescriptionKind, number>>;
  readonly thresholds: Readonly<Record<Settings['strictness'], Threshold>>;
}

/** Descriptions that scores are compared with chance separately of: of a few words, and longer ones. */
export type DescriptionKind = 'words' | 'sentence';

/** Confidence from which on hits match. */
export interface Threshold {
  /** Of the best hit: below it nothing matches. */
  readonly any: number;
  /** Of every hit, where the best has passed; not above `any`. */
  readonly each: number;
}

/** Scores of the best photo for words, or captions, at random. */
export interface ChanceScores {
  /** What half of them stay below. */
  readonly median: number;
  /** What nine in ten of them stay below. */
  readonly high: number;
}

const calibrations: Readonly<Record<string, Calibration>> = {
  'eidetic-builtin-2@2.0.0': {
    slope: 1.469,
    middle: { words: -0.0942, sentence: -0.6508 },
    thresholds: {
      relaxed: { any: 0.3469, each: 0.3 },
      balanced: { any: 0.4408, each: 0.44 },
      strict: { any: 0.5391, each: 0.5 },
    },
  },
};

/** The calibration of a pack; undefined where there is none, whose hits then have no confidence. */
export function calibrationOf(pack: { readonly id: string; readonly version: string }): Calibration | undefined {
  return calibrations[`${pack.id}@${pack.version}`];
}

/** A logistic function of the units above chance. */
export interface ConfidenceShape {
  readonly slope: number;
  readonly middle: number;
}

/** How confidence rises with the scores of descriptions of one kind. */
export function shapeOf({ slope, middle }: Calibration, kind: DescriptionKind): ConfidenceShape {
  return { slope, middle: middle[kind] };
}

/** Units above chance of a score: the cosine with a description, less the photo's bias. */
export function aboveChance(score: number, { median, high }: ChanceScores): number {
  return (score - high) / Math.max(1e-6, high - median);
}

/** How likely a hit of this score shows what was described, 0..1. */
export function confidenceOf(score: number, chance: ChanceScores, { slope, middle }: ConfidenceShape): number {
  return 1 / (1 + Math.exp(-slope * (aboveChance(score, chance) - middle)));
}
