import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IndexSummary } from '../../src-contract/index.ts';
import { Engine } from '../../src-main/engine/engine.ts';
import { forkEncoder } from '../../src-main/headless/fork-encoder.ts';
import { createLogger } from '../../src-main/headless/log.ts';
import { builtinPackDir } from '../../src-main/headless/paths.ts';

/** A library in a temporary folder, driven through the product's own engine and encoder process. */
export interface BenchLibrary extends AsyncDisposable {
  readonly engine: Engine;
  readonly dataDir: string;
  index(folder: string): Promise<IndexSummary>;
}

export async function benchLibrary(): Promise<BenchLibrary> {
  const dataDir = await mkdtemp(join(tmpdir(), 'eidetic-bench-'));
  const engine = await Engine.open({
    dataDir,
    packDir: process.env['EIDETIC_PACK'] ?? builtinPackDir(),
    launchEncoder: forkEncoder,
    log: createLogger(),
  });
  return {
    engine,
    dataDir,
    async index(folder) {
      const { id } = await engine.addFolder(folder);
      return engine.index({ folderIds: [id], retryFailed: false });
    },
    async [Symbol.asyncDispose]() {
      await engine[Symbol.asyncDispose]();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
