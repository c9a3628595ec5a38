/** The one place that connects to anything: files of packs and libraries, when somebody wants them installed. */
export {
  type DownloadOptions,
  dropDamaged,
  fetchedBytes,
  fetchFiles,
  fetchPack,
  freeForFiles,
  type PublishedFile,
  requireSpace,
} from './fetch-pack.ts';
export { writeFailure } from './failures.ts';
export { proxyWithLogin, requireSources, shownSources, sourcesInForce, type SourcesEnvironment } from './sources.ts';
