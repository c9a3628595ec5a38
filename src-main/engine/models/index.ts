/** Model packs: which there are, where they lie, how they come and go; and how anything is downloaded and unpacked. */
export {
  type DownloadOptions,
  dropDamaged,
  fetchedBytes,
  fetchFiles,
  type PublishedFile,
  requireSpace,
  writeFailure,
} from './download/index.ts';
export { unpack } from './import/unpack.ts';
export { isMissing } from './is-missing.ts';
export { installedPacks } from './model-folders.ts';
export { manifestIn } from './manifest-file.ts';
export { Models } from './models.ts';
export { isSamePack, PackDirs, type PackId } from './pack-dirs.ts';
export { Removing } from './removing.ts';
export { selfTest } from './self-test.ts';
export { type VerifiedPack, verifyPack } from './verify-pack.ts';
