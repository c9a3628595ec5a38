import { expect, test } from 'vitest';
import { BankBiases } from '../../../src-main/core/math/bank-biases.ts';
import { hubBias } from '../../../src-main/core/math/hub-bias.ts';
import { dotAt, unitRows } from '../../../src-main/core/math/vector.ts';
import { scramble } from '../../helpers/photos.ts';

/** Unit vectors in directions that look random, row-major [rows, dim]. */
function vectors(rows: number, dim: number, seed: number): Float32Array<ArrayBuffer> {
  const values = Float32Array.from({ length: rows * dim }, (_, i) => scramble(seed + i) - 127.5);
  const all = new Float32Array(rows * dim);
  unitRows(values, dim).forEach((row, i) => {
    all.set(row ?? [], i * dim);
  });
  return all;
}

test.each([
  [512, 300, 500],
  [16, 20, 40],
  [10, 17, 3],
  [1, 2, 2],
  [512, 0, 30],
  [512, 30, 0],
  [512, 0, 0],
])('biases of %i values by %i captions and %i words are those of the formula', (dim, captions, words) => {
  const bank = { captions: vectors(captions, dim, 1), words: vectors(words, dim, 77_777) };
  const biases = new BankBiases(bank, dim);
  for (let i = 0; i < 20; i++) {
    const photo = vectors(1, dim, 1_000_000 + i * dim);
    expect(Math.abs(biases.of(photo) - hubBias(photo, bank))).toBeLessThan(2e-6);
  }
});

test.each([
  [512, 300, 500],
  [10, 17, 3],
  [1, 1, 0],
])(
  'the best caption of %i values among %i captions and %i words is that of the highest cosine',
  (dim, captions, words) => {
    const bank = { captions: vectors(captions, dim, 1), words: vectors(words, dim, 77_777) };
    const biases = new BankBiases(bank, dim);
    for (let i = 0; i < 20; i++) {
      const photo = vectors(1, dim, 1_000_000 + i * dim);
      const cosines = Array.from({ length: captions }, (_, row) => dotAt(photo, bank.captions, row * dim));
      const best = biases.bestCaption(photo);
      expect(cosines[best]).toBeGreaterThan(Math.max(...cosines) - 1e-5);
    }
  },
);

test('there is no best caption of none', () => {
  const biases = new BankBiases({ captions: new Float32Array(), words: vectors(5, 8, 1) }, 8);
  expect(biases.bestCaption(vectors(1, 8, 99))).toBe(-1);
});
