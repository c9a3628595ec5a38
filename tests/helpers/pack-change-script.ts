import { setTimeout as wait } from 'node:timers/promises';
import { noFilters, type PackChange, type SearchAnswer } from '../../src-contract/index.ts';
import { Engine } from '../../src-main/engine/engine.ts';
import { createLogger } from '../../src-main/headless/log.ts';
import { fewCaptions, launchOddEncoder } from './temp-library.ts';

/** What a host tells of each pair of searches that it made. */
export interface PackChangeReport {
  /** Of before the searches. */
  readonly change: PackChange | null;
  readonly encoder: number | undefined;
  /** Photos found by a word of their names, those found by look and words alike. */
  readonly called: number;
  /** Photos that the search by look compared. */
  readonly searched: number;
  readonly unseen: number;
  /** Photos found without anything to look for. */
  readonly dated: number;
}

/* Entry of a host that opens the library in DATA_DIR with PACK_DIR as the app's own, and searches it until it is killed. */
const [dataDir = '', packDir = ''] = process.argv.slice(2);
const engine = await Engine.open({
  dataDir,
  packDir,
  adoptPack: true,
  // So that there is a middle to be killed in.
  launchEncoder: launchOddEncoder('--takes', '100'),
  log: createLogger(),
  threads: 1,
  captions: fewCaptions,
});
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
engine.library.keeper.index();
const search = (text: string): Promise<SearchAnswer> =>
  engine.search.query({ text, images: [], top: 1000, filters: noFilters, sort: 'relevance' });
for (;;) {
  const { packChange: change } = engine.library.status();
  const byWord = await search('harbour');
  const byLook = await search('a red square');
  const byDate = await search('july 2021');
  const report: PackChangeReport = {
    change,
    encoder: engine.encoder.pid,
    called: byWord.hits.filter(({ foundBy }) => foundBy.includes('words')).length,
    searched: byLook.searched,
    unseen: byLook.unseen,
    dated: byDate.hits.length,
  };
  process.send?.(report);
  await wait(20);
}
