import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import type { CapabilityName, EngineEvent } from '../../src-contract/index.ts';
import { defaultLimits } from '../core/encoder-protocol.ts';
import { Albums } from './albums/index.ts';
import { Cuda, findLibraries, type FoundLibraries } from './cuda/index.ts';
import { Duplicates } from './duplicates/index.ts';
import { CurrentReader, type EncoderClient, type EncoderLauncher, type Processors } from './encoder/index.ts';
import { EngineEvents } from './engine-events.ts';
import type { EngineOptions } from './engine-options.ts';
import { Favourites } from './favourites/index.ts';
import { Folders } from './folders/index.ts';
import { Housekeeping, Library } from './library/index.ts';
import {
  isSamePack,
  manifestIn,
  Models,
  PackDirs,
  type PackId,
  type VerifiedPack,
  verifyPack,
} from './models/index.ts';
import { Looks } from './looks/index.ts';
import { OpenCalls } from './open-calls.ts';
import { choosePack, type ChosenPack, PackOpener, Packs, PacksInUse } from './packs/index.ts';
import { Photos } from './photos/index.ts';
import { PlacesOnMap } from './places/index.ts';
import { Gazetteer } from './gazetteer/gazetteer.ts';
import { SavedSearches } from './saved-searches/index.ts';
import { Search } from './search/index.ts';
import { UserSettings } from './settings/index.ts';
import { Stacks } from './stacks/index.ts';
import { Store } from './store/store.ts';
import { Tags } from './tags/index.ts';
import { Taste } from './taste/index.ts';
import { Trash } from './trash/index.ts';
import { Windows } from './windows/index.ts';

const defaultEncoderGrowthBytes = 2 ** 30;

/** What is opened before the capabilities are put together from it. */
interface Opened {
  readonly options: EngineOptions;
  /** Real path of the data folder. */
  readonly dataDir: string;
  readonly store: Store;
  /** What answers at first. */
  readonly chosen: ChosenPack;
  readonly dirs: PackDirs;
  /** The pack that comes with the app. */
  readonly own: PackId | undefined;
  /** The same, or the one that is used for once, with its manifest. */
  readonly opened: VerifiedPack;
  readonly libraries: FoundLibraries;
}

/**
 * One open library: what every host drives. It opens, puts together and closes; what it can do, its capabilities do,
 * each under its name in the contract.
 */
export class Engine implements Readonly<Record<CapabilityName, object>>, AsyncDisposable {
  readonly dataDir: string;
  readonly photos: Photos;
  readonly search: Search;
  readonly packs: Packs;
  readonly models: Models;
  readonly cuda: Cuda;
  readonly settings: UserSettings;
  readonly savedSearches: SavedSearches;
  readonly stacks: Stacks;
  readonly folders: Folders;
  readonly library: Library;
  readonly duplicates: Duplicates;
  readonly trash: Trash;
  readonly favourites: Favourites;
  readonly albums: Albums;
  readonly places: PlacesOnMap;
  readonly tags: Tags;
  readonly looks: Looks;
  readonly taste: Taste;
  readonly windows: Windows;
  readonly #store: Store;
  readonly #inUse: PacksInUse;
  readonly #events: EngineEvents;
  readonly #calls = new OpenCalls();
  /** What is open, in the order in which it is closed: step by step, what stands in one step at the same time. */
  readonly #steps: readonly (readonly (AsyncDisposable | Disposable)[])[];
  #closed: Promise<void> | undefined;

  private constructor({ options, dataDir, store, chosen, dirs, own, opened, libraries }: Opened) {
    const { log, tryProcessors = false } = options;
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
    const reader = new CurrentReader(() => this.encoder);
    const { maxPreviewBytes, maxTileBytes } = options;
    const cacheDirs = { dataDir, thumbDir, previewDir, tileDir };
    const photos = new Photos({ store, encoder: reader, ...cacheDirs, maxPreviewBytes, maxTileBytes });
    this.photos = photos;
    const libraryDir = (): string | null => this.cuda.libraryDir;
    const launch: EncoderLauncher = () => options.launchEncoder({ libraryDir: libraryDir() });
    const opener = new PackOpener({
      store,
      settings,
      events,
      photos,
      places: gazetteer,
      thumbDir,
      uploadDir: join(dataDir, 'uploads'),
      launch,
      libraries: libraryDir,
      threads: options.threads ?? null,
      limits: options.limits ?? defaultLimits,
      provider: options.provider ?? 'auto',
      captions: options.captions,
      log,
    });
    const inUse = new PacksInUse(store, opener.open(chosen));
    this.#inUse = inUse;
    const search = new Search({
      answering: () => inUse.answering.search,
      incoming: () => inUse.incoming?.search ?? null,
      places: gazetteer,
      log,
    });
    this.search = search;
    const encoderGrowthBytes = options.encoderGrowthBytes ?? defaultEncoderGrowthBytes;
    const packs = new Packs({
      store,
      inUse,
      opener,
      dirs,
      own,
      isVisit: options.adoptPack !== true,
      events,
      log,
      encoderGrowthBytes,
      tryProcessors,
      isIndexing: () => this.library.isIndexing,
    });
    this.packs = packs;
    const { memoryBytes, ...changes } = options.models ?? {};
    const download = { userAgent: `Eidetic/${options.appVersion ?? '0'}`, environment: process.env, ...changes };
    const models = new Models({
      dataDir,
      catalogueDir: options.catalogueDir,
      store,
      events,
      log,
      opened,
      isBuiltin: options.adoptPack === true,
      inUse: () => inUse.answering.manifest,
      needed: () => {
        const { answering, incoming, previous } = packs.state;
        // A visit knows nothing of the packs that the library is kept with.
        const kept = (['current', 'incoming', 'previous'] as const).map((role) => store.packRoles.of(role));
        return [answering, incoming, previous, ...inUse.opening, ...kept].filter((pack) => pack != null);
      },
      countPhotos: () => inUse.answering.counts.photos,
      launch,
      thumbDir,
      threads: options.threads ?? null,
      download,
      memoryBytes,
    });
    inUse.onAnswering(() => {
      events.publish({ event: 'models.changed' });
    });
    this.models = models;
    this.cuda = new Cuda({
      found: libraries,
      sources: () => models.sourcesSet,
      download,
      events,
      log,
      root: options.cuda?.root,
      launch: options.launchEncoder,
      pack: opened,
      thumbDir,
      threads: options.threads ?? null,
      open: () => inUse.open,
      tryProcessors,
    });
    this.savedSearches = new SavedSearches({ store, settings, events, log });
    const stacks = new Stacks({ store, encoder: reader, photos, settings, events, log });
    this.stacks = stacks;
    this.folders = new Folders(store.folderTree);
    const library = new Library({
      store,
      events,
      log,
      reader,
      photos,
      search,
      packs,
      inUse,
      stacks,
      housekeeping,
      countryOf: gazetteer.countryOf.bind(gazetteer),
      ...cacheDirs,
      encoderGrowthBytes,
      watch: options.watch,
    });
    this.library = library;
    const duplicates = new Duplicates({ store, encoder: reader, packs: inUse, events, log });
    this.duplicates = duplicates;
    library.addBetweenRuns(duplicates);
    const looks = new Looks({
      store: store.looks,
      encoder: reader,
      events,
      log,
      translate: store.translate.bind(store),
    });
    this.looks = looks;
    library.addBetweenRuns(looks);
    const { toTrash, undoMs } = options.trash ?? {};
    const trash = new Trash({ store, library, stacks, events, log, toTrash, undoMs });
    this.trash = trash;
    const favourites = new Favourites({ store, settings, events, log });
    this.favourites = favourites;
    const albums = new Albums({ store, answering: () => inUse.answering, events });
    this.albums = albums;
    this.places = new PlacesOnMap({ store, gazetteer, events, log });
    this.taste = new Taste({ store, answering: () => inUse.answering, events });
    const { tagPhotos = false } = options;
    const tags = new Tags({ store, packs: inUse, events, log, isAutomatic: tagPhotos });
    this.tags = tags;
    if (tagPhotos) library.addBetweenRuns(tags);
    const windows = new Windows({
      store,
      packs: inUse,
      settings,
      events,
      log,
      encoderGrowthBytes,
      isBusy: () => library.isIndexing || packs.isRunning || packs.isPaused,
      indexedPerSecond: () => models.photosPerSecond,
    });
    this.windows = windows;
    library.addAfterPacks(windows);
    if (tryProcessors) {
      library.onProgress(({ phase }) => {
        if (phase === 'encoding') this.processors.consider();
      });
    }
    library.onRate((rate) => {
      models.measured(rate);
    });
    settings.onSet(({ processor }) => {
      if (processor === undefined) return;
      events.publish({ event: 'encoder.processorsChanged' });
      if (tryProcessors) for (const pack of inUse.open) pack.processors.consider();
    });
    // Whatever asks the encoder in the background waits for its answer: it ends because the encoder does.
    this.#steps = [
      [trash, albums, favourites, this.places],
      [library],
      [packs, models, this.cuda],
      [search, stacks, duplicates, tags, looks, windows, inUse],
      [housekeeping],
      [events],
      [store],
    ];
  }

  /**
   * Open the library of a data folder with a model pack, for this process alone.
   *
   * @throws DATA_DIR_*, DATABASE_*, PACK_*
   */
  static async open(options: EngineOptions): Promise<Engine> {
    const { packDir, adoptPack = false, log } = options;
    // A folder that is no pack leaves nothing behind.
    const visitor = adoptPack ? undefined : await verifyPack(packDir);
    const store = Store.open(options.dataDir);
    try {
      const dataDir = await realpath(options.dataDir);
      const dirs = new PackDirs(dataDir, packDir);
      const chosen = await choosePack({ store, dirs, packDir, visitor, log });
      const own = await dirs.own();
      // Its files are checked when it is used.
      const isChosen = own === undefined || isSamePack(own, chosen.verified.manifest);
      const opened = isChosen ? chosen.verified : { dir: own.dir, manifest: await manifestIn(own.dir) };
      const { cudaDir, cuda } = options;
      const place = { dir: cudaDir ?? join(dataDir, 'cuda'), isGuest: cudaDir !== undefined };
      const libraries = await findLibraries({ ...place, log, list: cuda?.list });
      const engine = new Engine({ options, dataDir, store, chosen, dirs, own, opened, libraries });
      await engine.packs.resume(chosen.notice);
      await engine.search.start();
      engine.library.start();
      engine.models.start();
      engine.favourites.start();
      engine.windows.resume();
      return engine;
    } catch (error) {
      store[Symbol.dispose]();
      throw store.translate(error);
    }
  }

  /** That of the pack in use. */
  get encoder(): EncoderClient {
    return this.#inUse.answering.encoder;
  }

  /** Decides where the encoder of the pack in use runs. */
  get processors(): Processors {
    return this.#inUse.answering.processors;
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
