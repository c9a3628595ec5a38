/** Model packs: which there are, where they lie, how they come and go. */
export type { DownloadOptions } from './download/index.ts';
export { installedPacks } from './model-folders.ts';
export { manifestIn } from './manifest-file.ts';
export { Models } from './models.ts';
export { isSamePack, PackDirs, type PackId } from './pack-dirs.ts';
export { type VerifiedPack, verifyPack } from './verify-pack.ts';
