/** Photos on their way to the system's trash. */
export { Trash, type TrashOptions } from './trash.ts';
