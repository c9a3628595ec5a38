import { availableParallelism } from 'node:os';
import { Piscina } from 'piscina';
import type { DecodeResult, DecodeTask } from './decode-photo.ts';
import type { WindowsResult, WindowsTask } from './decode-windows.ts';
import type { ReadingResult, ReadingTask } from './read-again.ts';
import type { Miniature } from '../../core/duplicates/miniature.ts';
import type { SidecarRequest } from '../../core/encoder-protocol.ts';
import type { LookTask } from './read-looks.ts';
import type { MiniatureTask } from './read-miniatures.ts';
import type { RenderResult, RenderTask } from './render-photo.ts';
import type { TileTask } from './render-tile.ts';
import type { PhotoLook } from '../../core/looks/measure.ts';
import type { SidecarFacts } from '../../core/sidecars/sidecar-facts.ts';
import { siblingModule } from '../../core/sibling-module.ts';

/** Photos decoded or waiting inside a thread: enough to stay busy through one inference of a full batch. */
const perThread = 16;
/** Places in a thread that are kept for what somebody waits for, so that photos of the library never fill it. */
const urgentPerThread = 6;

/**
 * [Note: Frames and garbage] A closed frame of the native HEVC decoder keeps its pixels until the collector finds it: 20 MB
 * a photo, of which V8 knows nothing. Frames are young when they are closed, and are found by a collection of the young
 * generation, which costs 0.1 ms and comes after a photo or two when there is no room for more. Twelve photos over and
 * over: 680 MiB at most with the usual room, 380 with this.
 */
const youngMebibytes = 1;

/** Threads that decode photos. */
export class DecodePool implements AsyncDisposable {
  readonly #pool: Piscina<
    | DecodeTask
    | WindowsTask
    | RenderTask
    | TileTask
    | ReadingTask
    | MiniatureTask
    | LookTask
    | readonly SidecarRequest[],
    | DecodeResult
    | WindowsResult
    | RenderResult
    | ReadingResult
    | (SidecarFacts | null)[]
    | (Miniature | null)[]
    | (PhotoLook | null)[]
  >;
  /** Library photos the pool takes before they queue on the main thread, where they would wait for an inference to end. */
  readonly capacity: number;
  /** Renderings it takes; beyond that they would keep the image of a query waiting. */
  readonly renderCapacity: number;

  constructor(threads = Math.max(1, Math.min(4, Math.ceil(availableParallelism() / 2)))) {
    this.capacity = threads * perThread;
    this.renderCapacity = threads * 2;
    this.#pool = new Piscina({
      filename: siblingModule(import.meta.url, './decode-worker'),
      minThreads: 1,
      maxThreads: threads,
      concurrentTasksPerWorker: perThread + urgentPerThread,
      // A thread that sleeps in Atomics.wait cannot finish what libvips does for it.
      atomics: 'disabled',
      idleTimeout: Infinity,
      recordTiming: false,
      resourceLimits: { maxYoungGenerationSizeMb: youngMebibytes },
    });
  }

  async decode(task: DecodeTask): Promise<DecodeResult> {
    return (await this.#pool.run(task)) as DecodeResult;
  }

  async decodeWindows(task: WindowsTask): Promise<WindowsResult> {
    return (await this.#pool.run(task, { name: 'windowsTask' })) as WindowsResult;
  }

  async render(task: RenderTask): Promise<RenderResult> {
    return (await this.#pool.run(task, { name: 'renderTask' })) as RenderResult;
  }

  async renderTile(task: TileTask): Promise<RenderResult> {
    return (await this.#pool.run(task, { name: 'tileTask' })) as RenderResult;
  }

  async readSidecars(requests: readonly SidecarRequest[]): Promise<(SidecarFacts | null)[]> {
    return (await this.#pool.run(requests, { name: 'sidecarsTask' })) as (SidecarFacts | null)[];
  }

  async readMiniatures(task: MiniatureTask): Promise<(Miniature | null)[]> {
    return (await this.#pool.run(task, { name: 'miniaturesTask' })) as (Miniature | null)[];
  }

  async readLooks(task: LookTask): Promise<(PhotoLook | null)[]> {
    return (await this.#pool.run(task, { name: 'looksTask' })) as (PhotoLook | null)[];
  }

  async readAgain(task: ReadingTask): Promise<ReadingResult> {
    return (await this.#pool.run(task, { name: 'readingTask' })) as ReadingResult;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#pool.close({ force: true });
  }
}
