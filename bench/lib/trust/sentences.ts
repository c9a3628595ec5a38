import { join } from 'node:path';
import { cosine, dot, type Embedding } from '../../../src-main/core/math/vector.ts';
import { evalDir, typographicPairs } from '../eval-data.ts';
import { indexOf, type TrustMaterial } from './material.ts';
import { captionNouns } from './words.ts';

/** Words before the one that counts. */
const wordsBefore = 100;
/** Pairs of nouns that are asked for in both orders. */
const orderedPairs = 60;

export interface SentenceFigures {
  /** Share of key words behind a hundred others that change which ten photos come first, in percent. */
  readonly lateWordChangesTop: number;
  /** Rank correlation of "A and B" with "B and A" over the library: mean, with and without averaging orders. */
  readonly orderAveraged: number;
  readonly orderPlain: number;
  /** Of photos recognised without it, those that a wrong word on a label turns into that word, in percent. */
  readonly typographicFlips: number;
  readonly typographicPairs: number;
}

/** What long, ordered and printed words do. */
export async function measureSentences(material: TrustMaterial): Promise<SentenceFigures> {
  const photos = [...material.sets.flickr8k, ...material.sets.coco];
  const scores = (query: Embedding): number[] => photos.map(({ embedding }) => dot(query, embedding));
  const plain = async (text: string): Promise<number[]> =>
    scores((await material.texts([text]))[0] ?? new Float32Array());
  const averaged = async (text: string): Promise<number[]> =>
    scores((await material.descriptions([text]))[0] ?? new Float32Array());
  const pairs = captionNouns
    .slice(0, orderedPairs)
    .map((a, i) => [a, captionNouns[(i * 7 + 11) % captionNouns.length] ?? a]);
  const correlation = async (encode: (text: string) => Promise<number[]>): Promise<number> => {
    let sum = 0;
    for (const [a = '', b = ''] of pairs)
      sum += rankCorrelation(await encode(`${a} and ${b}`), await encode(`${b} and ${a}`));
    return sum / pairs.length;
  };
  return {
    lateWordChangesTop: await lateWords(material),
    orderAveraged: await correlation(averaged),
    orderPlain: await correlation(plain),
    ...(await typographic(material)),
  };
}

async function lateWords(material: TrustMaterial): Promise<number> {
  const index = indexOf([...material.sets.flickr8k, ...material.sets.coco]);
  const filler =
    'this is one of the many pictures that we took on that day and that I would like to see once more because ';
  const before = Array.from({ length: Math.ceil(wordsBefore / 20) }, () => filler).join('');
  const topOf = async (text: string): Promise<string> => {
    const [embedding = new Float32Array()] = await material.descriptions([text]);
    const { hits } = await index.scan({ terms: [{ embedding, weight: 1, biased: true }], top: 10, only: null });
    return hits.map(({ id }) => id).join(' ');
  };
  const without = await topOf(before);
  let changed = 0;
  for (const noun of captionNouns) if ((await topOf(`${before} ${noun}`)) !== without) changed++;
  return (100 * changed) / captionNouns.length;
}

function rankCorrelation(a: readonly number[], b: readonly number[]): number {
  const ranks = (values: readonly number[]): number[] => {
    const result = new Array<number>(values.length).fill(0);
    const order = values.map((_, i) => i).sort((x, y) => (values[x] ?? 0) - (values[y] ?? 0));
    for (const [rank, i] of order.entries()) result[i] = rank - (values.length - 1) / 2;
    return result;
  };
  return cosine(ranks(a), ranks(b));
}

/** Photos with a wrong word on a paper label: how often the label wins. */
async function typographic(
  material: TrustMaterial,
): Promise<Pick<SentenceFigures, 'typographicFlips' | 'typographicPairs'>> {
  const pairs = typographicPairs();
  const labels = [...new Set(pairs.flatMap(({ label, attack }) => [label, attack]))];
  const meanings = await material.descriptions(labels);
  const nameOf = async (file: string): Promise<string> => {
    const photo = await material.encoder.encodeQueryImage({ path: join(evalDir, 'typographic', file), box: null });
    const scores = meanings.map((meaning) => dot(meaning, photo));
    return labels[scores.indexOf(Math.max(...scores))] ?? '';
  };
  let recognised = 0;
  let flipped = 0;
  for (const { clean, attacked, label, attack } of pairs) {
    if ((await nameOf(clean)) !== label) continue;
    recognised++;
    if ((await nameOf(attacked)) === attack) flipped++;
  }
  return { typographicFlips: (100 * flipped) / Math.max(1, recognised), typographicPairs: recognised };
}
