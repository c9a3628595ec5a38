import { type AlbumExamples, learnAlbum } from '../../../src-main/core/albums/album-model.ts';
import type { OtherPhotos } from '../../../src-main/core/albums/far-others.ts';
import { isHeldOut, sampleOf } from '../../../src-main/core/albums/library-sample.ts';
import { onGrid, RunningSums } from '../../../src-main/core/albums/running-sums.ts';
import { dot, type Embedding, meanDirection } from '../../../src-main/core/math/vector.ts';
import type { Kind } from './kinds.ts';

/** A set of photos as a library, and the kinds in it. */
export interface AlbumSet {
  readonly name: string;
  readonly photos: ReadonlyMap<string, Embedding>;
  readonly kinds: readonly Kind[];
  /** What a kind is called, less what texts have in common; null for kinds that nobody has named. */
  readonly textOf: (kind: Kind) => Float64Array | null;
  readonly logitScale: number;
}

/** What ranks the photos. */
export const methods = ['description', 'exemplars', 'learnt', 'album', 'shuffled'] as const;
export type Method = (typeof methods)[number];

/** Of the photos that are no examples. */
interface Quality {
  /** Mean precision at each photo of the kind, 0 to 1. */
  precision: number;
  /** Share of pairs that are the right way round, 0 to 1. */
  area: number;
}

/** What an album suggests at a strictness. */
interface Suggested {
  readonly right: number;
  readonly suggested: number;
  readonly wanted: number;
}

export const strictnesses = [0, 0.25, 0.5, 0.75, 1] as const;

export interface Trial {
  readonly quality: Partial<Record<Method, Quality>>;
  /** Of the album, for each of `strictnesses`. */
  readonly suggested: readonly Suggested[];
}

/** The library of a set as albums see it: everything in it that is not labelled for them, their own kind included. */
export function othersOf(set: AlbumSet): { others: OtherPhotos; idOf: ReadonlyMap<string, number> } {
  const idOf = new Map([...set.photos.keys()].map((path, i) => [path, i + 1]));
  const byId = new Map([...set.photos].map(([path, embedding]) => [idOf.get(path) ?? 0, onGrid(embedding)]));
  const chosen = sampleOf([...byId.keys()]);
  const pick = (held: boolean): Map<number, Embedding> =>
    new Map(
      chosen.flatMap((id) => {
        const embedding = byId.get(id);
        return embedding === undefined || isHeldOut(id) !== held ? [] : [[id, embedding] as const];
      }),
    );
  const learnt = pick(false);
  const sums = new RunningSums([...byId.values()][0]?.length ?? 0);
  sums.add([...learnt.values()]);
  return { others: { learnt, sums, held: pick(true) }, idOf };
}

/**
 * Make an album of some photos of a kind and look for the others.
 *
 * @param mostShots those that are examples where there are as many are looked for by nobody: with the same left to find,
 * numbers of examples compare. What is rare is found less precisely.
 * @param random 0 to 1
 */
export function trial(
  set: AlbumSet,
  library: ReturnType<typeof othersOf>,
  { kind, shots, mostShots, random }: { kind: Kind; shots: number; mostShots: number; random: () => number },
): Trial {
  const kept = shuffled([...kind.photos], random).slice(0, mostShots);
  const examples = kept.slice(0, shots);
  const anything = shuffled([...set.photos.keys()], random).slice(0, shots);
  const text = set.textOf(kind);
  const learn = (paths: readonly string[], described: Float64Array | null) =>
    learnAlbum(examplesOf(set, library, { paths, text: described }));
  const rest = [...set.photos].filter(([path]) => !kept.includes(path));
  const rate = (direction: ArrayLike<number> | null | undefined): Quality | undefined =>
    direction ? qualityOf(rest, kind, direction) : undefined;
  const album = learn(examples, text);
  const quality = {
    description: rate(text),
    exemplars: rate(meanDirection(examples.map((path) => need(set.photos.get(path))))),
    learnt: rate(learn(examples, null)?.direction),
    album: rate(album?.direction),
    shuffled: rate(learn(anything, null)?.direction),
  };
  const suggested = strictnesses.map((strictness): Suggested => {
    const least = album?.threshold(strictness) ?? Infinity;
    const found = rest.filter(([, embedding]) => album !== null && dot(album.direction, embedding) >= least);
    return {
      right: found.filter(([path]) => kind.photos.has(path)).length,
      suggested: found.length,
      wanted: kind.photos.size - kept.length,
    };
  });
  const known = Object.entries(quality).filter(([, value]) => value !== undefined);
  return { quality: Object.fromEntries(known), suggested };
}

function examplesOf(
  set: AlbumSet,
  { others, idOf }: ReturnType<typeof othersOf>,
  { paths, text }: { paths: readonly string[]; text: Float64Array | null },
): AlbumExamples {
  const wanted = new Map(paths.map((path) => [need(idOf.get(path)), need(set.photos.get(path))]));
  return { wanted, refused: new Map(), text, others, logitScale: set.logitScale };
}

function qualityOf(
  photos: readonly (readonly [path: string, embedding: Embedding])[],
  kind: Kind,
  direction: ArrayLike<number>,
): Quality {
  const scored = photos
    .map(([path, embedding]) => ({ isWanted: kind.photos.has(path), score: dot(embedding, direction) }))
    .sort((a, b) => b.score - a.score);
  let found = 0;
  let precision = 0;
  let right = 0;
  for (const [i, { isWanted }] of scored.entries()) {
    if (isWanted) {
      found++;
      precision += found / (i + 1);
    } else right += found;
  }
  const others = scored.length - found;
  return { precision: precision / Math.max(1, found), area: right / Math.max(1, found * others) };
}

export function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const mixed = [...items];
  for (let i = mixed.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [mixed[i], mixed[j]] = [need(mixed[j]), need(mixed[i])];
  }
  return mixed;
}

export function need<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('Expected a photo of the set but received none');
  return value;
}
