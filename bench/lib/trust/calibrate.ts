import { aboveChance } from '../../../src-main/core/calibration.ts';
import { type LogisticFit, logisticRegression } from '../../../src-main/core/math/logistic-regression.ts';
import { scoreAbove } from '../../../src-main/engine/search/hubs/chance.ts';
import { names, type TrustMaterial, type TrustPhoto } from './material.ts';
import { bestOf, tuningTrial } from './trials.ts';

/** Share of the words for what is there that may find nothing where a match is relaxed. */
const misses = 0.1;
/** Share of the words for what is not there that may find something where it is strict. */
const falsePositives = 0.05;
/** Share of the captions of photos that are there that may find nothing where it is strict. */
const missedCaptions = 0.05;
/** Lengths of the random vectors that are added to embeddings, of length 1, for packs that tell photos apart worse. */
const noises = [0, 0.5, 1, 1.5, 2, 3, 4];

/** What all packs share, in units above chance. */
interface Constants {
  /** Without noise: what is usual. */
  readonly agreement: number;
  readonly slopeBy: { readonly factor: number; readonly offset: number };
  readonly middles: { readonly words: number; readonly sentence: number };
  readonly anyFrom: { readonly relaxed: number; readonly balanced: number; readonly strict: number };
}

/** Make the constants of [Note: Calibration]; they are written into src-main/core/calibration.ts by hand. */
export async function calibrate(material: TrustMaterial): Promise<Constants> {
  const { photos, absent, present, nouns } = tuningTrial(material);
  const { words: chance, sentence: captionChance } = await material.measured(photos);
  const best = async (queries: readonly string[]): Promise<number[]> =>
    (await bestOf(material, photos, queries, 1)).map(([hit]) => hit?.score ?? -Infinity);
  const [fewMissed, fewFalse, fewCaptionsMissed] = [
    aboveChance(scoreAbove(await best(present), misses), chance),
    aboveChance(scoreAbove(await best(absent), 1 - falsePositives), chance),
    aboveChance(scoreAbove(await best(photos.flatMap(({ captions }) => captions)), missedCaptions), captionChance),
  ];
  const fits: { agreement: number; fit: LogisticFit }[] = [];
  for (const noise of noises) fits.push(await fitOf(material, material.noisy(photos, noise), nouns));
  const [first] = fits;
  if (first === undefined) throw new Error('Expected at least one noise');
  const { middle } = first.fit;
  return {
    agreement: first.agreement,
    slopeBy: line(fits.map(({ agreement, fit }) => ({ x: agreement, y: fit.slope }))),
    // The strict threshold is where so many captions are missed.
    middles: { words: middle, sentence: middle + fewCaptionsMissed - fewFalse },
    anyFrom: { relaxed: fewMissed, balanced: (fewMissed + fewFalse) / 2, strict: fewFalse },
  };
}

/** How well captions and words agree about photos, and how fast they get likely to be named. */
async function fitOf(
  material: TrustMaterial,
  photos: readonly TrustPhoto[],
  nouns: readonly string[],
): Promise<{ agreement: number; fit: LogisticFit }> {
  const { words: chance, agreement } = await material.measured(photos);
  const scored = await bestOf(material, photos, nouns, photos.length);
  const samples = scored.flatMap((hits, i) =>
    hits.map(({ photo, score }) => ({ x: aboveChance(score, chance), y: names(photo, nouns[i] ?? '') ? 1 : 0 })),
  );
  const fit = logisticRegression(
    samples.map(({ x }) => x),
    samples.map(({ y }) => y),
  );
  if (fit === undefined) throw new Error('Expected photos that captions name the noun of, and others');
  return { agreement: agreement.slope, fit };
}

/** The straight line of least squares. */
function line(points: readonly { x: number; y: number }[]): { factor: number; offset: number } {
  const mean = (of: (point: { x: number; y: number }) => number): number =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const [x, y] = [mean((point) => point.x), mean((point) => point.y)];
  const factor = mean((point) => (point.x - x) * (point.y - y)) / mean((point) => (point.x - x) ** 2);
  return { factor, offset: y - factor * x };
}
