import type { Settings } from '../../../src-contract/index.ts';
import { aboveChance, type Calibration, calibrationOf, confidenceOf } from '../../../src-main/core/calibration.ts';
import { readPack } from '../library.ts';
import { quantile } from '../statistics.ts';
import { indexOf, names, type TrustMaterial, type TrustPhoto } from './material.ts';
import { absentWords, captionNouns, everydayLabels } from './words.ts';

/** Photos that must name a noun, in two captions each or more, for it to count as there. */
const leastPhotos = 3;
type Strictness = Settings['strictness'];

export interface HonestyFigures {
  /** Queries: absent words, present words, captions. */
  readonly queries: { readonly absent: number; readonly present: number; readonly captions: number };
  /** How well the best score tells present from absent words: area under the ROC curve. */
  readonly auroc: number;
  /** In percent: absent words that find something, present words and captions that find nothing. */
  readonly byStrictness: Readonly<
    Record<Strictness, { readonly falsePositives: number; readonly misses: number; readonly missedCaptions: number }>
  >;
}

export interface Honesty {
  /** On the words and photos that the calibration was made with. */
  readonly tuning: HonestyFigures;
  /** On others. */
  readonly heldOut: HonestyFigures;
}

interface Trial {
  readonly photos: readonly TrustPhoto[];
  readonly absent: readonly string[];
  readonly present: readonly string[];
}

/**
 * How honest "nothing looks like this" is. Calibrated on one half of the words and on Flickr8k; measured with the other
 * half on COCO and the classified photos, among which no photo and no word was tuned on.
 */
export async function measureHonesty(material: TrustMaterial): Promise<Honesty> {
  const calibration = calibrationOf(readPack());
  if (calibration === undefined) throw new Error('Expected a calibrated pack: make one with --calibrate');
  return {
    tuning: await measure(material, tuningTrial(material), calibration),
    heldOut: await measure(material, heldOutTrial(material), calibration),
  };
}

function half<T>(list: readonly T[], which: 0 | 1): T[] {
  return list.filter((_, i) => i % 2 === which);
}

function tuningTrial({ sets: { flickr8k } }: TrustMaterial): Trial {
  return { photos: flickr8k, absent: half(absentWords, 0), present: half(captionNouns, 0).filter(isIn(flickr8k)) };
}

function heldOutTrial({ sets: { coco, imagenet } }: TrustMaterial): Trial {
  const labels = new Set(everydayLabels.map((label) => label.toLowerCase()));
  const labelled = imagenet.flatMap(({ label }) => (label !== null && labels.has(label.toLowerCase()) ? [label] : []));
  return {
    photos: [...coco, ...imagenet],
    absent: half(absentWords, 1),
    present: [...new Set([...half(captionNouns, 1).filter(isIn(coco)), ...labelled])],
  };
}

/** Is a noun named by so many photos that it is really there? */
function isIn(photos: readonly TrustPhoto[]): (noun: string) => boolean {
  return (noun) => {
    const sure = photos.filter(
      (photo) => photo.captions.filter((caption) => names({ ...photo, captions: [caption] }, noun)).length >= 2,
    );
    return sure.length >= leastPhotos;
  };
}

/** Best score of each query. */
async function bestScores(
  material: TrustMaterial,
  photos: readonly TrustPhoto[],
  queries: readonly string[],
): Promise<number[]> {
  const index = indexOf(photos);
  const best: number[] = [];
  for (const embedding of await material.descriptions(queries)) {
    const { hits } = await index.scan({ terms: [{ embedding, weight: 1, biased: true }], top: 1, only: null });
    best.push(hits[0]?.score ?? -Infinity);
  }
  return best;
}

async function measure(
  material: TrustMaterial,
  { photos, absent, present }: Trial,
  calibration: Calibration,
): Promise<HonestyFigures> {
  const captions = photos.flatMap((photo) => photo.captions);
  const chance = await material.chance(photos);
  const confidences = async (queries: readonly string[]): Promise<number[]> =>
    (await bestScores(material, photos, queries)).map((score) => confidenceOf(score, chance, calibration));
  const [ofAbsent, ofPresent, ofCaptions] = [
    await confidences(absent),
    await confidences(present),
    await confidences(captions),
  ];
  const percent = (values: readonly number[], test: (value: number) => boolean): number =>
    (100 * values.filter(test).length) / values.length;
  const at = (strictness: Strictness): HonestyFigures['byStrictness'][Strictness] => {
    const threshold = calibration.thresholds[strictness];
    return {
      falsePositives: percent(ofAbsent, (confidence) => confidence >= threshold),
      misses: percent(ofPresent, (confidence) => confidence < threshold),
      missedCaptions: percent(ofCaptions, (confidence) => confidence < threshold),
    };
  };
  return {
    queries: { absent: absent.length, present: present.length, captions: captions.length },
    auroc: areaUnderCurve(ofPresent, ofAbsent),
    byStrictness: { relaxed: at('relaxed'), balanced: at('balanced'), strict: at('strict') },
  };
}

function areaUnderCurve(positive: readonly number[], negative: readonly number[]): number {
  let won = 0;
  for (const a of positive) for (const b of negative) won += a > b ? 1 : a === b ? 0.5 : 0;
  return won / (positive.length * negative.length);
}

/** Make the calibration of a pack, see [Note: Calibration]; it is written into src-main/core/calibration.ts by hand. */
export async function calibrate(material: TrustMaterial): Promise<Calibration> {
  const { photos, absent, present } = tuningTrial(material);
  const chance = await material.chance(photos);
  const units = async (queries: readonly string[]): Promise<number[]> =>
    (await bestScores(material, photos, queries)).map((score) => aboveChance(score, chance));
  const ofPresent = await units(present);
  const ofAbsent = await units(absent);
  const { slope, middle } = logistic(ofPresent, ofAbsent);
  const confidence = (unit: number): number => 1 / (1 + Math.exp(-slope * (unit - middle)));
  const fewMissed = confidence(quantile(ofPresent, 0.1));
  const fewFalse = confidence(quantile(ofAbsent, 0.95));
  return { slope, middle, thresholds: { relaxed: fewMissed, balanced: (fewMissed + fewFalse) / 2, strict: fewFalse } };
}

/** Logistic regression of one variable in which both classes weigh the same, by Newton's method. */
function logistic(positive: readonly number[], negative: readonly number[]): { slope: number; middle: number } {
  const samples = [
    ...positive.map((x) => ({ x, y: 1, weight: 0.5 / positive.length })),
    ...negative.map((x) => ({ x, y: 0, weight: 0.5 / negative.length })),
  ];
  let slope = 0;
  let offset = 0;
  for (let step = 0; step < 50; step++) {
    let [g0, g1, h00, h01, h11] = [0, 0, 0, 0, 0];
    for (const { x, y, weight } of samples) {
      const p = 1 / (1 + Math.exp(-(slope * x + offset)));
      g0 += weight * (p - y);
      g1 += weight * (p - y) * x;
      const curve = weight * p * (1 - p);
      h00 += curve;
      h01 += curve * x;
      h11 += curve * x * x;
    }
    const determinant = h00 * h11 - h01 * h01;
    offset -= (h11 * g0 - h01 * g1) / determinant;
    slope -= (h00 * g1 - h01 * g0) / determinant;
  }
  return { slope, middle: -offset / slope };
}
