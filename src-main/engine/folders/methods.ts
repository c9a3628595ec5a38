import type { Answers } from '../answers.ts';
import type { Folders } from './folders.ts';

export const foldersAnswers: Answers<'folders', Folders> = {
  'folders.tree': (folders) => folders.tree(),
  'folders.of': (folders, { photoId, fileId }) => ({ key: folders.keyOf(photoId, fileId) }),
};
