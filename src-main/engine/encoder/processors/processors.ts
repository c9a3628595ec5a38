import {
  AppError,
  type ProcessorReport,
  type ProcessorRequest,
  type ProcessorTrial,
} from '../../../../src-contract/index.ts';
import type { Placement } from '../../../core/encoder-protocol.ts';
import type { Logger } from '../../../core/logger.ts';
import {
  bestTrial,
  type Candidate,
  type GpuProvider,
  isRight,
  preferredProviders,
  type ProbeRequest,
} from '../../../core/processor/trial.ts';
import type { EncoderLauncher } from '../encoder-process.ts';
import { GpuTrust } from './gpu-trust.ts';
import { graphicsKey } from './graphics-key.ts';
import { RememberedTrials, type TrialMemory } from './remembered-trials.ts';
import { type TrialOptions, tryProvider } from './try-provider.ts';

/** Photos that a provider is compared on with the CPU, at most. */
const comparedPhotos = 32;

export interface ProcessorsOptions {
  readonly launch: EncoderLauncher;
  /** The pack, as `id@version`. */
  readonly pack: string;
  readonly packDir: string;
  readonly threads: number | null;
  /** What was asked for on the command line: that and nothing else, unless it is `auto`. */
  readonly demanded: ProcessorRequest;
  /** What the settings say. */
  readonly chosen: () => ProcessorRequest;
  readonly memory: TrialMemory;
  /** What this build of the runtime has. */
  readonly candidates: () => Promise<readonly Candidate[]>;
  /** Absolute paths of photos of the library, indexed or not, at most so many. */
  readonly photos: (most: number) => readonly string[];
  readonly quietly: TrialOptions['quietly'];
  readonly limits?: TrialOptions['limits'];
  readonly env?: NodeJS.ProcessEnv;
  /** Folder of the libraries of CUDA that were installed; null for none, as when missing. */
  readonly libraries?: () => string | null;
  readonly log: Logger;
  /** Told when the report is another. */
  readonly onChanged: () => void;
}

/**
 * Decides where photos are encoded.
 *
 * [Note: GPU] Photos begin on the CPU at once. As soon as there are enough of them, every provider that this system can
 * have is tried in a process of its own, in the background; one that computes the same as the CPU and does it faster
 * gets the photos from then on, because the encoder is replaced between two of them. What was found is remembered for as
 * long as pack, runtime and graphics stay the same, so that the next start begins there. docs/gpu.md has the figures.
 */
export class Processors implements AsyncDisposable {
  readonly #options: ProcessorsOptions;
  readonly #abort = new AbortController();
  /** Ends what is being tried, to begin anew. */
  #round = new AbortController();
  readonly #trust = new GpuTrust();
  #remembered: RememberedTrials | undefined;
  #opening: Promise<RememberedTrials> | undefined;
  #candidates: readonly Candidate[] | undefined;
  #trying: GpuProvider | null = null;
  #work: Promise<void> | undefined;
  /** What `consider` has tried everything for. */
  #considered: ProcessorRequest | undefined;

  constructor(options: ProcessorsOptions) {
    this.#options = options;
  }

  /** Where photos are to be encoded now; what is remembered is known after `next`. */
  get placement(): Placement {
    const { demanded, chosen } = this.#options;
    if (demanded !== 'auto') {
      const reason = 'as asked for on the command line';
      const batch = demanded === 'cpu' ? null : (this.#remembered?.get(demanded)?.batch ?? null);
      return { provider: demanded, reason, batch, fallback: false };
    }
    const request = chosen();
    const trial = this.#usable(request);
    if (trial === undefined) return { provider: 'cpu', reason: this.#whyCpu(request), batch: null, fallback: true };
    if (!this.#trust.isTrusted) {
      const reason = `${trial.provider} is left alone for now: ${this.#trust.reason ?? 'it was lost'}`;
      return { provider: 'cpu', reason, batch: null, fallback: true };
    }
    const { provider, adapter, batch } = trial;
    return {
      provider,
      reason: [adapter, trial.reason].filter((part) => part !== null).join(': '),
      batch,
      fallback: true,
    };
  }

  /** Whether something is being tried, or about to be. */
  get isTrying(): boolean {
    return this.#work !== undefined;
  }

  /** Where photos are encoded or will be, and what else was tried. */
  get report(): ProcessorReport {
    const { demanded, chosen } = this.#options;
    const { provider, reason = '' } = this.placement;
    const known = this.#candidates?.filter(({ missing }) => missing === null).map(({ provider: name }) => name);
    return {
      requested: demanded === 'auto' ? chosen() : demanded,
      provider,
      reason,
      trials: this.#trials(),
      trying: this.#trying,
      available: known ?? [...preferredProviders(process.platform), 'cpu'],
      notice: this.#trust.reason,
    };
  }

  /** Where to encode photos, for an encoder that starts. Waits until what is remembered is known. */
  async next(): Promise<Placement> {
    await this.#open();
    return this.placement;
  }

  /** A GPU was lost, or the encoder has died on one. */
  lost(reason: string): void {
    // Why is for the status: the runtime's words can hold paths.
    this.#options.log.warn({ provider: this.placement.provider }, 'the GPU was lost');
    this.#trust.lost(reason);
    this.#options.onChanged();
  }

  /** The encoder has died on the CPU. */
  diedOnCpu(): void {
    this.#trust.diedOnCpu();
  }

  /**
   * Try what has not been tried, in the background, if there are enough photos to compare on. Nothing happens where that
   * has been done, or where somebody has asked for the CPU.
   */
  consider(): void {
    if (this.#work !== undefined || this.#abort.signal.aborted || this.#options.demanded !== 'auto') return;
    const request = this.#options.chosen();
    // Asked several times a second while photos are indexed.
    if (request === 'cpu' || request === this.#considered) return;
    const photos = this.#options.photos(comparedPhotos);
    if (photos.length < (request === 'auto' ? comparedPhotos : 1)) return;
    this.#considered = request;
    this.#work = this.tryAll({ photos, request, again: false })
      .catch((error: unknown) => {
        if (!this.#ending.aborted) this.#options.log.warn({ error: String(error) }, 'no GPU was tried');
      })
      .finally(() => {
        this.#work = undefined;
      });
  }

  /**
   * Try providers, those that have been tried only `again`; with `auto` no more than it takes to find the best.
   *
   * @throws CANCELLED when everything closes; what the database throws.
   */
  async tryAll(options: {
    readonly photos: readonly string[];
    readonly request: ProcessorRequest;
    readonly again: boolean;
  }): Promise<void> {
    const { photos, request, again } = options;
    const ending = this.#ending;
    const remembered = await this.#open();
    this.#candidates = await this.#options.candidates();
    for (const { provider, missing } of this.#candidates) {
      ending.throwIfAborted();
      if (provider === 'cpu' || missing !== null || !['auto', provider].includes(request)) continue;
      if (again || !isKnown(remembered.get(provider), request))
        await this.#try(remembered, provider, photos, request === provider);
      // Of Apple's two the faster one is wanted.
      const isFound = remembered.get(provider)?.outcome === 'faster' && process.platform !== 'darwin';
      if (request === 'auto' && isFound && !again) break;
    }
    this.#options.onChanged();
  }

  /** Ends what is being tried now. */
  get #ending(): AbortSignal {
    return AbortSignal.any([this.#abort.signal, this.#round.signal]);
  }

  /** Forget what is known of this machine, because something of it is another: it is looked at and tried anew. */
  async startOver(): Promise<void> {
    const before = this.#work;
    this.#round.abort(new AppError('CANCELLED', 'Expected the same machine but something of it is another'));
    await before;
    this.#round = new AbortController();
    this.#opening = undefined;
    this.#remembered = undefined;
    this.#candidates = undefined;
    this.#considered = undefined;
    await this.#open();
    this.#options.onChanged();
  }

  async #try(
    remembered: RememberedTrials,
    provider: GpuProvider,
    photos: readonly string[],
    acceptSoftware: boolean,
  ): Promise<void> {
    const { launch, packDir, threads, quietly, limits, log } = this.#options;
    if (!remembered.begin(provider)) {
      remembered.set(interrupted(provider));
      return;
    }
    this.#trying = provider;
    this.#options.onChanged();
    const request: ProbeRequest = { packDir, provider, photos, threads, acceptSoftware };
    try {
      const trial = await tryProvider({ launch, request, quietly, limits: limits ?? {}, signal: this.#ending });
      remembered.set(trial);
      const { outcome, adapter, batch, photosPerSecond, cpuPhotosPerSecond } = trial;
      log.info({ provider, outcome, adapter, batch, photosPerSecond, cpuPhotosPerSecond }, 'tried a provider');
    } catch (error) {
      remembered.giveUp(provider);
      throw error;
    } finally {
      this.#trying = null;
    }
  }

  #open(): Promise<RememberedTrials> {
    const { env, libraries } = this.#options;
    this.#opening ??= graphicsKey(env ?? process.env, libraries?.()).then((key) => {
      this.#remembered = new RememberedTrials(this.#options.memory, `${this.#options.pack}/${key}`);
      return this.#remembered;
    });
    return this.#opening;
  }

  /** All that is known of the providers of this system, best first. */
  #trials(): ProcessorTrial[] {
    return preferredProviders(process.platform).flatMap((provider) => {
      const missing = this.#candidates?.find((candidate) => candidate.provider === provider)?.missing ?? null;
      if (missing !== null) return [unavailable(provider, missing)];
      return this.#remembered?.get(provider) ?? [];
    });
  }

  #usable(request: ProcessorRequest): ProcessorTrial | undefined {
    const trials = this.#trials();
    if (request === 'auto') return bestTrial(trials, process.platform);
    return trials.find((trial) => trial.provider === request && isRight(trial));
  }

  #whyCpu(request: ProcessorRequest): string {
    if (request === 'cpu') return 'chosen in the settings';
    const passedOver = this.#trials().filter(({ provider }) => request === 'auto' || provider === request);
    if (passedOver.length === 0) return 'nothing else has been tried yet';
    return `instead of ${passedOver.map(({ provider, reason }) => `${provider}: ${reason}`).join('; ')}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#abort.abort(new AppError('CANCELLED', 'Expected an open engine but it is shutting down'));
    await this.#work;
  }
}

/** Whether a trial need not be made again. Software is not looked at closely unless it is asked for. */
function isKnown(trial: ProcessorTrial | undefined, request: ProcessorRequest): boolean {
  return trial !== undefined && (trial.outcome !== 'software' || trial.batch !== null || request === 'auto');
}

const unmeasured = {
  adapter: null,
  lowestCosine: null,
  photos: 0,
  batch: null,
  photosPerSecond: null,
  cpuPhotosPerSecond: null,
} as const;

function unavailable(provider: GpuProvider, reason: string): ProcessorTrial {
  return { ...unmeasured, provider, outcome: 'unavailable', reason };
}

function interrupted(provider: GpuProvider): ProcessorTrial {
  const reason = 'trying it was begun twice and never ended: the app or the computer did first';
  return { ...unmeasured, provider, outcome: 'crashed', reason };
}
