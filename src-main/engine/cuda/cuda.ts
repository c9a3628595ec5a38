import {
  AppError,
  type CudaPhase,
  type CudaState,
  type CudaStatus,
  type ModelSources,
} from '../../../src-contract/index.ts';
import { type CudaList, downloadBytes, licensesOf, unpackedBytes } from '../../core/cuda/library-list.ts';
import type { Logger } from '../../core/logger.ts';
import type { EncoderClient, EncoderLauncher, Processors } from '../encoder/index.ts';
import type { EngineEvents } from '../engine-events.ts';
import { type DownloadOptions, fetchedBytes, selfTest, type VerifiedPack } from '../models/index.ts';
import { ComingLibraries } from './coming-libraries.ts';
import { installLibraries, wheelFiles } from './install-libraries.ts';
import type { FoundLibraries } from './find-libraries.ts';
import { type NvidiaMachine, readNvidia, supportOf } from './nvidia-machine.ts';

/** Time between two events while bytes come. */
const publishEveryMs = 250;

export interface CudaOptions {
  readonly found: FoundLibraries;
  readonly sources: () => ModelSources;
  readonly download: DownloadOptions;
  readonly events: EngineEvents;
  readonly log: Logger;
  /** Root of the file system, for tests. */
  readonly root?: string | undefined;
  readonly launch: EncoderLauncher;
  /** A pack that encoders are tried with. */
  readonly pack: VerifiedPack;
  readonly thumbDir: string;
  readonly threads: number | null;
  /** Packs that are open, whose encoders find the libraries. */
  readonly open: () => readonly { readonly processors: Processors; readonly encoder: EncoderClient }[];
  /** As in `EngineOptions`. */
  readonly tryProcessors: boolean;
}

/**
 * The libraries of CUDA, which do not come with the app: what there is, and how they come and go. It connects to nothing
 * but for a download that was asked for. Whether a GPU is then used, trying it decides; see [Note: GPU].
 */
export class Cuda implements AsyncDisposable {
  readonly #options: CudaOptions;
  readonly #list: CudaList | null;
  #isInstalled: boolean;
  #coming: ComingLibraries | null = null;
  #lastPublishedMs = -Infinity;
  #isClosed = false;
  /** What is done one after the other. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: CudaOptions) {
    this.#options = options;
    const { list, isInstalled, bytesCome } = options.found;
    this.#list = list;
    this.#isInstalled = isInstalled;
    if (list !== null && bytesCome !== null) this.#coming = new ComingLibraries(bytesCome, downloadBytes(list));
  }

  /** Folder that the encoder's process is to find libraries in; null where none are installed. */
  get libraryDir(): string | null {
    return this.#isInstalled ? (this.#options.found.folders?.installed ?? null) : null;
  }

  /** What there is and what could be had. */
  async status(): Promise<CudaStatus> {
    const machine = await this.#machine();
    const list = this.#list;
    const { folders } = this.#options.found;
    const { card, driver } = machine;
    return {
      support: supportOf(machine, list),
      card,
      driver,
      neededDriver: String(list?.neededDriver ?? ''),
      downloadBytes: list === null ? 0 : downloadBytes(list),
      diskBytes: list === null || folders === null ? 0 : unpackedBytes(list) + (await folders.runtimeBytes()),
      licenses: list === null ? [] : licensesOf(list),
      state: await this.#state(),
    };
  }

  async #state(): Promise<CudaState> {
    if (this.#coming !== null) return this.#coming.state;
    if (await this.#isStillInstalled()) return { kind: 'installed' };
    return { kind: (await this.#options.found.folders?.hasAny()) === true ? 'outdated' : 'absent' };
  }

  /** Somebody may have removed them by hand. */
  async #isStillInstalled(): Promise<boolean> {
    const isThere = (await this.#options.found.folders?.isInstalled()) === true;
    return this.#isInstalled && isThere;
  }

  #machine(): Promise<NvidiaMachine> {
    return readNvidia(this.#options.root);
  }

  /** Begin to install, or go on. @throws CUDA_UNAVAILABLE, CUDA_LICENSE_NOT_ACCEPTED, CANCELLED */
  async install(acceptLicense: boolean): Promise<void> {
    await this.#inTurn(async () => {
      if (this.#coming?.isRunning === true) return;
      if (this.#coming === null) {
        this.#isInstalled = await this.#isStillInstalled();
        if (this.#isInstalled) return;
      }
      const machine = await this.#machine();
      const list = this.#list;
      const { folders } = this.#options.found;
      const support = supportOf(machine, list);
      if (list === null || folders === null || support !== 'ok')
        throw new AppError('CUDA_UNAVAILABLE', whyUnavailable(support, machine, list));
      // What was begun was accepted.
      requireLicenses(list, acceptLicense || this.#coming !== null);
      this.#coming ??= new ComingLibraries(await fetchedBytes(wheelFiles(list), folders.incoming), downloadBytes(list));
      this.#run(this.#coming, list, folders);
    });
  }

  #run(coming: ComingLibraries, list: CudaList, folders: NonNullable<FoundLibraries['folders']>): void {
    const { sources, download, launch, pack, thumbDir, threads, log } = this.#options;
    const test = (libraryDir: string, signal: AbortSignal): Promise<unknown> =>
      selfTest(pack, { launch: () => launch({ libraryDir }), thumbDir, threads, signal });
    let phase: CudaPhase | undefined;
    const onBytes = (now: CudaPhase, bytes: number, of: number): void => {
      if (now === phase) coming.record(bytes);
      else coming.enter(now, bytes, of);
      if (now !== phase) this.#publish();
      else this.#publishNowAndThen();
      phase = now;
    };
    coming.run(
      async (signal) => {
        await installLibraries({ list, folders, sources: sources(), download, test, signal, onBytes });
        this.#isInstalled = true;
        this.#coming = null;
      },
      (failure) => {
        if (failure !== null) log.warn({ code: failure.code }, 'the libraries of CUDA could not be installed');
        this.#publish();
        if (this.#coming === null && this.#isInstalled && !this.#isClosed) void this.#takeUp();
      },
    );
    this.#publish();
  }

  /** Let encoders find what has come. */
  async #takeUp(): Promise<void> {
    try {
      await this.#startOver();
    } catch (error) {
      this.#options.log.warn({ error: String(error) }, 'the libraries of CUDA were not taken up');
    }
  }

  /** Replace encoders that know other libraries, and try anew what they can be used for. */
  async #startOver(): Promise<void> {
    for (const { processors, encoder } of this.#options.open()) {
      await processors.startOver();
      await encoder.recycle();
      if (this.#options.tryProcessors) processors.consider();
    }
  }

  /** Stop; what has come stays. */
  async pause(): Promise<void> {
    await this.#inTurn(async () => {
      await this.#coming?.end('paused');
      this.#publish();
    });
  }

  /** Stop, and remove what has come. @throws MODEL_FOLDER_UNUSABLE */
  async cancel(): Promise<void> {
    await this.#inTurn(async () => {
      await this.#end();
      this.#publish();
    });
  }

  async #end(): Promise<void> {
    await this.#coming?.end('cancelled');
    if (this.#coming === null) return;
    await this.#options.found.folders?.removeIncoming();
    this.#coming = null;
  }

  /** Remove everything that was installed or has come. @throws MODEL_FOLDER_UNUSABLE */
  async remove(): Promise<void> {
    await this.#inTurn(async () => {
      await this.#end();
      const wasInstalled = this.#isInstalled;
      this.#isInstalled = false;
      try {
        if (wasInstalled) await this.#startOver();
        await this.#options.found.folders?.removeAll();
      } finally {
        this.#publish();
      }
    });
  }

  async #inTurn(work: () => Promise<void>): Promise<void> {
    if (this.#isClosed) throw new AppError('CANCELLED', 'Expected an open engine but it is closing');
    const mine = this.#last.then(work);
    this.#last = mine.catch((error: unknown) => error);
    await mine;
  }

  #publish(): void {
    if (this.#isClosed) return;
    this.#lastPublishedMs = Date.now();
    this.#options.events.publish({ event: 'cuda.changed' });
  }

  #publishNowAndThen(): void {
    if (Date.now() - this.#lastPublishedMs >= publishEveryMs) this.#publish();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    await this.#coming?.end('closed');
    await this.#last;
  }
}

/** @throws CUDA_LICENSE_NOT_ACCEPTED */
function requireLicenses({ licenses }: CudaList, accepted: boolean): void {
  const asked = licenses.filter(({ mustAccept }) => mustAccept);
  if (accepted || asked.length === 0) return;
  const named = asked.map(({ name, url }) => `${name} (${url})`).join(' and ');
  throw new AppError('CUDA_LICENSE_NOT_ACCEPTED', `Expected these licenses to be accepted: ${named}`);
}

function whyUnavailable(support: CudaStatus['support'], { driver }: NvidiaMachine, list: CudaList | null): string {
  const reasons: Record<CudaStatus['support'], string> = {
    ok: 'nothing speaks against it',
    system: 'there are none for this system, or for the runtime of this version',
    noCard: 'no card of NVIDIA is seen',
    oldCard: 'the card is older than the Turing generation',
    noDriver: "NVIDIA's driver is not loaded",
    oldDriver: `NVIDIA's driver is ${driver ?? 'unknown'}, and ${list?.neededDriver ?? ''} or newer is needed`,
  };
  return `Expected a machine that can use the libraries of CUDA but ${reasons[support]}`;
}
