import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { AppError } from '../../../src-contract/index.ts';
import type { EncodedPhoto, PhotoOutcome } from '../../core/encoder-protocol.ts';
import { nextAttemptAtMs } from '../../core/retry.ts';
import type { EncodeSource } from '../encoder/index.ts';
import { failedInCloud, isInCloud } from '../in-cloud.ts';
import { isFolderLost, unreachable } from '../lost-folder.ts';
import type { MissingPhoto, TimelineCursor } from '../store/packs/packs.ts';
import type { Store } from '../store/store.ts';
import type { OpenPack } from './open-pack.ts';

/** Photos of the timeline that are looked through at a time, which takes some milliseconds. */
const lookedThrough = 2000;
/** Photos that come before all others because they were opened most. */
const viewedFirst = 500;

export interface MissingPhotosOptions {
  readonly store: Store;
  /** The pack whose embeddings are made. */
  readonly pack: OpenPack;
}

/**
 * Photos of the library without an embedding of a pack, for its encoder, each once: those that were opened most, then newest
 * first. They are read from
 * their files as new ones are, so that what comes out is what a new index would have; all that is written is the embedding.
 */
export class MissingPhotos implements EncodeSource<MissingPhoto> {
  readonly counts = { encoded: 0, failed: 0 };
  readonly #options: MissingPhotosOptions;
  /** Found and not claimed, the next one first. */
  #found: number[] = [];
  /** Where the timeline goes on; null at its end. */
  #cursor: TimelineCursor | null = null;
  #isBegun = false;
  /** Those that came first: they are in the timeline, too. */
  readonly #viewed: ReadonlySet<number>;

  constructor(options: MissingPhotosOptions) {
    this.#options = options;
    this.#found = options.store.views.missingMostViewed(options.pack.row, viewedFirst);
    this.#viewed = new Set(this.#found);
  }

  async claim(room: number): Promise<MissingPhoto[]> {
    const { store, pack } = this.#options;
    const claimed: MissingPhoto[] = [];
    while (claimed.length < room && (this.#found.length > 0 || (await this.#find()))) {
      claimed.push(...store.packs.claim(pack.row, this.#found.splice(0, room - claimed.length)));
    }
    return claimed;
  }

  /** Look through the timeline up to the next photos that are missing. @returns whether there are some. */
  async #find(): Promise<boolean> {
    const { store, pack } = this.#options;
    while (this.#found.length === 0 && (!this.#isBegun || this.#cursor !== null)) {
      const { ids, end } = store.packs.missingAfter(pack.row, this.#cursor, lookedThrough);
      this.#isBegun = true;
      this.#found = ids.filter((id) => !this.#viewed.has(id));
      this.#cursor = end;
      // A large library has thousands that are done before the next one.
      await nextTurn();
    }
    return this.#found.length > 0;
  }

  countAttempt(id: number): void {
    this.#options.store.packs.countAttempt(this.#options.pack.row, id);
  }

  release(id: number): void {
    this.#options.store.packs.release(this.#options.pack.row, id);
  }

  /** Encode a photo from the first of its files that still holds it. */
  async encode(photo: MissingPhoto): Promise<PhotoOutcome> {
    let outcome: PhotoOutcome | undefined;
    for (const { folderPath, relativePath } of photo.places) {
      const path = join(folderPath, relativePath);
      outcome = (await isInCloud(path))
        ? failedInCloud
        : await this.#options.pack.encoder.encodePhoto({ path, knownHashes: [] });
      if (outcome.kind === 'encoded' && outcome.contentHash === photo.contentHash) return outcome;
    }
    if (outcome?.kind === 'failed') return outcome;
    // The next scan tells what became of it.
    const error = new AppError('PHOTO_MISSING', 'The file holds something else than when it was indexed');
    return { kind: 'failed', error: error.toWire() };
  }

  async settle(photo: MissingPhoto, outcome: PhotoOutcome): Promise<void> {
    if (outcome.kind === 'encoded') this.#save(photo, outcome);
    else if (outcome.kind === 'failed') await this.#settleFailed(photo, AppError.fromWire(outcome.error));
    else throw new Error('Expected a photo to be encoded but it was only hashed');
  }

  fail(photo: MissingPhoto, error: AppError): void {
    const { store, pack } = this.#options;
    const next = nextAttemptAtMs(error.code, photo.attempts, Date.now());
    store.packs.fail(pack.row, photo.id, error.toWire(), next);
    this.counts.failed++;
  }

  /** One whose every folder is gone waits for them. See [Note: Offline]. */
  async #settleFailed(photo: MissingPhoto, error: AppError): Promise<void> {
    const { store } = this.#options;
    const lost = unreachable.has(error.code)
      ? await Promise.all(photo.places.map((place) => isFolderLost(store, place)))
      : [false];
    for (const [i, { folderId }] of photo.places.entries()) if (lost[i] === true) store.folders.setOffline(folderId);
    if (lost.every((isLost) => isLost)) this.release(photo.id);
    else this.fail(photo, error);
  }

  #save(photo: MissingPhoto, { embedding }: EncodedPhoto): void {
    const { store, pack } = this.#options;
    const bias = pack.hubs.biasOf(embedding);
    // A photo that lost its last file meanwhile is not to be found.
    if (store.packs.saveEmbedding(pack.row, photo.id, embedding, bias)) pack.index.set(photo.id, embedding, bias ?? 0);
    this.counts.encoded++;
  }
}
