import { z } from 'zod';

/** A tensor of a safetensors file: its values as float32, row-major. */
export interface StoredTensor {
  readonly shape: readonly number[];
  readonly values: Float32Array<ArrayBuffer>;
}

/** A linear layer: `output = weight * input + bias`. */
export interface Linear {
  readonly inputs: number;
  readonly outputs: number;
  /** Row-major [outputs, inputs]. */
  readonly weight: Float32Array<ArrayBuffer>;
  /** [outputs]; undefined for none. */
  readonly bias: Float32Array<ArrayBuffer> | undefined;
}

/** Bytes of the header at most: a layer or two need hundreds. */
const maxHeaderBytes = 1 << 20;
/** Values of one tensor at most, 256 MiB of float32. */
const maxValues = 1 << 26;

const sizes = { F32: 4, F16: 2, BF16: 2 } as const;
type DType = keyof typeof sizes;

const Entry = z.strictObject({
  dtype: z.string().max(16),
  shape: z.array(z.int().nonnegative()).max(8),
  data_offsets: z.tuple([z.int().nonnegative(), z.int().nonnegative()]),
});
type Entry = z.infer<typeof Entry>;

/**
 * Read a safetensors file that holds nothing but tensors of floats (F32, F16, BF16), all of which are small.
 *
 * The file comes from elsewhere, so nothing it says of itself is believed: sizes, offsets and shapes have to agree with
 * each other and with the bytes that are there, and tensors neither overlap nor leave a gap.
 *
 * @throws RangeError that says what does not fit.
 * @see https://huggingface.co/docs/safetensors, format
 */
export function readSafetensors(bytes: Uint8Array): ReadonlyMap<string, StoredTensor> {
  const { entries, data } = readHeader(bytes);
  const tensors = new Map<string, StoredTensor>();
  let end = 0;
  for (const [name, entry] of entries.sort((a, b) => a[1].data_offsets[0] - b[1].data_offsets[0])) {
    const [from, to] = entry.data_offsets;
    if (from !== end) refuse(`tensor "${name}" from byte ${end} on`, `${from}`);
    tensors.set(name, readTensor(name, entry, data));
    end = to;
  }
  if (end !== data.length) refuse(`${end} bytes of tensors`, `${data.length}`);
  return tensors;
}

function readHeader(bytes: Uint8Array): { entries: [string, Entry][]; data: DataView<ArrayBufferLike> & Sized } {
  if (bytes.length < 8) refuse('8 bytes for the size of the header', `${bytes.length}`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const size = view.getBigUint64(0, true);
  if (size > BigInt(maxHeaderBytes)) refuse(`a header of at most ${maxHeaderBytes} bytes`, `${size}`);
  const headerEnd = 8 + Number(size);
  if (headerEnd > bytes.length) refuse(`${headerEnd} bytes for the header`, `${bytes.length}`);
  const header = parseHeader(bytes.subarray(8, headerEnd));
  const entries = Object.entries(header).filter(([name]) => name !== '__metadata__');
  const parsed = entries.map(([name, value]): [string, Entry] => {
    const entry = Entry.safeParse(value);
    return entry.success ? [name, entry.data] : refuse(`type, shape and offsets of tensor "${name}"`, 'others');
  });
  const data = new DataView(bytes.buffer, bytes.byteOffset + headerEnd, bytes.length - headerEnd);
  return { entries: parsed, data: Object.assign(data, { length: data.byteLength }) };
}

interface Sized {
  readonly length: number;
}

function parseHeader(bytes: Uint8Array): object {
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw new RangeError('Expected a header of JSON but received something else', { cause: error });
  }
  if (typeof header !== 'object' || header === null || Array.isArray(header)) refuse('an object', 'another header');
  return header;
}

function readTensor(name: string, { dtype, shape, data_offsets }: Entry, data: DataView & Sized): StoredTensor {
  const [from, to] = data_offsets;
  if (!isFloat(dtype)) return refuse(`tensor "${name}" of F32, F16 or BF16`, dtype);
  if (from > to || to > data.length) refuse(`tensor "${name}" inside of ${data.length} bytes`, `${from} to ${to}`);
  const count = shape.reduce((product, size) => product * size, 1);
  if (count > maxValues) refuse(`tensor "${name}" of at most ${maxValues} values`, `${count}`);
  const wanted = count * sizes[dtype];
  if (to - from !== wanted) refuse(`${wanted} bytes for tensor "${name}" of [${shape.join(', ')}]`, `${to - from}`);
  const read = readers[dtype];
  const values = Float32Array.from({ length: count }, (_, i) => read(data, from + i * sizes[dtype]));
  return { shape, values };
}

const readers: Readonly<Record<DType, (data: DataView, at: number) => number>> = {
  F32: (data, at) => data.getFloat32(at, true),
  F16: (data, at) => data.getFloat16(at, true),
  BF16: (data, at) => {
    // The upper half of a float32.
    bits.setUint32(0, data.getUint16(at, true) << 16);
    return bits.getFloat32(0);
  },
};
const bits = new DataView(new ArrayBuffer(4));

function isFloat(dtype: string): dtype is DType {
  return Object.hasOwn(sizes, dtype);
}

/**
 * Read the one linear layer of a safetensors file: a tensor named `weight`, or `<anything>.weight`, of [outputs, inputs],
 * and one named `bias` beside it, of [outputs], or none.
 *
 * @throws RangeError when the file holds anything else, or values that are not finite.
 */
export function readLinear(bytes: Uint8Array): Linear {
  const tensors = readSafetensors(bytes);
  const names = [...tensors.keys()];
  const [weightName = ''] = names.filter((name) => /(?:^|\.)weight$/u.test(name));
  const weight = tensors.get(weightName);
  const biasName = weightName.replace(/weight$/u, 'bias');
  const bias = weight === undefined ? undefined : tensors.get(biasName);
  if (weight === undefined || names.length !== (bias === undefined ? 1 : 2))
    return refuse('one weight and at most its bias', `[${names.join(', ')}]`);
  const [outputs = 0, inputs = 0] = weight.shape;
  if (weight.shape.length !== 2 || outputs === 0 || inputs === 0)
    refuse('a weight of [outputs, inputs]', `[${weight.shape.join(', ')}]`);
  if (bias !== undefined && (bias.shape.length !== 1 || bias.shape[0] !== outputs))
    refuse(`a bias of [${outputs}]`, `[${bias.shape.join(', ')}]`);
  for (const { values } of bias === undefined ? [weight] : [weight, bias])
    if (!values.every((value) => Number.isFinite(value))) refuse('finite values', 'others');
  return { inputs, outputs, weight: weight.values, bias: bias?.values };
}

function refuse(expected: string, received: string): never {
  throw new RangeError(`Expected ${expected} but received ${received}`);
}
