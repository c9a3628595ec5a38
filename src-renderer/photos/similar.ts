import type { PhotoExample } from '../../src-contract/index.ts';
import { search } from '../search/index.ts';
import { selection } from './selection.ts';

/** Search for photos like these. */
export function findSimilar(photoIds: readonly number[]): void {
  selection.clear();
  void search.byPhotos(photoIds);
}

/** Search for what a photo shows in a box. */
export function findPart(part: PhotoExample): void {
  selection.clear();
  void search.byBox(part);
}
