import { setImmediate as nextTurn } from 'node:timers/promises';
import { AppError } from '../../src-contract/index.ts';
import type { Embedding } from '../core/math/vector.ts';

/** A photo ready for the image tower. */
export interface QueuedImage<T> {
  readonly input: T;
  readonly resolve: (embedding: Embedding) => void;
  readonly reject: (error: unknown) => void;
}

interface Job {
  readonly run: () => Promise<void>;
}

export interface SchedulerOptions<T> {
  /** Undefined where the model gives no usable embedding: that photo alone is rejected. */
  readonly encodeImages: (inputs: readonly T[]) => Promise<readonly (Embedding | undefined)[]>;
  /** Photos of one inference when nobody is searching. */
  readonly batch: () => number;
  /** Photos that are still on their way through decoding: a batch that is not full waits for them. */
  readonly expected: () => number;
  readonly nowMs?: () => number;
}

/** While somebody searches, inferences of photos are kept this short: the next query waits for one of them at most. */
const politeBatch = 2;
const politeForMs = 5_000;

/**
 * Decide what the encoder's one inference thread does next: queries first, then what somebody looks at, then photos in batches.
 *
 * An inference blocks the thread, so a query that arrives meanwhile is only seen when it ends. Between two inferences
 * the event loop therefore runs a whole turn to take in what came.
 */
export class Scheduler<T> {
  readonly #options: SchedulerOptions<T>;
  readonly #nowMs: () => number;
  readonly #urgent: Job[] = [];
  readonly #soon: Job[] = [];
  readonly #images: QueuedImage<T>[] = [];
  #lastUrgentMs = -Infinity;
  #running = false;

  constructor(options: SchedulerOptions<T>) {
    this.#options = options;
    this.#nowMs = options.nowMs ?? Date.now;
  }

  /** Run before any photo that has not begun. */
  urgent<R>(work: () => Promise<R>): Promise<R> {
    return this.#queued(this.#urgent, work);
  }

  /** Run when no query waits, and before any photo that has not begun: part of something that takes long and is looked at. */
  soon<R>(work: () => Promise<R>): Promise<R> {
    return this.#queued(this.#soon, work);
  }

  /** Encode one photo in some batch. */
  image(input: T): Promise<Embedding> {
    return new Promise<Embedding>((resolve, reject) => {
      this.#images.push({ input, resolve, reject });
      this.#start();
    });
  }

  /** Call when `expected` has fallen without a photo having been queued: a partial batch may be due. */
  poke(): void {
    this.#start();
  }

  #queued<R>(queue: Job[], work: () => Promise<R>): Promise<R> {
    return new Promise<R>((resolve, reject) => {
      // In a function of its own, so that even work that throws at once only fails itself and not the loop.
      const run = async (): Promise<R> => work();
      queue.push({ run: () => run().then(resolve, reject) });
      this.#start();
    });
  }

  #start(): void {
    if (this.#running) return;
    this.#running = true;
    void this.#loop().finally(() => {
      this.#running = false;
      if (this.#isDue()) this.#start();
    });
  }

  async #loop(): Promise<void> {
    for (;;) {
      await nextTurn();
      const job = this.#urgent.shift() ?? this.#soon.shift();
      if (job !== undefined) {
        await job.run();
        this.#lastUrgentMs = this.#nowMs();
      } else if (this.#imagesDue()) {
        await this.#runImages(this.#images.splice(0, this.#batchSize()));
      } else {
        return;
      }
    }
  }

  #isDue(): boolean {
    return this.#urgent.length > 0 || this.#soon.length > 0 || this.#imagesDue();
  }

  #imagesDue(): boolean {
    return this.#images.length >= this.#batchSize() || (this.#images.length > 0 && this.#options.expected() === 0);
  }

  #batchSize(): number {
    const polite = this.#nowMs() - this.#lastUrgentMs < politeForMs;
    return polite ? Math.min(politeBatch, this.#options.batch()) : this.#options.batch();
  }

  async #runImages(batch: readonly QueuedImage<T>[]): Promise<void> {
    try {
      const embeddings = await this.#options.encodeImages(batch.map((image) => image.input));
      batch.forEach((image, i) => {
        const embedding = embeddings[i];
        if (embedding === undefined)
          image.reject(new AppError('PHOTO_NOT_ENCODABLE', 'The model gives no usable embedding for this photo'));
        else image.resolve(embedding);
      });
    } catch (error) {
      for (const image of batch) image.reject(error);
    }
  }
}
