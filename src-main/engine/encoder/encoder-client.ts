import { type BirpcReturn, createBirpc } from 'birpc';
import { z } from 'zod';
import { AppError, type Box, type ProcessorReport, type ProviderChoice } from '../../../src-contract/index.ts';
import {
  DenseEmbedding,
  EncoderInfo,
  type EncoderMethods,
  type EngineMethods,
  GoldenVectors,
  type LoadRequest,
  Miniatures,
  OcclusionEmbeddings,
  PhotoLooks,
  PhotoOutcome,
  PhotoReading,
  type PhotoRequest,
  type Placement,
  QueryEmbedding,
  type QueryImage,
  RenderedFile,
  type ReadingRequest,
  type RenderRequest,
  type Reply,
  SidecarReadings,
  type SidecarRequest,
  TextEmbeddings,
  type TileRequest,
  WindowsOutcome,
  VideoReading,
  MotionFinding,
} from '../../core/encoder-protocol.ts';
import type { Miniature } from '../../core/duplicates/miniature.ts';
import type { PhotoLook } from '../../core/looks/measure.ts';
import type { Embedding } from '../../core/math/vector.ts';
import type { PhotoMetadata } from '../../core/photo-metadata.ts';
import { type Candidate, Candidates } from '../../core/processor/trial.ts';
import type { SidecarFacts } from '../../core/sidecars/sidecar-facts.ts';
import type { VideoFacts, VideoSpan } from '../../core/stacks/marks.ts';
import { throwIfCancelled } from '../cancelled.ts';
import type { EncoderLauncher, EncoderProcess } from './encoder-process.ts';

type Rpc = BirpcReturn<EncoderMethods, EngineMethods>;

/** Who decides where photos are encoded. */
export interface Placements {
  /** As of now. */
  readonly placement: Placement;
  /** Why there, and what else there is. */
  readonly report: ProcessorReport;
  /** For an encoder that starts. */
  next(): Promise<Placement>;
  lost(reason: string): void;
  diedOnCpu(): void;
}

interface Running {
  readonly process: EncoderProcess;
  readonly rpc: Rpc;
  /** Where it was told to encode photos; undefined until that is known. */
  placement: Placement | undefined;
  /** It has said that its GPU is lost: its death is no news. */
  isLost: boolean;
  /** Settles when the pack is loaded. */
  readonly loaded: Promise<EncoderInfo>;
}

/** Batches of a GPU that are in the encoder: one being encoded, and more than the next being decoded. */
const batchesAhead = 4;
/** How long photos may take to get out of the encoder before something is done without them there. */
const quietMs = 20_000;
/** How long a polite shutdown may take before the process is killed. */
const shutdownMs = 3_000;

/**
 * The engine's end of the encoder process: started at first use, started again after it died.
 *
 * Everything that was in the process when it died fails with ENCODER_CRASHED; who asked decides whether to try again.
 * What comes back is validated: the process parses untrusted files.
 */
export class EncoderClient implements AsyncDisposable {
  readonly #launch: EncoderLauncher;
  readonly #request: LoadRequest;
  #running: Running | undefined;
  #disposed = false;
  readonly #disposal = Promise.withResolvers<undefined>();
  #restarts = 0;
  /** Occlusions that were asked for: each has a name of its own. */
  #occlusions = 0;
  #recycled = 0;
  readonly #open = new Set<Promise<unknown>>();
  #recycling: Promise<void> | undefined;
  #choice: ProviderChoice | null = null;
  readonly #placements: Placements | undefined;
  readonly #photos = new Set<Promise<unknown>>();
  #quiet: Promise<unknown> | undefined;

  /** @param placements decides where photos are encoded, instead of the request. */
  constructor(launch: EncoderLauncher, request: LoadRequest, placements?: Placements) {
    this.#launch = launch;
    this.#request = request;
    this.#placements = placements;
  }

  /** Where photos are encoded or will be, why, and what else was tried. */
  get processors(): ProcessorReport {
    if (this.#placements !== undefined) return this.#placements.report;
    const { provider, reason = '' } = this.#request;
    return { requested: provider, provider, reason, trials: [], trying: null, available: [provider], notice: null };
  }

  /** Whether photos are to be encoded elsewhere than the process that runs does: it is to be replaced. */
  get isOutdated(): boolean {
    const now = this.#placements?.placement;
    const was = this.#running?.placement;
    if (now === undefined || was === undefined) return false;
    return now.provider !== was.provider || now.batch !== was.batch || this.#running?.isLost === true;
  }

  /** Photos that should be in the encoder at once for a GPU never to wait; 0 on the CPU. */
  get feed(): number {
    const { provider, batch } = this.#running?.placement ?? this.#request;
    return provider === 'cpu' ? 0 : batchesAhead * (batch ?? 0);
  }

  /** Settles when photos may be given to the encoder again; undefined while they may. */
  get quiet(): Promise<unknown> | undefined {
    return this.#quiet;
  }

  /** Do something while no photo of the library is in the encoder. What is searched for goes on. */
  async quietly<T>(work: () => Promise<T>): Promise<T> {
    while (this.#quiet !== undefined) await this.#quiet;
    const { promise, resolve } = Promise.withResolvers<undefined>();
    this.#quiet = promise;
    try {
      const late = new Promise<void>((done) => setTimeout(done, quietMs).unref());
      await Promise.race([Promise.allSettled(this.#photos), late, this.#disposal.promise]);
      return await work();
    } finally {
      this.#quiet = undefined;
      resolve(undefined);
    }
  }

  /** Where the models run, and why there; null until they have been loaded. */
  get choice(): ProviderChoice | null {
    return this.#choice;
  }

  /** How often a dead process was replaced. */
  get restarts(): number {
    return this.#restarts;
  }

  /** How often a process was replaced that had grown or was to run elsewhere. */
  get recycled(): number {
    return this.#recycled;
  }

  get pid(): number | undefined {
    return this.#running?.process.pid;
  }

  /** Encode a photo. An answer that makes no sense is that photo's failure: it must not stop all the others. */
  async encodePhoto(request: PhotoRequest): Promise<PhotoOutcome> {
    return this.#photo(PhotoOutcome, (rpc) => rpc.encodePhoto(request));
  }

  /** Encode the windows of a photo, as `encodePhoto` does a photo. */
  async encodeWindows(request: ReadingRequest): Promise<WindowsOutcome> {
    return this.#photo(WindowsOutcome, (rpc) => rpc.encodeWindows(request));
  }

  /** Ask for something of a photo of the library. */
  async #photo<T>(
    schema: z.ZodType<T>,
    call: (rpc: Rpc) => Promise<Reply<unknown>>,
  ): Promise<T | Extract<PhotoOutcome, { kind: 'failed' }>> {
    const asked = this.#call(z.unknown(), call);
    this.#photos.add(asked);
    const answer = await asked.finally(() => this.#photos.delete(asked));
    const outcome = schema.safeParse(answer);
    if (outcome.success) return outcome.data;
    const message = `The encoder's answer is invalid: ${z.prettifyError(outcome.error)}`;
    return { kind: 'failed', error: { code: 'INTERNAL', message } };
  }

  /** Encode texts. Returns one unit vector [dim] each. @throws PACK_*, ENCODER_* */
  encodeTexts(texts: readonly string[]): Promise<TextEmbeddings> {
    return this.#call(TextEmbeddings, (rpc) => rpc.encodeTexts(texts));
  }

  /** Encode an example image, or what a box in it shows. @throws QUERY_IMAGE_UNREADABLE, PACK_*, ENCODER_* */
  encodeQueryImage(image: QueryImage): Promise<Embedding> {
    return this.#call(QueryEmbedding, (rpc) => rpc.encodeQueryImage(image));
  }

  /** Render a photo into a cache. Returns the absolute path. @throws PHOTO_*, THUMBNAIL_WRITE_FAILED, ENCODER_* */
  renderPhoto(request: RenderRequest): Promise<string> {
    return this.#call(RenderedFile, (rpc) => rpc.renderPhoto(request));
  }

  /** Cut a tile out of rendered pixels. Returns the absolute path. @throws PHOTO_*, THUMBNAIL_WRITE_FAILED, ENCODER_* */
  renderTile(request: TileRequest): Promise<string> {
    return this.#call(RenderedFile, (rpc) => rpc.renderTile(request));
  }

  /** Read sidecars; null for one that cannot be read now. Loads no model. @throws ENCODER_* */
  readSidecars(requests: readonly SidecarRequest[]): Promise<readonly (SidecarFacts | null)[]> {
    return this.#call(SidecarReadings.length(requests.length).readonly(), (rpc) => rpc.readSidecars(requests));
  }

  /** Make miniatures of thumbnails; null for one that cannot be read. Loads no model. @throws ENCODER_* */
  readMiniatures(thumbs: readonly string[]): Promise<readonly (Miniature | null)[]> {
    return this.#call(Miniatures, (rpc) => rpc.readMiniatures(thumbs));
  }

  /** Measure how photos look from their thumbnails; null for one that cannot be read. Loads no model. @throws ENCODER_* */
  readLooks(thumbs: readonly string[]): Promise<readonly (PhotoLook | null)[]> {
    return this.#call(PhotoLooks, (rpc) => rpc.readLooks(thumbs));
  }

  /**
   * Encode the cells of a photo's grid: ahead of the library, nothing cached. @throws PACK_HAS_NO_PATCHES,
   * QUERY_IMAGE_UNREADABLE, PACK_*, ENCODER_*
   */
  encodeDense(path: string): Promise<DenseEmbedding> {
    return this.#call(DenseEmbedding, (rpc) => rpc.encodeDense(path));
  }

  /**
   * Encode a photo as it is and with parts of it covered: behind queries, ahead of the library, nothing cached.
   *
   * @param coverings in shares of the sides of what the image tower sees.
   * @throws CANCELLED, QUERY_IMAGE_UNREADABLE, PACK_*, ENCODER_*
   */
  async encodeOccluded(path: string, coverings: readonly Box[], signal?: AbortSignal): Promise<OcclusionEmbeddings> {
    const key = `${++this.#occlusions}`;
    const schema = OcclusionEmbeddings.refine(
      ({ covered }) => covered.length === coverings.length,
      'Expected one each',
    );
    const asked = this.#call(schema, (rpc) => {
      throwIfCancelled(signal);
      return rpc.encodeOccluded({ path, coverings, key });
    });
    const cancel = (): void => {
      // Where the process has died or is ending, there is nothing left to cancel.
      this.#running?.rpc.cancelOcclusion.asEvent(key).catch((error: unknown) => error);
    };
    signal?.addEventListener('abort', cancel);
    try {
      return await asked;
    } finally {
      signal?.removeEventListener('abort', cancel);
    }
  }

  /** Read a photo's metadata again. @throws PHOTO_*, ENCODER_* */
  readPhoto(request: ReadingRequest): Promise<PhotoMetadata> {
    return this.#call(PhotoReading, (rpc) => rpc.readPhoto(request));
  }

  /** Read what a video says of itself. @throws PHOTO_*, ENCODER_* */
  readVideo(path: string): Promise<VideoFacts> {
    return this.#call(VideoReading, (rpc) => rpc.readVideo(path));
  }

  /** Find the video in a photo file; null for none. @throws PHOTO_*, ENCODER_* */
  findMotion(request: ReadingRequest): Promise<VideoSpan | null> {
    return this.#call(MotionFinding, (rpc) => rpc.findMotion(request));
  }

  /** Load both towers now, with their self-tests. */
  async warmUp(): Promise<EncoderInfo> {
    const info = await this.#call(EncoderInfo, (rpc) => rpc.warmUp());
    this.#choice = { provider: info.provider, reason: info.providerReason };
    return info;
  }

  /** Where the models run, and why there. Loads them. */
  async provider(): Promise<ProviderChoice> {
    const { provider, providerReason } = await this.warmUp();
    return { provider, reason: providerReason };
  }

  /** Have the pack make golden vectors of its own, after its self-test. @throws PACK_*, ENCODER_* */
  goldenVectors(): Promise<GoldenVectors> {
    return this.#call(GoldenVectors, (rpc) => rpc.goldenVectors());
  }

  /** Which providers this build of the runtime has on this system. */
  candidates(): Promise<readonly Candidate[]> {
    return this.#call(Candidates, (rpc) => rpc.candidates());
  }

  /** What is running where; starts the process when there is none. */
  async info(): Promise<EncoderInfo> {
    return this.#start().loaded;
  }

  /** Drop photos that wait inside the process; their calls fail with CANCELLED. */
  async cancelPhotos(): Promise<void> {
    await this.#running?.rpc.cancelPhotos();
  }

  /**
   * End the process politely, as when it has grown: calls that are open end first, later ones wait and find another
   * process.
   */
  recycle(): Promise<void> {
    this.#recycling ??= this.#recycle().finally(() => {
      this.#recycling = undefined;
    });
    return this.#recycling;
  }

  async #recycle(): Promise<void> {
    while (this.#open.size > 0 && !this.#disposed)
      await Promise.race([Promise.allSettled(this.#open), this.#disposal.promise]);
    const running = this.#running;
    this.#running = undefined;
    if (running === undefined) return;
    this.#recycled++;
    await end(running);
  }

  async #call<T>(schema: z.ZodType<T>, call: (rpc: Rpc) => Promise<Reply<T>>): Promise<T> {
    // Without anything to wait for, the process starts with the call.
    if (this.#recycling !== undefined) await this.#recycling;
    const asked = this.#ask(schema, call);
    this.#open.add(asked);
    try {
      return await asked;
    } finally {
      this.#open.delete(asked);
    }
  }

  async #ask<T>(schema: z.ZodType<T>, call: (rpc: Rpc) => Promise<Reply<T>>): Promise<T> {
    const running = this.#start();
    await running.loaded;
    const reply = await call(running.rpc);
    if (!reply.ok) throw AppError.fromWire(reply.error);
    return schema.parse(reply.value);
  }

  #start(): Running {
    if (this.#disposed) throw new AppError('ENCODER_UNAVAILABLE', 'Expected an open engine but it is shutting down');
    this.#running ??= this.#spawn();
    return this.#running;
  }

  #spawn(): Running {
    const process = this.#launch();
    const rpc: Rpc = createBirpc<EncoderMethods, EngineMethods>(
      {
        gpuLost: (reason) => {
          this.#gpuLost(running, z.string().parse(reason));
        },
      },
      {
        post: (message) => {
          process.send(message);
        },
        on: (receive) => {
          process.onMessage(receive);
        },
        // An inference has no deadline of its own: a slow machine is not an error, a dead process is noticed below.
        timeout: -1,
      },
    );
    process.onExit((how) => {
      if (this.#running?.rpc === rpc) {
        this.#running = undefined;
        this.#restarts++;
        if (!this.#disposed) this.#died(running, how);
      }
      rpc.$close(new AppError('ENCODER_CRASHED', `The encoder process ended unexpectedly (${how})`));
    });
    const running: Running = {
      process,
      rpc,
      placement: undefined,
      isLost: false,
      loaded: this.#load(rpc, (placement) => {
        running.placement = placement;
      }),
    };
    // Whoever waits for `loaded` gets its error; without anybody waiting it must not end this process.
    running.loaded.catch((error: unknown) => error);
    return running;
  }

  async #load(rpc: Rpc, placed: (placement: Placement) => void): Promise<EncoderInfo> {
    let request = this.#request;
    if (this.#placements !== undefined) {
      const placement = await this.#placements.next();
      placed(placement);
      request = { ...request, ...placement };
    }
    const reply = await rpc.load(request);
    if (!reply.ok) throw AppError.fromWire(reply.error);
    return EncoderInfo.parse(reply.value);
  }

  #gpuLost(running: Running, reason: string): void {
    if (running.isLost) return;
    running.isLost = true;
    this.#choice = { provider: 'cpu', reason };
    this.#placements?.lost(reason);
  }

  #died({ placement, isLost }: Running, how: string): void {
    if (placement === undefined || isLost) return;
    if (placement.provider === 'cpu') this.#placements?.diedOnCpu();
    else this.#placements?.lost(`the encoder ended while it used ${placement.provider} (${how})`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#disposed = true;
    this.#disposal.resolve(undefined);
    await this.#recycling;
    if (this.#running !== undefined) await end(this.#running);
  }
}

/** Shut a process down politely, and kill it when that takes long. */
async function end({ process, rpc }: Running): Promise<void> {
  const ended = new Promise<void>((resolve) => {
    process.onExit(() => {
      resolve();
    });
  });
  const deadline = new Promise<void>((resolve) => setTimeout(resolve, shutdownMs).unref());
  await Promise.race([Promise.allSettled([rpc.shutdown()]), deadline, ended]);
  process.kill();
  await ended;
}
