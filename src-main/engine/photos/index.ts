/** Photos by their ids: what is known about them, where they lie, and what a page can show. */
export { Photos } from './photos.ts';
export { isInFolder, resolvePlace } from './photo-files.ts';
