import type { Axis, ModelSort } from '../../../src-contract/looks.ts';

/** Texts at the two ends of an axis: photos that look more like `towards` than like `from` come first. */
export interface Ends {
  readonly towards: string;
  readonly from: string;
  /** They are the user's words, and no whole prompts. */
  readonly areWords: boolean;
}

/**
 * Axes of which the ends are known, in the form of CLIP-IQA's prompts.
 *
 * Source: J. Wang et al., Exploring CLIP for assessing the look and feel of images, 2023.
 */
const known = {
  calm: 'Calm photo.',
  busy: 'Busy photo.',
  happy: 'Happy photo.',
  sad: 'Sad photo.',
} as const;

const opposites = { calm: 'busy', busy: 'calm', happy: 'sad', sad: 'happy' } as const;

/** What a photo is without anything said of it: with no words for the other end, an axis begins here. */
export const anyPhoto = 'a photo';

/**
 * The ends of an order by what the model sees; undefined where it goes by words and there are none.
 *
 * @param axis the words of the orders `more` and `less`.
 */
export function endsOf(sort: ModelSort, axis: Axis | undefined): Ends | undefined {
  if (sort !== 'more' && sort !== 'less')
    return { towards: known[sort], from: known[opposites[sort]], areWords: false };
  if (axis === undefined) return undefined;
  const other = axis.less.trim();
  const [more, less] = [axis.more.trim(), other === '' ? anyPhoto : other];
  return sort === 'more'
    ? { towards: more, from: less, areWords: true }
    : { towards: less, from: more, areWords: true };
}
