import type { Answers } from '../answers.ts';
import type { Looks } from './looks.ts';

export const looksAnswers: Answers<'looks', Looks> = {
  'looks.sharpest': (looks, { photoIds }) => ({ photoId: looks.sharpest(photoIds) }),
  'looks.state': (looks) => looks.state(),
};
