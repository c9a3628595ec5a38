import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import type { EncodedPhoto } from '../../src-main/core/encoder-protocol.ts';
import { type Embedding, normalized } from '../../src-main/core/math/vector.ts';
import { noMetadata } from '../../src-main/core/photo-metadata.ts';
import { type Db, openDatabase, prepareDataDir } from '../../src-main/engine/store/database.ts';
import { FileStore } from '../../src-main/engine/store/library/files.ts';
import { FolderStore } from '../../src-main/engine/store/library/folders.ts';
import { PackStore } from '../../src-main/engine/store/packs/packs.ts';
import { PhotoStore } from '../../src-main/engine/store/photos.ts';
import { readPack } from './library.ts';
import { seededRandom } from './photos.ts';

/** Unit vectors in random directions, the same in every run. */
function* randomEmbeddings(count: number, dim: number, seed: number): Generator<Embedding> {
  const random = seededRandom(seed);
  for (let i = 0; i < count; i++) yield normalized(Float32Array.from({ length: dim }, () => random() + random() - 1));
}

/** Width and height of cameras and phones, held both ways, and a panorama. */
const sizes = [
  [4000, 3000],
  [3000, 4000],
  [6000, 4000],
  [4032, 2268],
  [3024, 3024],
  [9000, 2600],
] as const;
/** Pictures that stand for the thumbnails of all photos. */
const distinctThumbs = 96;
const firstYear = 2004;
const years = 22;

/**
 * Fill a data folder without photos with a library of photos that never existed: rows written by the product's own store, as
 * an indexing run writes them. They are spread over two decades, have usual shapes, and share a few thumbnails, which
 * `writeSyntheticThumbs` makes. Returns the number of photos.
 *
 * @param bias of every photo; null leaves the engine to find them, which at 100,000 photos takes minutes of a processor.
 */
export function writeSyntheticLibrary(dataDir: string, count: number, bias: number | null = null): number {
  prepareDataDir(dataDir);
  const database = openDatabase(dataDir);
  try {
    return writePhotos(database, { dataDir, count, bias });
  } finally {
    database.close();
  }
}

interface Written {
  readonly dataDir: string;
  readonly count: number;
  readonly bias: number | null;
}

function writePhotos(database: Db, { dataDir, count, bias }: Written): number {
  const [folders, stored, photos] = [new FolderStore(database), new FileStore(database), new PhotoStore(database)];
  const { id, version, space, embedding } = readPack();
  const pack = new PackStore(database).register({ id, version, space, dim: embedding.dim });
  // Never scanned: a folder that is not there is offline, and its photos stay findable.
  const folder = folders.add(join(dataDir, 'no-such-folder'), Date.now());
  const scan = folders.beginScan(folder.id, 'synthetic');
  const seen = Array.from({ length: count }, (_, i) => ({
    relativePath: `year-${yearOf(i, count)}/IMG_${i}.jpg`,
    sizeBytes: 1000 + i,
    mtimeMs: 1,
    ctimeMs: 1,
  }));
  const perTransaction = 500;
  for (let start = 0; start < count; start += perTransaction) {
    stored.upsertSeen(folder.id, scan, seen.slice(start, start + perTransaction));
  }
  const embeddings = randomEmbeddings(count, embedding.dim, 1);
  let written = 0;
  for (let after = 0; ;) {
    const files = stored.claimAfter(after, [folder.id], perTransaction, new Set());
    if (files.length === 0) return written;
    // One of its own for each photo would write most pages again and again.
    database.transaction(() => {
      for (const file of files) {
        const { value } = embeddings.next() as { value: Embedding };
        photos.saveEncoded(file.id, pack, syntheticPhoto(written, count, file.sizeBytes, value), 0, { bias });
        written++;
      }
    })();
    after = files.at(-1)?.id ?? after;
  }
}

function syntheticPhoto(i: number, count: number, sizeBytes: number, embedding: Embedding): EncodedPhoto {
  const [width, height] = sizes[((i * 7) % 11) % sizes.length] ?? sizes[0];
  const pad = (value: number): string => String(value).padStart(2, '0');
  const day = Math.floor((((i * years) / count) % 1) * 365);
  const takenAt = `${yearOf(i, count)}-${pad(1 + Math.floor(day / 31))}-${pad(1 + (day % 28))}T${pad(i % 24)}:${pad(i % 60)}:00`;
  return {
    kind: 'encoded',
    contentHash: (i + 1).toString(16).padStart(64, '0'),
    sizeBytes,
    mtimeMs: 1,
    format: 'jpeg',
    width,
    height,
    metadata: { ...noMetadata, keywords: [], takenAt, cameraMake: 'Made', cameraModel: `Camera ${i % 5}` },
    warnings: [],
    thumb: thumbOf(i),
    embedding,
  };
}

function yearOf(i: number, count: number): number {
  return firstYear + Math.floor((i * years) / count);
}

function thumbOf(i: number): string {
  return `00/00/${String(i % distinctThumbs)}.webp`;
}

/** Make the thumbnails of a synthetic library: plain gradients, each of its own colours. */
export async function writeSyntheticThumbs(dataDir: string): Promise<void> {
  for (let i = 0; i < distinctThumbs; i++) {
    const path = join(dataDir, 'thumbnails', thumbOf(i));
    await mkdir(dirname(path), { recursive: true });
    const hue = (i * 137) % 360;
    const [width, height] = sizes[i % sizes.length] ?? sizes[0];
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="512" height="${Math.round((512 * height) / width)}">
      <linearGradient id="g" x2="0.3" y2="1"><stop stop-color="hsl(${hue} 55% 72%)"/><stop offset="1" stop-color="hsl(${hue + 50} 45% 32%)"/></linearGradient>
      <rect width="100%" height="100%" fill="url(#g)"/></svg>`;
    await writeFile(path, await sharp(Buffer.from(svg)).webp({ quality: 70 }).toBuffer());
  }
}
