/** What somebody likes better, by choices between two photos. */
export { Taste } from './taste.ts';
