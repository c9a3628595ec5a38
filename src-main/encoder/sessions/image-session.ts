import { join } from 'node:path';
import { type InferenceSession, Tensor } from './runtime.ts';
import { emptyTensor } from '../../core/image/preprocess.ts';
import type { Embedding } from '../../core/math/vector.ts';
import type { Finishing } from '../../core/pack/finish.ts';
import type { ImageTower, PackManifest } from '../../core/pack/manifest.ts';
import type { PhotoTensor } from '../decode/decode-photo.ts';
import { openSession, requireNames, type SessionOptions } from './open-session.ts';
import { isTruncated, readFinishing } from './finishing.ts';
import { batchLimit, expectedWidth, finishOutput, readOutput, requireRows } from './tower-output.ts';

/** The image tower of a pack. `run` blocks the thread for the length of the inference. */
export class ImageSession {
  readonly #session: InferenceSession;
  readonly #pack: PackManifest;
  readonly #finishing: Finishing;
  readonly #batchLimit: number;
  #memory: PhotoTensor | undefined;

  private constructor(session: InferenceSession, pack: PackManifest, finishing: Finishing) {
    this.#session = session;
    this.#pack = pack;
    this.#finishing = finishing;
    this.#batchLimit = batchLimit(session, pack.image.input);
  }

  /** @throws PACK_SESSION_FAILED, PACK_MANIFEST_INVALID */
  static async open(packDir: string, pack: PackManifest, options: SessionOptions): Promise<ImageSession> {
    const finishing = await readFinishing(packDir, pack, 'image');
    const session = await openSession(join(packDir, pack.image.file), options);
    const outputs = [pack.image.output, ...(pack.dense ? [pack.dense.output] : [])];
    requireNames(session, pack.image.file, [pack.image.input], outputs);
    return new ImageSession(session, pack, finishing);
  }

  /**
   * Encode a batch, one by one where the graph takes one alone. Each input is [3, height, width] or [height, width, 3];
   * returns one unit vector [dim] for each, undefined where the model gave no usable one.
   */
  async encode(tensors: readonly PhotoTensor[]): Promise<(Embedding | undefined)[]> {
    const { output } = this.#pack.image;
    const rows: (Embedding | undefined)[] = [];
    while (rows.length < tensors.length) {
      const some = tensors.slice(rows.length, rows.length + this.#batchLimit);
      const results = await this.#session.run(this.#feeds(some), [output]);
      const values = readOutput(results[output], output, [some.length, expectedWidth(this.#finishing)]);
      rows.push(...finishOutput(values, this.#finishing));
    }
    return rows;
  }

  /** Encode the cells of one photo. Returns unit vectors [dim], row-major over the grid; none without a dense output. */
  async encodeDense(tensor: PhotoTensor): Promise<Embedding[]> {
    const { dense, embedding } = this.#pack;
    if (dense === undefined) return [];
    const results = await this.#session.run(this.#feeds([tensor]), [dense.output]);
    const output = results[dense.output];
    const cells = dense.grid[0] * dense.grid[1];
    const finishing = { dim: embedding.dim, isTruncated: isTruncated(this.#pack) };
    const rows = output?.reshape([cells, ...output.dims.slice(2)]);
    const values = readOutput(rows, dense.output, [cells, expectedWidth(finishing)]);
    return requireRows(finishOutput(values, finishing), dense.output);
  }

  #feeds(tensors: readonly PhotoTensor[]): Record<string, Tensor> {
    const { width, height, layout, dtype, input } = this.#pack.image;
    const size = 3 * width * height;
    const batch = this.#batchOf(dtype, tensors.length * size);
    tensors.forEach((tensor, i) => {
      batch.set(tensor, i * size);
    });
    const dims = layout === 'NCHW' ? [tensors.length, 3, height, width] : [tensors.length, height, width, 3];
    return { [input]: tensorOf(batch, dims) };
  }

  /**
   * Memory for a batch, the same in every inference: allocating 10 MB anew for each costs more than filling them. It
   * is free again when `run` has ended, and inferences never overlap.
   */
  #batchOf(dtype: ImageTower['dtype'], length: number): PhotoTensor {
    if (this.#memory === undefined || this.#memory.length < length) this.#memory = emptyTensor(dtype, length);
    return this.#memory.subarray(0, length);
  }

  async release(): Promise<void> {
    await this.#session.release();
  }
}

function tensorOf(values: PhotoTensor, dims: readonly number[]): Tensor {
  if (values instanceof Uint8Array) return new Tensor('uint8', values, dims);
  return values instanceof Float32Array ? new Tensor('float32', values, dims) : halfTensor(values, dims);
}

/**
 * A float16 tensor that the native binding can read.
 *
 * onnxruntime-node 1.30 understands 16-bit words only, but its own constructor turns them into a Float16Array where
 * the language has one, whose length the binding then takes for 0. Putting the words back is the way around it.
 *
 * @see https://github.com/microsoft/onnxruntime/pull/32323
 */
function halfTensor(values: Float16Array<ArrayBuffer>, dims: readonly number[]): Tensor {
  const words = new Uint16Array(values.buffer, values.byteOffset, values.length);
  return Object.assign(new Tensor('float16', words, dims), { cpuData: words });
}
