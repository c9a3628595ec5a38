import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { cameraPacket, jpegWith, movie, type Shot, shotExif } from '../../fixtures/stacks/build-files.ts';
import { evalFile } from '../../helpers/eval-data.ts';
import { cocoPhotos } from './photo-files.ts';

const contentId = 'FFCBAC24-E547-4BBC-AF47-38B1A3D845E3';

/**
 * Write a Live Photo, a raw and a JPEG of one shot, a photo with an edited copy, a burst of three, a motion photo, and a photo
 * by itself into a folder: ten photos, of which six are seen where stacks are one.
 */
export async function writeStacks(folder: string): Promise<void> {
  const pictures = cocoPhotos(9);
  const shot = async (name: string, picture: number, marks: Shot): Promise<void> => {
    const jpeg = await readFile(evalFile(pictures[picture] ?? ''));
    await writeFile(join(folder, name), jpegWith(jpeg, { exif: shotExif(marks) }));
  };
  await shot('IMG_0001.JPG', 0, { takenAt: '2023:07:05 12:00:00', contentId });
  await writeFile(join(folder, 'IMG_0001.MOV'), movie({ contentId, createdAt: '2023-07-05T12:00:00+0200' }));
  await shot('IMG_0002.JPG', 1, { takenAt: '2023:07:04 12:00:00' });
  const raw = new URL('../../fixtures/formats/turned.dng', import.meta.url);
  await writeFile(join(folder, 'IMG_0002.DNG'), await readFile(raw));
  await shot('IMG_0003.JPG', 2, { takenAt: '2023:07:03 12:00:00' });
  await shot('IMG_0003-edited.JPG', 3, { takenAt: '2023:07:03 12:00:00' });
  for (const i of [4, 5, 6]) {
    await shot(`IMG_000${i}.JPG`, i, { takenAt: `2023:07:02 12:00:0${i}`, burstId: 'BURST-1' });
  }
  const still = jpegWith(await readFile(evalFile(pictures[8] ?? '')), {
    exif: shotExif({ takenAt: '2023:07:01 18:00:00' }),
    xmp: cameraPacket('GCamera:MotionPhoto="1"'),
  });
  await writeFile(join(folder, 'PXL_0008.MP.jpg'), Buffer.concat([still, movie({})]));
  await shot('IMG_0007.JPG', 7, { takenAt: '2023:07:01 12:00:00' });
  await writeFile(join(folder, 'IMG_0007.MOV'), movie({ createdAt: '2023-07-01T18:00:00+0200', seconds: 60 }));
}

/** Write a burst of three shots of a photo into a folder, of which the second alone is sharp. */
export async function writeBurst(folder: string, photo: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [i, sigma] of [3, 0, 2].entries()) {
    const image = sharp(photo).resize(500 - i);
    const jpeg = await (sigma === 0 ? image : image.blur(sigma)).jpeg().toBuffer();
    const marks = { takenAt: `2023:07:02 12:00:0${i}`, burstId: 'BURST-2' };
    await writeFile(join(folder, `BURST_${i + 1}.JPG`), jpegWith(jpeg, { exif: shotExif(marks) }));
  }
}
