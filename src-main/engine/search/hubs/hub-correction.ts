import { createHash } from 'node:crypto';
import { hubBias } from '../../../core/math/hub-bias.ts';
import type { Logger } from '../../../core/logger.ts';
import type { Embedding } from '../../../core/math/vector.ts';
import { askAgain } from '../../encoding/ask-again.ts';
import type { EncoderClient } from '../../encoding/encoder-client.ts';
import type { CaptionStore } from '../../store/captions.ts';
import { Slices } from '../slices.ts';
import type { VectorIndex } from '../vector-index.ts';

/** Captions of one call to the encoder: queries go in between. */
const captionsAtOnce = 64;
/** Photos of one transaction. */
const photosAtOnce = 64;

export interface HubCorrectionOptions {
  readonly store: CaptionStore;
  readonly index: VectorIndex;
  readonly encoder: EncoderClient;
  /** Row of the pack. */
  readonly pack: number;
  /** None where no captions are in a language of the pack. */
  readonly captions: readonly string[];
  readonly log: Logger;
}

/**
 * Keeps one bias a photo, by which photos that come up for every description are put in their place.
 *
 * [Note: Hubs] In spaces of many dimensions a few points are near to everything. Each photo is compared once with a bank
 * of captions of photos in general, which the pack encodes when it is first used; how well the best of them fit is how
 * much any description fits by nothing in particular. The bias is stored with the embedding, and captions that are not
 * those of the last time make all of them unknown. As long as some are unknown none is used: that would favour some
 * photos over others.
 */
export class HubCorrection implements AsyncDisposable {
  readonly #options: HubCorrectionOptions;
  readonly #fingerprint: string;
  readonly #abort = new AbortController();
  #bank: Embedding | undefined;
  #isComplete: boolean;
  #completing: Promise<void> | undefined;

  constructor(options: HubCorrectionOptions) {
    const { store, pack, captions } = options;
    this.#options = options;
    this.#fingerprint = createHash('sha256').update(captions.join('\n')).digest('hex');
    this.#bank = store.bank(pack, this.#fingerprint);
    this.#isComplete = this.#bank !== undefined && !store.hasUnbiased(pack);
  }

  /** Whether every photo has its bias, so that they can be used. */
  get isComplete(): boolean {
    return this.#isComplete;
  }

  /** The bias of a photo that is new; null as long as the captions are not encoded, which begins then. */
  biasOf(embedding: Embedding): number | null {
    if (this.#bank !== undefined) return hubBias(embedding, this.#bank);
    this.#isComplete = false;
    void this.complete();
    return null;
  }

  /**
   * Encode the captions if that has not been done, and compare with them all photos that have not been. What goes wrong
   * is logged, and tried again the next time: searches go on without biases.
   */
  complete(): Promise<void> {
    if (this.#isComplete || this.#options.captions.length === 0 || this.#abort.signal.aborted) return Promise.resolve();
    this.#completing ??= this.#complete()
      .catch((error: unknown) => {
        if (!this.#abort.signal.aborted) this.#options.log.warn({ error: String(error) }, 'no biases of photos');
      })
      .finally(() => {
        this.#completing = undefined;
      });
    return this.#completing;
  }

  async #complete(): Promise<void> {
    const { store, index, pack } = this.#options;
    const bank = (this.#bank ??= await this.#encode());
    const slices = new Slices();
    for (;;) {
      const photos = store.unbiased(pack, photosAtOnce);
      if (photos.length === 0) break;
      const biases: { photoId: number; vector: Embedding; bias: number }[] = [];
      for (const { photoId, vector } of photos) {
        biases.push({ photoId, vector, bias: hubBias(vector, bank) });
        await slices.breathe();
        this.#abort.signal.throwIfAborted();
      }
      // A photo that got another embedding meanwhile is not in the list as it was: it comes again.
      for (const { photoId, bias, vector } of store.setBiases(pack, biases)) {
        if (index.has(photoId)) index.set(photoId, vector, bias);
      }
    }
    this.#isComplete = true;
  }

  async #encode(): Promise<Embedding> {
    const { store, encoder, pack, captions, index } = this.#options;
    const bank = new Float32Array(captions.length * index.dim);
    for (let start = 0; start < captions.length; start += captionsAtOnce) {
      this.#abort.signal.throwIfAborted();
      const texts = captions.slice(start, start + captionsAtOnce);
      const { vectors } = await askAgain(() => encoder.encodeTexts(texts));
      for (const [i, vector] of vectors.entries()) bank.set(vector, (start + i) * index.dim);
    }
    this.#abort.signal.throwIfAborted();
    store.saveBank(pack, this.#fingerprint, bank);
    return bank;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#abort.abort();
    await this.#completing;
  }
}
