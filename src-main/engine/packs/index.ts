/** Which packs the library is kept with, which one answers, and giving every photo an embedding of it. */
export { choosePack, type ChosenPack } from './choose-pack.ts';
export type { OpenPack } from './open-pack.ts';
export { PackOpener } from './pack-opener.ts';
export { PacksInUse } from './packs-in-use.ts';
export { type Follower, Packs } from './packs.ts';
