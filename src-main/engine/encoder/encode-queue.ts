import { AppError, type ErrorCode, type WireError } from '../../../src-contract/index.ts';
import type { PhotoOutcome } from '../../core/encoder-protocol.ts';
import { untilAborted } from '../until-aborted.ts';
import type { EncoderClient } from './encoder-client.ts';

/** How often a photo may be in an encoder that dies: the first time in company, then alone. */
const deadlyAttempts = 3;
/** How often an encoder that dies while it starts is started: one such death can be bad luck. */
const startAttempts = 3;
/** Failures that are not the photo's: going on would only blame every other photo for them too. */
const fatal: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['THUMBNAIL_WRITE_FAILED']);
/** Photos between two looks at how large the encoder is. */
const weighedEvery = 100;

/** A photo that waits for the encoder. */
export interface EncodeTask {
  readonly id: number;
  /** Claims without a result so far, this one included. */
  readonly attempts: number;
}

/** What came of a photo in the encoder. */
interface Outcome {
  readonly kind: string;
  /** Of one that failed. */
  readonly error?: WireError;
}

/** Where a queue gets its photos from, and who writes what comes of them. Claims are counted in the database. */
export interface EncodeSource<T extends EncodeTask, O extends Outcome = PhotoOutcome> {
  /** Claim up to `room` photos that are not in flight; none when there is none at present. */
  claim(room: number, inFlight: ReadonlySet<number>): readonly T[] | Promise<readonly T[]>;
  /** Count one attempt more for a photo that is tried again. */
  countAttempt(id: number): void;
  /** Give a claim back unsettled, as if it had not been made. */
  release(id: number): void;
  /** Have the encoder look at a photo. @throws ENCODER_*, PACK_*, CANCELLED */
  encode(task: T): Promise<O>;
  /** Write what came of a photo. */
  settle(task: T, outcome: O): Promise<void>;
  /** Write why there is nothing to be had of a photo. */
  fail(task: T, error: AppError): void;
}

export interface EncodeQueueOptions<T extends EncodeTask, O extends Outcome> {
  readonly source: EncodeSource<T, O>;
  readonly encoder: Pick<EncoderClient, 'cancelPhotos' | 'feed' | 'isOutdated' | 'quiet' | 'recycle' | 'warmUp'>;
  /** Photos handed to the encoder at a time. */
  readonly inFlightLimit: number;
  readonly signal: AbortSignal;
  readonly onSettled: () => void;
  /** Bytes that the encoder may grow by before it is replaced. */
  readonly encoderGrowthBytes: number;
  /** Names errors of the database. */
  readonly translate: (error: unknown) => unknown;
}

/**
 * Takes photos from a source through the encoder, which nothing else may give photos meanwhile.
 *
 * [Note: Crashes] An encoder that dies takes every photo in flight with it. Those are suspects: they are tried again
 * one at a time, so that only the culprit can be hit again. A photo that was there three times when the encoder died
 * is failed with PHOTO_KILLED_ENCODER; the count is in the database, so a crash of everything does not reset it.
 */
export class EncodeQueue<T extends EncodeTask, O extends Outcome = PhotoOutcome> {
  readonly #options: EncodeQueueOptions<T, O>;
  readonly #inFlight = new Map<number, Promise<void>>();
  readonly #suspects: T[] = [];
  /** The suspect being tried: until it is settled nothing else may be in the encoder. */
  #alone: T | undefined;
  /** Photos settled since the encoder was weighed last. Several may be at once, so that no exact number can be waited for. */
  #unweighed = 0;
  #error: AppError | undefined;
  #wake = Promise.withResolvers<undefined>();
  #ready = false;
  #bytesAtStart = 0;
  #isOvergrown = false;

  constructor(options: EncodeQueueOptions<T, O>) {
    this.#options = options;
  }

  /** Look for photos again: there are some more, there will be no more, or it is to end. */
  wake(): void {
    this.#wake.resolve(undefined);
    this.#wake = Promise.withResolvers<undefined>();
  }

  /**
   * Work until the source has no more and `isFilling` says that it gets no more.
   *
   * @throws DATABASE_*, PACK_*, ENCODER_UNAVAILABLE, THUMBNAIL_WRITE_FAILED: what stops everything rather than a photo.
   * Everything settled before stays; the rest is released.
   */
  async drain(isFilling: () => boolean): Promise<void> {
    const { signal } = this.#options;
    while (!signal.aborted && this.#error === undefined) {
      const woken = this.#wake.promise;
      const filling = isFilling();
      await this.#fill();
      if (this.#inFlight.size === 0) {
        // With nothing in flight, nothing but what fills the source wakes this loop.
        if (this.#hasFailed || (this.#suspects.length === 0 && !filling)) break;
      }
      await woken;
    }
    // An encoder that dies instead of answering fails everything in flight, which is what is waited for below.
    if (this.#inFlight.size > 0) await Promise.allSettled([this.#options.encoder.cancelPhotos()]);
    await Promise.all(this.#inFlight.values());
    for (const task of this.#suspects) this.#options.source.release(task.id);
    if (this.#error !== undefined) throw this.#error;
  }

  async #fill(): Promise<void> {
    const { source, encoder, inFlightLimit } = this.#options;
    if (this.#alone !== undefined) return;
    if (encoder.quiet !== undefined) await untilAborted(encoder.quiet, this.#options.signal);
    if (this.#isOvergrown || encoder.isOutdated) {
      if (this.#inFlight.size > 0) return;
      this.#isOvergrown = false;
      this.#ready = false;
      await encoder.recycle();
    }
    const [suspect] = this.#suspects;
    if (suspect !== undefined) {
      if (this.#inFlight.size > 0) return;
      this.#suspects.shift();
      await this.#prepare();
      source.countAttempt(suspect.id);
      this.#alone = { ...suspect, attempts: suspect.attempts + 1 };
      this.#begin(this.#alone);
      return;
    }
    const room = Math.max(inFlightLimit, encoder.feed) - this.#inFlight.size;
    if (room <= 0) return;
    const claimed = await source.claim(room, new Set(this.#inFlight.keys()));
    if (claimed.length > 0) await this.#prepare();
    for (const task of claimed) this.#begin(task);
  }

  /** Load the model before any photo can be blamed for what loading does. */
  async #prepare(): Promise<void> {
    if (this.#ready) return;
    for (let attempt = 1; !this.#ready && this.#error === undefined; attempt++) {
      try {
        const { rssBytes } = await this.#options.encoder.warmUp();
        this.#ready = true;
        this.#bytesAtStart = rssBytes;
      } catch (thrown) {
        const error = AppError.from(thrown);
        if (error.code !== 'ENCODER_CRASHED') {
          this.#error = error;
        } else if (attempt === startAttempts) {
          const message = `Expected the encoder to start but in ${startAttempts} attempts: ${error.message}`;
          this.#error = new AppError('ENCODER_UNAVAILABLE', message, { cause: error });
        }
      }
    }
  }

  get #hasFailed(): boolean {
    return this.#error !== undefined;
  }

  #begin(task: T): void {
    const { source } = this.#options;
    if (this.#hasFailed || this.#options.signal.aborted) {
      source.release(task.id);
      this.#alone = undefined;
      return;
    }
    const work = this.#work(task)
      .catch((thrown: unknown) => {
        this.#unsettled(task, this.#options.translate(thrown));
      })
      .finally(() => {
        this.#inFlight.delete(task.id);
        if (this.#alone === task) this.#alone = undefined;
        this.#options.onSettled();
        if (this.#unweighed >= weighedEvery) {
          this.#unweighed = 0;
          void this.#weigh();
        }
        this.wake();
      });
    this.#inFlight.set(task.id, work);
  }

  async #work(task: T): Promise<void> {
    const outcome = await this.#options.source.encode(task);
    const { error } = outcome;
    if (error !== undefined && fatal.has(error.code)) throw AppError.fromWire(error);
    await this.#options.source.settle(task, outcome);
    this.#unweighed++;
  }

  /**
   * [Note: Memory] Native decoders and allocators keep what they once had. An encoder that has grown too much gets no
   * more photos; when those it has are done, another takes its place.
   */
  async #weigh(): Promise<void> {
    if (!this.#ready || this.#isOvergrown) return;
    try {
      const { rssBytes } = await this.#options.encoder.warmUp();
      this.#isOvergrown ||= rssBytes - this.#bytesAtStart > this.#options.encoderGrowthBytes;
    } catch (error) {
      // It died: the photos in it say so, and the next one begins small.
      if (!(error instanceof AppError)) throw error;
    }
  }

  #unsettled(task: T, thrown: unknown): void {
    const { source } = this.#options;
    const error = AppError.from(thrown);
    if (error.code === 'ENCODER_CRASHED') {
      this.#ready = false;
      if (this.#alone === task && task.attempts >= deadlyAttempts) {
        const reason = `The encoder died each of the ${deadlyAttempts} times this photo was in it (${error.message})`;
        source.fail(task, new AppError('PHOTO_KILLED_ENCODER', reason));
        this.#unweighed++;
      } else {
        this.#suspects.push(task);
      }
      return;
    }
    source.release(task.id);
    if (error.code !== 'CANCELLED') this.#error ??= error;
  }
}
