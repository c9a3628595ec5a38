import type { Embedding } from '../../../src-main/core/math/vector.ts';
import type { ExactIndex } from '../../../src-main/engine/search/exact-index.ts';
import { recallAt } from '../statistics.ts';
import { indexOf, type SetName, type TrustMaterial, type TrustPhoto } from './material.ts';

/** Hits of each query by which hubs are counted. */
const hubTop = 10;

export interface Retrieval {
  readonly r1: number;
  readonly r5: number;
  readonly r10: number;
}

interface Hubness {
  /** Skewness of how often photos are among the first ten. */
  readonly skew: number;
  /** Share of first places that go to the hundredth of the photos that has most of them, in percent. */
  readonly wonByTopPercent: number;
}

export interface RankingFigures {
  /** Captions, and names of classes as the product encodes them. */
  readonly hubCorrection: Readonly<
    Record<SetName, { readonly off: Retrieval & Hubness; readonly on: Retrieval & Hubness }>
  >;
  readonly promptEnsemble: {
    readonly className: { readonly off: Retrieval; readonly on: Retrieval };
    /** Mean average precision of nouns over captioned photos, in percent. */
    readonly noun: { readonly off: number; readonly on: number };
  };
}

/** What prompt ensemble and hub correction do to the ranking, each with and without. */
export async function measureRanking(
  material: TrustMaterial,
  nouns: readonly string[],
  names: (photo: TrustPhoto, noun: string) => boolean,
): Promise<RankingFigures> {
  const { flickr8k, coco, imagenet } = material.sets;
  const captions = async (photos: readonly TrustPhoto[]): Promise<Query[]> => {
    const texts = photos.flatMap((photo, i) => photo.captions.map((text) => ({ text, target: i + 1 })));
    const embeddings = await material.descriptions(texts.map(({ text }) => text));
    return texts.map(({ target }, i) => ({ embedding: embeddings[i] ?? new Float32Array(), target }));
  };
  const labels = imagenet.map(({ label }) => label ?? '');
  const asQueries = (embeddings: readonly Embedding[]): Query[] =>
    embeddings.map((embedding, i) => ({ embedding, target: i + 1 }));
  const ensembled = asQueries(await material.descriptions(labels));
  const plain = asQueries(await material.texts(labels));
  const both = async (
    photos: readonly TrustPhoto[],
    queries: readonly Query[],
  ): Promise<RankingFigures['hubCorrection'][SetName]> => {
    const index = indexOf(photos);
    return { off: await retrieve(index, queries, false), on: await retrieve(index, queries, true) };
  };
  const captioned = [...flickr8k, ...coco];
  const precision = async (embeddings: readonly Embedding[]): Promise<number> =>
    meanAveragePrecision(captioned, nouns, embeddings, names);
  return {
    hubCorrection: {
      flickr8k: await both(flickr8k, await captions(flickr8k)),
      coco: await both(coco, await captions(coco)),
      imagenet: await both(imagenet, ensembled),
    },
    promptEnsemble: {
      className: {
        off: await retrieve(indexOf(imagenet), plain, true),
        on: await retrieve(indexOf(imagenet), ensembled, true),
      },
      noun: {
        off: await precision(await material.texts(nouns)),
        on: await precision(await material.descriptions(nouns)),
      },
    },
  };
}

interface Query {
  readonly embedding: Embedding;
  readonly target: number;
}

async function retrieve(index: ExactIndex, queries: readonly Query[], biased: boolean): Promise<Retrieval & Hubness> {
  const ranks: (number | null)[] = [];
  const found = new Float64Array(index.size);
  const won = new Float64Array(index.size);
  for (const { embedding, target } of queries) {
    const { hits } = await index.scan({ terms: [{ embedding, weight: 1, biased }], top: hubTop, only: null });
    const place = hits.findIndex(({ id }) => id === target);
    ranks.push(place < 0 ? null : place + 1);
    for (const { id } of hits) found[id - 1] = (found[id - 1] ?? 0) + 1;
    const first = hits[0]?.id ?? 1;
    won[first - 1] = (won[first - 1] ?? 0) + 1;
  }
  const most = Array.from(won).sort((a, b) => b - a);
  const few = most.slice(0, Math.ceil(index.size / 100)).reduce((sum, count) => sum + count, 0);
  return {
    r1: recallAt(ranks, 1),
    r5: recallAt(ranks, 5),
    r10: recallAt(ranks, 10),
    skew: skewness(found),
    wonByTopPercent: (100 * few) / queries.length,
  };
}

function skewness(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const moment = (power: number): number =>
    values.reduce((sum, value) => sum + (value - mean) ** power, 0) / values.length;
  return moment(3) / moment(2) ** 1.5;
}

async function meanAveragePrecision(
  photos: readonly TrustPhoto[],
  nouns: readonly string[],
  embeddings: readonly Embedding[],
  names: (photo: TrustPhoto, noun: string) => boolean,
): Promise<number> {
  const index = indexOf(photos);
  let sum = 0;
  for (const [i, noun] of nouns.entries()) {
    const terms = [{ embedding: embeddings[i] ?? new Float32Array(), weight: 1, biased: true }];
    const { hits } = await index.scan({ terms, top: photos.length, only: null });
    let right = 0;
    let precision = 0;
    for (const [place, { id }] of hits.entries()) {
      const photo = photos[id - 1];
      if (photo === undefined || !names(photo, noun)) continue;
      right++;
      precision += right / (place + 1);
    }
    sum += precision / Math.max(1, right);
  }
  return (100 * sum) / nouns.length;
}
