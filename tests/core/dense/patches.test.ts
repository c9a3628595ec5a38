import { describe, expect, it } from 'vitest';
import { heatOf, leastAlike, refinedPatches } from '../../../src-main/core/dense/patches.ts';
import { dot, type Embedding, normalized } from '../../../src-main/core/math/vector.ts';

const rows = (...vectors: readonly (readonly number[])[]): Embedding =>
  Float32Array.from(vectors.flatMap((vector) => [...normalized(vector)]));

describe('refining', () => {
  it('leaves alone what looks like nothing else', () => {
    const patches = rows([1, 0, 0], [0, 1, 0], [0, 0, 1]);
    expect([...refinedPatches(patches, 3)]).toEqual([...patches]);
  });

  it('makes the mean of what looks alike, weighted by how alike it is', () => {
    const patches = rows([1, 0], [1, 1], [-1, 0]);
    const alike = Math.SQRT1_2;
    const [x, y] = refinedPatches(patches, 2);
    expect(x).toBeCloseTo((1 + alike * alike) / (1 + alike), 6);
    expect(y).toBeCloseTo((alike * alike) / (1 + alike), 6);
    // Opposite of the first, and not near enough to the second.
    expect([...refinedPatches(patches, 2).subarray(4)]).toEqual([-1, 0]);
  });

  it('counts only from the least cosine on', () => {
    const patches = rows([1, 0], [leastAlike + 0.01, Math.sqrt(1 - (leastAlike + 0.01) ** 2)]);
    expect(refinedPatches(patches, 2)[1]).toBeGreaterThan(0);
    expect([...refinedPatches(patches, 2, leastAlike + 0.02)]).toEqual([...patches]);
  });

  it('takes the noise off a thing that is larger than a patch', () => {
    const noisy = [0.9, -0.8, 0.7, -0.6].map((noise) => [1, noise, 0]);
    const refined = refinedPatches(rows(...noisy, [0, 0, 1]), 3, 0);
    const thing = normalized([1, 0, 0]);
    for (const [i, patch] of noisy.entries()) {
      const after = refined.subarray(i * 3, (i + 1) * 3);
      expect(dot(normalized(after), thing)).toBeGreaterThan(dot(normalized(patch), thing));
    }
  });

  it('stays finite for patches that are all the same', () => {
    const refined = refinedPatches(rows([1, 1], [1, 1], [1, 1]), 2);
    for (const value of refined) expect(value).toBeCloseTo(Math.SQRT1_2, 6);
  });
});

describe('heat', () => {
  it('is how well each patch fits', () => {
    const [across, , diagonal] = heatOf(rows([1, 0], [0, 1], [1, 1]), normalized([1, 0]));
    expect(across).toBe(1);
    expect(diagonal).toBeCloseTo(Math.SQRT1_2, 6);
  });
});
