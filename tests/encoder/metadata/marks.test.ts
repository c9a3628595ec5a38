import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { noMarks, type PhotoMarks } from '../../../src-main/core/stacks/marks.ts';
import { readAppleNote } from '../../../src-main/encoder/metadata/apple-note.ts';
import { readMetadata } from '../../../src-main/encoder/metadata/read-metadata.ts';
import { appleNote, box, cameraPacket, jpegWith, movie, shotExif } from '../../fixtures/stacks/build-files.ts';
import { photo } from '../../helpers/photos.ts';

const id = 'FFCBAC24-E547-4BBC-AF47-38B1A3D845E3';
const plain = await photo(1);

async function marksOf(jpeg: Buffer): Promise<PhotoMarks> {
  const { metadata, warnings } = await readMetadata(jpeg, await sharp(jpeg, { failOn: 'none' }).metadata());
  expect(warnings).toEqual([]);
  const { contentId, burstId, isBurstPick, hasMotion } = metadata;
  return { contentId, burstId, isBurstPick, hasMotion };
}

describe('a photo says', () => {
  test('nothing, for the most part', async () => {
    expect(await marksOf(plain)).toEqual(noMarks);
    // What follows a photo is no part of it unless the photo says so.
    expect(await marksOf(Buffer.concat([plain, movie({})]))).toEqual(noMarks);
  });

  test('by what its Live Photo and its burst are called, in the note of an iPhone', async () => {
    const exif = shotExif({ takenAt: '2023:07:01 12:00:00', contentId: id, burstId: 'BURST-1' });
    expect(await marksOf(jpegWith(plain, { exif }))).toEqual({ ...noMarks, contentId: id, burstId: 'BURST-1' });
  });

  test('that a video follows, in the words of an Android phone, if it is there', async () => {
    for (const attribute of ['GCamera:MotionPhoto="1"', 'GCamera:MicroVideo="1" GCamera:MicroVideoOffset="5"']) {
      const said = jpegWith(plain, { xmp: cameraPacket(attribute) });
      expect(await marksOf(Buffer.concat([said, movie({ isMoovLast: false })]))).toEqual({
        ...noMarks,
        hasMotion: true,
      });
      expect(await marksOf(said), 'cut off').toEqual(noMarks);
    }
    const denied = jpegWith(plain, { xmp: cameraPacket('GCamera:MotionPhoto="0"') });
    expect(await marksOf(Buffer.concat([denied, movie({})]))).toEqual(noMarks);
  });

  test("that a video follows, in what Samsung's cameras append", async () => {
    const end = Buffer.from('\0\0SEFHSEFT', 'latin1');
    const appended = [Buffer.from('MotionPhoto_Data', 'latin1'), movie({}), end];
    expect(await marksOf(Buffer.concat([plain, ...appended]))).toEqual({ ...noMarks, hasMotion: true });
    expect(await marksOf(Buffer.concat([plain, end]))).toEqual(noMarks);
  });

  test('that it is the one of its burst, in the words of an Android phone', async () => {
    const xmp = cameraPacket('GCamera:BurstID="b7" GCamera:BurstPrimary="1"');
    expect(await marksOf(jpegWith(plain, { xmp }))).toEqual({ ...noMarks, burstId: 'b7', isBurstPick: true });
  });

  test('nothing in a box of a HEIC that is only named like a video', async () => {
    const heic = Buffer.concat([box('ftyp', Buffer.from('heic')), box('mpvd', box('ftyp', Buffer.from('mp42')))]);
    const { metadata } = await readMetadata(heic, { format: 'heif', xmp: cameraPacket('GCamera:MotionPhoto="1"') });
    expect(metadata.hasMotion).toBe(false);
    const whole = Buffer.concat([box('ftyp', Buffer.from('heic')), box('mpvd', movie({}))]);
    const { metadata: read } = await readMetadata(whole, {
      format: 'heif',
      xmp: cameraPacket('GCamera:MotionPhoto="1"'),
    });
    expect(read.hasMotion).toBe(true);
  });
});

test('a damaged note is read as far as it goes, and never throws', () => {
  const note = appleNote({ contentId: id, burstId: 'BURST-1' });
  fc.assert(
    fc.property(
      fc.nat({ max: note.length }),
      fc.nat({ max: note.length - 1 }),
      fc.nat({ max: 255 }),
      (cut, at, byte) => {
        const damaged = Buffer.from(note);
        damaged[at] = byte;
        const read = readAppleNote(damaged.subarray(0, cut));
        for (const text of [read.contentId, read.burstId])
          expect(text === null || text.length < note.length).toBe(true);
      },
    ),
  );
});
