import type { Answers } from '../answers.ts';
import type { Stacks } from './stacks.ts';

export const stacksAnswers: Answers<'stacks', Stacks> = {
  'stacks.of': (stacks, { photoId, fileId }) => stacks.of(photoId, fileId),
  'stacks.count': (stacks, { photoIds }) => ({ files: stacks.count(photoIds) }),
  'stacks.paths': (stacks, { photoIds, fileIds }) => stacks.paths(photoIds, fileIds),
  'stacks.copyTo': (stacks, asked, signal) => stacks.copy(asked, signal),
};
