import { totalmem } from 'node:os';
import type { ModelEntry, ModelSources } from '../../../src-contract/index.ts';
import { AppError } from '../../../src-contract/index.ts';
import type { VerifiedPack } from './verify-pack.ts';

const bytesInMiB = 2 ** 20;

export interface ModelsOptions {
  readonly inUse: VerifiedPack;
}

/** Which packs there are; installs and removes them. */
export class Models {
  readonly #options: ModelsOptions;

  constructor(options: ModelsOptions) {
    this.#options = options;
  }

  list(): ModelEntry[] {
    const { manifest } = this.#options.inUse;
    const { license, runtime } = manifest;
    const machineMB = Math.floor(totalmem() / bytesInMiB);
    return [
      {
        id: manifest.id,
        version: manifest.version,
        title: manifest.title,
        summary: null,
        origin: 'builtin',
        recommended: false,
        languages: manifest.languages,
        license: { ...license, name: license.name ?? null },
        downloadBytes: 0,
        diskBytes: manifest.files.reduce((sum, { bytes }) => sum + bytes, 0),
        figures: [],
        memory: { neededMB: runtime.minRamMB, machineMB, enough: machineMB >= runtime.minRamMB },
        verified: 'golden',
        sharesSpaceWith: [],
        state: { kind: 'inUse' },
        refusedBecause: null,
        estimate: null,
      },
    ];
  }

  /** @throws MODEL_NOT_FOUND */
  require(id: string): never {
    throw new AppError('MODEL_NOT_FOUND', `Expected the id of a model pack but received "${id}"`);
  }

  sources(): { set: ModelSources; inForce: ModelSources } {
    const none = { mirror: null, proxy: null };
    return { set: none, inForce: none };
  }
}
