import { readdirSync } from 'node:fs';
import { copyFile, mkdir, utimes } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { evalFile } from '../../helpers/eval-data.ts';

const firstMonth = Date.UTC(2019, 0, 2, 12);
const lastMonth = Date.UTC(2026, 5, 2, 12);
/** Months that a set of photos is spread over. */
const months = 16;
const hourMs = 3_600_000;

/**
 * Copy files of the evaluation data into a folder, dated by their place in the list: 16 months from January 2019 to June
 * 2026, oldest first, in each month about as many as in the others.
 *
 * @param files relative to the evaluation data. Each is copied under its own name.
 */
export async function copyPhotos(folder: string, files: readonly string[]): Promise<void> {
  for (const [i, file] of files.entries()) {
    const month = Math.floor((i * months) / files.length);
    const begin = firstMonth + ((lastMonth - firstMonth) * month) / (months - 1);
    await copyAs(evalFile(file), join(folder, basename(file)), new Date(begin + i * hourMs));
  }
}

export async function copyAs(from: string, to: string, modifiedAt = new Date(firstMonth)): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await copyFile(from, to);
  await utimes(to, modifiedAt, modifiedAt);
}

/** Files of a folder of the evaluation data, sorted, relative to the data. */
export function evalFiles(folder: string): string[] {
  return readdirSync(evalFile(folder))
    .sort()
    .map((name) => `${folder}/${name}`);
}

/** Photos with captions, longest edge 512 pixels, each of something else. */
export function cocoPhotos(count = Infinity): string[] {
  return evalFiles('captions/coco').slice(0, count);
}

/** Photos whose captions say "two dogs in the snow". */
export const dogsInSnow = ['captions/flickr8k/1287931016_fb015e2e10.jpg', 'captions/flickr8k/133905560_9d012b47f3.jpg'];

/** Photos of cameras, with EXIF: dates, exposure, places, ratings. */
export function cameraPhotos(): string[] {
  return evalFiles('odd-files/exif');
}
