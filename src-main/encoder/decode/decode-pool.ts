import { availableParallelism } from 'node:os';
import { Piscina } from 'piscina';
import type { DecodeResult, DecodeTask } from './decode-photo.ts';
import { siblingModule } from '../../core/sibling-module.ts';

/** Photos decoded or waiting inside a thread: enough to stay busy through one inference of a full batch. */
const perThread = 16;

/** Threads that decode photos. */
export class DecodePool implements AsyncDisposable {
  readonly #pool: Piscina<DecodeTask, DecodeResult>;
  /** Tasks the pool takes before they queue on the main thread, where they would wait for an inference to end. */
  readonly capacity: number;

  constructor(threads = Math.max(1, Math.min(4, Math.ceil(availableParallelism() / 2)))) {
    this.capacity = threads * perThread;
    this.#pool = new Piscina({
      filename: siblingModule(import.meta.url, './decode-worker'),
      minThreads: 1,
      maxThreads: threads,
      concurrentTasksPerWorker: perThread,
      // A thread that sleeps in Atomics.wait cannot finish what libvips does for it.
      atomics: 'disabled',
      idleTimeout: Infinity,
      recordTiming: false,
    });
  }

  decode(task: DecodeTask): Promise<DecodeResult> {
    return this.#pool.run(task);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#pool.close({ force: true });
  }
}
