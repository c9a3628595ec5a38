import type { Answers } from '../answers.ts';
import type { Trash } from './trash.ts';

export const trashAnswers: Answers<'trash', Trash> = {
  'trash.move': (trash, photos) => trash.move(photos),
  'trash.undo': (trash, { batch }) => ({ undone: trash.undo(batch) }),
};
