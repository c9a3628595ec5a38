import { describe, expect, test } from 'vitest';
import { type PoolingOptions, poolTokens } from '../../../src-main/core/pack/pooling.ts';

/** Two texts of four tokens, two values each; that of token `t` of text `n` is [10n + t, -(10n + t)]. */
const values = [0, 1].flatMap((text) => [0, 1, 2, 3].flatMap((token) => [10 * text + token, -(10 * text + token)]));
const begin = 90;
const end = 99;
/** The first is padded with the end token, the second with 0. */
const texts = [
  { ids: [begin, 7, end, end], length: 3 },
  { ids: [begin, end, 0, 0], length: 2 },
];

describe('tokens become the row', () => {
  test.each<readonly [what: string, options: PoolingOptions, tokens: readonly [number, number]]>([
    ['of the highest id, the first of several', { kind: 'eot-argmax', isMasked: false }, [2, 11]],
    ['of the first end token', { kind: 'eos-first', eos: end, isMasked: false }, [2, 11]],
    ['of the first token', { kind: 'cls', isMasked: true }, [0, 10]],
    ['of all before the padding', { kind: 'mean', isMasked: true }, [1, 10.5]],
    ['of all before the padding, without a mask, too', { kind: 'mean', isMasked: false }, [1, 10.5]],
    ['of the last before the padding', { kind: 'last', isMasked: true }, [2, 11]],
    ['of the last of the row, where the graph sees all', { kind: 'last', isMasked: false }, [3, 13]],
  ])('%s', (_, options, [first, second]) => {
    expect(Array.from(poolTokens(values, 2, texts, options))).toEqual([first, 0 - first, second, -second]);
  });

  test('of half precision, in full', () => {
    const halves = Float16Array.from(values);
    expect(Array.from(poolTokens(halves, 2, texts, { kind: 'mean', isMasked: true }))).toEqual([1, -1, 10.5, -10.5]);
  });

  test('only where each text has an end token, if that is what is asked for', () => {
    const cut = [{ ids: [begin, 7, 8, 9], length: 4 }];
    const pool = (eos: number | undefined): unknown =>
      poolTokens(values, 2, cut, { kind: 'eos-first', eos, isMasked: false });
    expect(() => pool(end)).toThrow('Expected end token 99 in every text but one has none');
    expect(() => pool(undefined)).toThrow(RangeError);
  });
});
