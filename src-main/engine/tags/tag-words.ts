import { type TagWord, vocabulary } from '../../core/tags/vocabulary.ts';
import type { TagRow } from '../store/tags/tags.ts';

/** Words of the vocabulary by their keys; a tag that the user has made has none. */
export function wordsByKey(): ReadonlyMap<string | null, TagWord> {
  return new Map(vocabulary().words.map((word) => [word.key, word]));
}

/** The tag above each that has one. */
export function parentsOf(rows: readonly TagRow[]): Map<number, number> {
  const words = wordsByKey();
  const ids = new Map(rows.flatMap(({ key, id }) => (key === null ? [] : [[key, id] as const])));
  return new Map(
    rows.flatMap(({ key, id }) => {
      const parent = ids.get(words.get(key)?.parent ?? '');
      return parent === undefined ? [] : [[id, parent] as const];
    }),
  );
}
