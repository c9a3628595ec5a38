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

/**
 * Make albums of drafts, one after another, up to the first that fails.
 *
 * @param create makes one and says its id.
 * @returns ids of those that were made, the drafts that are left, and what kept the first of these from being made.
 */
export async function createEach(
  drafts: readonly TidyDraft[],
  create: (draft: TidyDraft) => Promise<number>,
): Promise<{ made: number[]; left: readonly TidyDraft[]; error?: unknown }> {
  const made: number[] = [];
  for (const [i, draft] of drafts.entries()) {
    try {
      made.push(await create(draft));
    } catch (error) {
      return { made, left: drafts.slice(i), error };
    }
  }
  return { made, left: [] };
}
