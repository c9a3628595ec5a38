import type { Calibration, ChanceScores } from '../../../core/calibration.ts';
import type { DescriptionKind } from '../../../core/calibration.ts';
import type { Scored } from '../../../core/math/top-k.ts';
import type { Embedding } from '../../../core/math/vector.ts';
import type { ScanOptions } from '../vector-index.ts';
import type { WindowScan } from './window-index.ts';

/** Descriptions compared with photos and their windows, biases and excesses taken off. See [Note: Windows]. */
export interface CloserLook {
  /** What scores are held against, measured with these scores. */
  readonly chance: Readonly<Record<DescriptionKind, ChanceScores>>;
  /** Undefined where the pack tells too little. */
  readonly calibration: Calibration | undefined;
  /** Find the photos that fit a description best, best first. @throws the signal's reason */
  scan(description: Embedding, request: WindowScan, options?: ScanOptions): Promise<Scored[]>;
  /** Scores of photos; undefined of those that have no windows. */
  scores(photoIds: readonly number[], description: Embedding): (number | undefined)[];
}
