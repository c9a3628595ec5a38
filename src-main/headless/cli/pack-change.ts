import type { IndexProgress, PackChange } from '../../../src-contract/index.ts';
import { count } from './terminal.ts';

/** How far it is that a model looks at every photo, in one line. */
export function packChangeText({ pack, answers, done, total, waiting, failed }: PackChange): string {
  const notes = [
    ...(waiting > 0 ? [`${waiting.toLocaleString('en')} cannot be read now`] : []),
    ...(failed > 0 ? [`${failed.toLocaleString('en')} failed`] : []),
  ];
  const rest = notes.length === 0 ? '' : ` (${notes.join(', ')})`;
  if (!answers)
    return `Getting ${pack.title} ready: ${done.toLocaleString('en')} of ${count(total, 'photo')} looked at${rest}`;
  return `Learning to see better: ${done.toLocaleString('en')} of ${count(total, 'photo')} looked at with this model${rest}`;
}

/** The same as progress of indexing, while it is going on. */
export function packChangeProgress(change: PackChange): IndexProgress {
  const { done, total, failed, imagesPerSecond, etaSeconds } = change;
  return { phase: 'encoding', done, total, failed, imagesPerSecond, etaSeconds, provider: null };
}
