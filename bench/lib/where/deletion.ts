import { join } from 'node:path';
import sharp from 'sharp';
import { heatOf, refinedPatches } from '../../../src-main/core/dense/patches.ts';
import { dot } from '../../../src-main/core/math/vector.ts';
import type { CaptionedPhoto } from '../eval-data.ts';
import { seededRandom } from '../photos.ts';
import { forEach, halves, meanOf, type WhereMaterial } from './material.ts';

const columns = 8;
const cells = 64;
/** A fifth of the photo is blanked. */
const blanked = Math.round(cells / 5);
const photosOfFlickr = 200;

export interface Deletion {
  readonly photos: number;
  /** Percent of photos in which the hottest fifth lowers the score more than one at random. */
  readonly lower: number;
  /** Mean scores: of the photo, without the hottest fifth, without one at random. */
  readonly score: number;
  readonly withoutHottest: number;
  readonly withoutRandom: number;
}

/**
 * Blank the hottest fifth of a photo with its mean colour, and a fifth at random, and compare how well what is left fits the
 * caption.
 */
export async function measureDeletion(material: WhereMaterial): Promise<Readonly<Record<string, Deletion>>> {
  const { flickr8k, coco } = material.photos;
  return {
    flickr8k: await deletionOf(material, halves(flickr8k).heldOut.slice(0, photosOfFlickr)),
    coco: await deletionOf(material, coco),
  };
}

async function deletionOf(material: WhereMaterial, photos: readonly CaptionedPhoto[]): Promise<Deletion> {
  const random = seededRandom(7);
  const path = join(material.scratch, 'blanked.png');
  const scores = await forEach('deletion', photos, async (photo) => {
    const text = await material.description(photo.captions[0] ?? '');
    const heat = heatOf(refinedPatches(await material.patches(photo.path), material.dim), text);
    const order = Array.from(heat, (_, cell) => cell);
    const hottest = order.toSorted((a, b) => (heat[b] ?? 0) - (heat[a] ?? 0)).slice(0, blanked);
    const drawn = order.map((cell) => ({ cell, at: random() })).toSorted((a, b) => a.at - b.at);
    const scoreOf = async (picture: string): Promise<number> => dot(await material.whole(picture), text);
    const without = async (some: readonly number[]): Promise<number> => {
      await blank(photo.path, some, path);
      return scoreOf(path);
    };
    return {
      score: await scoreOf(photo.path),
      hottest: await without(hottest),
      random: await without(drawn.slice(0, blanked).map(({ cell }) => cell)),
    };
  });
  return {
    photos: scores.length,
    lower: (100 * scores.filter(({ hottest, random: other }) => hottest < other).length) / scores.length,
    score: meanOf(scores.map(({ score }) => score)),
    withoutHottest: meanOf(scores.map(({ hottest }) => hottest)),
    withoutRandom: meanOf(scores.map(({ random: other }) => other)),
  };
}

async function blank(photo: string, some: readonly number[], target: string): Promise<void> {
  const upright = sharp(await sharp(photo).rotate().toColourspace('srgb').removeAlpha().png().toBuffer());
  const { width, height } = await upright.metadata();
  const { channels } = await upright.stats();
  const [r = 0, g = 0, b = 0] = channels.map(({ mean }) => Math.round(mean));
  const edge = (at: number, size: number): number => Math.round((at * size) / columns);
  const patches = some.map((cell) => {
    const [column, row] = [cell % columns, Math.floor(cell / columns)];
    const [left, top] = [edge(column, width), edge(row, height)];
    const size = { width: edge(column + 1, width) - left, height: edge(row + 1, height) - top };
    return { input: { create: { ...size, channels: 3 as const, background: { r, g, b } } }, left, top };
  });
  await upright.composite(patches).png({ compressionLevel: 1 }).toFile(target);
}
