import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as library from '@huggingface/tokenizers';
import { AppError } from '../../../src-contract/index.ts';
import type { TextTower } from '../../core/pack/manifest.ts';
import { bertTokenizer } from '../../core/text/bert-vocabulary.ts';
import { cleanText } from '../../core/text/clean.ts';
import { tokenWindows } from '../../core/text/windows.ts';

/** The part of the library that is used; its own declarations cannot be resolved under Node's module rules. */
interface Tokenizer {
  encode(text: string, options: { add_special_tokens: boolean }): { readonly ids: number[] };
}
const { Tokenizer } = library as unknown as { Tokenizer: new (json: object, config: object) => Tokenizer };

/** Turns a text into the token windows of a text tower. */
export class PackTokenizer {
  readonly #tokenizer: Tokenizer;
  readonly #tower: TextTower;

  private constructor(tokenizer: Tokenizer, tower: TextTower) {
    this.#tokenizer = tokenizer;
    this.#tower = tower;
  }

  /** @throws PACK_UNSUPPORTED when the tokenizer file holds something the library cannot build. */
  static async open(packDir: string, tower: TextTower): Promise<PackTokenizer> {
    const file = join(packDir, tower.tokenizer.files[0] ?? 'tokenizer.json');
    try {
      const content = await readFile(file, 'utf8');
      const json = file.endsWith('.txt') ? bertTokenizer(content, tower.tokenizer) : (JSON.parse(content) as object);
      return new PackTokenizer(new Tokenizer(json, {}), tower);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new AppError('PACK_UNSUPPORTED', `Expected a usable tokenizer in "${file}" but received: ${reason}`, {
        cause: error,
      });
    }
  }

  /**
   * Token ids of each window, frame tokens included, unpadded. At least one window.
   *
   * @throws PACK_UNSUPPORTED when a text has a token without an id, for which the tokenizer has nothing else either.
   */
  windows(text: string): number[][] {
    const { tokenizer, prefix, contextLength, overflow } = this.#tower;
    const cleaned = cleanText(text, { clean: tokenizer.clean, lowercase: tokenizer.lowercase, prefix });
    const { ids } = this.#tokenizer.encode(cleaned, { add_special_tokens: false });
    if (!ids.every((id) => Number.isInteger(id))) {
      const file = tokenizer.files.join(', ');
      throw new AppError('PACK_UNSUPPORTED', `Expected an id for every token in "${file}" but a token has none`);
    }
    return tokenWindows(ids, { contextLength, bos: tokenizer.bos, eos: tokenizer.eos, overflow });
  }
}
