import { createHash } from 'node:crypto';
import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DecodePool } from '../../src-main/encoder/decode/decode-pool.ts';
import { defaultLimits } from '../../src-main/core/encoder-protocol.ts';
import { goldenOf, packs, readManifest } from '../encoder/sessions/packs.ts';
import { scramble } from './photos.ts';

/** Edge of the input, of a cell of it, and values of an embedding. */
const edge = 32;
const cell = 8;
const dim = 16;
const cells = (edge / cell) ** 2 * 3;

/** Weights [cells, dim], of either sign. */
const weights = Float32Array.from({ length: cells * dim }, (_, i) => scramble(i + 100) / 128 - 1);

/**
 * Write a pack whose image model is as small as one can be, mean colours of a 4x4 grid times a matrix: on a GPU that is
 * a program, that of tiny-clip takes seconds a photo. Its golden vectors are computed here, without the runtime.
 */
export async function smallModelPack(target: string): Promise<string> {
  await cp(packs['tiny-clip'], target, { recursive: true });
  const model = imageModel();
  const sha256 = createHash('sha256').update(model).digest('hex');
  const manifest = await readManifest('tiny-clip');
  Object.assign(manifest, { id: 'small-model', space: sha256 });
  Object.assign(manifest.image, { width: edge, height: edge, maxBatch: 4, sha256 });
  for (const file of manifest.files)
    if (file.path === manifest.image.file) Object.assign(file, { bytes: model.length, sha256 });
  await using pool = new DecodePool(1);
  for (const golden of goldenOf(manifest).images) {
    const path = join(target, golden.file);
    const result = await pool.decode({ path, tower: manifest.image, limits: defaultLimits, library: null });
    if (result.kind !== 'decoded') throw new Error(`Expected "${golden.file}" to be decoded`);
    golden.vector = embeddingOf(result.tensor);
  }
  await writeFile(join(target, manifest.image.file), model);
  await writeFile(join(target, 'pack.json'), JSON.stringify(manifest));
  return target;
}

/** What the model makes of a photo [3, edge, edge]: a unit vector [dim]. */
function embeddingOf(tensor: ArrayLike<number>): number[] {
  const means = Array.from({ length: cells }, (_, i) => {
    const across = edge / cell;
    const [plane, row, column] = [Math.floor(i / across ** 2), Math.floor(i / across) % across, i % across];
    let sum = 0;
    for (let y = row * cell; y < (row + 1) * cell; y++)
      for (let x = column * cell; x < (column + 1) * cell; x++) sum += tensor[(plane * edge + y) * edge + x] ?? NaN;
    return sum / cell ** 2;
  });
  const values = Array.from({ length: dim }, (_, j) =>
    means.reduce((sum, mean, i) => sum + mean * (weights[i * dim + j] ?? NaN), 0),
  );
  return values.map((value) => value / Math.hypot(...values));
}

/*
 * ONNX is a protocol buffer: fields of a number and a wire type, 0 for a whole number and 2 for bytes.
 * Numbers of fields: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
 */
function varint(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...varint(value >>> 7)];
}

function whole(field: number, value: number): Buffer {
  return Buffer.from([...varint(field << 3), ...varint(value)]);
}

function bytes(field: number, content: Buffer | string): Buffer {
  const buffer = Buffer.from(content);
  return Buffer.concat([Buffer.from([...varint((field << 3) | 2), ...varint(buffer.length)]), buffer]);
}

function message(...fields: readonly Buffer[]): Buffer {
  return Buffer.concat(fields);
}

function node(op: string, inputs: readonly string[], output: string, ...attributes: readonly Buffer[]): Buffer {
  const names = inputs.map((name) => bytes(1, name));
  return message(...names, bytes(2, output), bytes(3, output), bytes(4, op), ...attributes);
}

/** An attribute of whole numbers. */
function numbers(name: string, ...values: readonly number[]): Buffer {
  return bytes(5, message(bytes(1, name), ...values.map((value) => whole(8, value)), whole(20, 7)));
}

/** A float32 value of a shape; a name for a dimension leaves it open. */
function value(name: string, shape: readonly (number | string)[]): Buffer {
  const dims = shape.map((size) => bytes(1, typeof size === 'number' ? whole(1, size) : bytes(2, size)));
  return message(bytes(1, name), bytes(2, bytes(1, message(whole(1, 1), bytes(2, message(...dims))))));
}

function imageModel(): Buffer {
  const matrix = message(
    whole(1, cells),
    whole(1, dim),
    whole(2, 1),
    bytes(8, 'weights'),
    bytes(9, Buffer.from(weights.buffer)),
  );
  const graph = message(
    bytes(
      1,
      node(
        'AveragePool',
        ['pixel_values'],
        'means',
        numbers('kernel_shape', cell, cell),
        numbers('strides', cell, cell),
      ),
    ),
    bytes(1, node('Flatten', ['means'], 'flat')),
    bytes(1, node('MatMul', ['flat', 'weights'], 'image_embeds')),
    bytes(2, 'small-model'),
    bytes(5, matrix),
    bytes(11, value('pixel_values', ['n', 3, edge, edge])),
    bytes(12, value('image_embeds', ['n', dim])),
  );
  return message(whole(1, 9), bytes(7, graph), bytes(8, message(bytes(1, ''), whole(2, 18))));
}
