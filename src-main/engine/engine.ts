import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import type { CapabilityName, EngineEvent } from '../../src-contract/index.ts';
import { type DecodeLimits, defaultLimits, type ProviderRequest } from '../core/encoder-protocol.ts';
import type { Logger } from '../core/logger.ts';
import { Albums } from './albums/index.ts';
import { EncoderClient, type EncoderLauncher, Processors } from './encoder/index.ts';
import { EngineEvents } from './engine-events.ts';
import { Folders } from './folders/index.ts';
import { Housekeeping, Library, type WatchOptions } from './library/index.ts';
import { type VerifiedPack, verifyPack } from './models/verify-pack.ts';
import { OpenCalls } from './open-calls.ts';
import { Packs } from './packs/index.ts';
import { Photos } from './photos/index.ts';
import { Gazetteer } from './places/gazetteer.ts';
import { SavedSearches } from './saved-searches/index.ts';
import { QuantizedIndex, Search, type VectorIndex } from './search/index.ts';
import { UserSettings } from './settings/index.ts';
import { Stacks } from './stacks/index.ts';
import { Store } from './store/store.ts';
import { Trash, type TrashOptions } from './trash/index.ts';

export interface EngineOptions {
  /** Holds the database and the thumbnails; created when missing. */
  readonly dataDir: string;
  readonly packDir: string;
  /**
   * Keep the library with this pack from now on, as with the one that comes with the app. Else it is used for this time,
   * and what other packs have made stays. See [Note: Change of packs].
   */
  readonly adoptPack?: boolean;
  readonly launchEncoder: EncoderLauncher;
  readonly log: Logger;
  /** Where photos are encoded: `auto`, as when missing, leaves it to the settings. */
  readonly provider?: ProviderRequest;
  /** Try GPUs by itself, when there are photos; see [Note: GPU]. Not when missing. */
  readonly tryProcessors?: boolean;
  readonly threads?: number | null;
  readonly limits?: DecodeLimits;
  /** Notice changes of the folders by itself; not when missing. */
  readonly watch?: WatchOptions;
  /** Where photos go that the user throws away, and after what time: for tests. */
  readonly trash?: Pick<TrashOptions, 'toTrash' | 'undoMs'>;
  /** Bytes that the encoder may grow by before it is replaced; 1 GiB when missing. */
  readonly encoderGrowthBytes?: number;
  /** Bytes of previews that are kept. */
  readonly maxPreviewBytes?: number;
  /** Bytes of tiles that are kept, with the pixels that they are cut out of. */
  readonly maxTileBytes?: number;
  /** What photos are compared with for their biases; the English bank for packs that know English when missing. */
  readonly captions?: readonly string[];
}

const defaultEncoderGrowthBytes = 2 ** 30;

/** What is opened before the capabilities are put together from it. */
interface Opened {
  readonly options: EngineOptions;
  /** Real path of the data folder. */
  readonly dataDir: string;
  readonly store: Store;
  readonly verified: VerifiedPack;
  /** Row of the pack. */
  readonly pack: number;
  readonly index: VectorIndex;
}

/**
 * One open library: what every host drives. It opens, puts together and closes; what it can do, its capabilities do,
 * each under its name in the contract.
 */
export class Engine implements Readonly<Record<CapabilityName, object>>, AsyncDisposable {
  readonly dataDir: string;
  readonly encoder: EncoderClient;
  /** Decides where the encoder runs. */
  readonly processors: Processors;
  readonly photos: Photos;
  readonly search: Search;
  readonly packs: Packs;
  readonly settings: UserSettings;
  readonly savedSearches: SavedSearches;
  readonly stacks: Stacks;
  readonly folders: Folders;
  readonly library: Library;
  readonly trash: Trash;
  readonly albums: Albums;
  readonly #store: Store;
  readonly #events: EngineEvents;
  readonly #calls = new OpenCalls();
  /** What is open, in the order in which it is closed: step by step, what stands in one step at the same time. */
  readonly #steps: readonly (readonly (AsyncDisposable | Disposable)[])[];
  #closed: Promise<void> | undefined;

  private constructor({ options, dataDir, store, verified, pack, index }: Opened) {
    const { log } = options;
    const { manifest } = verified;
    const thumbDir = join(dataDir, 'thumbnails');
    const previewDir = join(dataDir, 'previews');
    const tileDir = join(dataDir, 'tiles');
    const gazetteer = new Gazetteer();
    this.dataDir = dataDir;
    this.#store = store;
    const events = new EngineEvents(log);
    this.#events = events;
    const housekeeping = new Housekeeping(store, [thumbDir, previewDir, tileDir], log);
    const settings = new UserSettings(store.settings, events);
    this.settings = settings;
    const threads = options.threads ?? null;
    const processors = new Processors({
      launch: options.launchEncoder,
      pack: `${manifest.id}@${manifest.version}`,
      packDir: verified.dir,
      threads,
      demanded: options.provider ?? 'auto',
      chosen: () => settings.get().processor,
      memory: {
        read: () => store.settings.note('processorTrials'),
        write: (value) => {
          store.settings.setNote('processorTrials', value);
        },
      },
      candidates: () => this.encoder.candidates(),
      photos: (most) => store.files.some(most).map(({ folder, path }) => join(folder, path)),
      quietly: (work) => this.encoder.quietly(work),
      log,
      onChanged: () => {
        events.publish({ event: 'encoder.processorsChanged' });
      },
    });
    this.processors = processors;
    const encoder = new EncoderClient(
      options.launchEncoder,
      {
        packDir: verified.dir,
        thumbDir,
        provider: 'cpu',
        limits: options.limits ?? defaultLimits,
        threads,
      },
      processors,
    );
    this.encoder = encoder;
    const { maxPreviewBytes, maxTileBytes } = options;
    const photos = new Photos({
      store,
      encoder,
      dataDir,
      thumbDir,
      previewDir,
      tileDir,
      maxPreviewBytes,
      maxTileBytes,
    });
    this.photos = photos;
    const search = new Search({
      store,
      index,
      encoder,
      photos,
      places: gazetteer,
      manifest,
      pack,
      uploadDir: join(dataDir, 'uploads'),
      captions: options.captions,
      countMissing: () => this.packs.countMissing(),
      log,
    });
    this.search = search;
    const encoderGrowthBytes = options.encoderGrowthBytes ?? defaultEncoderGrowthBytes;
    const packs = new Packs({
      store,
      index,
      encoder,
      hubs: search.hubs,
      pack,
      manifest,
      events,
      log,
      encoderGrowthBytes,
      isIndexing: () => this.library.isIndexing,
    });
    this.packs = packs;
    this.savedSearches = new SavedSearches({ store, settings, events, log });
    const stacks = new Stacks({ store, encoder, photos, settings, events, log });
    this.stacks = stacks;
    this.folders = new Folders(store.folderTree);
    const library = new Library({
      store,
      events,
      log,
      encoder,
      photos,
      search,
      index,
      packs,
      stacks,
      housekeeping,
      manifest,
      pack,
      countryOf: gazetteer.countryOf.bind(gazetteer),
      dataDir,
      thumbDir,
      previewDir,
      tileDir,
      encoderGrowthBytes,
      watch: options.watch,
    });
    this.library = library;
    const { toTrash, undoMs } = options.trash ?? {};
    const trash = new Trash({ store, library, stacks, events, log, toTrash, undoMs });
    this.trash = trash;
    const albums = new Albums({ store, answering: () => ({ row: pack, index, encoder, manifest }), events });
    this.albums = albums;
    if (options.tryProcessors === true) {
      library.onProgress(({ phase }) => {
        if (phase === 'encoding') processors.consider();
      });
    }
    settings.onSet(({ processor }) => {
      if (processor === undefined) return;
      events.publish({ event: 'encoder.processorsChanged' });
      if (options.tryProcessors === true) processors.consider();
    });
    // Whatever asks the encoder in the background waits for its answer: it ends because the encoder does.
    this.#steps = [
      [trash, albums],
      [library],
      [packs],
      [search, stacks, processors, encoder],
      [housekeeping],
      [events],
      [index],
      [store],
    ];
  }

  /**
   * Open the library of a data folder with a model pack, for this process alone.
   *
   * @throws DATA_DIR_*, DATABASE_*, PACK_*
   */
  static async open(options: EngineOptions): Promise<Engine> {
    const verified = await verifyPack(options.packDir);
    const store = Store.open(options.dataDir);
    try {
      const dataDir = await realpath(options.dataDir);
      const { id, version, space, embedding } = verified.manifest;
      const { dim } = embedding;
      const pack = store.packs.register({ id, version, space, dim });
      if (options.adoptPack === true) store.packs.adopt(pack);
      const index = await QuantizedIndex.open({ store: store.codes, pack, dim, log: options.log });
      const engine = new Engine({ options, dataDir, store, verified, pack, index });
      await engine.search.start();
      engine.library.start();
      return engine;
    } catch (error) {
      store[Symbol.dispose]();
      throw store.translate(error);
    }
  }

  /** Listen to what the engine says without being asked. */
  onEvent(listener: (event: EngineEvent) => void): Disposable {
    return this.#events.on(listener);
  }

  /**
   * Answer a call of a host: database errors come out named for the user.
   *
   * @throws CANCELLED when the engine is closed or closes meanwhile; else what `work` throws.
   */
  call<T>(work: () => T | Promise<T>): Promise<T> {
    return this.#calls.run(async () => {
      try {
        return await work();
      } catch (error) {
        throw this.#store.translate(error);
      }
    });
  }

  /** Close everything, in order; a second time does nothing more. */
  [Symbol.asyncDispose](): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    this.#calls.close();
    for (const step of this.#steps) await Promise.all(step.map(close));
  }
}

async function close(part: AsyncDisposable | Disposable): Promise<void> {
  if (Symbol.asyncDispose in part) await part[Symbol.asyncDispose]();
  else part[Symbol.dispose]();
}
