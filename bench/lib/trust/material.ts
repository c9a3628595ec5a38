import { join } from 'node:path';
import englishCaptions from '../../../src-main/core/captions/english.json' with { type: 'json' };
import type { ChanceScores, DescriptionKind } from '../../../src-main/core/calibration.ts';
import { probeWords } from '../../../src-main/core/captions/probe-words.ts';
import { hubBias } from '../../../src-main/core/math/hub-bias.ts';
import { type Embedding, meanDirection } from '../../../src-main/core/math/vector.ts';
import { promptsFor } from '../../../src-main/core/text/prompts.ts';
import { ExactIndex } from '../../../src-main/engine/search/exact-index.ts';
import { measureChance, someRows } from '../../../src-main/engine/search/hubs/chance.ts';
import { mostProbes, wordCount } from '../../../src-main/engine/search/hubs/hub-correction.ts';
import type { EncoderClient } from '../../../src-main/engine/encoder/encoder-client.ts';
import { captionedPhotos, evalDir, labelledPhotos } from '../eval-data.ts';
import { benchLibrary, openEngine, readPack } from '../library.ts';
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
  readonly #probes: Readonly<Record<DescriptionKind, readonly Embedding[]>>;
  readonly #templates = readPack().prompts?.templates ?? [];
  readonly #stack: AsyncDisposableStack;

  private constructor(
    sets: TrustMaterial['sets'],
    encoder: EncoderClient,
    texts: Map<string, Embedding>,
    probes: Readonly<Record<DescriptionKind, readonly Embedding[]>>,
    stack: AsyncDisposableStack,
  ) {
    this.sets = sets;
    this.encoder = encoder;
    this.#texts = texts;
    this.#probes = probes;
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
    const probes = {
      words: someRows(bank.words, dim, mostProbes),
      sentence: someRows(bank.captions, dim, mostProbes),
    };
    return new TrustMaterial(sets, engine.encoder, texts, probes, stack.move());
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

  /** How well photos fit descriptions at random, as the product measures it. */
  async chance(photos: readonly TrustPhoto[]): Promise<Record<DescriptionKind, ChanceScores>> {
    const index = indexOf(photos);
    const { words, sentence } = this.#probes;
    return { words: await measureChance(index, words), sentence: await measureChance(index, sentence) };
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
