import { AppError } from '../../src-contract/index.ts';
import type { Embedding } from '../core/math/vector.ts';
import type { Provider } from '../core/pack/manifest.ts';
import type { PhotoTensor } from './decode/decode-photo.ts';
import { oneLine } from './one-line.ts';

/** What an image tower needs of its session. */
export interface ImageModel {
  encode(tensors: readonly PhotoTensor[]): Promise<(Embedding | undefined)[]>;
  encodeDense(tensor: PhotoTensor): Promise<Embedding[]>;
  release(): Promise<void>;
}

export interface ImageTowerOptions {
  /** Where it runs. */
  readonly provider: Provider;
  /** Load it on a provider; without its self-test when it has passed that before. */
  readonly load: (provider: Provider) => Promise<ImageModel>;
  /** Go on on the CPU when the GPU is lost. */
  readonly fallback: boolean;
  /** Told why it has done so. */
  readonly onLost: (reason: string) => void;
}

/** Words in which drivers and the runtime say that memory is short. */
const memoryWords =
  /out[ _-]?of[ _-]?(?:device[ _-]?|host[ _-]?)?memory|E_OUTOFMEMORY|8007000E|failed to allocate|allocation failed|\bOOM\b/iu;

/**
 * The image model of a pack through everything that can happen to a GPU.
 *
 * [Note: Lost GPU] Drivers are reset, computers sleep, other programs take the memory. None of that is a photo's fault:
 * short of memory, batches become half as large, down to one photo; whatever else fails is done again on the CPU, and
 * so is all that follows until the engine starts another encoder. An error of ours (AppError) is none of these.
 */
export class ImageTower {
  readonly #options: ImageTowerOptions;
  #model: ImageModel | undefined;
  #loading: Promise<ImageModel> | undefined;
  #provider: Provider;
  /** Photos of one inference at most, after the memory was short. */
  #limit = Infinity;

  /** @param model loaded and tested on `provider`. */
  constructor(model: ImageModel, options: ImageTowerOptions) {
    this.#options = options;
    this.#model = model;
    this.#provider = options.provider;
  }

  /** Where it runs now. */
  get provider(): Provider {
    return this.#provider;
  }

  /** Photos of one inference at most. */
  get limit(): number {
    return this.#limit;
  }

  /** Encode a batch: see `ImageSession.encode`. */
  async encode(tensors: readonly PhotoTensor[]): Promise<(Embedding | undefined)[]> {
    const rows: (Embedding | undefined)[] = [];
    while (rows.length < tensors.length) {
      const some = tensors.slice(rows.length, rows.length + this.#limit);
      try {
        rows.push(...(await (await this.#loaded()).encode(some)));
      } catch (error) {
        await this.#survive(error, some.length);
      }
    }
    return this.#provider === 'cpu' ? rows : this.#completed(rows, tensors);
  }

  /** Encode the cells of one photo: see `ImageSession.encodeDense`. */
  async encodeDense(tensor: PhotoTensor): Promise<Embedding[]> {
    try {
      return await (await this.#loaded()).encodeDense(tensor);
    } catch (error) {
      await this.#survive(error, 1);
      return (await this.#loaded()).encodeDense(tensor);
    }
  }

  /** Give the memory of a GPU back; the next photo loads the model again. */
  async rest(): Promise<void> {
    if (this.#provider !== 'cpu') await this.release();
  }

  async release(): Promise<void> {
    const model = this.#model;
    this.#model = undefined;
    await model?.release();
  }

  async #loaded(): Promise<ImageModel> {
    if (this.#model !== undefined) return this.#model;
    this.#loading ??= this.#options.load(this.#provider).finally(() => {
      this.#loading = undefined;
    });
    this.#model = await this.#loading;
    return this.#model;
  }

  /** Make another attempt possible. @throws the error when there is nothing to be done about it. */
  async #survive(error: unknown, batch: number): Promise<void> {
    if (this.#provider === 'cpu' || error instanceof AppError) throw error;
    const reason = oneLine(error);
    if (batch > 1 && memoryWords.test(reason)) {
      this.#limit = Math.floor(batch / 2);
      return;
    }
    if (!this.#options.fallback) throw error;
    await this.#leave(reason);
  }

  /** Go on on the CPU. */
  async #leave(reason: string): Promise<void> {
    const lost = this.#model;
    this.#model = undefined;
    this.#options.onLost(`${this.#provider} failed: ${reason}`);
    this.#provider = 'cpu';
    this.#limit = Infinity;
    // What is lost may not even be released.
    await lost?.release().catch((error: unknown) => error);
  }

  /** A lost device can answer zeros or nothing: only what the CPU gives no embedding either has none. */
  async #completed(
    rows: (Embedding | undefined)[],
    tensors: readonly PhotoTensor[],
  ): Promise<(Embedding | undefined)[]> {
    const missing = tensors.filter((_, i) => rows[i] === undefined);
    if (missing.length === 0 || !this.#options.fallback) return rows;
    const cpu = await this.#options.load('cpu');
    let again: (Embedding | undefined)[];
    try {
      again = await cpu.encode(missing);
    } finally {
      await cpu.release();
    }
    if (again.every((row) => row === undefined)) return rows;
    await this.#leave('it gave no usable embedding where the CPU gives one');
    return this.encode(tensors);
  }
}
