import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Failure, type Folder, type IndexSummary, noFilters } from '../../src-contract/index.ts';
import { Engine } from '../../src-main/engine/engine.ts';
import type { EngineOptions } from '../../src-main/engine/engine-options.ts';
import type { LocalHit, LocalSearchRequest } from '../../src-main/engine/search/local-search.ts';
import { forkEncoder, forkModule } from '../../src-main/headless/fork-encoder.ts';
import { createLogger } from '../../src-main/headless/log.ts';
import { builtinPackDir } from '../../src-main/headless/paths.ts';
import { type Files, tempFolder, type TempFolder, writeFiles } from './temp-folder.ts';
import { openBeside } from './words.ts';

type Overrides = Partial<EngineOptions>;

/** A pack in tests/fixtures/packs. */
export function fixturePack(id: 'tiny-clip' | 'tiny-f16'): string {
  return join(import.meta.dirname, '..', 'fixtures', 'packs', id);
}

export const builtinPack = builtinPackDir();

/** As many captions as a library needs that is not about them: the whole bank takes seconds to encode. */
export const fewCaptions: readonly string[] = [
  'a dog running along a beach',
  'two children on a swing in a park',
  'a plate of pasta on a wooden table',
  'a city street at night in the rain',
  'snow on the roofs of a mountain village',
  'a woman reading a newspaper in a train',
  'a red flower in front of a white wall',
  'friends around a fire beside a lake',
];

/** The real encoder with misbehaviour added, as `odd-encoder.ts` describes. */
export function launchOddEncoder(...behaviour: string[]): EngineOptions['launchEncoder'] {
  return () => forkModule(new URL('./odd-encoder.ts', import.meta.url).pathname, behaviour);
}

/** Photos in a temporary folder with an engine over them: real files, a real database, the real encoder process. */
export class TempLibrary implements AsyncDisposable {
  readonly photos: string;
  readonly dataDir: string;
  readonly #folder: TempFolder;
  #engine: Engine;
  #overrides: Overrides;

  private constructor(folder: TempFolder, engine: Engine, overrides: Overrides) {
    this.#folder = folder;
    this.photos = join(folder.path, 'photos');
    this.dataDir = engine.dataDir;
    this.#engine = engine;
    this.#overrides = overrides;
  }

  static async create(files: Files, overrides: Overrides = {}): Promise<TempLibrary> {
    const folder = await tempFolder();
    await mkdir(join(folder.path, 'photos'));
    await writeFiles(join(folder.path, 'photos'), files);
    const engine = await openEngine(join(folder.path, 'data'), overrides);
    return new TempLibrary(folder, engine, overrides);
  }

  get engine(): Engine {
    return this.#engine;
  }

  path(...names: string[]): string {
    return join(this.photos, ...names);
  }

  write(files: Files): Promise<void> {
    return writeFiles(this.photos, files);
  }

  rename(from: string, to: string): Promise<void> {
    return rename(this.path(from), this.path(to));
  }

  remove(name: string): Promise<void> {
    return rm(this.path(name), { recursive: true });
  }

  /** Scan a folder, `photos` unless another is named, registering it when it is not. */
  async index(options: { retryFailed?: boolean; folder?: string } = {}): Promise<IndexSummary> {
    const path = options.folder ?? this.photos;
    const known = this.engine.library.listFolders().find((folder) => folder.path === path);
    const { id } = known ?? (await this.engine.library.addFolder(path));
    return this.engine.library.index({ folderIds: [id], retryFailed: options.retryFailed ?? false });
  }

  /** Wait until nothing is being indexed in the background. */
  async settled(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    using _listening = this.engine.onEvent((event) => {
      if (event.event === 'library.indexing' && !event.state.running) resolve(undefined);
    });
    if (this.engine.library.keeper.state.running) await promise;
  }

  /** Close the engine and open it again, as after a restart of the application. */
  async reopen(overrides: Overrides = {}): Promise<void> {
    await this.#engine[Symbol.asyncDispose]();
    this.#overrides = { ...this.#overrides, ...overrides };
    this.#engine = await openEngine(this.dataDir, this.#overrides);
  }

  async search(request: Partial<LocalSearchRequest>): Promise<readonly LocalHit[]> {
    const { hits } = await this.engine.search.local(searchRequest(request));
    return hits;
  }

  /** Everything that a search can find, by path relative to `photos`, sorted. */
  async findable(folder: string | null = null): Promise<string[]> {
    const hits = await this.search({ text: 'anything', top: 1000, folder });
    return hits.map(({ path }) => path.slice(this.photos.length + 1)).sort();
  }

  /** Failures by path relative to `photos`. */
  failures(): Record<string, Failure> {
    const entries = this.engine.library
      .failures()
      .map((failure) => [failure.path.slice(this.photos.length + 1), failure]);
    return Object.fromEntries(entries) as Record<string, Failure>;
  }

  failureCodes(): Record<string, string> {
    return Object.fromEntries(Object.entries(this.failures()).map(([path, { code }]) => [path, code]));
  }

  /** Another connection to the database. */
  raw(): Disposable & { readonly exec: (sql: string) => void } {
    const { raw, [Symbol.dispose]: close } = openBeside(this.dataDir);
    return {
      exec: (sql) => {
        raw.exec(sql);
      },
      [Symbol.dispose]: close,
    };
  }

  folder(): Folder | undefined {
    return this.engine.library.listFolders().find(({ path }) => path === this.photos);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#engine[Symbol.asyncDispose]();
    await this.#folder[Symbol.asyncDispose]();
  }
}

/** A request for the best hundred of everything, but for what is given. */
export function searchRequest(request: Partial<LocalSearchRequest>): LocalSearchRequest {
  return { text: null, images: [], top: 100, folder: null, filters: noFilters, sort: 'relevance', ...request };
}

function openEngine(dataDir: string, overrides: Overrides): Promise<Engine> {
  return Engine.open({
    dataDir,
    packDir: fixturePack('tiny-clip'),
    launchEncoder: forkEncoder,
    log: createLogger(),
    threads: 1,
    captions: fewCaptions,
    ...overrides,
  });
}

/** A library over the small fixture pack, which is what most tests need; see `TempLibrary`. */
export function tempLibrary(files: Files, overrides: Overrides = {}): Promise<TempLibrary> {
  return TempLibrary.create(files, overrides);
}
