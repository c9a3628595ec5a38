import { join } from 'node:path';
import englishCaptions from '../../../src-main/core/captions/english.json' with { type: 'json' };
import { probeWords } from '../../../src-main/core/captions/probe-words.ts';
import { BankBiases } from '../../../src-main/core/math/bank-biases.ts';
import { hubBias, type TextBank } from '../../../src-main/core/math/hub-bias.ts';
import { type Embedding, meanDirection } from '../../../src-main/core/math/vector.ts';
import { promptsFor } from '../../../src-main/core/text/prompts.ts';
import { ExactIndex } from '../../../src-main/engine/search/exact-index.ts';
import { wordCount, wordsAtRandom } from '../../../src-main/engine/search/hubs/hub-correction.ts';
import { measureLibrary } from '../../../src-main/engine/search/hubs/measure-library.ts';
import type { EncoderClient } from '../../../src-main/engine/encoder/encoder-client.ts';
import type { Chance } from '../../../src-main/engine/store/search/captions.ts';
import { captionedPhotos, evalDir, labelledPhotos } from '../eval-data.ts';
import { benchLibrary, openEngine, readPack } from '../library.ts';
import { seededRandom } from '../photos.ts';
import { progress } from '../report.ts';

export type SetName = 'flickr8k' | 'coco' | 'imagenet';

/** A photo of the evaluation sets as the product has indexed it. */
export interface TrustPhoto {
  readonly path: string;
  readonly embedding: Embedding;
  readonly bias: number;
  /** Empty for photos that have a label. */
  readonly captions: readonly string[];
  readonly label: string | null;
}

const textsAtOnce = 64;

/** Photos by set, and the product's encoder for texts. */
export class TrustMaterial implements AsyncDisposable {
  readonly sets: Readonly<Record<SetName, readonly TrustPhoto[]>>;
  readonly encoder: EncoderClient;
  readonly #texts: Map<string, Embedding>;
  readonly #bank: TextBank;
  readonly #templates = readPack().prompts?.templates ?? [];
  readonly #stack: AsyncDisposableStack;

  private constructor(
    sets: TrustMaterial['sets'],
    encoder: EncoderClient,
    texts: Map<string, Embedding>,
    bank: TextBank,
    stack: AsyncDisposableStack,
  ) {
    this.sets = sets;
    this.encoder = encoder;
    this.#texts = texts;
    this.#bank = bank;
    this.#stack = stack;
  }

  /** Index the sets, and encode the bank of captions and words. */
  static async create(): Promise<TrustMaterial> {
    await using stack = new AsyncDisposableStack();
    const library = stack.use(await benchLibrary());
    const { dim } = readPack().embedding;
    progress('indexing the photos');
    const folders = [join('captions', 'flickr8k'), join('captions', 'coco'), join('classes', 'imagenet')];
    await library.index(...folders.map((folder) => join(evalDir, folder)));
    const stored = await library.closeAndRead();
    const engine = stack.use(await openEngine(library.dataDir));
    const texts = new Map<string, Embedding>();
    const words = probeWords(englishCaptions, wordCount);
    await encodeInto(texts, engine.encoder, [...englishCaptions, ...words]);
    const rows = (of: readonly string[]): Embedding =>
      joined(of.map((text) => texts.get(text) ?? new Float32Array(dim)));
    const bank = { captions: rows(englishCaptions), words: rows(words) };
    const photo = (path: string, captions: readonly string[], label: string | null): TrustPhoto => {
      const embedding = stored.get(path);
      if (embedding === undefined) throw new Error(`Expected an embedding of "${path}"`);
      return { path, embedding, bias: hubBias(embedding, bank), captions, label };
    };
    const captioned = (set: 'flickr8k' | 'coco'): TrustPhoto[] =>
      captionedPhotos(set).map(({ path, captions }) => photo(path, captions, null));
    const sets = {
      flickr8k: captioned('flickr8k'),
      coco: captioned('coco'),
      imagenet: labelledPhotos().map(({ path, label }) => photo(path, [], label)),
    };
    return new TrustMaterial(sets, engine.encoder, texts, bank, stack.move());
  }

  /** Embeddings of texts as they are. */
  async texts(texts: readonly string[]): Promise<Embedding[]> {
    await encodeInto(this.#texts, this.encoder, texts);
    return texts.map((text) => this.#texts.get(text) ?? new Float32Array());
  }

  /** Embeddings of descriptions as the product encodes them. */
  async descriptions(descriptions: readonly string[]): Promise<Embedding[]> {
    await encodeInto(
      this.#texts,
      this.encoder,
      descriptions.flatMap((description) => promptsFor(description, this.#templates)),
    );
    return Promise.all(
      descriptions.map(async (description) =>
        meanDirection(await this.texts(promptsFor(description, this.#templates))),
      ),
    );
  }

  /** By what the product calibrates the pack among these photos. */
  async measured(photos: readonly TrustPhoto[]): Promise<Omit<Chance, 'photos'>> {
    const index = indexOf(photos);
    const words = wordsAtRandom(englishCaptions);
    const biases = new BankBiases(this.#bank, index.dim);
    const texts = {
      captions: englishCaptions,
      captionVectors: this.#bank.captions,
      words,
      wordVectors: joined(await this.descriptions(words)),
      bestCaption: (embedding: Embedding) => biases.bestCaption(embedding),
    };
    return measureLibrary({ index, embeddingOf: (id) => photos[id - 1]?.embedding }, texts);
  }

  /** The photos as a pack would see them that tells them apart worse: random vectors of this length are added to theirs. */
  noisy(photos: readonly TrustPhoto[], length: number): TrustPhoto[] {
    const random = seededRandom(1);
    // Four uniform numbers add up to what is nearly normal, of deviation 1.
    const normal = (): number => Math.sqrt(3) * (random() + random() + random() + random() - 2);
    const biases = new BankBiases(this.#bank, photos[0]?.embedding.length ?? 0);
    return photos.map((photo) => {
      const scale = length / Math.sqrt(photo.embedding.length);
      const embedding = meanDirection([photo.embedding.map((value) => value + scale * normal())]);
      return { ...photo, embedding, bias: biases.of(embedding) };
    });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#stack.disposeAsync();
  }
}

/** An index of photos, by their place in the list from 1, with their biases. */
export function indexOf(photos: readonly TrustPhoto[]): ExactIndex {
  const index = new ExactIndex(photos[0]?.embedding.length ?? 0);
  for (const [i, { embedding, bias }] of photos.entries()) index.set(i + 1, embedding, bias);
  return index;
}

/** Do the captions of a photo name a thing: as a whole word, one or many? */
export function names({ captions }: TrustPhoto, thing: string): boolean {
  const pattern = new RegExp(`\\b${thing}(s|es)?\\b`, 'iu');
  return captions.some((caption) => pattern.test(caption));
}

/** Rows one after another, [rows, dim]. */
function joined(rows: readonly Embedding[]): Embedding {
  const dim = rows[0]?.length ?? 0;
  const all = new Float32Array(rows.length * dim);
  for (const [i, row] of rows.entries()) all.set(row, i * dim);
  return all;
}

async function encodeInto(
  known: Map<string, Embedding>,
  encoder: EncoderClient,
  texts: readonly string[],
): Promise<void> {
  const missing = [...new Set(texts)].filter((text) => !known.has(text));
  for (let start = 0; start < missing.length; start += textsAtOnce) {
    const some = missing.slice(start, start + textsAtOnce);
    const { vectors } = await encoder.encodeTexts(some);
    for (const [i, vector] of vectors.entries()) known.set(some[i] ?? '', vector);
  }
}
