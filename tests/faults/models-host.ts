import { setTimeout as wait } from 'node:timers/promises';
import { AppError } from '../../src-contract/index.ts';
import { Engine } from '../../src-main/engine/engine.ts';
import { forkEncoder } from '../../src-main/headless/fork-encoder.ts';
import { createLogger } from '../../src-main/headless/log.ts';
import { fixturePack } from '../helpers/temp-library.ts';
import { Random } from './random.ts';

/*
 * Entry of a host that installs, pauses, imports, cancels and removes packs until it is killed:
 * DATA_DIR CATALOGUE ORIGIN FOLDER_TO_IMPORT SEED.
 */
export type ModelsReport =
  | { readonly kind: 'open' }
  /** A pack was listed as installed. */
  | { readonly kind: 'installed'; readonly id: string }
  /** A pack is going to be removed. */
  | { readonly kind: 'removing'; readonly id: string };

const [dataDir = '', catalogueDir = '', origin = '', folder = '', seed = ''] = process.argv.slice(2);
const random = new Random(Number(seed));
const tell = (report: ModelsReport): void => {
  process.send?.(report);
};
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));

const engine = await Engine.open({
  dataDir,
  packDir: fixturePack('tiny-clip'),
  adoptPack: true,
  launchEncoder: forkEncoder,
  log: createLogger(),
  threads: 1,
  catalogueDir,
  models: { origin, environment: {} },
});
const { models } = engine;
const ids = ['tiny-f16', 'mine'];
await models.list();
tell({ kind: 'open' });

const acts: (() => Promise<unknown>)[] = [
  () => models.install('tiny-f16', false),
  () => models.install('tiny-f16', false),
  () => models.import(folder, false),
  async () => {
    if (random.below(3) === 0) await models.pause('tiny-f16');
  },
  async () => {
    if (random.below(4) === 0) await models.cancel('tiny-f16');
  },
  async () => {
    const id = random.pick(ids);
    const isThere = (await models.list()).some((each) => each.id === id && each.state.kind === 'installed');
    if (!isThere || random.below(2) === 0) return;
    tell({ kind: 'removing', id });
    await models.remove(id);
  },
];
for (;;) {
  try {
    await random.pick(acts)();
  } catch (error) {
    // What cannot be done now is refused, which is none of a test's business here.
    if (!(error instanceof AppError) || !/^(MODEL_|CANCELLED)/u.test(error.code)) throw error;
  }
  for (const { id, state } of await models.list()) {
    if (state.kind === 'failed') throw new Error(`Expected ${id} to be installed but received ${state.error.message}`);
    if (state.kind === 'installed') tell({ kind: 'installed', id });
  }
  await wait(random.below(150));
}
