import { dotAt, type Embedding } from './vector.ts';

/** Captions whose scores make up a photo's bias: those it fits best. */
const bestCaptions = 16;
/** Share of their mean that is taken off. */
const share = 0.5;

/** What biases rest on besides the captions: others are unknown where this is another. */
export const hubFormula = `${share} of ${bestCaptions}`;

/**
 * How far a photo comes up whatever is looked for: a share of the mean of its best cosines with a bank of captions that
 * describe photos in general.
 *
 * The correction of Nearest Neighbor Normalization (N. Chowdhury et al., EMNLP 2024), s' = s - b with
 * b = (a / k) * sum of the k best scores, with a = 0.5 and k = 16: of those tried, what gains on all sets of
 * `npm run eval -- --suite trust`.
 *
 * @param bank embeddings of the captions, row-major [captions, dim].
 * @returns 0 for an empty bank.
 */
export function hubBias(embedding: Embedding, bank: Embedding): number {
  const count = bank.length / embedding.length;
  // Ascending, so that the first is the one to beat.
  const best: number[] = [];
  for (let row = 0; row < count; row++) {
    const cosine = dotAt(embedding, bank, row * embedding.length);
    if (best.length === bestCaptions && cosine <= (best[0] ?? -Infinity)) continue;
    if (best.length === bestCaptions) best.shift();
    let place = best.length;
    while (place > 0 && (best[place - 1] ?? -Infinity) > cosine) place--;
    best.splice(place, 0, cosine);
  }
  return best.length === 0 ? 0 : (share * best.reduce((sum, cosine) => sum + cosine, 0)) / best.length;
}
