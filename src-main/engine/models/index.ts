/** Model packs: which there are, where they lie, how they come and go. */
export type { DownloadOptions } from './download/index.ts';
export { installedPacks, packDirOf } from './model-folders.ts';
export { Models } from './models.ts';
export { isSamePack, PackDirs, type PackId } from './pack-dirs.ts';
export { manifestIn, type VerifiedPack, verifyPack } from './verify-pack.ts';
