import { Worker } from 'node:worker_threads';
import { AppError } from '../../../../src-contract/index.ts';
import { siblingModule } from '../../../core/sibling-module.ts';
import type { SharedMemory } from '../../../core/vectors/kernel/scan-kernel.ts';
import type { SegmentLayout } from '../../../core/vectors/layout.ts';
import { Slices } from '../../slices.ts';
import { BlockScanner, type ScanPass } from './block-scanner.ts';
import { control, type ScanMessage, type ScanThreadData } from './scan-protocol.ts';

/** A pass with what belongs right before and after it, while no other runs. */
export interface ScanJob<T> {
  /** Put queries and filter into the segments, and say what is to be scanned. */
  readonly prepare: () => ScanPass;
  /** Take the answer out of the segments. @param threads how many scanned. */
  readonly collect: (threads: number) => T;
  /** Goes before jobs that are not. */
  readonly urgent: boolean;
  readonly signal: AbortSignal | undefined;
}

/** A thread has next to no objects of its own; by itself it would reserve ten times as much for new ones. */
const threadMemory = { maxYoungGenerationSizeMb: 1, maxOldGenerationSizeMb: 32 };

interface QueuedJob {
  readonly run: () => Promise<void>;
  readonly urgent: boolean;
}

export interface ScanPoolOptions {
  readonly layout: SegmentLayout;
  readonly threads: number;
  /** As few blocks as this are scanned at once by the calling thread: waking others would take longer. */
  readonly inlineBlocks: number;
}

/**
 * Runs passes over the segments, one at a time: each takes all the memory bandwidth there is.
 *
 * Threads start with the first pass that is worth it, sleep between passes, and keep no process alive by sleeping.
 */
export class ScanPool implements AsyncDisposable {
  readonly #options: ScanPoolOptions;
  readonly #memories: SharedMemory[] = [];
  readonly #inline: BlockScanner;
  readonly #control = new Int32Array(new SharedArrayBuffer(16));
  readonly #queue: QueuedJob[] = [];
  readonly #slices = new Slices();
  #workers: Worker[] = [];
  #busy = false;
  #closed = false;

  constructor(options: ScanPoolOptions) {
    this.#options = options;
    this.#inline = new BlockScanner(options.layout, 0);
  }

  /** Whether a pass is running. */
  get busy(): boolean {
    return this.#busy;
  }

  /** Take in a segment, the next one. */
  attach(memory: SharedMemory): void {
    this.#memories.push(memory);
    this.#inline.attach(memory);
    for (const worker of this.#workers) tell(worker, { kind: 'segment', memory });
  }

  /** Start the threads now rather than with the first pass, which then need not wait for them. */
  warmUp(blocks: number): void {
    if (blocks > this.#options.inlineBlocks) this.#start();
  }

  /** @throws the reason of the signal; CANCELLED when the pool is closed. */
  run<T>(job: ScanJob<T>): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const run = async (): Promise<void> => {
      try {
        job.signal?.throwIfAborted();
        if (this.#closed) throw closedError();
        resolve(await this.#pass(job));
      } catch (thrown) {
        // Threads that are stopped while they scan fail what they did.
        const error: unknown = this.#closed ? closedError() : thrown;
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    };
    const queued: QueuedJob = { run, urgent: job.urgent };
    const place = job.urgent ? this.#queue.findIndex(({ urgent }) => !urgent) : -1;
    this.#queue.splice(place < 0 ? this.#queue.length : place, 0, queued);
    if (!this.#busy) void this.#work();
    return promise;
  }

  async #work(): Promise<void> {
    this.#busy = true;
    for (let job = this.#queue.shift(); job !== undefined; job = this.#queue.shift()) await job.run();
    this.#busy = false;
  }

  async #pass<T>(job: ScanJob<T>): Promise<T> {
    const pass = job.prepare();
    if (pass.blocks <= this.#options.inlineBlocks) {
      let block = 0;
      this.#inline.run(pass, () => block++);
      const answer = job.collect(1);
      // Many queries in a row must not keep everything else waiting.
      await this.#slices.breathe();
      return answer;
    }
    this.#start();
    await this.#scan(pass, job.signal);
    job.signal?.throwIfAborted();
    return job.collect(this.#workers.length);
  }

  async #scan(pass: ScanPass, signal: AbortSignal | undefined): Promise<void> {
    Atomics.store(this.#control, control.next, 0);
    Atomics.store(this.#control, control.cancelled, 0);
    const cancel = (): void => {
      Atomics.store(this.#control, control.cancelled, 1);
    };
    signal?.addEventListener('abort', cancel);
    const ended = this.#workers.map((worker) => untilDone(worker));
    try {
      for (const worker of this.#workers) worker.postMessage({ kind: 'pass', pass } satisfies ScanMessage);
      this.#wake();
      await Promise.all(ended);
    } catch (error) {
      // A thread that failed is a bug; those beside it must not go on writing under the next pass.
      await this.#stop();
      throw error;
    } finally {
      signal?.removeEventListener('abort', cancel);
    }
  }

  #start(): void {
    if (this.#workers.length > 0) return;
    const { layout, threads } = this.#options;
    this.#workers = Array.from({ length: threads }, (_, thread) => {
      const workerData: ScanThreadData = { layout, thread, control: this.#control };
      const worker = new Worker(new URL(siblingModule(import.meta.url, './scan-worker')), {
        workerData,
        resourceLimits: threadMemory,
      });
      worker.unref();
      for (const memory of this.#memories) tell(worker, { kind: 'segment', memory });
      return worker;
    });
    this.#wake();
  }

  #wake(): void {
    Atomics.add(this.#control, control.wake, 1);
    Atomics.notify(this.#control, control.wake);
  }

  async #stop(): Promise<void> {
    const workers = this.#workers;
    this.#workers = [];
    await Promise.all(workers.map((worker) => worker.terminate()));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    Atomics.store(this.#control, control.cancelled, 1);
    await this.#stop();
  }
}

function closedError(): AppError {
  return new AppError('CANCELLED', 'Expected an open index but it is closed');
}

function tell(worker: Worker, message: ScanMessage): void {
  worker.postMessage(message);
}

/** Wait for a thread to end its part of a pass; meanwhile it keeps the process alive. */
function untilDone(worker: Worker): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  const done = (): void => {
    settle();
    resolve(undefined);
  };
  const failed = (error: unknown): void => {
    settle();
    reject(error instanceof Error ? error : new Error(`The scan thread ended: ${String(error)}`));
  };
  const settle = (): void => {
    worker.off('message', done).off('error', failed).off('exit', failed).unref();
  };
  worker.on('message', done).on('error', failed).on('exit', failed).ref();
  return promise;
}
