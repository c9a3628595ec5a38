import { expect, it } from 'vitest';
import type { EncoderInfo, PhotoOutcome } from '../../../src-main/core/encoder-protocol.ts';
import { EncodeQueue } from '../../../src-main/engine/encoder/encode-queue.ts';

const failed: PhotoOutcome = { kind: 'failed', error: { code: 'PHOTO_DAMAGED', message: 'Expected a photo' } };

/** @param together how many photos are answered in the same moment. */
async function weighings(photos: number, together: number): Promise<{ weighed: number; replaced: number }> {
  const counts = { weighed: 0, replaced: 0 };
  let answer = Promise.withResolvers<undefined>();
  let asked = 0;
  let settled = 0;
  const waiting = Array.from({ length: photos }, (_, id) => ({ id, attempts: 1 }));
  const queue = new EncodeQueue({
    source: {
      claim: (room) => waiting.splice(0, room),
      countAttempt: () => undefined,
      release: () => undefined,
      encode: async () => {
        const { promise } = answer;
        if (++asked % together === 0) {
          answer.resolve(undefined);
          answer = Promise.withResolvers();
        }
        await promise;
        return failed;
      },
      settle: () => {
        settled++;
        return Promise.resolve();
      },
      fail: () => undefined,
    },
    encoder: {
      ...{ feed: 0, isOutdated: false, quiet: undefined },
      cancelPhotos: () => Promise.resolve(),
      recycle: () => {
        counts.replaced++;
        return Promise.resolve();
      },
      // The first time is before any photo.
      warmUp: () => {
        counts.weighed++;
        return Promise.resolve({ rssBytes: 0 } as EncoderInfo);
      },
    },
    inFlightLimit: together,
    signal: new AbortController().signal,
    onSettled: () => undefined,
    encoderGrowthBytes: -1,
    translate: (error) => error,
  });
  await queue.drain(() => false);
  expect(settled).toBe(photos);
  return counts;
}

it.each([1, 7, 50])(
  'an encoder is weighed after each 100 photos, also where %i of them are answered at once',
  async (together) => {
    // Each time it has grown, and is replaced before the next photo, which begins with weighing its successor.
    expect(await weighings(350, together)).toEqual({ weighed: 7, replaced: 3 });
  },
);
