/** The one place that connects to anything: files of packs, when somebody wants one installed. */
export {
  type DownloadOptions,
  dropDamaged,
  fetchedBytes,
  fetchPack,
  freeForFiles,
  requireSpace,
} from './fetch-pack.ts';
export { writeFailure } from './failures.ts';
export { proxyWithLogin, requireSources, shownSources, sourcesInForce, type SourcesEnvironment } from './sources.ts';
