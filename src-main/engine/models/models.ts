import {
  AppError,
  type ModelEntry,
  type ModelOffer,
  type ModelSources,
  type SpokenLanguages,
} from '../../../src-contract/index.ts';
import type { Logger } from '../../core/logger.ts';
import type { PackManifest } from '../../core/pack/manifest.ts';
import { verificationOf } from '../../core/pack/verification.ts';
import type { EncoderLauncher } from '../encoder/index.ts';
import type { EngineEvents } from '../engine-events.ts';
import type { MeasuredRate } from '../measured-rate.ts';
import { spokenLanguages } from '../spoken-languages.ts';
import type { Store } from '../store/store.ts';
import { ChosenSources } from './chosen-sources.ts';
import type { DownloadOptions } from './download/index.ts';
import { EncodingRate, isNewRate } from './estimate.ts';
import { Installs } from './installs.ts';
import { listModels } from './list-models.ts';
import { folderName, type InstalledPack, ModelFolders } from './model-folders.ts';
import { isSamePack, type PackId } from './pack-dirs.ts';
import { type CataloguePack, readCatalogue } from './read-catalogue.ts';
import { packToOffer } from './pack-to-offer.ts';
import { machineMB, refusalOf } from './refusal.ts';
import { recordVectors, selfTest, type SelfTestOptions } from './self-test.ts';
import { isWhole, type VerifiedPack, verifyPack } from './verify-pack.ts';

export interface ModelsOptions {
  /** Real path. */
  readonly dataDir: string;
  /** Folder of the catalogue's entries; none are known when missing. */
  readonly catalogueDir?: string | undefined;
  readonly store: Pick<Store, 'settings'>;
  readonly events: EngineEvents;
  readonly log: Logger;
  /** The pack that came with the app, or that was named when it was started. */
  readonly opened: VerifiedPack;
  readonly isBuiltin: boolean;
  /** What photos are searched with now. */
  readonly inUse: () => PackId;
  /** Packs that cannot be removed: the one in use, and others that are being opened, or that the library changes to or may go back to. */
  readonly needed: () => readonly PackId[];
  /** Photos of the library. */
  readonly countPhotos: () => number;
  readonly launch: EncoderLauncher;
  readonly thumbDir: string;
  readonly threads: number | null;
  readonly download: DownloadOptions;
  /** Bytes of memory of this machine, for tests. */
  readonly memoryBytes?: number | undefined;
}

/** Which packs there are; installs and removes them. It connects to nothing but for a download that was asked for. */
export class Models implements AsyncDisposable {
  readonly #options: ModelsOptions;
  readonly #folders: ModelFolders;
  readonly #installs: Installs;
  readonly #sources: ChosenSources;
  readonly #closing = new AbortController();
  readonly #memoryMB: number;
  #ready: Promise<readonly CataloguePack[]> | undefined;

  constructor(options: ModelsOptions) {
    const { dataDir, log } = options;
    this.#options = options;
    this.#memoryMB = machineMB(options.memoryBytes);
    this.#folders = new ModelFolders(dataDir, log);
    this.#sources = new ChosenSources(options.store.settings, options.download.environment);
    this.#installs = new Installs({
      folders: this.#folders,
      download: options.download,
      sources: () => this.#sources.set,
      test: (pack, signal) => selfTest(pack, { ...this.#testOptions(), signal }),
      require: (manifest) => this.#requireInstallable(manifest),
      onChanged: () => {
        this.#changed();
      },
      log,
    });
  }

  /** Read the catalogue and tidy up, without anybody waiting. */
  start(): void {
    this.#catalogue().catch((error: unknown) => {
      this.#options.log.error({ error: AppError.from(error).message }, 'the catalogue of models cannot be used');
    });
  }

  /** As `models.list` of the contract. @throws MODEL_CATALOGUE_INVALID */
  async list(): Promise<ModelEntry[]> {
    const { opened, isBuiltin, inUse, countPhotos } = this.#options;
    const catalogue = await this.#catalogue();
    return listModels({
      catalogue,
      installed: await this.#folders.installed(),
      opened: opened.manifest,
      isBuiltin,
      inUse: inUse(),
      photos: countPhotos(),
      rate: this.#rate(),
      memoryMB: this.#memoryMB,
      stateOf: (id) => this.#installs.state(id),
    });
  }

  /** Begin to install, or go on. @throws MODEL_NOT_FOUND, MODEL_BUSY, ...; see `Installs.install` */
  async install(id: string, acceptLicense: boolean): Promise<void> {
    const pack = (await this.#catalogue()).find(({ manifest }) => manifest.id === id);
    if (pack === undefined) throw notFound(id, 'of the catalogue');
    await this.#installs.install(pack, acceptLicense);
  }

  async pause(id: string): Promise<void> {
    await this.#catalogue();
    await this.#installs.pause(id);
  }

  /** @throws MODEL_NOT_FOUND when nothing of it has come. */
  async resume(id: string): Promise<void> {
    await this.#catalogue();
    if (this.#installs.state(id) === undefined) throw notFound(id, 'that is being installed');
    await this.install(id, false);
  }

  async cancel(id: string): Promise<void> {
    await this.#catalogue();
    await this.#installs.cancel(id);
  }

  /** Install from a folder or archive. @returns the id, when it is installed. */
  async import(path: string, acceptLicense: boolean, signal?: AbortSignal): Promise<string> {
    return this.#installs.import(path, await this.#catalogue(), acceptLicense, signal);
  }

  /** Remove every version of an installed pack. @throws MODEL_NOT_FOUND, MODEL_IN_USE, MODEL_FOLDER_UNUSABLE */
  async remove(id: string): Promise<void> {
    await this.#catalogue();
    const packs = await this.#installedOf(id);
    this.#requireUnneeded(id, packs);
    if (packs.length === 0) throw notFound(id, 'that is installed');
    try {
      for (const pack of packs) {
        // Somebody may have begun to use this version while another was removed.
        this.#requireUnneeded(id, [pack]);
        await this.#folders.remove(pack.dir);
      }
    } finally {
      this.#changed();
    }
  }

  /** @param packs installed versions of it. @throws MODEL_IN_USE */
  #requireUnneeded(id: string, packs: readonly InstalledPack[]): void {
    const { opened, needed } = this.#options;
    const isNeeded = [...needed(), opened.manifest].some(
      (pack) => pack.id === id && (packs.length === 0 || packs.some(({ manifest }) => isSamePack(manifest, pack))),
    );
    if (isNeeded) {
      throw new AppError(
        'MODEL_IN_USE',
        `Expected a model pack that is not needed but "${id}" is in use or comes with Eidetic`,
      );
    }
  }

  /**
   * Check an installed pack anew, and note how it has passed its self-test.
   *
   * @param options.record write golden vectors into a pack that has none, when its towers agree.
   * @throws MODEL_NOT_FOUND, INVALID_ARGUMENT to record for one that has golden vectors, PACK_*, ENCODER_*
   */
  async verify(
    id: string,
    {
      record = false,
      signal,
    }: { readonly record?: boolean | undefined; readonly signal?: AbortSignal | undefined } = {},
  ): Promise<{ verified: 'golden' | 'agreement'; files: number; bytes: number }> {
    const [pack] = await this.#installedOf(id);
    const { opened } = this.#options;
    const dir = pack?.dir ?? (opened.manifest.id === id && !record ? opened.dir : undefined);
    if (dir === undefined) throw notFound(id, 'that is installed');
    const found = await verifyPack(dir);
    const ending = signal === undefined ? this.#closing.signal : AbortSignal.any([signal, this.#closing.signal]);
    const options = { ...this.#testOptions(), signal: ending };
    if (!record) await selfTest(found, options);
    const { manifest } = record ? await recordVectors(found, options) : found;
    const verified = verificationOf(manifest);
    if (pack !== undefined) await this.#noteVerified(pack, verified);
    const { files } = manifest;
    return { verified, files: files.length, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0) };
  }

  async #noteVerified({ dir, receipt }: InstalledPack, verified: 'golden' | 'agreement'): Promise<void> {
    if (receipt?.verified === verified) return;
    await this.#folders.writeReceipt(dir, { origin: receipt?.origin ?? 'import', verified });
    this.#changed();
  }

  /** What was set, with logins: for another download of the engine's own. */
  get sourcesSet(): ModelSources {
    return this.#sources.set;
  }

  /** What was set, and what counts, whether it can be used or not. */
  sources(): { set: ModelSources; inForce: ModelSources } {
    return this.#sources.shown();
  }

  /** @throws MODEL_MIRROR_INVALID, MODEL_PROXY_INVALID when what counts cannot be used. */
  requireUsableSources(): void {
    this.#sources.requireUsable();
  }

  /** @throws MODEL_MIRROR_INVALID, MODEL_PROXY_INVALID, FOLDER_* where a folder is set that is not there */
  async setSources(sources: ModelSources): Promise<void> {
    await this.#sources.keep(sources);
    this.#changed();
  }

  /** The same for what was made of `sources`, where logins are left out: that of the proxy stays. @throws as `setSources` */
  async setShownSources(sources: ModelSources): Promise<void> {
    await this.#sources.keepShown(sources);
    this.#changed();
  }

  /** Set those that are given, and keep the other. @throws as `setSources` */
  async changeSources({
    mirror,
    proxy,
  }: { readonly [K in keyof ModelSources]?: ModelSources[K] | undefined }): Promise<void> {
    if (mirror === undefined && proxy === undefined) return;
    const before = this.#sources.set;
    await this.setSources({ mirror: mirror ?? before.mirror, proxy: proxy ?? before.proxy });
  }

  /**
   * The recommended pack, or where the built-in one does not know the language that somebody speaks first the first of the
   * catalogue that does; unless that was declined, another one is there, or this machine cannot use it.
   *
   * @param speaks BCP 47.
   */
  async offer(speaks?: SpokenLanguages): Promise<ModelOffer> {
    const { store, isBuiltin } = this.#options;
    if (store.settings.note('modelOfferDeclined') === true) return { offer: null };
    const all = await this.list();
    const hasOther = all.some(({ origin, state }) => origin !== 'builtin' && state.kind !== 'available');
    if (hasOther || !isBuiltin) return { offer: null };
    return { offer: packToOffer(all, speaks ?? spokenLanguages(store.settings)) };
  }

  declineOffer(): void {
    this.#options.store.settings.setNote('modelOfferDeclined', true);
    this.#changed();
  }

  /** Note how fast photos are looked at with a pack. */
  measured({ pack: { id, version }, photosPerSecond, photos }: MeasuredRate): void {
    const rate = { pack: `${id}@${version}`, photosPerSecond };
    if (!isNewRate(rate, this.#rate(), photos)) return;
    this.#options.store.settings.setNote('encodingRate', rate);
    this.#changed();
  }

  /** Photos a second that were indexed with the pack in use on this machine; null where that is not known. */
  get photosPerSecond(): number | null {
    const { id, version } = this.#options.inUse();
    const rate = this.#rate();
    return rate?.pack === `${id}@${version}` ? rate.photosPerSecond : null;
  }

  #rate(): EncodingRate | null {
    return EncodingRate.safeParse(this.#options.store.settings.note('encodingRate')).data ?? null;
  }

  #changed(): void {
    this.#options.events.publish({ event: 'models.changed' });
  }

  async #installedOf(id: string): Promise<InstalledPack[]> {
    return (await this.#folders.installed()).filter(({ manifest }) => manifest.id === id);
  }

  /** @throws MODEL_BUSY when it is there already, PACK_UNSUPPORTED, MODEL_TOO_LARGE_FOR_MEMORY, PACK_MANIFEST_INVALID */
  async #requireInstallable(manifest: PackManifest): Promise<void> {
    const refusal = refusalOf(manifest, this.#memoryMB);
    if (refusal !== null) throw refusal;
    // It must be possible to name its folder after it.
    folderName(manifest);
    const opened = this.#options.opened.manifest;
    if (this.#options.isBuiltin && opened.id === manifest.id && opened.version !== manifest.version) {
      throw new AppError(
        'MODEL_BUSY',
        `Expected a pack of another id but "${manifest.title}" ${manifest.version} calls itself ${manifest.id}, which comes with Eidetic`,
      );
    }
    const installed = (await this.#installedOf(manifest.id)).find((pack) => isSamePack(pack.manifest, manifest));
    // One that is damaged makes way.
    const isThere = isSamePack(opened, manifest) || (installed !== undefined && (await isWhole(installed.dir)));
    if (isThere) throw new AppError('MODEL_BUSY', `Expected "${manifest.title}" not to be installed but it is already`);
  }

  #testOptions(): Omit<SelfTestOptions, 'signal'> {
    const { launch, thumbDir, threads } = this.#options;
    return { launch, thumbDir, threads };
  }

  #catalogue(): Promise<readonly CataloguePack[]> {
    this.#ready ??= this.#open();
    return this.#ready;
  }

  async #open(): Promise<readonly CataloguePack[]> {
    const { catalogueDir } = this.#options;
    const catalogue = catalogueDir === undefined ? [] : await readCatalogue(catalogueDir);
    await this.#installs.start(catalogue);
    return catalogue;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing.abort(new AppError('CANCELLED', 'Expected an open engine but it is closing'));
    await Promise.allSettled([this.#ready]);
    await this.#installs[Symbol.asyncDispose]();
  }
}

function notFound(id: string, what: string): AppError {
  return new AppError('MODEL_NOT_FOUND', `Expected the id of a model pack ${what} but received "${id}"`);
}
