import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Feedback, noFilters, type SearchAnswer, type SearchRequest } from '../../../src-contract/index.ts';
import { drawn, each, kinds, sortedLibrary } from '../../helpers/drawn-library.ts';
import type { TempLibrary } from '../../helpers/temp-library.ts';
import { openBeside } from '../../helpers/words.ts';

let lib: TempLibrary;
let byKind: number[][];
beforeAll(async () => {
  lib = await sortedLibrary();
  byKind = drawn(lib);
  await lib.reopen();
});
afterAll(() => lib[Symbol.asyncDispose]());

function query(feedback?: Feedback, request: Partial<SearchRequest> = {}): Promise<SearchAnswer> {
  return lib.engine.search.query({
    ...{ text: 'a dog on a beach', images: [], top: 100, filters: noFilters, sort: 'relevance', all: true },
    ...request,
    ...(feedback && { feedback }),
  });
}

const idsOf = ({ hits }: SearchAnswer): number[] => hits.map(({ photoId }) => photoId);
const matching = (answer: SearchAnswer): number[] => idsOf(answer).slice(0, answer.matching);

/** Mean place of photos in an answer, from 0. */
function placeOf(answer: SearchAnswer, ids: readonly number[]): number {
  const order = idsOf(answer);
  return ids.reduce((sum, id) => sum + order.indexOf(id), 0) / ids.length;
}

const withoutTimes = ({ timings: _, ...answer }: SearchAnswer): string => JSON.stringify(answer);

describe.each([
  ['a description', { text: 'a dog on a beach' }],
  ['a description of what is not to be seen, too', { text: 'a dog -beach' }],
  ['an example image', { text: null, images: [{ photoId: 1 }] }],
  ['a filter alone', { text: '*.jpg' }],
] satisfies [string, Partial<SearchRequest>][])('photos that are judged, of a search by %s', (_, request) => {
  test('bring up what is like those that are liked, and put down what is like the others', async () => {
    const [wanted = [], unwanted = []] = [byKind[1], byKind[3]];
    const before = await query(undefined, request);
    const feedback = { liked: wanted.slice(0, 3), disliked: unwanted.slice(0, 3) };
    const after = await query(feedback, request);
    expect(idsOf(after).toSorted()).toEqual(idsOf(before).toSorted());
    expect(placeOf(after, wanted.slice(3))).toBeLessThan(placeOf(before, wanted.slice(3)));
    expect(placeOf(after, unwanted.slice(3))).toBeGreaterThan(placeOf(before, unwanted.slice(3)));
    expect(matching(after)).toEqual(expect.arrayContaining(feedback.liked));
    for (const id of feedback.disliked) expect(matching(after)).not.toContain(id);
  });

  test('leave nothing behind: without them the answer is the one from before, to the last bit', async () => {
    const before = withoutTimes(await query(undefined, request));
    await query({ liked: byKind[0]?.slice(0, 5) ?? [], disliked: byKind[1]?.slice(0, 5) ?? [] }, request);
    expect(withoutTimes(await query(undefined, request))).toBe(before);
    expect(withoutTimes(await query({ liked: [], disliked: [] }, request))).toBe(before);
  });
});

describe('photos that are judged', () => {
  test('make a search match by one that is liked where nothing did, and be the same whoever asks again', async () => {
    const liked = byKind[2]?.slice(0, 2) ?? [];
    const answer = await query({ liked, disliked: [] });
    expect(answer.nothingMatches).toBe(false);
    expect(matching(answer)).toEqual(expect.arrayContaining(liked));
    expect(withoutTimes(await query({ liked, disliked: [] }))).toBe(withoutTimes(answer));
  });

  test('are among the hits of a filter that lets them pass, and not of one that does not', async () => {
    const [liked = 0] = byKind[2] ?? [];
    const feedback = { liked: [liked], disliked: [] };
    const rejected = await query(feedback, { filters: { ...noFilters, favourite: true } });
    expect(rejected.hits).toEqual([]);
  });

  test.each([
    ['a description', {}],
    ['a filter alone', { text: '*.jpg' }],
    ['a filter alone, newest first', { text: '*.jpg', sort: 'newest' }],
    ['a filter alone, by a look', { text: '*.jpg', sort: 'sharp' }],
    ['nothing but a look', { text: '', sort: 'calm' }],
    ['an example image', { text: null, images: [{ photoId: 1 }] }],
  ] satisfies [string, Partial<SearchRequest>][])(
    'say nothing where they are not in the library, of a search by %s',
    async (_, request) => {
      const before = await query(undefined, request);
      expect(before.hits.length).toBeGreaterThan(0);
      const after = await query({ liked: [99_998], disliked: [99_999] }, request);
      expect(withoutTimes(after)).toBe(withoutTimes(before));
    },
  );

  test('say nothing to filters alone where the model has not looked at them, and hide nothing', async () => {
    await using unseen = await sortedLibrary();
    const ids = drawn(unseen).flat();
    const [first = 0] = ids;
    {
      using beside = openBeside(unseen.dataDir);
      beside.raw.prepare('DELETE FROM embeddings WHERE photo_id = ?').run(first);
    }
    await unseen.reopen();
    const ask = (feedback?: Feedback): Promise<SearchAnswer> =>
      unseen.engine.search.query({
        ...{ text: '*.jpg', images: [], top: 100, filters: noFilters, sort: 'relevance', all: true },
        ...(feedback && { feedback }),
      });
    const before = await ask();
    expect(before.matching).toBe(kinds * each);
    expect(withoutTimes(await ask({ liked: [first], disliked: [] }))).toBe(withoutTimes(before));
    expect((await ask({ liked: [ids[1] ?? 0], disliked: [] })).matching).toBe(kinds * each);
  });

  test.each(['relevance', 'newest', 'sharp', 'calm'] satisfies SearchRequest['sort'][])(
    'hide none of what filters alone find, in the order %s, but what is not wanted',
    async (sort) => {
      const [liked = 0, disliked = 0] = [byKind[2]?.[0], byKind[3]?.[0]];
      const all = (answer: SearchAnswer): number[] => [...matching(answer), ...answer.rest.ids];
      const request = { text: '*.jpg', sort, top: 5 };
      const before = all(await query(undefined, request));
      const after = await query({ liked: [liked], disliked: [disliked] }, request);
      expect(all(after).toSorted()).toEqual(before.filter((id) => id !== disliked).toSorted());
      expect(after.mayBeMore).toBe(false);
    },
  );

  test('leave orders by date what they are, among those that match', async () => {
    const disliked = byKind[3]?.slice(0, 3) ?? [];
    const answer = await query({ liked: byKind[1]?.slice(0, 3) ?? [], disliked }, { sort: 'newest' });
    const dates = answer.hits.slice(0, answer.matching).map(({ datedAt }) => datedAt);
    expect(dates).toEqual(dates.toSorted().toReversed());
    for (const id of disliked) expect(matching(answer)).not.toContain(id);
    expect(answer.searched).toBe(kinds * each);
  });
});
