import { existsSync } from 'node:fs';
import path from 'node:path';

/**
 * The real photos that tests use where they are: beside the checkout in `../shared/eval`, or in EIDETIC_EVAL_DIR.
 * Nothing of them is part of the project.
 */
const root = process.env['EIDETIC_EVAL_DIR'] ?? path.resolve(import.meta.dirname, '../../../shared/eval');

/** False when the data is absent: pass it to `skipIf` negated. */
export const hasEvalData = existsSync(root);

if (!hasEvalData) {
  // eslint-disable-next-line no-console -- skipped in silence, these tests would look passed
  console.warn(`NOT TESTED on real photos: no folder ${root}. Set EIDETIC_EVAL_DIR to the evaluation data.`);
}

/** Absolute path of a file of the evaluation data. */
export function evalFile(...parts: readonly string[]): string {
  return path.join(root, ...parts);
}
