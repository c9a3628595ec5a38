import { describe, expect, test } from 'vitest';
import { AppError } from '../../../../src-contract/index.ts';
import type { DenseEmbedding } from '../../../../src-main/core/encoder-protocol.ts';
import {
  PatchEmbeddings,
  type PatchEmbeddingsOptions,
} from '../../../../src-main/engine/search/where/patch-embeddings.ts';

const dense: DenseEmbedding = { grid: [1, 2], patches: Float32Array.from([1, 0, 0, 1]) };

/** Patches of photos of which each is its own content, by an encoder that answers in this way. */
function opened(encode: (path: string) => Promise<DenseEmbedding>): { patches: PatchEmbeddings; asked: string[] } {
  const asked: string[] = [];
  const photos: PatchEmbeddingsOptions['photos'] = {
    content: (photoId) => ({
      ...{ contentHash: String(photoId), sizeBytes: 1, format: 'jpeg', width: 2, height: 1 },
      ...{ orientation: 1, thumb: '' },
    }),
    file: (photoId) =>
      Promise.resolve({
        path: `/home/anna/${photoId}.jpg`,
        ...{ name: `${photoId}.jpg`, format: 'jpeg', sizeBytes: 1, contentHash: String(photoId) },
      }),
  };
  const encodeDense = (path: string): Promise<DenseEmbedding> => {
    asked.push(path);
    return encode(path);
  };
  return { patches: new PatchEmbeddings({ photos, encoder: { encodeDense }, dim: 2 }), asked };
}

describe('the patches of a photo', () => {
  test('are encoded once, also for those who ask meanwhile', async () => {
    const { patches, asked } = opened(() => Promise.resolve(dense));
    const [one, two] = await Promise.all([patches.of(7), patches.of(7)]);
    expect(one).toEqual({ rows: 1, columns: 2, patches: dense.patches });
    expect(two).toBe(one);
    expect(await patches.of(7)).toBe(one);
    expect(asked).toEqual(['/home/anna/7.jpg']);
  });

  test('are forgotten again, those that nobody has asked for longest first', async () => {
    const { patches, asked } = opened(() => Promise.resolve(dense));
    for (let photoId = 1; photoId <= 100; photoId++) await patches.of(photoId);
    await patches.of(100);
    expect(asked).toHaveLength(100);
    await patches.of(1);
    expect(asked).toHaveLength(101);
  });

  test('are asked for again after an error, which names the file and not where it lies', async () => {
    let isBroken = true;
    const { patches, asked } = opened((path) => {
      if (!isBroken) return Promise.resolve(dense);
      return Promise.reject(new AppError('QUERY_IMAGE_UNREADABLE', `Expected an image at "${path}"`));
    });
    const failed = patches.of(3);
    await expect(failed).rejects.toMatchObject({
      code: 'QUERY_IMAGE_UNREADABLE',
      message: 'Expected an image at "3.jpg"',
    });
    isBroken = false;
    expect(await patches.of(3)).toMatchObject({ rows: 1 });
    expect(asked).toHaveLength(2);
  });

  test('are asked for once more when the encoder died over them', async () => {
    let deaths = 0;
    const { patches, asked } = opened(() => {
      if (deaths++ === 0) return Promise.reject(new AppError('ENCODER_CRASHED', 'It ended'));
      return Promise.resolve(dense);
    });
    expect(await patches.of(5)).toMatchObject({ columns: 2 });
    expect(asked).toHaveLength(2);
  });
});
