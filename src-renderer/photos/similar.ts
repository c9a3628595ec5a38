import { noFilters, type PhotoExample } from '../../src-contract/index.ts';
import { search } from '../search/index.ts';
import { selection } from './selection.ts';

/** Search for photos like these. */
export function findSimilar(photoIds: readonly number[]): void {
  selection.clear();
  void search.byPhotos(photoIds);
}

/** Search for photos that have all that some boxes show. */
export function findParts(parts: readonly PhotoExample[]): void {
  selection.clear();
  void search.byBoxes(parts);
}

/** Search for all photos of a person. */
export function findPerson(name: string): void {
  selection.clear();
  // A quote cannot stand in a value; words are compared without it.
  const value = name
    .replaceAll(/["“”„«»]/gu, ' ')
    .replaceAll(/\s+/gu, ' ')
    .trim();
  void search.open({ text: `person:"${value}"`, images: [], filters: noFilters, sort: 'relevance' });
}
