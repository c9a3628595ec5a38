import type { Answers } from '../answers.ts';
import type { Photos } from './photos.ts';

export const photosAnswers: Answers<'photos', Photos> = {
  'photos.details': (photos, { photoId, fileId }) => photos.details(photoId, fileId),
  'photos.viewed': (photos, { photoId }) => {
    photos.viewed(photoId);
    return {};
  },
  'photos.paths': (photos, { photoIds, fileIds }) => photos.paths(photoIds, fileIds),
  'photos.copyTo': (photos, { photoIds, fileIds = [], folder, asLinks = false }, signal) =>
    photos.copy(photoIds, folder, signal, { fileIds, asLinks }),
};
