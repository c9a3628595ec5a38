/** Model packs: which there are, where they lie, how they come and go. */
export { Models } from './models.ts';
export { type VerifiedPack, verifyPack } from './verify-pack.ts';
