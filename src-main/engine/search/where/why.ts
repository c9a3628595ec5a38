import type { WhyAnswer } from '../../../../src-contract/index.ts';
import type { Places } from '../../../core/query/places.ts';
import { contentTerms } from '../../../core/text/content-words.ts';
import type { Photos } from '../../photos/index.ts';
import type { Store } from '../../store/store.ts';
import { understand } from '../query/understand.ts';
import type { PhotoQuestion } from './where.ts';

export interface WhyOptions {
  readonly store: Store;
  readonly photos: Pick<Photos, 'content'>;
  readonly places: Places;
}

/** Most words that are looked up: more are a sentence, by which nothing is called. */
const mostTerms = 50;

/**
 * Tell which words and phrases of a text a photo is called by, and in which field.
 *
 * @throws QUERY_TOO_LONG, PHOTO_NOT_FOUND
 */
export function why(options: WhyOptions, { photoId, text }: PhotoQuestion): WhyAnswer {
  const { store, photos } = options;
  photos.content(photoId);
  const { description, chips } = understand(text, options);
  const terms = contentTerms(description).slice(0, mostTerms);
  const phrases = chips.flatMap((chip) => (chip.kind === 'phrase' ? [chip.value] : []));
  return {
    called: [...terms, ...phrases].flatMap((term, i) => {
      const field = store.words.fieldOf(photoId, term, i === terms.length - 1);
      return field === null ? [] : [{ text: term, field }];
    }),
  };
}
