import { setTimeout as wait } from 'node:timers/promises';
import { AppError, type MethodInput, noFilters, type PackState } from '../../src-contract/index.ts';
import { dispatch } from '../../src-main/engine/dispatch.ts';
import { Engine } from '../../src-main/engine/engine.ts';
import { createLogger } from '../../src-main/headless/log.ts';
import { fewCaptions, fixturePack, launchOddEncoder } from './temp-library.ts';

/** What the host is to do. */
export type SwitchingOrder =
  | { readonly method: 'packs.use'; readonly input: MethodInput<'packs.use'> }
  | { readonly method: 'packs.goBack' | 'packs.keep'; readonly input: Record<string, never> };

/** What a host tells of a search: `before` and `after` it, in one space from the first to the last hit. */
export interface SwitchingReport {
  readonly before: PackState;
  readonly after: PackState;
  readonly encoder: number | undefined;
  readonly searched: number;
  readonly unseen: number;
  /** Ids with scores of five digits. */
  readonly scores: readonly (readonly [number, number])[];
}

/*
 * Entry of a host that opens the library in DATA_DIR, with tiny-clip as the app's own pack, and searches it until it is
 * killed. Photos called "last-" wait in the encoder until there is a file RELEASE. It does what it is sent.
 */
const [dataDir = '', release = ''] = process.argv.slice(2);
const engine = await Engine.open({
  dataDir,
  packDir: fixturePack('tiny-clip'),
  adoptPack: true,
  launchEncoder: launchOddEncoder('--waits-on', 'last-', '--waits-for', release),
  log: createLogger(),
  threads: 1,
  captions: fewCaptions,
});
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
process.on('message', ({ method, input }: SwitchingOrder) => {
  dispatch(engine, method, input).catch((error: unknown) => {
    // There may be nothing to go back to.
    if (AppError.from(error).code !== 'INVALID_ARGUMENT') throw error;
  });
});
engine.library.keeper.index();
for (;;) {
  const before = await dispatch(engine, 'packs.state', {});
  const { hits, searched, unseen } = await dispatch(engine, 'search.query', {
    ...{ text: 'a red square', images: [], top: 1000 },
    ...{ filters: noFilters, sort: 'relevance' },
  });
  const report: SwitchingReport = {
    before,
    after: await dispatch(engine, 'packs.state', {}),
    encoder: engine.encoder.pid,
    searched,
    unseen,
    scores: hits.map(({ photoId, score }) => [photoId, Math.round(score * 1e5) / 1e5]),
  };
  process.send?.(report);
  await wait(20);
}
