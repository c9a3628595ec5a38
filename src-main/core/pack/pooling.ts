import type { TextTower } from './manifest.ts';

/** The tokens that a text tower was fed for one text. */
export interface FedTokens {
  /** All ids of the row, padding included. */
  readonly ids: readonly number[];
  /** Ids before the padding. */
  readonly length: number;
}

export interface PoolingOptions {
  readonly kind: Exclude<TextTower['pooling'], 'in-graph'>;
  readonly eos?: number | undefined;
  /** Whether the graph has an attention mask. */
  readonly isMasked: boolean;
}

/**
 * Make one row [width] of what a text tower gives for each token, [n, L, width] row-major.
 *
 * - `eot-argmax`: the first token with the highest id, which the end token is in the vocabulary of CLIP.
 * - `eos-first`: the first end token. @throws RangeError where a text has none.
 * - `cls`: the first token.
 * - `mean`: of the tokens before the padding.
 * - `last`: the last token that the graph looks at: before the padding where it has an attention mask; without one the
 *   padding is text, and the last token is that of the whole row, as SigLIP has it.
 *
 * @returns [n, width] row-major, float32.
 */
export function poolTokens(
  values: ArrayLike<number>,
  width: number,
  texts: readonly FedTokens[],
  options: PoolingOptions,
): Float32Array<ArrayBuffer> {
  const rows = new Float32Array(texts.length * width);
  let start = 0;
  texts.forEach((text, row) => {
    const [from, to] = pooledRange(text, options);
    for (let i = 0; i < width; i++) {
      let sum = 0;
      for (let token = from; token < to; token++) sum += values[start + token * width + i] ?? 0;
      rows[row * width + i] = sum / (to - from);
    }
    start += text.ids.length * width;
  });
  return rows;
}

/** The tokens whose mean it is: from, to but without. */
function pooledRange({ ids, length }: FedTokens, { kind, eos, isMasked }: PoolingOptions): [number, number] {
  if (kind === 'mean') return [0, length];
  const at = {
    'eot-argmax': () => ids.reduce((best, id, i) => (id > (ids[best] ?? 0) ? i : best), 0),
    'eos-first': () => firstEos(ids, eos),
    cls: () => 0,
    last: () => (isMasked ? length : ids.length) - 1,
  }[kind]();
  return [at, at + 1];
}

function firstEos(ids: readonly number[], eos: number | undefined): number {
  const at = eos === undefined ? -1 : ids.indexOf(eos);
  if (at === -1) throw new RangeError(`Expected end token ${eos ?? 'of a manifest'} in every text but one has none`);
  return at;
}
