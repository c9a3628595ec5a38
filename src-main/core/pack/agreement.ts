import { dot, type Embedding } from '../math/vector.ts';

/**
 * [Note: Agreement] Of a model whose weights are elsewhere nothing is known that its embeddings could be compared with. But
 * both towers of it are here, and they were made to agree: a picture is nearer to a text that says what it shows than to
 * one that says something else. So of ten pictures that have nothing in common each has to find its text among ten, and
 * each text its picture.
 *
 * Two of ten may fail on either side: pictures are drawn, because all that comes with the app is made for it, and one
 * model or another takes a drawing for something else. Towers that do not belong together find one of ten, and eight by
 * chance less than once in a million times. That is all that it says. Embeddings that are only worse than they should be
 * still agree: those of the built-in pack do with red and blue swapped (ten of ten), and not any more with values that are
 * not normalised (six). Golden vectors are for that; of a pack that agrees they can be recorded, so that it stays as it is.
 */
export const agreementPairs = [
  { file: 'sunset.png', text: 'a sunset over the sea' },
  { file: 'football.png', text: 'a soccer ball on the grass' },
  { file: 'clock.png', text: 'an analog clock' },
  { file: 'banana.png', text: 'a banana' },
  { file: 'daisy.png', text: 'a white daisy' },
  { file: 'umbrella.png', text: 'a red umbrella in the rain' },
  { file: 'house.png', text: 'a brick house' },
  { file: 'strawberry.png', text: 'a ripe red strawberry' },
  { file: 'laptop.png', text: 'a laptop computer' },
  { file: 'traffic-light.png', text: 'a red traffic light' },
] as const;

/** Where the pictures lie, from the root of the package. Made by `scripts/agreement-pictures.ts`. */
export const agreementFolder = 'models/agreement';

/** Pictures, and texts, that have to find their own. */
export const leastAgreeing = 8;

/** How many pictures find their own text, and texts their own picture. */
export interface Agreement {
  readonly images: number;
  readonly texts: number;
  readonly of: number;
}

/** Which picture or text finds what, where that is not its own. Indices of pairs. */
export interface Disagreement {
  readonly side: 'image' | 'text';
  readonly own: number;
  readonly found: number;
}

/**
 * Compare the pictures and texts of pairs, unit vectors in the same order. What is as near as something else has not found
 * its own: towers that give the same for everything agree on nothing.
 */
export function compareTowers(
  images: readonly Embedding[],
  texts: readonly Embedding[],
): { readonly agreement: Agreement; readonly disagreements: readonly Disagreement[] } {
  const scores = images.map((image) => texts.map((text) => dot(image, text)));
  const byText = texts.map((_, text) => scores.map((row) => row[text] ?? NaN));
  const disagreements = [...wrong('image', scores), ...wrong('text', byText)];
  const failed = (side: Disagreement['side']): number => disagreements.filter((one) => one.side === side).length;
  const agreement = {
    images: images.length - failed('image'),
    texts: texts.length - failed('text'),
    of: images.length,
  };
  return { agreement, disagreements };
}

function wrong(side: Disagreement['side'], scores: readonly (readonly number[])[]): Disagreement[] {
  return scores.flatMap((row, own) => {
    const mine = row[own] ?? NaN;
    const others = row.map((score, i) => (i === own ? -Infinity : score));
    const best = Math.max(...others);
    return mine > best ? [] : [{ side, own, found: Math.max(0, others.indexOf(best)) }];
  });
}

/** Whether towers agree well enough to be used. */
export function agrees({ images, texts }: Agreement): boolean {
  return Math.min(images, texts) >= leastAgreeing;
}
