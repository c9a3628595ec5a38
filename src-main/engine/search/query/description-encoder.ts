import { LRUCache } from 'lru-cache';
import { type Embedding, meanDirection } from '../../../core/math/vector.ts';
import { promptsFor } from '../../../core/text/prompts.ts';
import { askAgain, type EncoderClient } from '../../encoder/index.ts';

/** Turns descriptions into embeddings. */
export class DescriptionEncoder {
  readonly #encoder: EncoderClient;
  readonly #templates: readonly string[];
  /** Embeddings of recent descriptions: paging and refining ask for the same again. */
  readonly #known = new LRUCache<string, Embedding>({ max: 256 });

  /** @param templates of the pack; see `promptsFor`. */
  constructor(encoder: EncoderClient, templates: readonly string[]) {
    this.#encoder = encoder;
    this.#templates = templates;
  }

  /** The embedding of a description, [dim], unit length. @throws PACK_*, ENCODER_* */
  async encode(description: string): Promise<Embedding> {
    return this.#encode(description, promptsFor(description, this.#templates));
  }

  /** The embedding of a text as it is, [dim], unit length. @throws PACK_*, ENCODER_* */
  async encodePrompt(text: string): Promise<Embedding> {
    return this.#encode(`=${text}`, [text]);
  }

  async #encode(key: string, texts: readonly string[]): Promise<Embedding> {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const { vectors } = await askAgain(() => this.#encoder.encodeTexts(texts));
    const embedding = vectors.length === 1 && vectors[0] !== undefined ? vectors[0] : meanDirection(vectors);
    this.#known.set(key, embedding);
    return embedding;
  }
}
