/** How photos look, by their pixels. */
export { Looks } from './looks.ts';
