import type { Embedding } from '../../../src-main/core/math/vector.ts';
import type { ExactIndex } from '../../../src-main/engine/search/exact-index.ts';
import { type Look, rankByLook } from '../../../src-main/engine/search/query/look-query.ts';
import { indexOf, names, type TrustMaterial, type TrustPhoto } from './material.ts';
import { captionNouns } from './words.ts';

/** Photos that are looked at, best first. */
const top = 50;
/** A thing that is left out must be in that share of what is found with it. */
const share = { least: 0.2, most: 0.9 };
/** Photos that name the thing that is looked for, the one that is left out, and the first without the second. */
const least = { wanted: 25, unwanted: 15, others: 15 };
/** Photos as examples of each pair. */
const examplesOfEach = 3;

export interface LeavingOut {
  readonly queries: number;
  /** Of the best 50, in percent, that show the thing, without and with leaving it out. */
  readonly shareBefore: number;
  readonly shareAfter: number;
  /** Of the others that show what is looked for, in percent, those among the best 50. */
  readonly othersBefore: number;
  readonly othersAfter: number;
}

export interface MixingFigures {
  readonly minus: LeavingOut;
  readonly ignoreInDescription: LeavingOut;
  readonly minusWithExample: LeavingOut;
  readonly ignoreInExample: LeavingOut;
  /** R@10 of a caption's photo by the caption, by another photo of the same thing, by both; in percent. */
  readonly mix: { readonly queries: number; readonly text: number; readonly example: number; readonly both: number };
}

interface Pair {
  readonly wanted: string;
  readonly unwanted: string;
}

/** What minus, ignore and mixed queries do, on captioned photos: what captions name counts as shown. */
export async function measureMixing(material: TrustMaterial): Promise<MixingFigures> {
  const photos = [...material.sets.flickr8k, ...material.sets.coco];
  const index = indexOf(photos);
  const embeddings = await material.descriptions(captionNouns);
  const meaning = new Map(captionNouns.map((noun, i) => [noun, embeddings[i] ?? new Float32Array()]));
  const naming = new Map(captionNouns.map((noun) => [noun, new Set(placesOf(photos, noun))]));
  const world: World = { photos, index, meaning, naming };
  const pairs = await pairsOf(world);
  const examples = pairs.flatMap((pair) => examplesFor(world, pair).map((example) => ({ ...pair, example })));
  const described = pairs.map((pair) => ({ ...pair, example: null }));
  return {
    minus: await leavingOut(world, described, 'minus'),
    ignoreInDescription: await leavingOut(world, described, 'ignore'),
    minusWithExample: await leavingOut(world, examples, 'minus'),
    ignoreInExample: await leavingOut(world, examples, 'ignore'),
    mix: await mixing(material, world),
  };
}

interface World {
  readonly photos: readonly TrustPhoto[];
  readonly index: ExactIndex;
  readonly meaning: ReadonlyMap<string, Embedding>;
  /** Ids of the photos whose captions name a noun. */
  readonly naming: ReadonlyMap<string, ReadonlySet<number>>;
}

function placesOf(photos: readonly TrustPhoto[], noun: string): number[] {
  return photos.flatMap((photo, i) => (names(photo, noun) ? [i + 1] : []));
}

async function find(index: ExactIndex, look: Partial<Look>, count: number): Promise<number[]> {
  const hits = await rankByLook(
    index,
    {
      look: { description: null, example: null, minus: [], ignore: [], ...look },
      top: count,
      only: null,
      also: [],
      biased: true,
    },
    {},
  );
  return hits.slice(0, count).map(({ id }) => id);
}

/** Pairs of nouns where looking for one finds a good deal of the other. */
async function pairsOf({ index, meaning, naming }: World): Promise<Pair[]> {
  const pairs: Pair[] = [];
  for (const wanted of captionNouns) {
    const ofWanted = naming.get(wanted) ?? new Set();
    if (ofWanted.size < least.wanted) continue;
    const found = await find(index, { description: meaning.get(wanted) ?? null }, top);
    for (const unwanted of captionNouns) {
      const ofUnwanted = naming.get(unwanted) ?? new Set();
      if (unwanted === wanted || ofUnwanted.size < least.unwanted) continue;
      const shown = found.filter((id) => ofUnwanted.has(id)).length / top;
      const others = ofWanted.difference(ofUnwanted).size;
      if (shown >= share.least && shown <= share.most && others >= least.others) pairs.push({ wanted, unwanted });
    }
  }
  return pairs;
}

/** Photos that show both, evenly chosen. */
function examplesFor({ naming }: World, { wanted, unwanted }: Pair): number[] {
  const both = [...(naming.get(wanted) ?? new Set<number>()).intersection(naming.get(unwanted) ?? new Set<number>())];
  const step = Math.max(1, both.length / examplesOfEach);
  return Array.from({ length: Math.min(examplesOfEach, both.length) }, (_, i) => both[Math.floor(i * step)] ?? 1);
}

async function leavingOut(
  { photos, index, meaning, naming }: World,
  queries: readonly (Pair & { readonly example: number | null })[],
  how: 'minus' | 'ignore',
): Promise<LeavingOut> {
  const sums = { shareBefore: 0, shareAfter: 0, othersBefore: 0, othersAfter: 0 };
  for (const { wanted, unwanted, example } of queries) {
    const look: Partial<Look> =
      example === null
        ? { description: meaning.get(wanted) ?? null }
        : { example: photos[example - 1]?.embedding ?? null };
    const leftOut = [meaning.get(unwanted) ?? new Float32Array()];
    const foundBy = async (one: Partial<Look>): Promise<number[]> =>
      (await find(index, one, top + 1)).filter((id) => id !== example).slice(0, top);
    const before = await foundBy(look);
    const after = await foundBy({ ...look, [how]: leftOut });
    const ofUnwanted = naming.get(unwanted) ?? new Set();
    const others = (naming.get(wanted) ?? new Set()).difference(ofUnwanted);
    const shareOf = (found: readonly number[]): number => (100 * found.filter((id) => ofUnwanted.has(id)).length) / top;
    const othersOf = (found: readonly number[]): number =>
      (100 * found.filter((id) => others.has(id)).length) / Math.min(top, others.size);
    sums.shareBefore += shareOf(before);
    sums.shareAfter += shareOf(after);
    sums.othersBefore += othersOf(before);
    sums.othersAfter += othersOf(after);
  }
  const mean = (sum: number): number => sum / queries.length;
  return {
    queries: queries.length,
    shareBefore: mean(sums.shareBefore),
    shareAfter: mean(sums.shareAfter),
    othersBefore: mean(sums.othersBefore),
    othersAfter: mean(sums.othersAfter),
  };
}

/** A caption, and as an example another photo whose captions name a noun of it. */
async function mixing(material: TrustMaterial, { photos, index, naming }: World): Promise<MixingFigures['mix']> {
  const right = { text: 0, example: 0, both: 0 };
  let queries = 0;
  for (const [i, photo] of photos.entries()) {
    const id = i + 1;
    const caption = photo.captions[0] ?? '';
    const noun = captionNouns.find((one) => names({ ...photo, captions: [caption] }, one));
    const other = noun === undefined ? undefined : [...(naming.get(noun) ?? [])].find((one) => one > id);
    if (other === undefined) continue;
    const [description = new Float32Array()] = await material.descriptions([caption]);
    const example = photos[other - 1]?.embedding ?? null;
    const isFound = async (look: Partial<Look>): Promise<number> => {
      const found = (await find(index, look, 11)).filter((hit) => hit !== other).slice(0, 10);
      return found.includes(id) ? 1 : 0;
    };
    right.text += await isFound({ description });
    right.example += await isFound({ example });
    right.both += await isFound({ description, example });
    queries++;
  }
  const percent = (count: number): number => (100 * count) / queries;
  return { queries, text: percent(right.text), example: percent(right.example), both: percent(right.both) };
}
