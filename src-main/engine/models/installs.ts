import { AppError, type ModelSources, type ModelState } from '../../../src-contract/index.ts';
import type { Logger } from '../../core/logger.ts';
import type { PackManifest } from '../../core/pack/manifest.ts';
import { ComingPack } from './coming-pack.ts';
import { type DownloadOptions, dropDamaged, fetchedBytes, fetchPack } from './download/index.ts';
import { bringIn, type Place } from './import/bring-in.ts';
import type { FoundPack } from './import/find-pack.ts';
import { folderName, type ModelFolders, type Receipt } from './model-folders.ts';
import type { CataloguePack } from './read-catalogue.ts';
import { requireLicense } from './refusal.ts';
import { Turns } from './turns.ts';
import { type VerifiedPack, verifyPack } from './verify-pack.ts';

/** Time between two events while bytes come. */
const publishEveryMs = 250;

export interface InstallsOptions {
  readonly folders: ModelFolders;
  readonly download: DownloadOptions;
  readonly sources: () => ModelSources;
  /** Test both towers in a process of its own. */
  readonly test: (pack: VerifiedPack, signal: AbortSignal) => Promise<Receipt['verified']>;
  /** Refuse a pack that cannot be used here or is there already. */
  readonly require: (manifest: PackManifest) => Promise<void>;
  readonly onChanged: () => void;
  readonly log: Logger;
}

/**
 * Brings packs onto this machine: downloaded or imported, checked, tested, and then moved to where they count as installed,
 * at once. What came of a download stays when it is paused, fails, or Eidetic ends.
 */
export class Installs implements AsyncDisposable {
  readonly #options: InstallsOptions;
  readonly #coming = new Map<string, ComingPack>();
  readonly #turns = new Turns();
  readonly #imports = new Set<Promise<unknown>>();
  readonly #closing = new AbortController();
  #lastPublishedMs = -Infinity;

  constructor(options: InstallsOptions) {
    this.#options = options;
  }

  /** Find what was coming when Eidetic ended, and remove what is left of everything else. Nothing goes on by itself. */
  async start(catalogue: readonly CataloguePack[]): Promise<void> {
    const { folders } = this.#options;
    const packs = new Map(catalogue.map((pack) => [folderName(pack.manifest), pack]));
    const coming = await folders.sweep((name) => packs.has(name));
    for (const [name, { acceptLicense }] of coming) {
      const pack = packs.get(name);
      if (pack === undefined) continue;
      const bytesDone = await fetchedBytes(pack.entry.files, folders.incoming(name));
      this.#coming.set(pack.manifest.id, new ComingPack(pack, { acceptLicense, bytesDone }));
    }
  }

  /** How it stands with a pack; undefined when nothing is being done or has failed. */
  state(id: string): ModelState | undefined {
    return this.#coming.get(id)?.state;
  }

  /**
   * Begin to install a pack of the catalogue, or go on with it.
   *
   * @throws MODEL_BUSY, MODEL_LICENSE_NOT_ACCEPTED, PACK_UNSUPPORTED, MODEL_TOO_LARGE_FOR_MEMORY, MODEL_FOLDER_UNUSABLE
   */
  async install(pack: CataloguePack, acceptLicense: boolean): Promise<void> {
    const { id } = pack.manifest;
    const before = this.#coming.get(id);
    this.#requireIdle(id);
    const accepted = acceptLicense || before?.acceptLicense === true;
    await this.#options.require(pack.manifest);
    requireLicense(pack.manifest, accepted);
    // Others may have asked meanwhile.
    this.#requireIdle(id);
    const bytesDone = before === undefined ? 0 : this.#done(before);
    const coming = new ComingPack(pack, { acceptLicense: accepted, bytesDone });
    this.#coming.set(id, coming);
    void this.#run(coming, (signal) => this.#download(coming, pack, signal));
  }

  /** @throws MODEL_NOT_FOUND when it is not being installed. */
  async pause(id: string): Promise<void> {
    await this.#require(id).end('paused');
    this.#publish();
  }

  /** Stop, and remove what has come. @throws MODEL_NOT_FOUND when it is not being installed. */
  async cancel(id: string): Promise<void> {
    const coming = this.#require(id);
    await coming.end('cancelled');
    if (this.#coming.get(id) === coming) {
      this.#coming.delete(id);
      await this.#options.folders.remove(this.#options.folders.incoming(folderName(coming.manifest)));
    }
    this.#publish();
  }

  /**
   * Install from a folder or an archive.
   *
   * @param signal ends it, and nothing is left of it.
   * @returns the id, when it is installed.
   * @throws IMPORT_*, PACK_* and as `install`; CANCELLED
   */
  async import(
    path: string,
    catalogue: readonly CataloguePack[],
    acceptLicense: boolean,
    signal?: AbortSignal,
  ): Promise<string> {
    this.#requireOpen();
    const { folders, download } = this.#options;
    const ending = AbortSignal.any([this.#closing.signal, ...(signal === undefined ? [] : [signal])]);
    const work = bringIn(path, {
      folders,
      catalogue,
      download,
      signal: ending,
      take: (found, place) => this.#take(found, place, acceptLicense, ending),
    });
    this.#imports.add(work);
    try {
      return await work;
    } finally {
      this.#imports.delete(work);
    }
  }

  async #take(
    { manifest, origin }: FoundPack,
    place: Place,
    acceptLicense: boolean,
    ending: AbortSignal,
  ): Promise<void> {
    this.#requireIdle(manifest.id);
    await this.#options.require(manifest);
    requireLicense(manifest, acceptLicense);
    this.#requireIdle(manifest.id);
    ending.throwIfAborted();
    const before = this.#coming.get(manifest.id);
    const coming = new ComingPack({ manifest }, { acceptLicense });
    this.#coming.set(manifest.id, coming);
    const stop = (): void => {
      void coming.end('cancelled');
    };
    ending.addEventListener('abort', stop);
    try {
      await this.#run(coming, (signal) => this.#import(coming, origin, place, signal));
    } finally {
      ending.removeEventListener('abort', stop);
    }
    const { error } = coming;
    if (this.#coming.get(manifest.id) !== coming && error === null) return;
    // A download of it that is paused, or has failed, is as it was.
    if (before === undefined) this.#coming.delete(manifest.id);
    else this.#coming.set(manifest.id, before);
    this.#publish();
    throw error === null
      ? new AppError('CANCELLED', `Importing "${manifest.title}" was cancelled`)
      : AppError.fromWire(error);
  }

  #done({ state }: ComingPack): number {
    return state.kind === 'installing' ? state.bytesDone : 0;
  }

  #requireOpen(): void {
    if (this.#closing.signal.aborted) throw new AppError('CANCELLED', 'Expected an open engine but it is closing');
  }

  #requireIdle(id: string): void {
    this.#requireOpen();
    const coming = this.#coming.get(id);
    if (coming?.isRunning !== true) return;
    throw new AppError('MODEL_BUSY', `Expected "${coming.manifest.title}" not to be installed but it is being`);
  }

  #require(id: string): ComingPack {
    const coming = this.#coming.get(id);
    if (coming !== undefined) return coming;
    throw new AppError('MODEL_NOT_FOUND', `Expected a model pack that is being installed but received "${id}"`);
  }

  async #download(coming: ComingPack, pack: CataloguePack, signal: AbortSignal): Promise<void> {
    const { folders, sources, download } = this.#options;
    const { manifest, entry } = pack;
    await this.#turns.take(signal, async () => {
      const dir = await folders.begin(folderName(manifest), { acceptLicense: coming.acceptLicense });
      coming.enter('downloading', await fetchedBytes(entry.files, dir));
      this.#publish();
      const onBytes = (bytes: number): void => {
        coming.record(bytes);
        this.#publishNowAndThen();
      };
      await fetchPack({ files: entry.files, dir, sources: sources(), signal, onBytes }, download);
      await folders.writeManifest(dir, manifest);
      try {
        await this.#complete(coming, dir, 'catalogue', signal);
      } catch (error) {
        // A file that was damaged since it came would be refused again and again.
        if (error instanceof AppError && error.code.startsWith('PACK_FILE_'))
          await dropDamaged(entry.files, dir, signal);
        throw error;
      }
    });
  }

  /** In a folder that goes with the next start: nothing of an import goes on by itself. */
  async #import(coming: ComingPack, origin: Receipt['origin'], place: Place, signal: AbortSignal): Promise<void> {
    const { folders } = this.#options;
    await this.#turns.take(signal, async () => {
      const dir = await folders.scratch();
      try {
        coming.enter('downloading', 0);
        this.#publish();
        const onBytes = (bytes: number): void => {
          coming.record(bytes);
          this.#publishNowAndThen();
        };
        await place(dir, onBytes, signal);
        await folders.writeManifest(dir, coming.manifest);
        await this.#complete(coming, dir, origin, signal);
      } finally {
        await folders.remove(dir);
      }
      // What had come of it by download is needed no more.
      await folders.remove(folders.incoming(folderName(coming.manifest)));
    });
  }

  /** Check everything once more as it lies there, test it, and let it be installed. */
  async #complete(coming: ComingPack, dir: string, origin: Receipt['origin'], signal: AbortSignal): Promise<void> {
    const { folders, test } = this.#options;
    coming.enter('checking', coming.bytesTotal);
    this.#publish();
    const verified = await verifyPack(dir);
    signal.throwIfAborted();
    coming.enter('testing');
    this.#publish();
    const how = await test(verified, signal);
    signal.throwIfAborted();
    await folders.finish(dir, coming.manifest, { origin, verified: how });
    this.#coming.delete(coming.manifest.id);
  }

  /** Do work on a pack, and note how it ended. */
  #run(coming: ComingPack, work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const ended = coming.run(
      async (signal) => {
        try {
          await work(signal);
        } catch (error) {
          if (signal.aborted) return;
          const failure = AppError.from(error);
          coming.error = failure.toWire();
          this.#options.log.warn({ pack: coming.manifest.id, code: failure.code }, 'a model could not be installed');
        }
      },
      () => {
        this.#publish();
      },
    );
    this.#publish();
    return ended;
  }

  #publish(): void {
    if (this.#closing.signal.aborted) return;
    this.#lastPublishedMs = Date.now();
    this.#options.onChanged();
  }

  #publishNowAndThen(): void {
    if (Date.now() - this.#lastPublishedMs >= publishEveryMs) this.#publish();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing.abort(new AppError('CANCELLED', 'Expected an open engine but it is closing'));
    await Promise.all([...this.#coming.values()].map((coming) => coming.end('closed')));
    await Promise.allSettled(this.#imports);
  }
}
