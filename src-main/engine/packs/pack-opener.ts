import { join } from 'node:path';
import type { DecodeLimits, ProviderRequest } from '../../core/encoder-protocol.ts';
import type { Logger } from '../../core/logger.ts';
import type { Places } from '../../core/query/places.ts';
import { EncoderClient, type EncoderLauncher, Processors } from '../encoder/index.ts';
import type { EngineEvents } from '../engine-events.ts';
import type { VerifiedPack } from '../models/index.ts';
import type { Photos } from '../photos/index.ts';
import { PackSearch, QuantizedIndex, type VectorIndex } from '../search/index.ts';
import type { UserSettings } from '../settings/index.ts';
import type { Store } from '../store/store.ts';
import { Users } from '../users.ts';
import { OpenPack } from './open-pack.ts';

export interface PackOpenerOptions {
  readonly store: Store;
  readonly settings: UserSettings;
  readonly events: EngineEvents;
  readonly photos: Photos;
  readonly places: Places;
  readonly thumbDir: string;
  /** For example images while they are encoded. */
  readonly uploadDir: string;
  readonly launch: EncoderLauncher;
  /** As in `ProcessorsOptions`. */
  readonly libraries: () => string | null;
  readonly threads: number | null;
  readonly limits: DecodeLimits;
  /** What was asked for on the command line. */
  readonly provider: ProviderRequest;
  /** As in `EngineOptions`. */
  readonly captions: readonly string[] | undefined;
  readonly log: Logger;
}

/** A pack whose files are the right ones, its row in the database, and the index of its embeddings. */
export interface IndexedPack {
  readonly verified: VerifiedPack;
  readonly row: number;
  readonly index: VectorIndex;
}

/**
 * Register a pack and read its index.
 *
 * @param free settles when no other index of this row is open.
 * @throws DATABASE_*
 */
export async function openIndex(
  store: Store,
  verified: VerifiedPack,
  log: Logger,
  free?: (row: number) => Promise<void>,
): Promise<IndexedPack> {
  const { id, version, space, embedding } = verified.manifest;
  const { dim } = embedding;
  const row = store.packs.register({ id, version, space, dim });
  await free?.(row);
  return { verified, row, index: await QuantizedIndex.open({ store: store.codes, pack: row, dim, log }) };
}

/** Puts together what belongs to a pack. */
export class PackOpener {
  readonly #options: PackOpenerOptions;

  constructor(options: PackOpenerOptions) {
    this.#options = options;
  }

  /** Its encoder starts with the first that asks it. */
  open({ verified, row, index }: IndexedPack): OpenPack {
    const { store, events, photos, places, uploadDir, captions, log } = this.#options;
    const { manifest } = verified;
    const users = new Users();
    const { encoder, processors } = this.#encoder(verified);
    const search: PackSearch = new PackSearch({
      store,
      index,
      encoder,
      photos,
      places,
      manifest,
      pack: row,
      uploadDir,
      captions,
      countMissing: () => pack.countMissing(),
      users,
      log,
      // What is searched for may match now, or not any more.
      onMeasured: () => {
        events.changed();
      },
    });
    const pack: OpenPack = new OpenPack({ store, row, manifest, search, encoder, processors, users });
    return pack;
  }

  #encoder({ dir, manifest }: VerifiedPack): Pick<OpenPack, 'encoder' | 'processors'> {
    const { store, settings, events, thumbDir, launch, libraries, threads, limits, provider, log } = this.#options;
    const processors: Processors = new Processors({
      launch,
      pack: `${manifest.id}@${manifest.version}`,
      packDir: dir,
      threads,
      demanded: provider,
      chosen: () => settings.get().processor,
      memory: {
        read: () => store.settings.note('processorTrials'),
        write: (value) => {
          store.settings.setNote('processorTrials', value);
        },
      },
      candidates: () => encoder.candidates(),
      libraries,
      photos: (most) => store.files.some(most).map(({ folder, path }) => join(folder, path)),
      quietly: (work) => encoder.quietly(work),
      log,
      onChanged: () => {
        events.publish({ event: 'encoder.processorsChanged' });
      },
    });
    const request = { packDir: dir, thumbDir, provider: 'cpu', limits, threads } as const;
    const encoder: EncoderClient = new EncoderClient(launch, request, processors);
    return { encoder, processors };
  }
}
