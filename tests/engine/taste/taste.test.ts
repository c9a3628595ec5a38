import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type EngineEvent, leastChoices, noFilters, type PhotoPair } from '../../../src-contract/index.ts';
import { type SearchAnswer, type SearchRequest } from '../../../src-contract/index.ts';
import { dispatch } from '../../../src-main/engine/dispatch.ts';
import { drawn, each, kinds, sortedLibrary } from '../../helpers/drawn-library.ts';
import type { TempLibrary } from '../../helpers/temp-library.ts';

let lib: TempLibrary;
let byKind: number[][];
beforeAll(async () => {
  lib = await sortedLibrary();
  byKind = drawn(lib);
  await lib.reopen();
});
afterAll(() => lib[Symbol.asyncDispose]());

function query(request: Partial<SearchRequest> = {}): Promise<SearchAnswer> {
  return lib.engine.search.query({
    ...{ text: '', images: [], top: 100, filters: noFilters, sort: 'taste', all: true },
    ...request,
  });
}

const idsOf = ({ hits }: SearchAnswer): number[] => hits.map(({ photoId }) => photoId);
const kindOf = (id: number): number => byKind.findIndex((ids) => ids.includes(id));
const all = (): number[] => byKind.flat();

/** Somebody who likes one kind better than any other, and has no opinion else. @returns how many choices were made */
async function chooseByKind(liked: number, wanted: number): Promise<number> {
  const passed: PhotoPair[] = [];
  let made = 0;
  for (let rounds = 0; made < wanted && rounds < 50; rounds++) {
    for (const [a, b] of lib.engine.taste.pairs(all(), passed)) {
      const [isA, isB] = [kindOf(a) === liked, kindOf(b) === liked];
      if (isA === isB) passed.push([b, a]);
      else if (made < wanted) {
        await dispatch(lib.engine, 'taste.choose', isA ? { better: a, worse: b } : { better: b, worse: a });
        made++;
      }
    }
  }
  return made;
}

describe('choices between photos', () => {
  test('too few of them are no order, which is said', async () => {
    for (let choices = 0; choices < leastChoices; choices++) {
      expect(lib.engine.taste.state()).toEqual({ choices });
      await expect(query()).rejects.toMatchObject({
        code: 'TASTE_TOO_FEW_CHOICES',
        message: expect.stringMatching(`at least 5 .* ${choices}$`) as string,
      });
      await chooseByKind(0, 1);
    }
    expect(idsOf(await query())).toHaveLength(kinds * each);
    lib.engine.taste.forget();
    await expect(query()).rejects.toMatchObject({ code: 'TASTE_TOO_FEW_CHOICES' });
  });

  test('put all photos in order, and what was found, without bringing up others; the last word counts', async () => {
    const found = idsOf(await query({ text: 'type:jpeg a dog on a beach', sort: 'relevance' }));
    for (const liked of [2, 1]) {
      lib.engine.taste.forget();
      expect(await chooseByKind(liked, 8)).toBe(8);
      const first = idsOf(await query()).slice(0, each);
      expect(first.filter((id) => kindOf(id) === liked).length).toBeGreaterThan(each * 0.8);
      const ordered = await query({ text: 'type:jpeg a dog on a beach' });
      expect(idsOf(ordered).toSorted()).toEqual(found.toSorted());
      const some = await query({ text: '*1.jpg' });
      expect(some.matching).toBeLessThan(kinds * each);
      expect(idsOf(some)).toEqual(idsOf(await query()).filter((id) => idsOf(some).includes(id)));
    }
  });

  test('are forgotten without a trace: a search is the one from before, to the last bit', async () => {
    lib.engine.taste.forget();
    const searches: Partial<SearchRequest>[] = [
      { text: 'a dog on a beach', sort: 'relevance' },
      { text: 'a dog -beach', sort: 'relevance' },
      { text: null, images: [{ photoId: 1 }], sort: 'relevance' },
      { sort: 'calm' },
    ];
    const answers = async (): Promise<string[]> => {
      const found: string[] = [];
      for (const each of searches) {
        const { timings: _, ...answer } = await query(each);
        found.push(JSON.stringify(answer));
      }
      return found;
    };
    const before = await answers();
    await chooseByKind(3, 6);
    expect(await answers()).toEqual(before);
    lib.engine.taste.forget();
    expect(await answers()).toEqual(before);
    expect(lib.engine.taste.state()).toEqual({ choices: 0 });
  });

  test('are told of, and kept', async () => {
    const told: EngineEvent['event'][] = [];
    using _ = lib.engine.onEvent(({ event }) => told.push(event));
    const [better = 0, worse = 0] = byKind[0] ?? [];
    expect(lib.engine.taste.choose({ better, worse })).toEqual({ choices: 1 });
    expect(lib.engine.taste.choose({ better: worse, worse: better })).toEqual({ choices: 1 });
    expect(() => lib.engine.taste.choose({ better, worse: 99_999 })).toThrow(/two photos of the library/u);
    expect(told).toEqual(['taste.changed', 'taste.changed']);
    await lib.reopen();
    expect(lib.engine.taste.state()).toEqual({ choices: 1 });
    await dispatch(lib.engine, 'taste.forget', {});
    expect(lib.engine.taste.state()).toEqual({ choices: 0 });
  });
});

describe('pairs', () => {
  test('are of the photos that were named, and none twice', async () => {
    lib.engine.taste.forget();
    const [a = 0, b = 0, c = 0] = byKind[0] ?? [];
    const asked = lib.engine.taste.pairs([a, b, c, 99_999], []);
    expect(asked).toHaveLength(1);
    expect([a, b, c]).toEqual(expect.arrayContaining(asked.flat()));
    expect(lib.engine.taste.pairs([a, b], [[b, a]])).toEqual([]);
    await dispatch(lib.engine, 'taste.choose', { better: b, worse: a });
    expect(lib.engine.taste.pairs([a, b], [])).toEqual([]);
    expect(lib.engine.taste.pairs([], [])).toEqual([]);
    expect(lib.engine.taste.pairs(all(), [])).toHaveLength(4);
  });
});
