import type { Settings } from '../../src-contract/index.ts';

/**
 * What the score of a hit says of whether the photo shows what was described, for one version of one pack.
 *
 * [Note: Calibration] Cosines of one pack say nothing about those of another, so every pack has its own figures, made by
 * `npm run eval -- --suite trust --calibrate` on one set of photos and words and tested on others. A score is the cosine
 * less the photo's bias. The best of many photos scores higher by chance than the best of few, by an amount that grows
 * with the logarithm of their number.
 */
export interface Calibration {
  /** How fast confidence rises with the score. */
  readonly slope: number;
  /** Score of confidence 0.5 among 1,000 photos. */
  readonly middle: number;
  /** How much more is asked of the score for e times as many photos. */
  readonly perLogPhotos: number;
  /** Confidence from which on a hit matches. */
  readonly thresholds: Readonly<Record<Settings['strictness'], number>>;
}

const calibrations: Readonly<Record<string, Calibration>> = {
  'eidetic-builtin-1@1.0.0': {
    slope: 40,
    middle: 0.1,
    perLogPhotos: 0.01,
    thresholds: { relaxed: 0.3, balanced: 0.5, strict: 0.7 },
  },
};

/** The calibration of a pack; undefined where there is none, whose hits then have no confidence. */
export function calibrationOf(pack: { readonly id: string; readonly version: string }): Calibration | undefined {
  return calibrations[`${pack.id}@${pack.version}`];
}

/**
 * How likely a hit shows what was described, 0..1.
 *
 * @param photos that were compared.
 */
export function confidenceOf(score: number, photos: number, calibration: Calibration): number {
  const { slope, middle, perLogPhotos } = calibration;
  const asked = middle + perLogPhotos * Math.log(Math.max(1, photos) / 1000);
  return 1 / (1 + Math.exp(-slope * (score - asked)));
}
