import type { Answers } from '../answers.ts';
import type { Duplicates } from './duplicates.ts';

export const duplicatesAnswers: Answers<'duplicates', Duplicates> = {
  'duplicates.groups': (duplicates, { kind, offset, limit }) => duplicates.groups(kind, offset, limit),
  'duplicates.setKept': (duplicates, { kind, photoIds, isKept }) => {
    duplicates.setKept(kind, photoIds, isKept);
    return {};
  },
  'duplicates.state': (duplicates) => duplicates.state(),
};
