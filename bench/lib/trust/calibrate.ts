import { aboveChance, type Calibration, confidenceOf } from '../../../src-main/core/calibration.ts';
import { scoreAbove } from '../../../src-main/engine/search/hubs/chance.ts';
import { names, type TrustMaterial } from './material.ts';
import { bestOf, tuningTrial } from './trials.ts';

/** Confidence from which on photos match where any does: settled by eye, on lists of results. */
const each = { relaxed: 0.3, balanced: 0.44, strict: 0.5 };
/** Share of the words for what is there that may find nothing where a match is relaxed. */
const misses = 0.1;
/** Share of the words for what is not there that may find something where it is strict. */
const falsePositives = 0.05;
/** Share of the captions of photos that are there that may find nothing where it is strict. */
const missedCaptions = 0.05;

/** Make the calibration of a pack, see [Note: Calibration]; it is written into src-main/core/calibration.ts by hand. */
export async function calibrate(material: TrustMaterial): Promise<Calibration> {
  const { photos, absent, present, nouns } = tuningTrial(material);
  const { words: chance, sentence: captionChance } = await material.chance(photos);
  const samples = (await bestOf(material, photos, nouns, photos.length)).flatMap((hits, i) =>
    hits.map(({ photo, score }) => ({ x: aboveChance(score, chance), y: names(photo, nouns[i] ?? '') ? 1 : 0 })),
  );
  const shape = logisticRegression(samples);
  const best = async (queries: readonly string[]): Promise<number[]> =>
    (await bestOf(material, photos, queries, 1)).map(([hit]) => hit?.score ?? -Infinity);
  const confidence = (score: number): number => confidenceOf(score, chance, shape);
  const [fewMissed, fewFalse, fewCaptionsMissed] = [
    scoreAbove(await best(present), misses),
    scoreAbove(await best(absent), 1 - falsePositives),
    scoreAbove(await best(photos.flatMap(({ captions }) => captions)), missedCaptions),
  ];
  // The strict threshold is where so many captions are missed.
  const shift = aboveChance(fewCaptionsMissed, captionChance) - aboveChance(fewFalse, chance);
  return {
    slope: shape.slope,
    middle: { words: shape.middle, sentence: shape.middle + shift },
    thresholds: {
      relaxed: { any: confidence(fewMissed), each: each.relaxed },
      balanced: { any: confidence((fewMissed + fewFalse) / 2), each: each.balanced },
      strict: { any: confidence(fewFalse), each: each.strict },
    },
  };
}

/** Logistic regression of one variable, by Newton's method. */
function logisticRegression(samples: readonly { x: number; y: number }[]): { slope: number; middle: number } {
  let slope = 0;
  let offset = 0;
  for (let step = 0; step < 50; step++) {
    let [g0, g1, h00, h01, h11] = [0, 0, 0, 0, 0];
    for (const { x, y } of samples) {
      const p = 1 / (1 + Math.exp(-(slope * x + offset)));
      g0 += p - y;
      g1 += (p - y) * x;
      const curve = p * (1 - p);
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
