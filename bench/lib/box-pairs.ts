import { dot, type Embedding, meanDirection } from '../../src-main/core/math/vector.ts';
import { type BoxQuery, showing } from './box-queries.ts';
import type { CaptionedPhoto } from './eval-data.ts';
import type { Section } from './report.ts';
import { halves } from './where/material.ts';

/** Photos that have to have both: enough that finding them says something. */
const leastRelevant = 3;
const top = 10;

/** Ways to ask for two things at once, by the z-scores of the cosines that photos have with each. */
const ways = {
  'mean of their directions': null,
  'sum of z (the product)': (a: number, b: number): number => a + b,
  'least z': (a: number, b: number): number => Math.min(a, b),
  'least z, and a fifth of the sum': (a: number, b: number): number => Math.min(a, b) + (a + b) / 5,
  'first alone': (a: number): number => a,
} as const;
type Way = keyof typeof ways;

/** A thing that is asked for, and photos that would be found for another reason. */
interface Sought extends Pick<BoxQuery, 'thing' | 'leftOut'> {
  readonly embedding: Embedding;
}

/** A box, with what it looks like. */
interface EncodedBox extends BoxQuery, Sought {}

interface PairFigures {
  /** Pairs of things. */
  readonly pairs: number;
  /** Percent of the photos that have both, ten at most, that are among the best ten. */
  readonly found: Readonly<Record<Way, number>>;
}

/** The way was chosen by the first half. */
type Halves = Readonly<Record<'tuning' | 'heldOut', PairFigures>>;

export interface PairMaterial {
  readonly photos: readonly CaptionedPhoto[];
  /** By path: of all that is searched. */
  readonly stored: ReadonlyMap<string, Embedding>;
  readonly boxes: readonly EncodedBox[];
  /** As a search encodes the names of things. */
  readonly words: ReadonlyMap<string, Embedding>;
}

/**
 * Ask for photos that have two things: what two boxes show, or what a box shows and a word. Each pair of things is asked for by
 * all pairs of boxes around them, and counts once.
 */
export function measurePairs(material: PairMaterial): Readonly<Record<'two boxes' | 'a box and a word', Halves>> {
  const zOf = zScoresOver(material.stored);
  const things = [...new Set(material.boxes.map(({ thing }) => thing))].toSorted((a, b) => a.localeCompare(b));
  const pairs = things.flatMap((one, i) => things.slice(i + 1).map((other): [string, string] => [one, other]));
  const boxesOf = (thing: string): EncodedBox[] => material.boxes.filter((box) => box.thing === thing);
  const wordOf = (thing: string): Sought[] => {
    const embedding = material.words.get(thing);
    return embedding === undefined ? [] : [{ thing, embedding, leftOut: [] }];
  };
  const measured = (ask: (one: string, other: string) => [Sought, Sought][]): Halves => {
    const all = pairs.map(([one, other]) => ofPairs(ask(one, other), material, zOf)).filter((each) => each !== null);
    const { tuning, heldOut } = halves(all);
    return { tuning: inTheMean(tuning), heldOut: inTheMean(heldOut) };
  };
  const each = (some: readonly Sought[], others: readonly Sought[]): [Sought, Sought][] =>
    some.flatMap((one) => others.map((other): [Sought, Sought] => [one, other]));
  return {
    'two boxes': measured((one, other) => each(boxesOf(one), boxesOf(other))),
    'a box and a word': measured((one, other) => [
      ...each(boxesOf(one), wordOf(other)),
      ...each(boxesOf(other), wordOf(one)),
    ]),
  };
}

function inTheMean(each: readonly Record<Way, number>[]): PairFigures {
  const found = Object.fromEntries(names.map((way) => [way, mean(each.map((one) => one[way]))]));
  return { pairs: each.length, found: found as Record<Way, number> };
}

const names = Object.keys(ways) as Way[];

/** Means over the pairs that can be asked for; null for none. */
function ofPairs(
  pairs: readonly (readonly [Sought, Sought])[],
  { photos, stored }: PairMaterial,
  zOf: (embedding: Embedding) => ReadonlyMap<string, number>,
): Record<Way, number> | null {
  const all: Record<string, number[]> = {};
  for (const [a, b] of pairs) {
    const leftOut = new Set([...a.leftOut, ...b.leftOut]);
    const both = showing(photos, a.thing).filter((photo) => showing([photo], b.thing).length > 0);
    const relevant = new Set(both.map(({ path }) => path).filter((path) => !leftOut.has(path)));
    if (relevant.size < leastRelevant) continue;
    const [ofA, ofB, ofMean] = [zOf(a.embedding), zOf(b.embedding), zOf(meanDirection([a.embedding, b.embedding]))];
    const others = [...stored.keys()].filter((path) => !leftOut.has(path));
    for (const way of names) {
      const join = ways[way];
      const score = (path: string): number =>
        join === null ? (ofMean.get(path) ?? 0) : join(ofA.get(path) ?? 0, ofB.get(path) ?? 0);
      const scores = new Map(others.map((path) => [path, score(path)]));
      const best = others.toSorted((x, y) => (scores.get(y) ?? 0) - (scores.get(x) ?? 0)).slice(0, top);
      (all[way] ??= []).push((100 * best.filter((path) => relevant.has(path)).length) / Math.min(top, relevant.size));
    }
  }
  if (Object.keys(all).length === 0) return null;
  return Object.fromEntries(names.map((way) => [way, mean(all[way] ?? [])])) as Record<Way, number>;
}

function zScoresOver(stored: PairMaterial['stored']): (embedding: Embedding) => ReadonlyMap<string, number> {
  const known = new Map<Embedding, ReadonlyMap<string, number>>();
  return (embedding) => {
    let scores = known.get(embedding);
    if (scores === undefined) {
      const cosines = [...stored].map(([path, photo]) => [path, dot(photo, embedding)] as const);
      const middle = mean(cosines.map(([, cosine]) => cosine));
      const deviation = Math.sqrt(mean(cosines.map(([, cosine]) => (cosine - middle) ** 2)));
      scores = new Map(cosines.map(([path, cosine]) => [path, (cosine - middle) / deviation]));
      known.set(embedding, scores);
    }
    return scores;
  };
}

/** Make a table of what was found. */
export function pairSection(title: string, { tuning, heldOut }: Halves): Section {
  const rows = names.map((way) => [way, tuning.found[way].toFixed(1), heldOut.found[way].toFixed(1)]);
  const size = `${tuning.pairs} and ${heldOut.pairs} pairs of things`;
  return { title, rows: [['asked for by', 'chosen by, %', 'held out, %'], ...rows], notes: [size] };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
