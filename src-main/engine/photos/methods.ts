import type { Answers } from '../answers.ts';
import type { Photos } from './photos.ts';

export const photosAnswers: Answers<'photos', Photos> = {
  'photos.details': (photos, { photoId }) => photos.details(photoId),
  'photos.paths': (photos, { photoIds }) => photos.paths(photoIds),
  'photos.copyTo': (photos, { photoIds, folder }, signal) => photos.copy(photoIds, folder, signal),
};
