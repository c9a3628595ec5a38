import { describe, expect, test } from 'vitest';
import { AppError, type Box } from '../../../../src-contract/index.ts';
import { coverings } from '../../../../src-main/core/dense/occlusion.ts';
import type { OcclusionEmbeddings } from '../../../../src-main/core/encoder-protocol.ts';
import { Occlusions, type OcclusionsOptions } from '../../../../src-main/engine/search/where/occlusions.ts';

const answer: OcclusionEmbeddings = {
  whole: Float32Array.of(1, 0),
  covered: coverings.map(() => Float32Array.of(0, 1)),
};

interface Asked {
  readonly path: string;
  readonly boxes: readonly Box[];
  readonly signal: AbortSignal | undefined;
  readonly answer: (value: OcclusionEmbeddings) => void;
  readonly fail: (error: unknown) => void;
}

/** Occlusions of photos of which each is its own content, by an encoder that answers when the test does. */
function opened(): { occlusions: Occlusions; asked: Asked[]; next: () => Promise<Asked> } {
  const asked: Asked[] = [];
  let taken = 0;
  const photos: OcclusionsOptions['photos'] = {
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
  const encodeOccluded = (path: string, boxes: readonly Box[], signal?: AbortSignal): Promise<OcclusionEmbeddings> => {
    const { promise, resolve, reject } = Promise.withResolvers<OcclusionEmbeddings>();
    asked.push({ path, boxes, signal, answer: resolve, fail: reject });
    signal?.addEventListener('abort', () => {
      reject(new AppError('CANCELLED', 'Nobody waits for it'));
    });
    return promise;
  };
  const next = async (): Promise<Asked> => {
    await expect.poll(() => asked.length).toBeGreaterThan(taken);
    const one = asked[taken++];
    if (one === undefined) throw new Error('Expected the encoder to be asked');
    return one;
  };
  return { occlusions: new Occlusions({ photos, encoder: { encodeOccluded } }), asked, next };
}

describe('the occlusions of a photo', () => {
  test('are encoded once, with everything covered that there is, whoever asks', async () => {
    const { occlusions, asked, next } = opened();
    const both = Promise.all([occlusions.of(7), occlusions.of(7)]);
    const { path, boxes, answer: reply } = await next();
    reply(answer);
    expect(await both).toEqual([answer, answer]);
    expect([path, boxes]).toEqual(['/home/anna/7.jpg', coverings]);
    expect(await occlusions.of(7)).toBe(answer);
    expect(asked).toHaveLength(1);
  });

  test('end when nobody waits for them any more, and are begun anew for who asks then', async () => {
    const { occlusions, next } = opened();
    const stop = new AbortController();
    const waiting = occlusions.of(7, stop.signal);
    const first = await next();
    expect(first.signal?.aborted).toBe(false);
    stop.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(first.signal?.aborted).toBe(true);
    const again = occlusions.of(7, new AbortController().signal);
    (await next()).answer(answer);
    expect(await again).toBe(answer);
  });

  test('go on as long as another waits', async () => {
    const { occlusions, asked, next } = opened();
    const stop = new AbortController();
    const gone = occlusions.of(7, stop.signal);
    const stays = occlusions.of(7, new AbortController().signal);
    const first = await next();
    stop.abort();
    await expect(gone).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(first.signal?.aborted).toBe(false);
    first.answer(answer);
    expect(await stays).toBe(answer);
    expect(asked).toHaveLength(1);
  });

  test('are not begun for who has gone already, and stay known when who got them goes', async () => {
    const { occlusions, asked, next } = opened();
    await expect(occlusions.of(7, AbortSignal.abort())).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(asked).toHaveLength(0);
    const stop = new AbortController();
    const waiting = occlusions.of(7, stop.signal);
    (await next()).answer(answer);
    await waiting;
    stop.abort();
    expect(await occlusions.of(7)).toBe(answer);
    expect(asked).toHaveLength(1);
  });

  test('are forgotten again, those that nobody has asked for longest first', async () => {
    const { occlusions, asked, next } = opened();
    for (let photoId = 1; photoId <= 60; photoId++) {
      const waiting = occlusions.of(photoId);
      (await next()).answer(answer);
      await waiting;
    }
    await occlusions.of(60);
    expect(asked).toHaveLength(60);
    const again = occlusions.of(1);
    (await next()).answer(answer);
    await again;
    expect(asked).toHaveLength(61);
  });

  test('are asked for again after an error, which names the file and not where it lies', async () => {
    const { occlusions, next } = opened();
    const failed = occlusions.of(3);
    const { path, fail } = await next();
    fail(new AppError('QUERY_IMAGE_UNREADABLE', `Expected an image at "${path}"`));
    await expect(failed).rejects.toMatchObject({
      code: 'QUERY_IMAGE_UNREADABLE',
      message: 'Expected an image at "3.jpg"',
    });
    const again = occlusions.of(3);
    (await next()).answer(answer);
    expect(await again).toBe(answer);
  });

  test('are asked for once more when the encoder died over them', async () => {
    const { occlusions, next } = opened();
    const waiting = occlusions.of(5);
    (await next()).fail(new AppError('ENCODER_CRASHED', 'It ended'));
    (await next()).answer(answer);
    expect(await waiting).toBe(answer);
  });
});
