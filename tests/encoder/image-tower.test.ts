import { describe, expect, test } from 'vitest';
import { AppError } from '../../src-contract/index.ts';
import type { Embedding } from '../../src-main/core/math/vector.ts';
import type { Provider } from '../../src-main/core/pack/manifest.ts';
import { type ImageModel, ImageTower } from '../../src-main/encoder/image-tower.ts';

const tensor = (value: number): Float32Array<ArrayBuffer> => new Float32Array([value]);
const tensors = (count: number): Float32Array<ArrayBuffer>[] => Array.from({ length: count }, (_, i) => tensor(i));

/** A model whose embedding of a photo is the photo itself, on a GPU that fails as it is told. */
class Machine {
  /** What was done, in order: batches as `<provider> <photos>`. */
  readonly log: string[] = [];
  readonly lost: string[] = [];
  fail: (batch: number) => Error | undefined = () => undefined;
  answer: (value: number) => Embedding | undefined = (value) => tensor(value);

  tower(fallback = true): ImageTower {
    const load = (provider: Provider): Promise<ImageModel> => {
      this.log.push(`load ${provider}`);
      return Promise.resolve(this.#model(provider));
    };
    const onLost = (reason: string): void => void this.lost.push(reason);
    return new ImageTower(this.#model('webgpu'), { provider: 'webgpu', load, fallback, onLost });
  }

  #model(provider: Provider): ImageModel {
    const run = async <T>(batch: readonly Float32Array[], rows: (value: number) => T): Promise<T[]> => {
      this.log.push(`${provider} ${batch.length}`);
      const error = provider === 'cpu' ? undefined : this.fail(batch.length);
      if (error !== undefined) throw error;
      return Promise.resolve(batch.map((one) => rows(one[0] ?? NaN)));
    };
    return {
      encode: (batch) => run(batch as Float32Array[], provider === 'cpu' ? tensor : this.answer),
      encodeDense: (one) => run([one as Float32Array], tensor),
      release: () => {
        this.log.push(`release ${provider}`);
        return Promise.resolve();
      },
    };
  }
}

const deviceLost = (): Error => new Error('WebGPU device lost (2): Device was destroyed.\n');

describe('a GPU that is lost', () => {
  test('costs no photo: the batch is done again on the CPU, and what follows, too', async () => {
    const machine = new Machine();
    const tower = machine.tower();
    expect(await tower.encode(tensors(3))).toEqual(tensors(3));
    machine.fail = deviceLost;
    expect(await tower.encode(tensors(4))).toEqual(tensors(4));
    expect(await tower.encode(tensors(2))).toEqual(tensors(2));
    expect(machine.log).toEqual(['webgpu 3', 'webgpu 4', 'release webgpu', 'load cpu', 'cpu 4', 'cpu 2']);
    expect(machine.lost).toEqual(['webgpu failed: WebGPU device lost (2): Device was destroyed.']);
    expect(tower.provider).toBe('cpu');
  });

  test('is noticed where it answers nothing usable and the CPU does', async () => {
    const machine = new Machine();
    machine.answer = (value) => (value === 1 ? undefined : tensor(0));
    expect(await machine.tower().encode(tensors(3))).toEqual(tensors(3));
    expect(machine.lost).toEqual(['webgpu failed: it gave no usable embedding where the CPU gives one']);
  });

  test('goes for the cells of a photo as well', async () => {
    const machine = new Machine();
    machine.fail = deviceLost;
    expect(await machine.tower().encodeDense(tensor(7))).toEqual([tensor(7)]);
    expect(machine.lost).toHaveLength(1);
  });

  test('is an error where that provider and no other was asked for', async () => {
    const machine = new Machine();
    machine.fail = deviceLost;
    await expect(machine.tower(false).encode(tensors(2))).rejects.toThrow('device lost');
    expect(machine.lost).toEqual([]);
  });
});

test('a photo without an embedding on either is not the fault of the GPU', async () => {
  const machine = new Machine();
  const tower = machine.tower();
  const nan: readonly Float32Array<ArrayBuffer>[] = [tensor(NaN)];
  machine.answer = (value) => (Number.isNaN(value) ? undefined : tensor(value));
  const load = (provider: Provider): Promise<ImageModel> =>
    Promise.resolve({
      encode: () => Promise.resolve([undefined]),
      encodeDense: () => Promise.resolve([]),
      release: () => Promise.resolve(void machine.log.push(`release ${provider}`)),
    });
  const onLost = (reason: string): void => void machine.lost.push(reason);
  const odd = new ImageTower(await load('webgpu'), { provider: 'webgpu', load, fallback: true, onLost });
  expect(await odd.encode(nan)).toEqual([undefined]);
  expect([odd.provider, machine.lost, machine.log]).toEqual(['webgpu', [], ['release cpu']]);
  expect(await tower.encode(tensors(1))).toEqual(tensors(1));
});

describe('memory that is short', () => {
  test.each([
    'Buffer allocation failed: VK_ERROR_OUT_OF_DEVICE_MEMORY',
    'CUDA failure 2: out of memory',
    '8007000E Not enough memory resources are available',
    'BFCArena: Failed to allocate memory for requested buffer of size 41943040',
  ])('halves the batch until it fits, and it stays so: %s', async (message) => {
    const machine = new Machine();
    machine.fail = (batch) => (batch > 2 ? new Error(message) : undefined);
    const tower = machine.tower();
    expect(await tower.encode(tensors(8))).toEqual(tensors(8));
    expect(await tower.encode(tensors(3))).toEqual(tensors(3));
    expect(machine.log).toEqual(['webgpu 8', 'webgpu 4', ...Array<string>(5).fill('webgpu 2'), 'webgpu 1']);
    expect([tower.limit, tower.provider, machine.lost]).toEqual([2, 'webgpu', []]);
  });

  test('for a single photo leaves the GPU', async () => {
    const machine = new Machine();
    machine.fail = () => new Error('out of memory');
    const tower = machine.tower();
    expect(await tower.encode(tensors(4))).toEqual(tensors(4));
    expect(machine.log).toEqual(['webgpu 4', 'webgpu 2', 'webgpu 1', 'release webgpu', 'load cpu', 'cpu 4']);
    expect([tower.provider, tower.limit]).toEqual(['cpu', Infinity]);
  });
});

test('a mistake in the pack is none of the GPU', async () => {
  const machine = new Machine();
  machine.fail = () => new AppError('PACK_MANIFEST_INVALID', 'Expected another shape');
  await expect(machine.tower().encode(tensors(2))).rejects.toMatchObject({ code: 'PACK_MANIFEST_INVALID' });
  expect(machine.lost).toEqual([]);
});

test('at rest a GPU has its memory back, and the next photo loads the model again; the CPU keeps it', async () => {
  const machine = new Machine();
  const tower = machine.tower();
  await tower.rest();
  await tower.rest();
  expect(await Promise.all([tower.encode(tensors(1)), tower.encode(tensors(2))])).toEqual([tensors(1), tensors(2)]);
  expect(machine.log).toEqual(['release webgpu', 'load webgpu', 'webgpu 1', 'webgpu 2']);
  machine.fail = deviceLost;
  await tower.encode(tensors(1));
  machine.log.length = 0;
  await tower.rest();
  expect(machine.log).toEqual([]);
});
