import type { Answers } from '../answers.ts';
import type { Taste } from './taste.ts';

export const tasteAnswers: Answers<'taste', Taste> = {
  'taste.pairs': (taste, { photoIds, passed }) => ({ pairs: taste.pairs(photoIds, passed) }),
  'taste.choose': (taste, choice) => taste.choose(choice),
  'taste.forget': (taste) => {
    taste.forget();
    return {};
  },
  'taste.state': (taste) => taste.state(),
};
