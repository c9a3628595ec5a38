/** Photos that are there several times. */
export { Duplicates } from './duplicates.ts';
