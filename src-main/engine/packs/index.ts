/** Which pack the library is kept with, and giving every photo an embedding of the one in use. */
export { Packs } from './packs.ts';
