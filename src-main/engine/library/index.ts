/** The folders of the library: indexing and watching them, and what there is in them. */
export { Housekeeping } from './housekeeping.ts';
export { Library, type WatchOptions } from './library.ts';
