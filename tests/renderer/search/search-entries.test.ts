import { beforeEach, describe, expect, it } from 'vitest';
import { noFilters, type SearchAnswer, type SearchRecipe } from '../../../src-contract/index.ts';
import { SearchEntries, type SearchEntry } from '../../../src-renderer/search/search-entries.ts';

class MemoryStorage {
  readonly items = new Map<string, string>();
  getItem(key: string): string | null {
    return this.items.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    this.items.set(key, value);
  }
  removeItem(key: string): void {
    this.items.delete(key);
  }
}

function recipe(text: string): SearchRecipe {
  return { text, images: [], filters: noFilters, sort: 'newest' };
}

const answer: SearchAnswer = {
  hits: [],
  matching: 0,
  mayBeMore: false,
  rest: { ids: [], aspects: [], stacks: { at: [], kinds: [], parts: [] }, files: { at: [], ids: [] } },
  months: [],
  nothingMatches: false,
  cannotTell: null,
  closerLookUnread: false,
  understood: { description: 'a', chips: [], offered: [] },
  searched: 3,
  unknownLanguage: null,
  lost: [],
  unseen: 0,
  timings: { encodeMs: 0, scanMs: 0, totalMs: 1 },
};

function entry(text: string): SearchEntry {
  return {
    recipe: recipe(text),
    examples: [],
    answer,
    answered: { text, examples: [], filters: noFilters, sort: 'relevance', axis: null, top: 200 },
    showsNearMisses: true,
  };
}

describe('what the ids of searches stand for', () => {
  let storage: MemoryStorage;
  let entries: SearchEntries;
  beforeEach(() => {
    storage = new MemoryStorage();
    entries = new SearchEntries(storage);
  });

  /** All that lies in the tab's storage. */
  const stored = (): string => [...storage.items.values()].join('\n');
  /** What the page knows after a reload. */
  function reloaded(): SearchEntries {
    const next = new SearchEntries(storage);
    next.store(true);
    return next;
  }

  it('is in memory, answer and all', () => {
    entries.put('1', entry('dogs'));
    expect(entries.get('1')).toEqual(entry('dogs'));
    expect(entries.get('2')).toBeUndefined();
  });

  it('lies in no storage until that is allowed', () => {
    entries.put('1', entry('dogs'));
    expect(stored()).not.toContain('dogs');
    entries.store(false);
    entries.put('2', entry('cats'));
    expect(storage.items.size).toBe(0);
  });

  it('outlives a reload where that is allowed, as a recipe', () => {
    entries.store(true);
    entries.put('1', entry('dogs'));
    expect(reloaded().get('1')).toEqual({
      recipe: recipe('dogs'),
      examples: null,
      answer: null,
      answered: null,
      showsNearMisses: false,
    });
  });

  it('is removed from the storage when that is not allowed any more', () => {
    entries.store(true);
    entries.put('1', entry('dogs'));
    entries.store(false);
    expect(storage.items.size).toBe(0);
    expect(entries.get('1')).toBeDefined();
  });

  it('is not stored after all when it is from a time when that was not allowed', () => {
    entries.put('1', entry('dogs'));
    entries.store(true);
    entries.put('2', entry('cats'));
    expect(stored()).toContain('cats');
    expect(stored()).not.toContain('dogs');
  });

  it('is forgotten for good, but what is in sight, which is not stored again', () => {
    entries.store(true);
    entries.put('1', entry('dogs'));
    entries.put('2', entry('cats'));
    entries.forget('2');
    expect(storage.items.size).toBe(0);
    expect(entries.get('1')).toBeUndefined();
    // The library has changed, and the search was asked again.
    entries.put('2', entry('cats'));
    expect(entries.get('2')).toBeDefined();
    expect(stored()).not.toContain('cats');
    entries.put('2', entry('cats at night'));
    expect(stored()).toContain('cats at night');
  });

  it('is forgotten altogether when none is in sight', () => {
    entries.store(true);
    entries.put('1', entry('dogs'));
    entries.forget(null);
    expect(entries.get('1')).toBeUndefined();
    expect(storage.items.size).toBe(0);
  });

  it('is not stored when nothing is left of it without images from elsewhere', () => {
    entries.store(true);
    entries.put('1', entry(''));
    expect(reloaded().get('1')).toBeUndefined();
  });

  it('is that of the last 50 searches, and the answers to the last 12', () => {
    entries.store(true);
    for (let i = 0; i < 60; i++) entries.put(String(i), entry(`search ${i}`));
    expect(entries.get('9')).toBeUndefined();
    expect(entries.get('10')?.answer).toBeNull();
    expect(entries.get('47')?.answer).toBeNull();
    expect(entries.get('48')?.answer).toEqual(answer);
    expect(stored()).not.toContain('"search 9"');
    expect(stored()).toContain('"search 10"');
  });

  it.each(['', 'no JSON', '7', '{"a":1}', '[1,[2],["3"],["4",{}],[5,{"text":"a"}]]'])(
    'is nothing where the storage holds %s',
    (text) => {
      storage.setItem('searches', text);
      expect(reloaded().get('4')).toBeUndefined();
    },
  );

  describe('of a search that goes on with what was said of its photos', () => {
    function judgedOften(times: number): void {
      for (let step = 1; step <= times; step++) entries.put(`step ${step}`, entry('dogs'), 'dogs');
    }

    it('leave other searches what they have', () => {
      entries.put('cats', entry('cats'));
      entries.put('dogs', entry('dogs'));
      judgedOften(120);
      expect(entries.get('cats')).toEqual(entry('cats'));
      expect(entries.get('step 120')?.answer).toEqual(answer);
      // Back goes step by step, and no further than there is room for.
      expect(entries.get('step 119')?.answer).toEqual(answer);
      expect(entries.get('step 100')).toMatchObject({ answer: null });
      expect(entries.get('step 1')).toBeUndefined();
      expect(entries.rootOf('step 120')).toBe('dogs');
    });

    it('are of one search after a reload, too', () => {
      entries.store(true);
      entries.put('dogs', entry('dogs'));
      judgedOften(2);
      const next = reloaded();
      expect(['dogs', 'step 2', 'cats'].map((id) => next.rootOf(id))).toEqual(['dogs', 'dogs', 'cats']);
    });

    it('are forgotten with it, and what is in sight stays a step of the same', () => {
      entries.put('dogs', entry('dogs'));
      judgedOften(2);
      entries.forget('step 2');
      expect(['step 1', 'step 2'].map((id) => entries.rootOf(id))).toEqual(['step 1', 'dogs']);
    });
  });

  it('are the latest searches alone', () => {
    for (let i = 1; i <= 60; i++) entries.put(`${i}`, entry('dogs'));
    expect([10, 11, 48, 49].map((i) => entries.get(`${i}`)?.answer)).toEqual([undefined, null, null, answer]);
  });
});
