import { utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { scramble } from './photos.ts';
import { type Files, writeFiles } from './temp-folder.ts';

/** Photos of the library in tests/fixtures/pack-1-library. */
export const pack1PhotoCount = 48;

const width = 96;
const height = 64;
const firstTakenMs = Date.UTC(2021, 5, 1, 12);
const dayMs = 86_400_000;

/** Name of a photo: every fourth has a word of its own. The higher the number, the newer, and the earlier by its name. */
function pack1PhotoName(n: number): string {
  const number = String(pack1PhotoCount - n).padStart(2, '0');
  return n % 4 === 0 ? `trips/harbour-${number}.bmp` : `home-${number}.bmp`;
}

/**
 * Write the photos of the library in tests/fixtures/pack-1-library: the same bytes on every machine, whatever its
 * libraries compress like.
 */
export async function writePack1Photos(folder: string): Promise<void> {
  const numbers = Array.from({ length: pack1PhotoCount }, (_, n) => n);
  const files: Files = Object.fromEntries(numbers.map((n) => [pack1PhotoName(n), bitmap(n)]));
  await writeFiles(folder, files);
  for (const n of numbers) {
    const taken = new Date(firstTakenMs + n * dayMs);
    await utimes(join(folder, pack1PhotoName(n)), taken, taken);
  }
}

/** A bitmap of 24 bits a pixel: squares and a gradient whose colours follow from the seed. */
function bitmap(seed: number): Buffer {
  const headerBytes = 54;
  const pixels = Buffer.alloc(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const square = (Math.floor((y * 3) / height) * 4 + Math.floor((x * 4) / width)) * 3;
      for (let channel = 0; channel < 3; channel++) {
        const colour = scramble(seed * 64 + square + channel);
        pixels[(y * width + x) * 3 + channel] = (colour * (64 + x + y)) / 224;
      }
    }
  }
  const header = Buffer.alloc(headerBytes);
  header.write('BM', 'latin1');
  header.writeUInt32LE(headerBytes + pixels.length, 2);
  header.writeUInt32LE(headerBytes, 10);
  header.writeUInt32LE(40, 14);
  header.writeInt32LE(width, 18);
  header.writeInt32LE(height, 22);
  header.writeUInt16LE(1, 26);
  header.writeUInt16LE(24, 28);
  header.writeUInt32LE(pixels.length, 34);
  return Buffer.concat([header, pixels]);
}
