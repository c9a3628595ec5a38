import type { Settings } from '../../src-contract/index.ts';

/**
 * What the score of a hit says of whether the photo shows what was described, for one pack in one library.
 *
 * [Note: Calibration] What a good score is differs from pack to pack and from library to library: among many photos, or
 * among close views of single things, the best one for a word that nothing shows scores higher than among few. So
 * scores are measured in units of the library: how well its best photo fits each of a thousand words at random, most of
 * which it does not have (`ChanceScores`). The words are encoded as a query of one word is, by the pack's templates: without
 * them some packs put all words elsewhere than queries. Confidence is a logistic function of the score above nine tenths of
 * these: the share of photos of this score that people who captioned them name the thing of. As they leave out much of what
 * there is to see, more photos show it.
 *
 * The more a description says, the more there is in it that some photo has: the best photo for a sentence scores higher
 * than the one for a word, whether or not it shows what the sentence says. So sentences are measured against captions at
 * random instead. Most of those fit a library better than words do, of which confidence in sentences takes account by a
 * middle of its own.
 *
 * Whether anything matches is asked of the best photo, which among thousands scores well by chance, and so has to do
 * better than the others: once something is there, they need not prove that it is.
 *
 * Measured in these units, packs are much alike: nine in ten of the words at random are what nineteen in twenty words for
 * absent things stay below, with every pack and set of photos that was tried (docs/evaluation.md). So where confidence is
 * one half, and the scores from which anything matches, are the same units above chance for all of them. What differs is how
 * fast confidence rises: the worse a pack tells photos apart, the slower. That is measured without labels, by how well
 * captions and words agree about photos (`Agreement`); with a pack of which they do not agree nothing is claimed at all.
 *
 * `npm run eval -- --suite trust --calibrate` makes the constants from one set of photos and words, and the suite tests them
 * on others.
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

/**
 * How well captions and words agree about the photos of a library: what is known of a pack there without labels.
 *
 * A caption of the bank and a photo are a pair where each is the other's best. Of the words at random, those that are in the
 * caption ought to score higher with its photo than all others do; how fast a word gets likely to be one of them, as its score
 * rises, goes with how fast a photo gets likely to show what is described.
 */
export interface Agreement {
  /** Pairs that it was measured with. */
  readonly pairs: number;
  /** Slope of the logistic regression, a unit above chance; 0 where there is none. */
  readonly slope: number;
}

/** Pairs from which on a pack of which nothing else is known is believed: about 70 photos have them. */
const leastPairs = 20;
/** What is usual, which is believed as if so many pairs had shown it. */
const usual: Agreement = { pairs: 20, slope: 1.718 };
/** Of its agreement to the slope of confidence: by the labels of Flickr8k, for the built-in pack and with noise added to it. */
const slopeBy = { factor: 1.077, offset: -0.349 };
/** Below this agreement a pack tells photos apart about as badly as one of random numbers does. */
const leastAgreement = 0.9;
/** Above it is what only a few pairs say, by chance. */
const mostAgreement = 2.5;

/** Units above chance. */
const middles = { words: -0.281, sentence: -0.644 };
/** Units above chance, of words, that the best photo needs for anything to match. */
const anyFrom = { relaxed: -0.683, balanced: -0.432, strict: -0.181 };
/** Confidence from which on photos match where any does: settled by eye, on lists of results. */
const eachFrom = { relaxed: 0.3, balanced: 0.44, strict: 0.5 };

/** Packs that are as usual, by measurement; small libraries, which tell nothing, take them at that. */
const knownPacks: ReadonlySet<string> = new Set(['eidetic-builtin-2@2.0.0']);

/** Has this version of a pack been measured, so that it needs no library to be believed? */
export function isKnownPack({ id, version }: { readonly id: string; readonly version: string }): boolean {
  return knownPacks.has(`${id}@${version}`);
}

/**
 * Make the calibration of a pack in a library.
 *
 * @param isKnown as `isKnownPack` says.
 * @returns undefined where nothing can be claimed, and hits have no confidence: captions and words do not agree, or the
 * pack is not known and the library too small to tell.
 */
export function calibrationOf({ pairs, slope }: Agreement, isKnown: boolean): Calibration | undefined {
  if (!isKnown && (pairs < leastPairs || slope < leastAgreement)) return undefined;
  const shown = Math.min(Math.max(slope, leastAgreement), mostAgreement);
  const agreement = (pairs * shown + usual.pairs * usual.slope) / (pairs + usual.pairs);
  return calibrationWith(slopeBy.factor * agreement + slopeBy.offset);
}

/** The calibration in which confidence rises so fast. */
function calibrationWith(slope: number): Calibration {
  const threshold = (strictness: Settings['strictness']): Threshold => {
    const any = logistic(slope * (anyFrom[strictness] - middles.words));
    return { any, each: Math.min(any, eachFrom[strictness]) };
  };
  return {
    slope,
    middle: middles,
    thresholds: { relaxed: threshold('relaxed'), balanced: threshold('balanced'), strict: threshold('strict') },
  };
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

/** How likely a hit of this score shows what was described, 0..1. @param evidence log-odds that something else adds */
export function confidenceOf(score: number, chance: ChanceScores, shape: ConfidenceShape, evidence = 0): number {
  return logistic(logitOf(score, chance, shape) + evidence);
}

/** The log-odds of that. */
export function logitOf(score: number, chance: ChanceScores, { slope, middle }: ConfidenceShape): number {
  return slope * (aboveChance(score, chance) - middle);
}

/** Log-odds that 1 of a score is. */
export function logitsPerScore({ median, high }: ChanceScores, { slope }: ConfidenceShape): number {
  return slope / Math.max(1e-6, high - median);
}

function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
