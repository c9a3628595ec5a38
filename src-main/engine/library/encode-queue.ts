import { join } from 'node:path';
import { AppError, type ErrorCode } from '../../../src-contract/index.ts';
import type { EncodedPhoto, PhotoOutcome } from '../../core/encoder-protocol.ts';
import { nextAttemptAtMs } from '../../core/retry.ts';
import type { EncoderClient } from '../encoder/index.ts';
import { rootIdentity } from '../folder-paths.ts';
import type { HubCorrection, VectorIndex } from '../search/index.ts';
import type { PendingFile } from '../store/library/files.ts';
import type { CountryOf } from '../store/places.ts';
import type { Store } from '../store/store.ts';

/** Photos handed to the encoder at a time: it decodes ahead and must never wait for the next one. */
const inFlightLimit = 96;
/** More known photos of one size than this are not sent along: the encoder hashes first and is asked again. */
const knownHashLimit = 32;
/** How often a photo may be in an encoder that dies: the first time in company, then alone. */
const deadlyAttempts = 3;
/** How often an encoder that dies while it starts is started: one such death can be bad luck. */
const startAttempts = 3;
/** Failures that are not the photo's: going on would only blame every other photo for them too. */
const fatal: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['THUMBNAIL_WRITE_FAILED']);
/** Failures that a drive ejected meanwhile causes for every photo on it. */
const unreachable: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['PHOTO_MISSING', 'PHOTO_UNREADABLE']);

export interface EncodeCounts {
  encoded: number;
  recognised: number;
  failed: number;
}

export interface EncodeQueueOptions {
  readonly store: Store;
  readonly index: VectorIndex;
  readonly encoder: EncoderClient;
  readonly hubs: HubCorrection;
  /** Row of the pack whose embeddings are made. */
  readonly pack: number;
  readonly folderIds: readonly number[];
  readonly signal: AbortSignal;
  readonly onSettled: () => void;
  /** Bytes that the encoder may grow by before it is replaced. */
  readonly encoderGrowthBytes: number;
  /** Looks up where photos were taken; left to later when missing. */
  readonly countryOf?: CountryOf;
}

/** Photos between two looks at how large the encoder is. */
const weighedEvery = 100;

/**
 * Takes pending files from the database through the encoder and writes what comes back.
 *
 * [Note: Crashes] An encoder that dies takes every photo in flight with it. Those are suspects: they are tried again
 * one at a time, so that only the culprit can be hit again. A photo that was there three times when the encoder died
 * is failed with PHOTO_KILLED_ENCODER; the count is in the database, so a crash of everything does not reset it.
 */
export class EncodeQueue {
  readonly counts: EncodeCounts = { encoded: 0, recognised: 0, failed: 0 };
  readonly #options: EncodeQueueOptions;
  readonly #inFlight = new Map<number, Promise<void>>();
  readonly #suspects: PendingFile[] = [];
  /** The suspect being tried: until it is settled nothing else may be in the encoder. */
  #alone: PendingFile | undefined;
  #cursor = 0;
  #error: AppError | undefined;
  #wake = Promise.withResolvers<undefined>();
  #ready = false;
  #bytesAtStart = 0;
  #isOvergrown = false;

  constructor(options: EncodeQueueOptions) {
    this.#options = options;
  }

  get done(): number {
    return this.counts.encoded + this.counts.recognised + this.counts.failed;
  }

  /** Look for pending files again: the scan has written some, has ended, or the run is cancelled. */
  wake(): void {
    this.#wake.resolve(undefined);
    this.#wake = Promise.withResolvers<undefined>();
  }

  /**
   * Work until nothing is pending and `isScanning` says that nothing more will be.
   *
   * @throws DATABASE_*, PACK_*, ENCODER_UNAVAILABLE, THUMBNAIL_WRITE_FAILED: what stops the run rather than a photo.
   * Everything settled before stays; the rest stays pending.
   */
  async drain(isScanning: () => boolean): Promise<void> {
    const { signal } = this.#options;
    while (!signal.aborted && this.#error === undefined) {
      const woken = this.#wake.promise;
      const scanning = isScanning();
      await this.#fill();
      if (this.#inFlight.size === 0) {
        // With nothing in flight, nothing but the scan wakes this loop.
        if (this.#hasFailed || (this.#suspects.length === 0 && !scanning)) break;
      }
      await woken;
    }
    // An encoder that dies instead of answering fails everything in flight, which is what is waited for below.
    if (this.#inFlight.size > 0) await Promise.allSettled([this.#options.encoder.cancelPhotos()]);
    await Promise.all(this.#inFlight.values());
    for (const file of this.#suspects) this.#options.store.files.release(file.id);
    if (this.#error !== undefined) throw this.#error;
  }

  async #fill(): Promise<void> {
    if (this.#alone !== undefined) return;
    if (this.#isOvergrown) {
      if (this.#inFlight.size > 0) return;
      this.#isOvergrown = false;
      this.#ready = false;
      await this.#options.encoder.recycle();
    }
    const [suspect] = this.#suspects;
    if (suspect !== undefined) {
      if (this.#inFlight.size > 0) return;
      this.#suspects.shift();
      await this.#prepare();
      this.#options.store.files.countAttempt(suspect.id);
      this.#alone = { ...suspect, attempts: suspect.attempts + 1 };
      this.#begin(this.#alone);
      return;
    }
    const claimed = this.#claim();
    if (claimed.length > 0) await this.#prepare();
    for (const file of claimed) this.#begin(file);
  }

  #claim(): PendingFile[] {
    const { store, folderIds } = this.#options;
    const room = inFlightLimit - this.#inFlight.size;
    if (room <= 0) return [];
    const skip = new Set(this.#inFlight.keys());
    let claimed = store.files.claimAfter(this.#cursor, folderIds, room, skip);
    if (claimed.length === 0 && this.#cursor > 0) {
      // A rescan can have made earlier files pending again.
      claimed = store.files.claimAfter(0, folderIds, room, skip);
    }
    this.#cursor = claimed.at(-1)?.id ?? this.#cursor;
    return claimed;
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

  #begin(file: PendingFile): void {
    const { store } = this.#options;
    if (this.#hasFailed || this.#options.signal.aborted) {
      store.files.release(file.id);
      this.#alone = undefined;
      return;
    }
    const work = this.#encode(file)
      .then((outcome) => this.#settle(file, outcome))
      .catch((thrown: unknown) => {
        this.#unsettled(file, store.translate(thrown));
      })
      .finally(() => {
        this.#inFlight.delete(file.id);
        if (this.#alone === file) this.#alone = undefined;
        this.#options.onSettled();
        if (this.done % weighedEvery === 0) void this.#weigh();
        this.wake();
      });
    this.#inFlight.set(file.id, work);
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

  async #encode(file: PendingFile): Promise<PhotoOutcome> {
    const { store, encoder, pack } = this.#options;
    const path = join(file.folderPath, file.relativePath);
    const known = store.photos.knownHashes(file.sizeBytes, pack, knownHashLimit + 1);
    const outcome = await encoder.encodePhoto({ path, knownHashes: known.length > knownHashLimit ? 'all' : known });
    if (outcome.kind !== 'hashed' || store.photos.isKnown(outcome.contentHash, outcome.sizeBytes, pack)) return outcome;
    return encoder.encodePhoto({ path, knownHashes: [] });
  }

  async #settle(file: PendingFile, outcome: PhotoOutcome): Promise<void> {
    if (outcome.kind === 'encoded') this.#saveEncoded(file, outcome);
    else if (outcome.kind === 'hashed') this.#link(file, outcome);
    else if (fatal.has(outcome.error.code)) throw AppError.fromWire(outcome.error);
    else if (unreachable.has(outcome.error.code) && (await this.#isFolderLost(file))) this.#setOffline(file);
    else this.#fail(file, AppError.fromWire(outcome.error));
  }

  /** Is the folder gone, or another one at its path: the mount point of a drive? */
  async #isFolderLost(file: PendingFile): Promise<boolean> {
    return (await rootIdentity(file.folderPath)) !== this.#options.store.folders.rootIdentity(file.folderId);
  }

  /** Leave a file pending whose whole folder is gone. See [Note: Offline]. */
  #setOffline(file: PendingFile): void {
    const { store } = this.#options;
    store.folders.setOffline(file.folderId);
    store.files.release(file.id);
  }

  #saveEncoded(file: PendingFile, photo: EncodedPhoto): void {
    const { store, index, hubs, pack, countryOf } = this.#options;
    const { latitude, longitude } = photo.metadata;
    const country = latitude === null || longitude === null ? undefined : countryOf?.(latitude, longitude);
    const bias = hubs.biasOf(photo.embedding);
    const photoId = store.photos.saveEncoded(file.id, pack, photo, Date.now(), { bias, country });
    index.set(photoId, photo.embedding, bias ?? 0);
    this.counts.encoded++;
  }

  #link(file: PendingFile, content: Extract<PhotoOutcome, { kind: 'hashed' }>): void {
    const { store, index, pack } = this.#options;
    const photoId = store.photos.linkKnown(file.id, content.contentHash, content.sizeBytes, content.mtimeMs);
    const known = photoId === undefined ? undefined : store.photos.biasedEmbedding(pack, photoId);
    if (photoId === undefined || known === undefined) throw new Error('Expected a known photo to be in the database');
    if (!index.has(photoId)) index.set(photoId, known.vector, known.bias ?? 0);
    this.counts.recognised++;
  }

  #fail(file: PendingFile, error: AppError): void {
    const next = nextAttemptAtMs(error.code, file.attempts, Date.now());
    this.#options.store.files.fail(file.id, error.toWire(), next);
    this.counts.failed++;
  }

  #unsettled(file: PendingFile, thrown: unknown): void {
    const error = AppError.from(thrown);
    if (error.code === 'ENCODER_CRASHED') {
      this.#ready = false;
      if (this.#alone === file && file.attempts >= deadlyAttempts) {
        const reason = `The encoder died each of the ${deadlyAttempts} times this photo was in it (${error.message})`;
        this.#fail(file, new AppError('PHOTO_KILLED_ENCODER', reason));
      } else {
        this.#suspects.push(file);
      }
      return;
    }
    this.#options.store.files.release(file.id);
    if (error.code !== 'CANCELLED') this.#error ??= error;
  }
}
