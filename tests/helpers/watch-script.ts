import { setTimeout as wait } from 'node:timers/promises';
import { Engine } from '../../src-main/engine/engine.ts';
import { forkEncoder } from '../../src-main/headless/fork-encoder.ts';
import { createLogger } from '../../src-main/headless/log.ts';
import { fixturePack } from './temp-library.ts';

/* Entry of a process that watches FOLDER with a library in DATA_DIR until it knows two photos, and then prints how. */
const [dataDir = '', folder = ''] = process.argv.slice(2);
await using engine = await Engine.open({
  dataDir,
  packDir: fixturePack('tiny-clip'),
  launchEncoder: forkEncoder,
  log: createLogger(),
  threads: 1,
  watch: { times: { rescanMs: 1000 } },
});
await engine.library.keeper.addFolder(folder);
while (engine.library.status().watching[0]?.state !== 'failed' || engine.library.status().photos < 1) await wait(50);
process.stdout.write('waiting\n');
while (engine.library.status().photos < 2) await wait(50);
process.stdout.write(`${JSON.stringify(engine.library.status().watching[0])}\n`);
