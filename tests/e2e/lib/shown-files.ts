import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { pixels, scene, storedAs } from '../../encoder/decode/photos.ts';
import { evalFile } from '../../helpers/eval-data.ts';
import { copyAs } from './photo-files.ts';

/** What photos of every orientation show when they are upright. */
export const upright = scene(360, 270);

export const orientations = [1, 2, 3, 4, 5, 6, 7, 8];

const turnedByExif: Readonly<Record<string, (image: Sharp) => Sharp>> = {
  jpg: (image) => image.jpeg({ quality: 100, chromaSubsampling: '4:4:4' }),
  png: (image) => image.png(),
  webp: (image) => image.webp({ lossless: true, effort: 0 }),
  tif: (image) => image.tiff({ compression: 'lzw' }),
  // Turned by boxes, which libheif makes of it.
  avif: (image) => image.avif({ lossless: true, effort: 0 }),
};

/** Formats that are written with an orientation. */
export const exifFormats = Object.keys(turnedByExif);

/** Names that have nothing in common: what has is a stack. */
export const turnedName = (format: string, orientation: number): string => `${format}-${orientation}.${format}`;

/** Photos of all formats in all orientations, and some in a wide gamut. HEIC and AVIF have boxes of their own that say it. */
export async function writeTurned(folder: string): Promise<void> {
  await writeWide(folder);
  for (const orientation of orientations) {
    const stored = storedAs(upright, orientation);
    for (const [format, write] of Object.entries(turnedByExif))
      await write(pixels(stored).withMetadata({ orientation })).toFile(join(folder, turnedName(format, orientation)));
    await writeFile(join(folder, turnedName('jxl', orientation)), await turnedJxl(orientation));
  }
  for (const name of rotatedAvifs)
    await copyAs(evalFile('odd-files/orientation', `${name}.avif`), join(folder, `${name}.avif`));
  const heic = await readFile(join(import.meta.dirname, '../../fixtures/formats/turned.heic'));
  for (const [name, transform] of Object.entries(heicTransforms)) {
    const at = heic.indexOf('irot');
    const turned = Buffer.from(heic);
    turned.set(transform, at);
    await writeFile(join(folder, `${name}.heic`), turned);
  }
}

/**
 * A JPEG XL in an orientation, from one that says nothing of it: `plain.jxl` is 8-bit RGB, and all the rest as usual.
 *
 * @see ISO/IEC 18181-1, D.2 and D.3
 */
async function turnedJxl(orientation: number): Promise<Buffer> {
  const plain = await readFile(join(import.meta.dirname, '../../fixtures/formats/plain.jxl'));
  const sizeBits = 9;
  // Not all as usual, with an orientation, without an intrinsic size, a preview and an animation.
  const orientationBits = [0, 1, ...[0, 1, 2].map((bit) => ((orientation - 1) >> bit) & 1), 0, 0, 0];
  // Integers of 8 bits that fit 16, no more channels, no XYB; colours, tones, extensions and transforms as usual.
  const rest = [0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0, 1];
  const size = Array.from({ length: sizeBits }, (_, i) => ((plain[2 + (i >> 3)] ?? 0) >> (i & 7)) & 1);
  const header = Buffer.alloc(4);
  for (const [i, bit] of [...size, ...orientationBits, ...rest].entries())
    header.writeUInt8((header[i >> 3] ?? 0) | (bit << (i & 7)), i >> 3);
  return Buffer.concat([plain.subarray(0, 2), header, plain.subarray(5)]);
}

export const rotatedAvifs = ['0mir1', '1mir0', '1mir1', '2mir0', '2mir1', '3mir0', '3mir1'].map((how) => `rot${how}`);

const box = (kind: string, value: number): Buffer => Buffer.concat([Buffer.from(kind, 'latin1'), Buffer.from([value])]);

/** The box of a HEIC that says how it is turned or mirrored, without its size. */
const heicTransforms: Readonly<Record<string, Buffer>> = {
  'irot-0': box('irot', 0),
  'irot-1': box('irot', 1),
  'irot-2': box('irot', 2),
  'irot-3': box('irot', 3),
  'imir-0': box('imir', 0),
  'imir-1': box('imir', 1),
};
export const turnedHeics = Object.keys(heicTransforms).map((name) => `${name}.heic`);

/** A colour in sRGB, whose numbers in Display P3 are others. */
export const wideColour = [200, 60, 30] as const;

const wideFormats = ['tiff', 'png', 'jpeg', 'webp', 'avif'] as const;
export const wideNames = wideFormats.map((format) => `wide-in-${format}.${format}`);

async function writeWide(folder: string): Promise<void> {
  const [r, g, b] = wideColour;
  for (const [i, format] of wideFormats.entries()) {
    // Each of another size, as no two photos may be one.
    await sharp({ create: { width: 300 + i, height: 200, channels: 3, background: { r, g, b } } })
      .withIccProfile('p3')
      .toFormat(format, { quality: 95 })
      .toFile(join(folder, wideNames[i] ?? ''));
  }
}

/** Edge of the squares of the chequers in a panorama, in pixels. */
const chequer = 256;

/**
 * Is a pixel of the panorama white? Squares of single white and black pixels in turn, of lines one pixel wide, upright and
 * lying, and of one grey, which says where the others are.
 */
export function panoramaValue(x: number, y: number): number {
  switch ((Math.floor(x / chequer) + Math.floor(y / chequer)) % 4) {
    case 0:
      return (x + y) % 2 === 0 ? 255 : 0;
    case 1:
      return x % 2 === 0 ? 255 : 0;
    case 2:
      return y % 2 === 0 ? 255 : 0;
    default:
      return 40 + ((Math.floor(x / chequer) * 7 + Math.floor(y / chequer) * 13) % 150);
  }
}

export const panorama = { width: 12_000, height: 1_500 } as const;

/** A TIFF eight times as wide as it is high, in which every pixel counts. */
export async function writePanorama(folder: string, name: string): Promise<void> {
  const { width, height } = panorama;
  const data = new Uint8Array(width * height * 3);
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++, at += 3) data.fill(panoramaValue(x, y), at, at + 3);
  await sharp(data, { raw: { width, height, channels: 3 } })
    .tiff({ compression: 'lzw' })
    .toFile(join(folder, name));
}
