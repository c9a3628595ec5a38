/** The folders that photos lie in, as a tree. */
export { Folders } from './folders.ts';
