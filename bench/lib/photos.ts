import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import sharp from 'sharp';
import { captionedPhotos, evalDir, labelledPhotos } from './eval-data.ts';
import { progress } from './report.ts';

/** Photos to measure with. */
export interface PhotoSet {
  readonly name: string;
  readonly folders: readonly string[];
  /** Absolute paths of everything in the folders. */
  readonly files: readonly string[];
}

/** The evaluation photos that are plain photographs: 200 to 512 pixels, no metadata. */
export function smallPhotos(): PhotoSet {
  const files = [...captionedPhotos('flickr8k'), ...captionedPhotos('coco'), ...labelledPhotos()];
  return {
    name: 'photos',
    folders: [
      join(evalDir, 'captions', 'flickr8k'),
      join(evalDir, 'captions', 'coco'),
      join(evalDir, 'classes', 'imagenet'),
    ],
    files: files.map(({ path }) => path),
  };
}

const cameraPhotos = 60;
/** Of the sensor: with it the files are 3 to 5 MB, as cameras write them. */
const noiseLevels = 8;

/**
 * Photos as a camera makes them: 12 megapixels, JPEG quality 90 with noise, EXIF, every fourth held upright. They are
 * made from evaluation photos once and kept in the temporary folder.
 */
export async function cameraSet(): Promise<PhotoSet> {
  const folder = join(tmpdir(), 'eidetic-bench-camera-3');
  const complete = `${folder}.complete`;
  if (!existsSync(complete)) {
    progress(`making ${cameraPhotos} photos of 12 megapixels in ${folder}`);
    await mkdir(folder, { recursive: true });
    const { files } = smallPhotos();
    for (let i = 0; i < cameraPhotos; i++) {
      const source = files[Math.floor((i * files.length) / cameraPhotos)] ?? '';
      await makeCameraPhoto(source, join(folder, `IMG_${String(i + 1).padStart(4, '0')}.jpg`), i);
    }
    await writeFile(complete, '');
  }
  const names = (await readdir(folder)).sort();
  return { name: 'camera', folders: [folder], files: names.map((name) => join(folder, name)) };
}

/**
 * The photos of `cameraSet` as an iPhone stores them: HEIC of 4032 x 3024 pixels and 0.8 MB in tiles of 512 x 512, with
 * their EXIF. They are made once, which takes minutes, and kept in the temporary folder; the encoder is that of the
 * optional dependency that decodes them.
 */
export async function heicSet(): Promise<PhotoSet> {
  const folder = join(tmpdir(), 'eidetic-bench-heic-1');
  const complete = `${folder}.complete`;
  if (!existsSync(complete)) {
    const { files } = await cameraSet();
    progress(`making ${files.length} photos of 12 megapixels in ${folder}`);
    await mkdir(folder, { recursive: true });
    const { makeHeic } = await import('./heic-photos.ts');
    for (const path of files) {
      const jpeg = await readFile(path);
      const { data, info } = await sharp(jpeg).toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
      await makeHeic({ ...info, data }, jpeg, join(folder, basename(path, '.jpg') + '.heic'));
    }
    await writeFile(complete, '');
  }
  const names = (await readdir(folder)).sort();
  return { name: 'heic', folders: [folder], files: names.map((name) => join(folder, name)) };
}

async function makeCameraPhoto(source: string, target: string, number: number): Promise<void> {
  const size = { width: 4000, height: 3000 };
  const pixels = await sharp(source)
    .resize(size.width, size.height, { fit: 'cover', kernel: 'lanczos3' })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  addNoise(pixels.data, noiseLevels, number + 1);
  await sharp(pixels.data, { raw: { ...size, channels: pixels.info.channels } })
    .jpeg({ quality: 90 })
    .withExif({
      IFD0: { Make: 'Eidetic', Model: 'Bench', Orientation: number % 4 === 3 ? '6' : '1' },
      IFD2: { DateTimeOriginal: `2024:05:${String(1 + (number % 28)).padStart(2, '0')} 12:00:00`, FNumber: '28/10' },
    })
    .toFile(target);
}

/** Photos at other sizes than the evaluation set has, as JPEG of quality 90. Returns their paths. */
export async function enlargedPhotos(
  folder: string,
  factors: readonly number[],
  perFactor: number,
): Promise<{ path: string; factor: number }[]> {
  await mkdir(folder, { recursive: true });
  const { files } = smallPhotos();
  const made: { path: string; factor: number }[] = [];
  const wanted = factors.flatMap((factor) => Array.from({ length: perFactor }, () => factor));
  for (const [i, factor] of wanted.entries()) {
    const source = files[Math.floor(((i + 0.5) * files.length) / wanted.length)] ?? '';
    const { width, height } = await sharp(source).metadata();
    const path = join(folder, `${factor}x-${basename(source)}`);
    await sharp(source)
      .resize(width * factor, height * factor, { kernel: 'lanczos3' })
      .jpeg({ quality: 90 })
      .toFile(path);
    made.push({ path, factor });
  }
  return made;
}

/** Numbers that look random and are the same in every run: uniform, 0 up to 1. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    // mulberry32
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Add noise of about `deviation` levels, as a sensor does. */
function addNoise(pixels: Buffer, deviation: number, seed: number): void {
  const random = seededRandom(seed);
  const noise = Int8Array.from({ length: 1 << 16 }, () =>
    Math.round((random() + random() + random() + random() - 2) * 1.73 * deviation),
  );
  for (let i = 0, at = 0; i < pixels.length; i++, at++) {
    // Another place in the table for every stretch, or the noise would repeat as a pattern.
    if (i % 4096 === 0) at = Math.floor(random() * noise.length);
    const value = (pixels[i] ?? 0) + (noise[at & 0xffff] ?? 0);
    pixels[i] = Math.max(0, Math.min(255, value));
  }
}
