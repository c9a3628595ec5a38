import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { noVideoFacts, type VideoFacts } from '../../../src-main/core/stacks/marks.ts';
import { readMovie } from '../../../src-main/encoder/containers/movie.ts';
import { readVideo } from '../../../src-main/encoder/decode/read-video.ts';
import { box, movie } from '../../fixtures/stacks/build-files.ts';
import { tempFolder, type TempFolder } from '../../helpers/temp-folder.ts';

const id = 'FFCBAC24-E547-4BBC-AF47-38B1A3D845E3';
let folder: TempFolder;
beforeAll(async () => {
  folder = await tempFolder();
});
afterAll(() => folder[Symbol.asyncDispose]());

async function read(bytes: Buffer): Promise<VideoFacts> {
  const path = join(folder.path, 'clip.mov');
  await writeFile(path, bytes);
  return readVideo(path);
}

describe('a video says', () => {
  test.each([true, false])(
    'what it is called and when it was made, its box behind the media: %s',
    async (isMoovLast) => {
      const clip = movie({ contentId: id, createdAt: '2023-07-01T12:00:01+0200', seconds: 2.5, isMoovLast });
      const takenAt = '2023-07-01T12:00:01';
      expect(await read(clip)).toEqual({ contentId: id, takenAt, takenAtMs: null, seconds: 2.5 });
    },
  );

  test('a moment alone, as Android phones have it', async () => {
    const createdAtMs = Date.UTC(2023, 6, 1, 10, 0, 1);
    expect(await read(movie({ createdAtMs }))).toEqual({ ...noVideoFacts, takenAtMs: createdAtMs, seconds: 3 });
  });

  test('no time by a clock that was never set', async () => {
    expect(await read(movie({}))).toEqual({ ...noVideoFacts, seconds: 3 });
  });

  test.each([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('no video at all, but long enough to be taken for boxes')],
    ['a box that ends behind the file', box('mdat', Buffer.alloc(20)).subarray(0, 12)],
    ['a box of no size', Buffer.concat([Buffer.from([0, 0, 0, 4]), Buffer.from('mdat')])],
    ['no moov', box('ftyp', Buffer.from('qt  '))],
  ])('nothing in a file of %s', async (_, bytes) => {
    expect(await read(bytes)).toEqual(noVideoFacts);
  });

  test('that it is gone', async () => {
    await expect(readVideo(join(folder.path, 'none.mov'))).rejects.toMatchObject({ code: 'PHOTO_MISSING' });
    await expect(readVideo(folder.path)).rejects.toMatchObject({ code: 'PHOTO_UNREADABLE' });
  });
});

test('whatever is in the box, it is read', () => {
  const clip = movie({ contentId: id, createdAt: '2023-07-01T12:00:01+0200', createdAtMs: 1e12 });
  const moov = clip.subarray(clip.indexOf('moov') + 4);
  fc.assert(
    fc.property(
      fc.nat({ max: moov.length }),
      fc.array(fc.tuple(fc.nat({ max: moov.length - 1 }), fc.nat({ max: 255 })), { maxLength: 8 }),
      (cut, edits) => {
        const damaged = Buffer.from(moov.subarray(0, cut));
        for (const [at, byte] of edits) if (at < cut) damaged[at] = byte;
        const { seconds, contentId } = readMovie(damaged);
        expect(seconds === null || seconds >= 0).toBe(true);
        expect(contentId === null || contentId.length <= 200).toBe(true);
      },
    ),
    { numRuns: 1000 },
  );
});
