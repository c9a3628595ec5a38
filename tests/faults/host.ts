import { Engine } from '../../src-main/engine/engine.ts';
import { forkEncoder } from '../../src-main/headless/fork-encoder.ts';
import { createLogger } from '../../src-main/headless/log.ts';
import { fixturePack } from '../helpers/temp-library.ts';

/* Entry of a host that keeps a library up to date until it is killed: DATA_DIR ROOT... It tells its encoder's pid. */
const [dataDir = '', ...roots] = process.argv.slice(2);
const engine = await Engine.open({
  dataDir,
  packDir: fixturePack('tiny-clip'),
  launchEncoder: forkEncoder,
  log: createLogger(),
  threads: 1,
  watch: { times: { rootsMs: 200, restartMs: 50 } },
});
for (const root of roots) {
  const isKnown = engine.library.listFolders().some(({ path }) => path === root);
  if (!isKnown) await engine.library.addFolder(root);
}
engine.library.keeper.index({ retryFailed: true });
process.send?.({ encoder: undefined, open: true });
setInterval(() => process.send?.({ encoder: engine.encoder.pid }), 20);
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
