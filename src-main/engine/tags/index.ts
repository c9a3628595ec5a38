/** What photos show, in words. */
export { Tags } from './tags.ts';
