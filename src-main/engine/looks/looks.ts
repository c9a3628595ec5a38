import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Logger } from '../../core/logger.ts';
import { lookVersion, type PhotoLook } from '../../core/looks/measure.ts';
import { sharpestOf } from '../../core/looks/sharpest.ts';
import { BackgroundWork } from '../background-work.ts';
import type { PhotoReader } from '../encoder/index.ts';
import type { EngineEvents } from '../engine-events.ts';
import type { UnmeasuredPhoto } from '../store/looks.ts';
import type { Store } from '../store/store.ts';

/** Thumbnails that are measured at a time. */
const thumbsAtOnce = 32;

export interface LooksOptions {
  readonly store: Store['looks'];
  readonly encoder: Pick<PhotoReader, 'readLooks'>;
  readonly events: EngineEvents;
  readonly log: Logger;
  /** Names a database error; see `Store.translate`. */
  readonly translate: (error: unknown) => unknown;
}

/**
 * Measures how photos look.
 *
 * [Note: Looks] Sharpness, noise, brightness, colourfulness and colours are measured once in the stored thumbnail of each
 * photo, in the background between runs of indexing, and kept with the photo, so that orders and filters by them are plain
 * SQL and no model has a say. What the pixels do not tell, whether a photo is calm or happy, is compared when it is asked, with
 * the embeddings that there are: search/query/look-order.ts.
 */
export class Looks extends BackgroundWork {
  readonly #options: LooksOptions;

  constructor(options: LooksOptions) {
    super('looks', options.log);
    this.#options = options;
  }

  /** The sharpest of photos, the one that is shown first; see the contract. */
  sharpest(photoIds: readonly number[]): number | null {
    const sharpness = this.#options.store.sharpness(photoIds);
    return sharpestOf(photoIds.flatMap((id) => ({ id, sharpness: sharpness.get(id) ?? null })));
  }

  /** How many photos have been measured, and of how many. */
  state(): { photos: number; measured: number } {
    return this.#options.store.counts(lookVersion);
  }

  /** Never rejects: what goes wrong is logged, and tried again the next time. */
  protected override async run(signal: AbortSignal): Promise<void> {
    const { events, log, translate } = this.#options;
    const startedMs = Date.now();
    let measured = 0;
    try {
      await this.#measure((photos) => (measured += photos), signal);
    } catch (error) {
      if (!signal.aborted) log.warn({ error: String(translate(error)) }, 'photos could not be measured');
    }
    // Also of what came before an error, or before it had to make way.
    if (measured === 0) return;
    log.info({ measured, ms: Date.now() - startedMs }, 'measured how photos look');
    events.publish({ event: 'looks.changed' });
    // Filters by colours let others pass than before.
    events.changed();
  }

  /** A thumbnail that cannot be read is tried at the next time. */
  async #measure(onSaved: (photos: number) => void, signal: AbortSignal): Promise<void> {
    const { store } = this.#options;
    let after = 0;
    for (;;) {
      const some = store.unmeasured(lookVersion, after, thumbsAtOnce);
      if (some === null || signal.aborted) return;
      const { photos, upTo } = some;
      after = upTo;
      // The encoder's answer takes longer than anybody's turn.
      if (photos.length === 0) await nextTurn();
      else onSaved(await this.#measureSome(photos));
    }
  }

  /** @returns how many could be measured. */
  async #measureSome(photos: readonly UnmeasuredPhoto[]): Promise<number> {
    const { store, encoder } = this.#options;
    const read = await encoder.readLooks(photos.map(({ thumb }) => thumb));
    const looks = new Map<number, PhotoLook>();
    for (const [i, { id }] of photos.entries()) {
      const look = read[i];
      if (look !== null && look !== undefined) looks.set(id, look);
    }
    store.save(lookVersion, looks);
    return looks.size;
  }
}
