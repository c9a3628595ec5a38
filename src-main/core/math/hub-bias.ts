import { dotAt, type Embedding } from './vector.ts';

/** What a photo's bias is told by: embeddings of texts that say what photos in general show, row-major [texts, dim]. */
export interface TextBank {
  readonly captions: Embedding;
  /** Single words: descriptions of one word fit other photos than captions do. */
  readonly words: Embedding;
}

/** Texts whose scores make up a photo's bias: of each kind those that it fits best. */
const bestTexts = 16;
/** Shares of their means that are taken off. */
const shares = { captions: 0.15, words: 0.6 };

/** What biases rest on besides the texts: others are unknown where this is another. */
export const hubFormula = `${shares.captions} of ${bestTexts} captions and ${shares.words} of ${bestTexts} words`;

/**
 * How far a photo comes up whatever is looked for: shares of the means of its best cosines with captions and with words.
 *
 * The correction of Nearest Neighbor Normalization (N. Chowdhury et al., EMNLP 2024), s' = s - b with
 * b = (a / k) * sum of the k best scores, once for texts like sentences and once for texts like single words, since both
 * are looked for. With k = 16, a = 0.15 for captions and a = 0.6 for words: of those tried, what gains most on all sets of
 * `npm run eval -- --suite trust`.
 *
 * @returns 0 for empty banks.
 */
export function hubBias(embedding: Embedding, { captions, words }: TextBank): number {
  return biasOfCosines(cosines(embedding, captions), cosines(embedding, words));
}

/** The same from the cosines of a photo with the texts of both kinds. */
export function biasOfCosines(captions: Iterable<number>, words: Iterable<number>): number {
  return shares.captions * meanOfBest(captions) + shares.words * meanOfBest(words);
}

/** Cosines of an embedding with rows of a bank, row-major [rows, dim]. */
function cosines(embedding: Embedding, bank: Embedding): number[] {
  const rows = bank.length / embedding.length;
  return Array.from({ length: rows }, (_, row) => dotAt(embedding, bank, row * embedding.length));
}

/** Mean of the best; 0 of none. */
function meanOfBest(all: Iterable<number>): number {
  // Ascending, so that the first is the one to beat.
  const best: number[] = [];
  for (const cosine of all) {
    if (best.length === bestTexts && cosine <= (best[0] ?? -Infinity)) continue;
    if (best.length === bestTexts) best.shift();
    let place = best.length;
    while (place > 0 && (best[place - 1] ?? -Infinity) > cosine) place--;
    best.splice(place, 0, cosine);
  }
  return best.length === 0 ? 0 : best.reduce((sum, cosine) => sum + cosine, 0) / best.length;
}
