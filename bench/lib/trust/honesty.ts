import type { Settings } from '../../../src-contract/index.ts';
import {
  type Agreement,
  type Calibration,
  calibrationOf,
  confidenceOf,
  shapeOf,
} from '../../../src-main/core/calibration.ts';
import { isSentence } from '../../../src-main/core/text/names.ts';
import type { Chance } from '../../../src-main/engine/store/search/captions.ts';
import { names, type TrustMaterial } from './material.ts';
import { bestOf, heldOutTrial, type Scored, type Trial, tuningTrial } from './trials.ts';

/** Ranges of confidence that are told apart. */
const ranges = 5;
type Strictness = Settings['strictness'];

/** In percent. */
interface StrictnessFigures {
  /** Absent words, and sentences, that find something. */
  readonly falsePositives: number;
  readonly falseSentences: number;
  /** Present words, and captions, that find nothing. */
  readonly misses: number;
  readonly missedCaptions: number;
  /** Of the photos that match a noun, those whose captions name it; mean over nouns that match any. */
  readonly named: number;
  /** Of the photos whose captions name a noun, those that match it; the same mean. */
  readonly found: number;
}

/** Hits of one range of confidence. */
interface Reliability {
  readonly from: number;
  readonly to: number;
  readonly hits: number;
  /** Mean confidence, and share of the hits whose captions name what was looked for, in percent. */
  readonly confidence: number;
  readonly named: number;
}

export interface HonestyFigures {
  /** What the product has made of the photos, without their captions and labels. */
  readonly calibration: Calibration;
  readonly agreement: Agreement;
  /** Queries: absent and present words, absent sentences, captions. */
  readonly queries: Readonly<Record<'absent' | 'present' | 'absentSentences' | 'captions', number>>;
  /** How well the best score tells present from absent words: area under the ROC curve. */
  readonly auroc: number;
  /** The same of captions and absent sentences. */
  readonly aurocOfSentences: number;
  readonly byStrictness: Readonly<Record<Strictness, StrictnessFigures>>;
  readonly reliability: readonly Reliability[];
}

export interface Honesty {
  /** On the words and photos that the calibration was made with. */
  readonly tuning: HonestyFigures;
  /** On others. */
  readonly heldOut: HonestyFigures;
}

/** A photo that has captions, and how sure it is that it shows what was looked for. */
interface Hit {
  readonly confidence: number;
  /** Its captions name it. */
  readonly isNamed: boolean;
}

/** What a noun finds, best first. */
interface Found {
  /** Confidence of the best photo of all. */
  readonly best: number;
  readonly hits: readonly Hit[];
}

/**
 * How honest "nothing looks like this" and the line below what matches are. Each library is calibrated as the product does
 * it, without labels; the constants that all share were made with one half of the words and Flickr8k, and are measured with the other half on COCO and the classified photos, among which no photo and no word was tuned on.
 */
export async function measureHonesty(material: TrustMaterial): Promise<Honesty> {
  const measure = (trial: Trial): Promise<HonestyFigures> =>
    honestyOf(
      {
        measured: () => material.measured(trial.photos),
        best: (queries, top) => bestOf(material, trial.photos, queries, top),
      },
      trial,
    );
  return { tuning: await measure(tuningTrial(material)), heldOut: await measure(heldOutTrial(material)) };
}

/** How the photos of a library are compared. */
export interface Compared {
  /** By what it is calibrated. */
  readonly measured: () => Promise<Omit<Chance, 'photos'>>;
  /** The best photos for each description, best first. */
  readonly best: (queries: readonly string[], top: number) => Promise<Scored[][]>;
}

export async function honestyOf(
  compared: Compared,
  { photos, absent, present, absentSentences, nouns }: Trial,
): Promise<HonestyFigures> {
  const captions = photos.flatMap((photo) => photo.captions);
  const { agreement, ...chance } = await compared.measured();
  // As with a pack of which nothing is known.
  const calibration = calibrationOf(agreement, false);
  if (calibration === undefined)
    throw new Error(
      `Expected captions and words to agree about photos, but ${agreement.pairs} pairs have a slope of ${agreement.slope}`,
    );
  const confidence = (query: string, score: number): number => {
    const kind = isSentence(query) ? 'sentence' : 'words';
    return confidenceOf(score, chance[kind], shapeOf(calibration, kind));
  };
  const best = async (queries: readonly string[]): Promise<number[]> =>
    (await compared.best(queries, 1)).map(([hit], i) => confidence(queries[i] ?? '', hit?.score ?? -Infinity));
  const [ofAbsent, ofPresent] = [await best(absent), await best(present)];
  const [ofAbsentSentences, ofCaptions] = [await best(absentSentences), await best(captions)];
  const found = (await compared.best(nouns, photos.length)).map((scored, i): Found => {
    const noun = nouns[i] ?? '';
    const captioned = scored.filter(({ photo }) => photo.captions.length > 0);
    return {
      best: confidence(noun, scored[0]?.score ?? -Infinity),
      hits: captioned.map(({ photo, score }) => ({
        confidence: confidence(noun, score),
        isNamed: names(photo, noun),
      })),
    };
  });
  const at = (strictness: Strictness): StrictnessFigures => {
    const { any, each } = calibration.thresholds[strictness];
    return {
      falsePositives: percent(ofAbsent, (one) => one >= any),
      falseSentences: percent(ofAbsentSentences, (one) => one >= any),
      misses: percent(ofPresent, (one) => one < any),
      missedCaptions: percent(ofCaptions, (one) => one < any),
      ...lineFigures(
        found.filter((one) => one.best >= any),
        each,
      ),
    };
  };
  return {
    calibration,
    agreement,
    queries: {
      absent: absent.length,
      present: present.length,
      absentSentences: absentSentences.length,
      captions: captions.length,
    },
    auroc: areaUnderCurve(ofPresent, ofAbsent),
    aurocOfSentences: areaUnderCurve(ofCaptions, ofAbsentSentences),
    byStrictness: { relaxed: at('relaxed'), balanced: at('balanced'), strict: at('strict') },
    reliability: reliabilityOf(found.flatMap(({ hits }) => hits)),
  };
}

/** Means over nouns. */
function lineFigures(lists: readonly Found[], each: number): Pick<StrictnessFigures, 'named' | 'found'> {
  let [named, found, judged] = [0, 0, 0];
  for (const { hits } of lists) {
    const matching = hits.filter(({ confidence }) => confidence >= each);
    const right = matching.filter(({ isNamed }) => isNamed).length;
    found += right / hits.filter(({ isNamed }) => isNamed).length;
    if (matching.length === 0) continue;
    named += right / matching.length;
    judged++;
  }
  return { named: (100 * named) / judged, found: (100 * found) / lists.length };
}

function reliabilityOf(hits: readonly Hit[]): Reliability[] {
  return Array.from({ length: ranges }, (_, range) => {
    const inRange = hits.filter(({ confidence }) => Math.min(ranges - 1, Math.floor(ranges * confidence)) === range);
    return {
      from: range / ranges,
      to: (range + 1) / ranges,
      hits: inRange.length,
      confidence: (100 * inRange.reduce((sum, { confidence }) => sum + confidence, 0)) / inRange.length,
      named: percent(inRange, ({ isNamed }) => isNamed),
    };
  });
}

function percent<T>(values: readonly T[], test: (value: T) => boolean): number {
  return (100 * values.filter(test).length) / values.length;
}

function areaUnderCurve(positive: readonly number[], negative: readonly number[]): number {
  let won = 0;
  for (const a of positive) for (const b of negative) won += a > b ? 1 : a === b ? 0.5 : 0;
  return won / (positive.length * negative.length);
}
