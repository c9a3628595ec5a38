/** The one place that connects to anything: files of packs, when somebody wants one installed. */
export { type DownloadOptions, fetchedBytes, fetchPack, freeForFiles, requireSpace } from './fetch-pack.ts';
export { writeFailure } from './failures.ts';
export { requireSources, shownSources, sourcesInForce } from './sources.ts';
