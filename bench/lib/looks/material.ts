import { createHash } from 'node:crypto';
import { copyFile, mkdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import sharp from 'sharp';
import { defaultLimits } from '../../../src-main/core/encoder-protocol.ts';
import { measureLook, type PhotoLook } from '../../../src-main/core/looks/measure.ts';
import type { Embedding } from '../../../src-main/core/math/vector.ts';
import { readLooks } from '../../../src-main/encoder/decode/read-looks.ts';
import { Store } from '../../../src-main/engine/store/store.ts';
import { captionedPhotos, labelledPhotos } from '../eval-data.ts';
import { type BenchLibrary, benchLibrary, readPack, scratchFolder } from '../library.ts';
import { progress } from '../report.ts';
import { burst, ladders, type Step } from './ladders.ts';

/** A picture as the product sees it. */
export interface Seen {
  readonly look: PhotoLook;
  readonly embedding: Embedding;
}

export interface LooksMaterial {
  /** By ladder, then by photo, in the order of its steps. */
  readonly ladders: ReadonlyMap<string, readonly (readonly Seen[])[]>;
  /** By photo, the sharp one first. */
  readonly bursts: readonly (readonly Seen[])[];
  /** Of each class one photo. */
  readonly labelled: readonly { readonly label: string; readonly embedding: Embedding }[];
  /** Embeddings of texts. */
  readonly texts: ReadonlyMap<string, Embedding>;
}

/** So many photos have ladders. */
const photosWithLadders = 60;
/** Every so many classes have a photo among those that words put in order. */
const everyClass = 3;
/** Longest edge of the pictures that are made: that of thumbnails, so that no change is lost by making it smaller. */
const edge = 512;

/** Make ladders of photos of COCO, and let the product's engine and encoder look at them. */
export async function looksMaterial(): Promise<LooksMaterial> {
  await using scratch = await scratchFolder();
  const sets: readonly (readonly [name: string, steps: readonly Step[]])[] = [
    ...Object.entries(ladders).map(([name, { steps }]) => [name, steps] as const),
    ['burst', burst],
  ];
  const photos = captionedPhotos('coco').slice(0, photosWithLadders);
  for (const [name, steps] of sets) {
    await mkdir(join(scratch.path, name));
    for (const [i, { path }] of photos.entries()) await makeSteps(path, steps, join(scratch.path, name, String(i)));
  }
  progress('ladders made');
  await using library = await benchLibrary({ captions: [] });
  const labelled = labelledPhotos().filter((_, i) => i % everyClass === 0);
  await mkdir(join(scratch.path, 'classes'));
  for (const { path } of labelled) await copyFile(path, join(scratch.path, 'classes', basename(path)));
  const { encoded } = await library.index(scratch.path);
  await library.engine.looks.settled();
  progress(`${encoded} photos encoded; measured: ${JSON.stringify(library.engine.looks.state())}`);
  const texts = await encodeTexts(library, [
    ...Object.values(ladders).flatMap(({ towards, from }) => [towards, from]),
    ...['a photo', ...labelled.flatMap(({ label }) => [label, `not ${label}`])],
  ]);
  await library.closeAndRead();
  const seen = await seenPhotos(library.dataDir);
  const madeOf = (name: string, steps: readonly Step[]): Promise<Seen[][]> =>
    Promise.all(
      photos.map((_, i) =>
        Promise.all(steps.map((__, step) => seenAt(seen, join(scratch.path, name, `${i}-${step}.png`)))),
      ),
    );
  const made = new Map<string, Seen[][]>();
  for (const [name, { steps }] of Object.entries(ladders)) made.set(name, await madeOf(name, steps));
  return {
    ladders: made,
    bursts: await madeOf('burst', burst),
    labelled: await Promise.all(
      labelled.map(async ({ path, label }) => ({ label, embedding: (await seenAt(seen, path)).embedding })),
    ),
    texts,
  };
}

async function makeSteps(path: string, steps: readonly Step[], to: string): Promise<void> {
  const image = sharp(path).resize(edge, edge, { fit: 'inside' }).removeAlpha().toColourspace('srgb');
  const { data, info } = await image.raw().toBuffer({ resolveWithObject: true });
  const raw = { width: info.width, height: info.height, channels: 3 as const };
  for (const [i, step] of steps.entries()) {
    const made = await step(sharp(data, { raw }), info);
    await made.png({ compressionLevel: 1 }).toFile(`${to}-${i}.png`);
  }
}

async function encodeTexts(
  { engine }: Pick<BenchLibrary, 'engine'>,
  texts: readonly string[],
): Promise<Map<string, Embedding>> {
  const known = new Map<string, Embedding>();
  for (let at = 0; at < texts.length; at += 64) {
    const some = texts.slice(at, at + 64);
    const { vectors } = await engine.encoder.encodeTexts(some);
    for (const [i, vector] of vectors.entries()) known.set(some[i] ?? '', vector);
  }
  return known;
}

/** All photos of a library by the hash of their content, measured in their thumbnails again: unchanged steps are one photo. */
async function seenPhotos(dataDir: string): Promise<Map<string, Seen>> {
  using store = Store.open(dataDir);
  const { id, version, space, embedding } = readPack();
  const row = store.packs.register({ id, version, space, dim: embedding.dim });
  const seen = new Map<string, Seen>();
  for (const { photoId, vector } of [...store.photos.embeddings(row)]) {
    const file = store.photos.hit(photoId, null);
    if (file === undefined) continue;
    const thumbDir = join(dataDir, 'thumbnails');
    const [look] = await readLooks({ thumbDir, looksOf: [file.thumb], limits: defaultLimits });
    if (look === null || look === undefined) throw new Error(`Expected a thumbnail of ${file.relativePath}`);
    seen.set(basename(file.thumb, '.webp'), { look, embedding: vector });
  }
  return seen;
}

async function seenAt(seen: ReadonlyMap<string, Seen>, path: string): Promise<Seen> {
  const hash = createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
  const found = seen.get(hash);
  if (found === undefined) throw new Error(`Expected ${path} to have been indexed`);
  return found;
}

/** Pictures of one colour on part of a wall: where it begins, how wide and high it is, as shares. */
export async function painted(hex: string, wall: string, size: number, isInMiddle: boolean): Promise<PhotoLook> {
  const [width, height] = [256, 192];
  const side = Math.sqrt(size);
  const [w, h] = [Math.round(width * side), Math.round(height * side)];
  const patch = await sharp({ create: { width: w, height: h, channels: 3, background: hex } })
    .png()
    .toBuffer();
  const [left, top] = isInMiddle ? [Math.round((width - w) / 2), Math.round((height - h) / 2)] : [0, 0];
  const { data, info } = await sharp({ create: { width, height, channels: 3, background: wall } })
    .composite([{ input: patch, left, top }])
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return measureLook({ data, width: info.width, height: info.height });
}
