import { join } from 'node:path';
import { dot } from '../../../src-main/core/math/vector.ts';
import type { CaptionedPhoto } from '../eval-data.ts';
import { seededRandom } from '../photos.ts';
import { blank, type Blanking, blankings } from './blanked.ts';
import { grid, mapOf, type Source, sources } from './maps.ts';
import { forEach, halves, meanOf, type WhereMaterial } from './material.ts';

const cells = grid.rows * grid.columns;
/** A fifth of the photo is blanked. */
const blanked = Math.round(cells / 5);
const photosOfFlickr = 200;

export interface Deletion {
  readonly blanking: Blanking;
  readonly map: Source;
  readonly photos: number;
  /** Percent of photos in which the hottest fifth lowers the score more than one at random. */
  readonly lower: number;
  /** Mean scores: of the photo, without the hottest fifth, without one at random. */
  readonly score: number;
  readonly withoutHottest: number;
  readonly withoutRandom: number;
}

/** Scores of one photo. */
interface Scores {
  readonly score: number;
  readonly random: Readonly<Record<Blanking, number>>;
  readonly hottest: Readonly<Record<Source, Readonly<Record<Blanking, number>>>>;
}

/**
 * Blank the hottest fifth of a photo, and a fifth at random, and compare how well what is left fits the caption: with the photo's
 * mean colour, and blurred, since a map by what covering costs could know what one way of covering does, and no more.
 */
export async function measureDeletion(material: WhereMaterial): Promise<Readonly<Record<string, readonly Deletion[]>>> {
  const { flickr8k, coco } = material.photos;
  return {
    flickr8k: await deletionOf(material, halves(flickr8k).heldOut.slice(0, photosOfFlickr)),
    coco: await deletionOf(material, coco),
  };
}

async function deletionOf(material: WhereMaterial, photos: readonly CaptionedPhoto[]): Promise<Deletion[]> {
  const random = seededRandom(7);
  const all = await forEach('deletion', photos, (photo) => scoresOf(material, photo, random));
  return blankings.flatMap((blanking) =>
    sources.map((map) => {
      const hottest = all.map((each) => each.hottest[map][blanking]);
      const others = all.map((each) => each.random[blanking]);
      return {
        blanking,
        map,
        photos: all.length,
        lower: (100 * hottest.filter((value, i) => value < (others[i] ?? 0)).length) / all.length,
        score: meanOf(all.map(({ score }) => score)),
        withoutHottest: meanOf(hottest),
        withoutRandom: meanOf(others),
      };
    }),
  );
}

async function scoresOf(material: WhereMaterial, photo: CaptionedPhoto, random: () => number): Promise<Scores> {
  const path = join(material.scratch, 'blanked.png');
  const text = await material.description(photo.captions[0] ?? '');
  const order = Array.from({ length: cells }, (_, cell) => cell);
  const drawn = order.map((cell) => ({ cell, at: random() })).toSorted((a, b) => a.at - b.at);
  const mapped = await material.mapped(photo.path);
  const without = async (some: readonly number[]): Promise<Record<Blanking, number>> => {
    const scores = { 'mean colour': 0, blurred: 0 };
    for (const blanking of blankings) {
      await blank(photo.path, some, blanking, path);
      scores[blanking] = dot(await material.whole(path), text);
    }
    return scores;
  };
  const hottest = (source: Source): Promise<Record<Blanking, number>> => {
    const { heat } = mapOf(source, mapped, text);
    return without(order.toSorted((a, b) => (heat[b] ?? 0) - (heat[a] ?? 0)).slice(0, blanked));
  };
  return {
    score: dot(await material.whole(photo.path), text),
    random: await without(drawn.slice(0, blanked).map(({ cell }) => cell)),
    hottest: {
      patches: await hottest('patches'),
      occlusion: await hottest('occlusion'),
      both: await hottest('both'),
    },
  };
}
