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
  understood: { description: 'a', chips: [], offered: [] },
  searched: 3,
  unknownLanguage: null,
  unseen: 0,
  timings: { encodeMs: 0, scanMs: 0, totalMs: 1 },
};

function entry(text: string): SearchEntry {
  return {
    recipe: recipe(text),
    examples: [],
    answer,
    answered: { text, examples: [], top: 200 },
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
});
