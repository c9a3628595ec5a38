import { join } from 'node:path';
import { type InferenceSession, Tensor } from './runtime.ts';
import { AppError } from '../../../src-contract/index.ts';
import { type Embedding, meanDirection } from '../../core/math/vector.ts';
import type { Finishing } from '../../core/pack/finish.ts';
import type { PackManifest, TextTower } from '../../core/pack/manifest.ts';
import { poolTokens } from '../../core/pack/pooling.ts';
import { PackTokenizer } from '../text/tokenizer.ts';
import { openSession, requireNames, type SessionOptions } from './open-session.ts';
import { readFinishing } from './finishing.ts';
import { batchLimit, expectedWidth, finishOutput, readOutput, requireRows, type TowerOutput } from './tower-output.ts';

/** Token windows of one inference: a batch is padded to its longest, so short and long ones are not mixed wastefully. */
const windowsPerRun = 32;

/** The text tower of a pack with its tokenizer. */
export class TextSession {
  readonly tokenizer: PackTokenizer;
  readonly #session: InferenceSession;
  readonly #tower: TextTower;
  readonly #finishing: Finishing;
  readonly #windowsPerRun: number;

  private constructor(session: InferenceSession, tokenizer: PackTokenizer, tower: TextTower, finishing: Finishing) {
    this.#session = session;
    this.tokenizer = tokenizer;
    this.#tower = tower;
    this.#finishing = finishing;
    this.#windowsPerRun = Math.min(windowsPerRun, batchLimit(session, tower.inputIds));
  }

  /** @throws PACK_SESSION_FAILED, PACK_MANIFEST_INVALID, PACK_UNSUPPORTED */
  static async open(packDir: string, pack: PackManifest, options: SessionOptions): Promise<TextSession> {
    const tower = pack.text;
    if (tower === undefined)
      throw new AppError('PACK_UNSUPPORTED', `Expected a text tower in pack ${pack.id} but it has none`);
    const tokenizer = await PackTokenizer.open(packDir, tower);
    const finishing = await readFinishing(packDir, pack, 'text');
    const session = await openSession(join(packDir, tower.file), options);
    const { inputIds, attentionMask, tokenTypeIds, positionIds } = tower;
    const inputs = [inputIds, attentionMask, tokenTypeIds, positionIds].filter((name) => name !== undefined);
    requireNames(session, tower.file, inputs, [tower.output]);
    return new TextSession(session, tokenizer, tower, finishing);
  }

  /**
   * Encode texts. Returns for each a unit vector [dim] and the number of windows it was cut into; a text of several
   * windows is the mean direction of them.
   */
  async encode(texts: readonly string[]): Promise<{ vectors: Embedding[]; windows: number[] }> {
    const cut = texts.map((text) => this.tokenizer.windows(text));
    const all = cut.flat();
    const order = all.map((_, i) => i).sort((a, b) => (all[a]?.length ?? 0) - (all[b]?.length ?? 0));
    const encoded: Embedding[] = new Array<Embedding>(all.length);
    for (let start = 0; start < order.length;) {
      const chosen = this.#together(order.slice(start, start + this.#windowsPerRun), all);
      start += chosen.length;
      const rows = await this.#run(chosen.map((i) => all[i] ?? []));
      chosen.forEach((i, row) => {
        const vector = rows[row];
        if (vector !== undefined) encoded[i] = vector;
      });
    }
    let next = 0;
    const vectors = cut.map((windows) => {
      const own = encoded.slice(next, (next += windows.length));
      return own.length === 1 && own[0] !== undefined ? own[0] : meanDirection(own);
    });
    return { vectors, windows: cut.map((windows) => windows.length) };
  }

  /**
   * The first of some windows, shortest first, that one inference may have together. A graph without an attention mask takes
   * padding for text. Where a manifest has no length to pad to, there must be none, or a text would depend on those beside it.
   */
  #together(order: readonly number[], windows: readonly (readonly number[])[]): readonly number[] {
    const { attentionMask, tokenizer } = this.#tower;
    if (attentionMask !== undefined || tokenizer.padTo === 'context') return order;
    const lengthOf = (i: number | undefined): number => windows[i ?? 0]?.length ?? 0;
    const other = order.findIndex((i) => lengthOf(i) !== lengthOf(order[0]));
    return other === -1 ? order : order.slice(0, other);
  }

  async #run(windows: readonly (readonly number[])[]): Promise<Embedding[]> {
    const { tokenizer, contextLength, inputIds, attentionMask, tokenTypeIds, positionIds, output } = this.#tower;
    const longest = Math.max(...windows.map((ids) => ids.length));
    const length = tokenizer.padTo === 'context' ? contextLength : longest;
    const feeds: Record<string, Tensor> = {
      [inputIds]: this.#integers(windows, length, (ids, at) => ids[at] ?? tokenizer.pad),
    };
    if (attentionMask !== undefined)
      feeds[attentionMask] = this.#integers(windows, length, (ids, at) => (at < ids.length ? 1 : 0));
    if (tokenTypeIds !== undefined) feeds[tokenTypeIds] = this.#integers(windows, length, () => 0);
    if (positionIds !== undefined) feeds[positionIds] = this.#integers(windows, length, (_, at) => at);
    const results = await this.#session.run(feeds, [output]);
    return requireRows(finishOutput(this.#pooled(results[output], windows, length), this.#finishing), output);
  }

  /** The output as one row [width] a window. */
  #pooled(output: Tensor | undefined, windows: readonly (readonly number[])[], length: number): TowerOutput {
    const { pooling, tokenizer, attentionMask, output: name } = this.#tower;
    if (pooling === 'in-graph') return readOutput(output, name, [windows.length, expectedWidth(this.#finishing)]);
    const { dims, values } = readOutput(output, name, [windows.length, length, expectedWidth(this.#finishing)]);
    const width = dims.at(-1) ?? 0;
    const texts = windows.map((ids) => ({
      ids: Array.from({ length }, (_, at) => ids[at] ?? tokenizer.pad),
      length: ids.length,
    }));
    const options = { kind: pooling, eos: tokenizer.eos, isMasked: attentionMask !== undefined };
    return { name, dims: [windows.length, width], values: poolTokens(values, width, texts, options) };
  }

  #integers(
    windows: readonly (readonly number[])[],
    length: number,
    value: (ids: readonly number[], at: number) => number,
  ): Tensor {
    const dims = [windows.length, length];
    const values = windows.flatMap((ids) => Array.from({ length }, (_, at) => value(ids, at)));
    return this.#tower.idDtype === 'i64'
      ? new Tensor('int64', BigInt64Array.from(values, BigInt), dims)
      : new Tensor('int32', Int32Array.from(values), dims);
  }

  async release(): Promise<void> {
    await this.#session.release();
  }
}
