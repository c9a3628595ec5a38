import { join } from 'node:path';
import { AppError } from '../../../src-contract/index.ts';
import type { EncodedPhoto, PhotoOutcome } from '../../core/encoder-protocol.ts';
import { nextAttemptAtMs } from '../../core/retry.ts';
import type { EncodeSource } from '../encoder/index.ts';
import { failedInCloud, isInCloud } from '../in-cloud.ts';
import { isFolderLost, unreachable } from '../lost-folder.ts';
import type { OpenPack, PacksInUse } from '../packs/index.ts';
import type { PendingFile } from '../store/library/files.ts';
import type { CountryOf } from '../store/photo-countries.ts';
import type { Store } from '../store/store.ts';

/** More known photos of one size than this are not sent along: the encoder hashes first and is asked again. */
const knownHashLimit = 32;

export interface EncodeCounts {
  encoded: number;
  recognised: number;
  failed: number;
}

export interface PendingFilesOptions {
  readonly store: Store;
  readonly packs: PacksInUse;
  /** The pack whose embeddings are made. */
  readonly pack: OpenPack;
  readonly folderIds: readonly number[];
  /** Looks up where photos were taken; left to later when missing. */
  readonly countryOf?: CountryOf;
}

/** Files that a scan has found, for the encoder, in the order in which they were found. */
export class PendingFiles implements EncodeSource<PendingFile> {
  readonly counts: EncodeCounts = { encoded: 0, recognised: 0, failed: 0 };
  readonly #options: PendingFilesOptions;
  #cursor = 0;

  constructor(options: PendingFilesOptions) {
    this.#options = options;
  }

  /** Files finished, failures included. */
  get done(): number {
    return this.counts.encoded + this.counts.recognised + this.counts.failed;
  }

  claim(room: number, inFlight: ReadonlySet<number>): PendingFile[] {
    const { store, folderIds } = this.#options;
    let claimed = store.files.claimAfter(this.#cursor, folderIds, room, inFlight);
    if (claimed.length === 0 && this.#cursor > 0) {
      // A rescan can have made earlier files pending again.
      claimed = store.files.claimAfter(0, folderIds, room, inFlight);
    }
    this.#cursor = claimed.at(-1)?.id ?? this.#cursor;
    return claimed;
  }

  countAttempt(id: number): void {
    this.#options.store.files.countAttempt(id);
  }

  release(id: number): void {
    this.#options.store.files.release(id);
  }

  async encode(file: PendingFile): Promise<PhotoOutcome> {
    const { store, pack } = this.#options;
    const { encoder } = pack;
    const path = join(file.folderPath, file.relativePath);
    // It may have gone there since the scan.
    if (await isInCloud(path)) return failedInCloud;
    const known = store.photos.knownHashes(file.sizeBytes, knownHashLimit + 1);
    const outcome = await encoder.encodePhoto({ path, knownHashes: known.length > knownHashLimit ? 'all' : known });
    if (outcome.kind !== 'hashed' || store.photos.isKnown(outcome.contentHash, outcome.sizeBytes)) return outcome;
    return encoder.encodePhoto({ path, knownHashes: [] });
  }

  async settle(file: PendingFile, outcome: PhotoOutcome): Promise<void> {
    if (outcome.kind === 'encoded') this.#saveEncoded(file, outcome);
    else if (outcome.kind === 'hashed') this.#link(file, outcome);
    else if (outcome === failedInCloud) this.#options.store.leftOut.setAway([file.id]);
    else if (unreachable.has(outcome.error.code) && (await isFolderLost(this.#options.store, file)))
      this.#setOffline(file);
    else this.fail(file, AppError.fromWire(outcome.error));
  }

  fail(file: PendingFile, error: AppError): void {
    const next = nextAttemptAtMs(error.code, file.attempts, Date.now());
    this.#options.store.files.fail(file.id, error.toWire(), next);
    this.counts.failed++;
  }

  /** Leave a file pending whose whole folder is gone. See [Note: Offline]. */
  #setOffline(file: PendingFile): void {
    const { store } = this.#options;
    store.folders.setOffline(file.folderId);
    store.files.release(file.id);
  }

  #saveEncoded(file: PendingFile, photo: EncodedPhoto): void {
    const { store, pack, countryOf } = this.#options;
    const { latitude, longitude } = photo.metadata;
    const country = latitude === null || longitude === null ? undefined : countryOf?.(latitude, longitude);
    const bias = pack.hubs.biasOf(photo.embedding);
    const photoId = store.photos.saveEncoded(file.id, pack.row, photo, Date.now(), { bias, country });
    pack.index.set(photoId, photo.embedding, bias ?? 0);
    this.counts.encoded++;
  }

  /** What is known has an embedding, or gets one while packs change: see [Note: Change of packs]. */
  #link(file: PendingFile, content: Extract<PhotoOutcome, { kind: 'hashed' }>): void {
    const { store, packs } = this.#options;
    const photoId = store.photos.linkKnown(file.id, content.contentHash, content.sizeBytes, content.mtimeMs);
    if (photoId === undefined) throw new Error('Expected a known photo to be in the database');
    packs.remember([photoId]);
    this.counts.recognised++;
  }
}
