import type { Answers } from '../answers.ts';
import type { Stacks } from './stacks.ts';

export const stacksAnswers: Answers<'stacks', Stacks> = {
  'stacks.of': (stacks, { photoId }) => stacks.of(photoId),
  'stacks.count': (stacks, { photoIds }) => ({ files: stacks.count(photoIds) }),
  'stacks.paths': (stacks, { photoIds }) => stacks.paths(photoIds),
  'stacks.copyTo': (stacks, { photoIds, folder }, signal) => stacks.copy(photoIds, folder, signal),
};
