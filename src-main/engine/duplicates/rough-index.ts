import { roughDim } from '../../core/duplicates/likeness.ts';
import { dotsKernel, type DotsKernel } from '../../core/vectors/kernel/dots-kernel.ts';

/** Photos in one memory: 4 MB. */
const blockRows = 16_384;

interface Block {
  readonly kernel: DotsKernel;
  readonly rows: Float32Array;
  readonly vector: Float32Array;
  readonly correlations: Float32Array;
}

/**
 * Photos by what they look like roughly, [roughDim] values each of length 1, 0.26 KB a photo: which of them correlate with
 * one. Exact, a pass over the memory in WebAssembly for each question; 100,000 photos are 26 MB. Nobody is taken out:
 * photos that are gone are not found in the database any more.
 */
export class RoughIndex {
  readonly #ids: number[] = [];
  readonly #known = new Set<number>();
  readonly #blocks: Block[] = [];

  has(id: number): boolean {
    return this.#known.has(id);
  }

  add(id: number, rough: Float32Array): void {
    if (this.#known.has(id)) return;
    const row = this.#ids.length % blockRows;
    if (row === 0) this.#blocks.push(newBlock());
    this.#blocks.at(-1)?.rows.set(rough, row * roughDim);
    this.#ids.push(id);
    this.#known.add(id);
  }

  /** Photos whose correlation is `least` or more, at most `top`, the best first. */
  near(rough: Float32Array, least: number, top: number): number[] {
    const found: { id: number; correlation: number }[] = [];
    for (const [i, { kernel, rows, vector, correlations }] of this.#blocks.entries()) {
      const count = Math.min(blockRows, this.#ids.length - i * blockRows);
      vector.set(rough);
      kernel.dots(vector.byteOffset, rows.byteOffset, correlations.byteOffset, roughDim, count);
      for (let row = 0; row < count; row++) {
        const correlation = correlations[row] ?? 0;
        if (correlation < least) continue;
        found.push({ id: this.#ids[i * blockRows + row] ?? 0, correlation });
      }
    }
    return found
      .sort((a, b) => b.correlation - a.correlation)
      .slice(0, top)
      .map(({ id }) => id);
  }
}

function newBlock(): Block {
  const kernel = dotsKernel(4 * (roughDim * blockRows + roughDim + blockRows));
  const { buffer } = kernel.memory;
  const rows = new Float32Array(buffer, 0, roughDim * blockRows);
  const vector = new Float32Array(buffer, rows.byteLength, roughDim);
  const correlations = new Float32Array(buffer, rows.byteLength + vector.byteLength, blockRows);
  return { kernel, rows, vector, correlations };
}
