import type { Logger } from '../../core/logger.ts';
import { ProgressMeter } from '../../core/progress-meter.ts';
import { EncodeQueue } from '../encoder/index.ts';
import type { EngineEvents } from '../engine-events.ts';
import type { Store } from '../store/store.ts';
import { MissingPhotos } from './missing-photos.ts';
import type { OpenPack } from './open-pack.ts';

/** Photos handed to the encoder at a time: enough to decode some while others are encoded, few for what is to make way. */
const inFlightLimit = 16;
/** Time between two reports while photos are being looked at. */
const reportEveryMs = 1000;

export interface CoveringOptions {
  readonly store: Store;
  readonly events: EngineEvents;
  readonly log: Logger;
  /** Bytes that an encoder may grow by before it is replaced. */
  readonly encoderGrowthBytes: number;
  /** As in `EngineOptions`. */
  readonly tryProcessors: boolean;
  /** Told from time to time while photos are looked at. */
  readonly onProgress: () => void;
}

/** Gives photos that a pack has not seen an embedding of it, one pack at a time. */
export class Covering {
  readonly #options: CoveringOptions;
  #meter = new ProgressMeter(Date.now());
  #encoded = 0;
  #lastReportMs = -Infinity;

  constructor(options: CoveringOptions) {
    this.#options = options;
  }

  /** Photos that were given an embedding since the engine was opened. */
  get encoded(): number {
    return this.#encoded;
  }

  get perSecond(): number {
    return this.#meter.perSecond;
  }

  /** Seconds that so many photos take; null while it is not known. */
  etaSeconds(photos: number): number | null {
    return this.#meter.etaSeconds(photos);
  }

  /**
   * Encode what a pack has not seen, as far as it can be read now.
   *
   * @throws DATABASE_*, PACK_*, ENCODER_UNAVAILABLE, THUMBNAIL_WRITE_FAILED
   */
  async cover(pack: OpenPack, signal: AbortSignal): Promise<void> {
    const { store } = this.#options;
    store.packs.retryDue(pack.row, Date.now());
    const { missing, failed, waiting } = pack.recount();
    if (missing > failed + waiting) await this.#encode(pack, signal);
  }

  async #encode(pack: OpenPack, signal: AbortSignal): Promise<void> {
    const { store, events, encoderGrowthBytes, tryProcessors, onProgress, log } = this.#options;
    const photos = new MissingPhotos({ store, pack });
    const startedMs = Date.now();
    this.#meter = new ProgressMeter(startedMs);
    const before = this.#encoded;
    const queue = new EncodeQueue({
      source: photos,
      encoder: pack.encoder,
      inFlightLimit,
      signal,
      onSettled: () => {
        this.#encoded = before + photos.counts.encoded;
        this.#meter.record(Date.now(), photos.counts.encoded + photos.counts.failed);
        if (Date.now() - this.#lastReportMs < reportEveryMs) return;
        pack.recount();
        this.#report();
        // What is searched for may be found now.
        events.changed();
      },
      encoderGrowthBytes,
      translate: store.translate.bind(store),
    });
    signal.addEventListener('abort', () => {
      queue.wake();
    });
    if (tryProcessors) pack.processors.consider();
    this.#report();
    await queue.drain(() => false);
    const { id, version } = pack.manifest;
    const counts = pack.recount();
    log.info(
      { pack: `${id}@${version}`, ...photos.counts, ...counts, ms: Date.now() - startedMs },
      'looked at photos with this pack',
    );
    if (!signal.aborted) pack.search.completeBiases();
    events.changed();
    onProgress();
  }

  #report(): void {
    this.#lastReportMs = Date.now();
    this.#options.onProgress();
  }
}
