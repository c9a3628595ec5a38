import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readLinear, readSafetensors } from '../../../src-main/core/pack/safetensors.ts';

/** A file of a header, given as JSON or as text, and data. `size` is what the file says of the header's length. */
function file(header: unknown, data: Uint8Array | readonly number[] = [], size?: bigint): Uint8Array {
  const json = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header));
  const length = new DataView(new ArrayBuffer(8));
  length.setBigUint64(0, size ?? BigInt(json.length), true);
  return Uint8Array.from([...new Uint8Array(length.buffer), ...json, ...data]);
}

function floats(...values: readonly number[]): Uint8Array {
  return new Uint8Array(Float32Array.from(values).buffer);
}

const entry = (dtype: string, shape: readonly number[], from: number, to: number): object => ({
  dtype,
  shape,
  data_offsets: [from, to],
});

describe('tensors are read', () => {
  test('of all three kinds of floats, whatever their order', () => {
    const halves = new Uint8Array(Float16Array.from([0.5, -2]).buffer);
    const bytes = file(
      {
        c: entry('BF16', [2], 12, 16),
        a: entry('F32', [2, 1], 0, 8),
        __metadata__: { format: 'pt' },
        b: entry('F16', [1, 2], 8, 12),
      },
      [...floats(1.25, -3), ...halves, 0xc0, 0x3f, 0x80, 0xc0],
    );
    const tensors = readSafetensors(bytes);
    expect([...tensors.keys()].sort()).toEqual(['a', 'b', 'c']);
    expect(tensors.get('a')).toEqual({ shape: [2, 1], values: Float32Array.of(1.25, -3) });
    expect(tensors.get('b')).toEqual({ shape: [1, 2], values: Float32Array.of(0.5, -2) });
    expect(tensors.get('c')).toEqual({ shape: [2], values: Float32Array.of(1.5, -4) });
  });

  test('from a part of a larger memory that begins anywhere', () => {
    const bytes = file({ a: entry('F32', [1], 0, 4) }, floats(7));
    const within = Uint8Array.from([1, 2, 3, ...bytes]).subarray(3);
    expect(readSafetensors(within).get('a')?.values).toEqual(Float32Array.of(7));
  });

  test('that have no dimension or no values', () => {
    const tensors = readSafetensors(file({ a: entry('F32', [], 0, 4), b: entry('F32', [0, 3], 4, 4) }, floats(7)));
    expect(tensors.get('a')).toEqual({ shape: [], values: Float32Array.of(7) });
    expect(tensors.get('b')).toEqual({ shape: [0, 3], values: new Float32Array() });
  });

  test('of a file without any', () => {
    expect(readSafetensors(file({}))).toEqual(new Map());
  });
});

describe('a file is refused', () => {
  test.each<readonly [what: string, bytes: Uint8Array, reason: RegExp]>([
    ['of a few bytes', Uint8Array.of(1, 2, 3), /8 bytes for the size of the header but received 3/u],
    ['of nothing', new Uint8Array(), /received 0/u],
    ['with a header larger than it is', file({}, [], 100n), /108 bytes for the header but received 10/u],
    ['with a huge header', file({}, [], 1n << 40n), /a header of at most 1048576 bytes but received 1099511627776/u],
    ['with the largest header there can be', file({}, [], (1n << 64n) - 1n), /at most 1048576 bytes/u],
    ['whose header is no JSON', file('{'), /a header of JSON/u],
    ['whose header is no text', file(String.raw`{"a":"`, [0xff, 0xfe], 8n), /a header of JSON/u],
    ['whose header is a list', file([]), /an object/u],
    ['whose header is null', file('null'), /an object/u],
    ['with a tensor that is described by a number', file({ a: 1 }), /type, shape and offsets of tensor "a"/u],
    ['with a tensor that is described by more', file({ a: { ...entry('F32', [], 0, 0), b: 1 } }), /of tensor "a"/u],
    ['with a size below zero', file({ a: entry('F32', [-1], 0, 0) }), /of tensor "a"/u],
    ['with half a value', file({ a: entry('F32', [0.5], 0, 2) }, [0, 0]), /of tensor "a"/u],
    ['with an offset below zero', file({ a: entry('F32', [1], -4, 0) }), /of tensor "a"/u],
    ['with sizes beyond counting', file({ a: entry('F32', [2 ** 30, 2 ** 30, 2 ** 30], 0, 0) }), /at most \d+ values/u],
    [
      'of whole numbers',
      file({ a: entry('I64', [1], 0, 8) }, new Uint8Array(8)),
      /of F32, F16 or BF16 but received I64/u,
    ],
    ['of an unknown kind', file({ a: entry('toString', [1], 0, 4) }, floats(1)), /of F32, F16 or BF16/u],
    [
      'with fewer bytes than values',
      file({ a: entry('F32', [2], 0, 4) }, floats(1)),
      /8 bytes .* of \[2\] but received 4/u,
    ],
    ['with more bytes than values', file({ a: entry('F32', [1], 0, 8) }, floats(1, 2)), /4 bytes .* but received 8/u],
    [
      'that ends before its tensor',
      file({ a: entry('F32', [2], 0, 8) }, floats(1)),
      /inside of 4 bytes but received 0 to 8/u,
    ],
    [
      'whose tensor ends before it begins',
      file({ a: entry('F32', [1], 4, 0) }, floats(1)),
      /from byte 0 on but received 4/u,
    ],
    [
      'with tensors over each other',
      file({ a: entry('F32', [2], 0, 8), b: entry('F32', [1], 4, 8) }, floats(1, 2)),
      /tensor "b" from byte 8 on but received 4/u,
    ],
    [
      'with two tensors in one place',
      file({ a: entry('F32', [1], 0, 4), b: entry('F32', [1], 0, 4) }, floats(1)),
      /tensor "b" from byte 4 on but received 0/u,
    ],
    [
      'with a gap between tensors',
      file({ a: entry('F32', [1], 0, 4), b: entry('F32', [1], 8, 12) }, floats(1, 2, 3)),
      /tensor "b" from byte 4 on but received 8/u,
    ],
    [
      'with bytes before its tensors',
      file({ a: entry('F32', [1], 4, 8) }, floats(1, 2)),
      /from byte 0 on but received 4/u,
    ],
    [
      'with bytes behind its tensors',
      file({ a: entry('F32', [1], 0, 4) }, floats(1, 2)),
      /4 bytes of tensors but received 8/u,
    ],
  ])('%s', (_, bytes, reason) => {
    expect(() => readSafetensors(bytes)).toThrow(reason);
    expect(() => readSafetensors(bytes)).toThrow(RangeError);
  });

  test('or read, but nothing else happens, whatever a few of its bytes are', () => {
    const good = file({ 'linear.weight': entry('F32', [2, 2], 0, 16), 'linear.bias': entry('F16', [2], 16, 20) }, [
      ...floats(1, 2, 3, 4),
      ...new Uint8Array(4),
    ]);
    const changes = fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(changes, fc.nat(good.length), (edits, length) => {
        const bytes = good.slice(0, Math.max(length, good.length - 20));
        for (const [at, value] of edits) if (at < bytes.length) bytes[at] = value;
        try {
          const { inputs, outputs, weight } = readLinear(bytes);
          expect(weight).toHaveLength(inputs * outputs);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test('or read, whatever its header says of sizes and offsets', () => {
    const number = fc.oneof(fc.nat(24), fc.integer(), fc.double(), fc.constantFrom(2 ** 31, 2 ** 53, Infinity));
    const described = fc.record({
      dtype: fc.constantFrom('F32', 'F16', 'BF16', 'I8', ''),
      shape: fc.array(number, { maxLength: 9 }),
      data_offsets: fc.array(number, { minLength: 1, maxLength: 3 }),
    });
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), described, { maxKeys: 4 }),
        fc.uint8Array({ maxLength: 32 }),
        (header, data) => {
          try {
            for (const { shape, values } of readSafetensors(file(header, data)).values())
              expect(values).toHaveLength(shape.reduce((product, size) => product * size, 1));
          } catch (error) {
            expect(error).toBeInstanceOf(RangeError);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('a layer is read', () => {
  test.each([
    ['weight', 'bias'],
    ['linear.weight', 'linear.bias'],
    ['0.text.projection.weight', '0.text.projection.bias'],
  ])('from %s and %s', (weight, bias) => {
    const bytes = file(
      { [bias]: entry('F32', [2], 24, 32), [weight]: entry('F32', [2, 3], 0, 24) },
      floats(1, 2, 3, 4, 5, 6, 7, 8),
    );
    expect(readLinear(bytes)).toEqual({
      inputs: 3,
      outputs: 2,
      weight: Float32Array.of(1, 2, 3, 4, 5, 6),
      bias: Float32Array.of(7, 8),
    });
  });

  test('without a bias', () => {
    expect(readLinear(file({ 'linear.weight': entry('F32', [1, 2], 0, 8) }, floats(1, 2)))).toEqual({
      inputs: 2,
      outputs: 1,
      weight: Float32Array.of(1, 2),
      bias: undefined,
    });
  });

  test.each<readonly [what: string, header: object, data: Uint8Array, reason: RegExp]>([
    [
      'without a weight',
      { bias: entry('F32', [1], 0, 4) },
      floats(1),
      /one weight and at most its bias but received \[bias\]/u,
    ],
    ['of nothing', {}, floats(), /received \[\]/u],
    [
      'with two weights',
      { 'a.weight': entry('F32', [1, 1], 0, 4), 'b.weight': entry('F32', [1, 1], 4, 8) },
      floats(1, 2),
      /one weight and at most its bias/u,
    ],
    [
      'with the bias of another',
      { 'a.weight': entry('F32', [1, 1], 0, 4), 'b.bias': entry('F32', [1], 4, 8) },
      floats(1, 2),
      /one weight and at most its bias/u,
    ],
    [
      'with a weight of one dimension',
      { weight: entry('F32', [2], 0, 8) },
      floats(1, 2),
      /a weight of \[outputs, inputs\]/u,
    ],
    [
      'with a weight of no values',
      { weight: entry('F32', [0, 2], 0, 0) },
      floats(),
      /a weight of \[outputs, inputs\]/u,
    ],
    [
      'with a bias of another size',
      { weight: entry('F32', [1, 1], 0, 4), bias: entry('F32', [2], 4, 12) },
      floats(1, 2, 3),
      /a bias of \[1\] but received \[2\]/u,
    ],
    ['with values that are not finite', { weight: entry('F32', [1, 1], 0, 4) }, floats(NaN), /finite values/u],
  ])('but not %s', (_, header, data, reason) => {
    expect(() => readLinear(file(header, data))).toThrow(reason);
  });
});
