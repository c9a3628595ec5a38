import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as library from '@huggingface/tokenizers';
import { AppError } from '../../../src-contract/index.ts';
import type { TextTower } from '../../core/pack/manifest.ts';
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
      const json = JSON.parse(await readFile(file, 'utf8')) as object;
      return new PackTokenizer(new Tokenizer(json, {}), tower);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new AppError('PACK_UNSUPPORTED', `Expected a usable tokenizer in "${file}" but received: ${reason}`, {
        cause: error,
      });
    }
  }

  /** Token ids of each window, frame tokens included, unpadded. At least one window. */
  windows(text: string): number[][] {
    const { tokenizer, prefix, contextLength, overflow } = this.#tower;
    const clean = tokenizer.clean === 'clip' ? 'clip' : 'none';
    const cleaned = cleanText(text, { clean, lowercase: tokenizer.lowercase, prefix });
    const { ids } = this.#tokenizer.encode(cleaned, { add_special_tokens: false });
    return tokenWindows(ids, { contextLength, bos: tokenizer.bos, eos: tokenizer.eos, overflow });
  }
}
