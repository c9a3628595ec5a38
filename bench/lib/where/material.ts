import { join } from 'node:path';
import englishCaptions from '../../../src-main/core/captions/english.json' with { type: 'json' };
import { coverings } from '../../../src-main/core/dense/occlusion.ts';
import { defaultLimits } from '../../../src-main/core/encoder-protocol.ts';
import type { Embedding } from '../../../src-main/core/math/vector.ts';
import { EncoderClient } from '../../../src-main/engine/encoder/encoder-client.ts';
import { DescriptionEncoder } from '../../../src-main/engine/search/query/description-encoder.ts';
import { forkEncoder } from '../../../src-main/headless/fork-encoder.ts';
import { type CaptionedPhoto, captionedPhotos } from '../eval-data.ts';
import { packDir, readPack, scratchFolder } from '../library.ts';
import { progress } from '../report.ts';
import type { Mapped } from './maps.ts';

const textsAtOnce = 64;

/** The product's encoder process, with what it has encoded of the evaluation photos. */
export class WhereMaterial implements AsyncDisposable {
  readonly dim: number;
  /** Where pictures are made. */
  readonly scratch: string;
  readonly photos: Readonly<Record<'flickr8k' | 'coco', readonly CaptionedPhoto[]>>;
  readonly #encoder: EncoderClient;
  readonly #descriptions: DescriptionEncoder;
  readonly #patches = new Map<string, Promise<Embedding>>();
  readonly #dispose: () => Promise<void>;

  private constructor(scratch: string, dispose: () => Promise<void>) {
    const { embedding, prompts } = readPack();
    this.dim = embedding.dim;
    this.scratch = scratch;
    this.photos = { flickr8k: captionedPhotos('flickr8k'), coco: captionedPhotos('coco') };
    const thumbDir = join(scratch, 'thumbnails');
    const request = { packDir, thumbDir, provider: 'cpu', limits: defaultLimits, threads: null } as const;
    this.#encoder = new EncoderClient(forkEncoder, request);
    this.#descriptions = new DescriptionEncoder(this.#encoder, prompts?.templates ?? []);
    this.#dispose = dispose;
  }

  static async create(): Promise<WhereMaterial> {
    const scratch = await scratchFolder();
    return new WhereMaterial(scratch.path, async () => {
      await scratch[Symbol.asyncDispose]();
    });
  }

  /** The patches of a picture, as the model gives them: row-major [64, dim]. */
  patches(path: string): Promise<Embedding> {
    const known = this.#patches.get(path);
    if (known !== undefined) return known;
    const encoded = this.#encoder.encodeDense(path).then(({ patches }) => patches);
    this.#patches.set(path, encoded);
    return encoded;
  }

  /** All that maps of a picture are made of. */
  async mapped(path: string): Promise<Mapped> {
    return { patches: await this.patches(path), occlusions: await this.#encoder.encodeOccluded(path, coverings) };
  }

  /** The embedding of a whole picture. */
  whole(path: string): Promise<Embedding> {
    return this.#encoder.encodeQueryImage({ path, box: null });
  }

  /** As a search encodes it. */
  description(text: string): Promise<Embedding> {
    return this.#descriptions.encode(text);
  }

  /** Texts as they are. Row-major [n, dim]. */
  async texts(texts: readonly string[]): Promise<Embedding> {
    const all = new Float32Array(texts.length * this.dim);
    for (let start = 0; start < texts.length; start += textsAtOnce) {
      const { vectors } = await this.#encoder.encodeTexts(texts.slice(start, start + textsAtOnce));
      for (const [i, vector] of vectors.entries()) all.set(vector, (start + i) * this.dim);
    }
    return all;
  }

  /** Every so many captions of the bank: texts in general. Row-major [n, dim]. */
  general(step: number): Promise<Embedding> {
    return this.texts(englishCaptions.filter((_, i) => i % step === 0));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#encoder[Symbol.asyncDispose]();
    await this.#dispose();
  }
}

/** Do something for each in order, saying how far it is. */
export async function forEach<T, R>(what: string, items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const item of items) {
    results.push(await work(item));
    if (results.length % 100 === 0) progress(`${what}: ${results.length} of ${items.length}`);
  }
  return results;
}

/** Halves of a list: what is tuned on the first is measured on the second. */
export function halves<T>(items: readonly T[]): { readonly tuning: T[]; readonly heldOut: T[] } {
  return { tuning: items.filter((_, i) => i % 2 === 0), heldOut: items.filter((_, i) => i % 2 === 1) };
}

/** Rows of a row-major [n, dim]. */
export function rowsOf(values: Embedding, dim: number): Embedding[] {
  return Array.from({ length: values.length / dim }, (_, i) => values.subarray(i * dim, (i + 1) * dim));
}

export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
