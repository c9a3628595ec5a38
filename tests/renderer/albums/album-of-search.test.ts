import { describe, expect, test } from 'vitest';
import type { SearchAnswer } from '../../../src-contract/index.ts';
import { albumOfSearch, type SearchForAlbum } from '../../../src-renderer/albums/album-of-search.ts';

/** An answer with hits 1, 2, ... of the scores given. */
function answer(scores: readonly number[], wanted: Partial<SearchAnswer> & { description: string }): SearchAnswer {
  const { description, ...others } = wanted;
  return {
    hits: scores.map((score, i) => ({
      ...{ photoId: i + 1, fileId: null, score, confidence: null, foundBy: ['look'], shares: null, aspect: 1 },
      ...{ datedAt: '2020', stack: null },
    })),
    ...{
      matching: scores.length,
      mayBeMore: false,
      months: [],
      nothingMatches: false,
      cannotTell: null,
      closerLookUnread: false,
    },
    rest: { ids: [], aspects: [], stacks: { at: [], kinds: [], parts: [] }, files: { at: [], ids: [] } },
    understood: { description, chips: [], offered: [] },
    ...{ unknownLanguage: null, lost: [], searched: 100, unseen: 0, timings: { encodeMs: 0, scanMs: 0, totalMs: 0 } },
    ...others,
  };
}

function found(of: SearchAnswer, others: Partial<SearchForAlbum> = {}): SearchForAlbum {
  return { answer: of, isByImages: false, images: [], feedback: { liked: [], disliked: [] }, selected: [], ...others };
}

describe('an album of a search', () => {
  test('that describes photos is smart: the description without what narrows it, and those that match as examples', () => {
    const made = albumOfSearch(found(answer([3, 2, 1], { description: ' a dog ', matching: 2 })), 'a dog 2019');
    expect(made).toEqual({ name: 'a dog 2019', kind: 'smart', prompt: 'a dog', source: 'search', photoIds: [1, 2] });
  });

  test('takes the twenty best, whatever order they are in', () => {
    const rising = Array.from({ length: 30 }, (_, i) => i);
    const { photoIds } = albumOfSearch(found(answer(rising, { description: 'a dog' })), 'a dog');
    expect(photoIds).toEqual(Array.from({ length: 20 }, (_, i) => 30 - i));
  });

  test('takes what is selected in place of the best', () => {
    const { photoIds } = albumOfSearch(found(answer([3, 2], { description: 'a dog' }), { selected: [9, 2] }), 'a dog');
    expect(photoIds).toEqual([9, 2]);
  });

  test('begins with photos that were pointed at, and has none that was said to be wrong', () => {
    const box = { x: 0, y: 0, width: 0.5, height: 0.5 };
    const made = albumOfSearch(
      found(answer([3, 2, 1], { description: '' }), {
        isByImages: true,
        images: [{ photoId: 7 }, { photoId: 8, box }],
        feedback: { liked: [3], disliked: [2] },
      }),
      'Like 2 photos',
    );
    expect(made).toMatchObject({ kind: 'smart', prompt: null, photoIds: [3, 7, 1] });
  });

  test('that only narrows is plain, and has all that passes', () => {
    const rest = { ids: [7, 8], aspects: [1, 1], stacks: { at: [], kinds: [], parts: [] }, files: { at: [], ids: [] } };
    const made = albumOfSearch(found(answer([0, 0], { description: '', matching: 4, rest })), '2019');
    expect(made).toEqual({ name: '2019', kind: 'plain', prompt: null, source: 'search', photoIds: [1, 2, 7, 8] });
  });

  test('that nothing matches begins with no photo', () => {
    const nothing = answer([1], { description: 'a dog', matching: 0, nothingMatches: true });
    expect(albumOfSearch(found(nothing), 'a dog').photoIds).toEqual([]);
  });
});
