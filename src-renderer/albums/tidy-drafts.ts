import type { TidyGroup } from '../../src-contract/index.ts';

/** A proposed album as the user sees it. */
export interface TidyDraft {
  readonly photoIds: readonly number[];
  name: string;
  isWanted: boolean;
}

/** Proposed albums of which every one is wanted. @param unnamed what a group without words is called, by its number */
export function draftsOf(groups: readonly TidyGroup[], unnamed: (number: number) => string): TidyDraft[] {
  return groups.map(({ words, photoIds }, i) => {
    const name = words.join(', ');
    return {
      photoIds,
      name: name === '' ? unnamed(i + 1) : name.charAt(0).toUpperCase() + name.slice(1),
      isWanted: true,
    };
  });
}
