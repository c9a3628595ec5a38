import type { Feedback, MethodInput, PhotoExample, SearchAnswer } from '../../src-contract/index.ts';

/** Hits that an album learns from: as many as one of a group that tidying proposes. */
const mostExamples = 20;

/** A search as far as an album is made of it. */
export interface SearchForAlbum {
  readonly answer: SearchAnswer;
  /** It looks for what images have in common, be they of the library or not. */
  readonly isByImages: boolean;
  /** Those of the library. */
  readonly images: readonly PhotoExample[];
  readonly feedback: Feedback;
  /** Photos of its results that are selected, in order: they are meant in place of those that match best. */
  readonly selected: readonly number[];
}

/** Does it go by what photos show, so that an album can learn it? Else it finds all that passes what narrows it. */
export function isLearnable({ answer, isByImages }: Pick<SearchForAlbum, 'answer' | 'isByImages'>): boolean {
  return isByImages || answer.understood.description.trim() !== '';
}

/** Photos that it begins with; none where nothing matches. */
function photosOfSearch(found: SearchForAlbum): number[] {
  const { answer, images, feedback, selected } = found;
  if (selected.length > 0) return [...selected];
  const matching = answer.nothingMatches ? [] : answer.hits.slice(0, answer.matching);
  if (!isLearnable(found)) return [...matching.map(({ photoId }) => photoId), ...answer.rest.ids];
  // What somebody has pointed at is surer than any hit.
  const pointedAt = images.flatMap(({ photoId, box }) => (box === undefined ? photoId : []));
  // Another order than that of relevance is none of likeness.
  const best = matching.toSorted((a, b) => b.score - a.score).map(({ photoId }) => photoId);
  const examples = new Set([...feedback.liked, ...pointedAt, ...best]);
  for (const photoId of feedback.disliked) examples.delete(photoId);
  return [...examples].slice(0, mostExamples);
}

/**
 * The album that a search makes. One that looks for what photos show makes a smart album, with its description and the best hits as
 * examples; one that only narrows makes a plain album of all that it finds.
 */
export function albumOfSearch(found: SearchForAlbum, name: string): MethodInput<'albums.create'> {
  const description = found.answer.understood.description.trim();
  const isSmart = isLearnable(found);
  return {
    name,
    kind: isSmart ? 'smart' : 'plain',
    prompt: isSmart && description !== '' ? description : null,
    source: 'search',
    photoIds: photosOfSearch(found),
  };
}
