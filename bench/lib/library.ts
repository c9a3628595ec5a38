import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IndexSummary } from '../../src-contract/index.ts';
import type { Embedding } from '../../src-main/core/math/vector.ts';
import { PackManifest } from '../../src-main/core/pack/manifest.ts';
import { Engine } from '../../src-main/engine/engine.ts';
import type { EngineOptions } from '../../src-main/engine/engine-options.ts';
import { Store } from '../../src-main/engine/store/store.ts';
import { forkEncoder } from '../../src-main/headless/fork-encoder.ts';
import { createLogger } from '../../src-main/headless/log.ts';
import { builtinPackDir } from '../../src-main/headless/paths.ts';

/** The pack that is measured: the built-in one, or EIDETIC_PACK. */
export const packDir = process.env['EIDETIC_PACK'] ?? builtinPackDir();

export function readPack(): PackManifest {
  return PackManifest.parse(JSON.parse(readFileSync(join(packDir, 'pack.json'), 'utf8')));
}

/** A folder that goes away again. */
export async function scratchFolder(): Promise<{ readonly path: string } & AsyncDisposable> {
  const path = await mkdtemp(join(tmpdir(), 'eidetic-bench-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

export function openEngine(dataDir: string, options: Pick<EngineOptions, 'captions'> = {}): Promise<Engine> {
  return Engine.open({ dataDir, packDir, launchEncoder: forkEncoder, log: createLogger(), ...options });
}

/** A library in a temporary folder, driven through the product's own engine and encoder process. */
export interface BenchLibrary extends AsyncDisposable {
  readonly engine: Engine;
  readonly dataDir: string;
  /** Add folders and index them. */
  index(...folders: readonly string[]): Promise<IndexSummary>;
  /** Close the engine and read from the database what it stored: absolute path to embedding. */
  closeAndRead(): Promise<Map<string, Embedding>>;
}

export async function benchLibrary(options: Pick<EngineOptions, 'captions'> = {}): Promise<BenchLibrary> {
  const scratch = await scratchFolder();
  const dataDir = scratch.path;
  const engine = await openEngine(dataDir, options);
  let open = true;
  const close = async (): Promise<void> => {
    if (open) await engine[Symbol.asyncDispose]();
    open = false;
  };
  return {
    engine,
    dataDir,
    async index(...folders) {
      const folderIds: number[] = [];
      for (const folder of folders) folderIds.push((await engine.library.addFolder(folder)).id);
      return engine.library.index({ folderIds, retryFailed: false });
    },
    async closeAndRead() {
      await close();
      return storedEmbeddings(dataDir);
    },
    async [Symbol.asyncDispose]() {
      await close();
      await scratch[Symbol.asyncDispose]();
    },
  };
}

function storedEmbeddings(dataDir: string): Map<string, Embedding> {
  using store = Store.open(dataDir);
  const { id, version, space, embedding } = readPack();
  const row = store.packs.register({ id, version, space, dim: embedding.dim });
  const stored = new Map<string, Embedding>();
  for (const { photoId, vector } of [...store.photos.embeddings(row)]) {
    const file = store.photos.hit(photoId, null);
    if (file !== undefined) stored.set(join(file.folderPath, file.relativePath), vector);
  }
  return stored;
}
