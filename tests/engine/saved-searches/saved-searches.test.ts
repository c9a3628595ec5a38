import { describe, expect, test } from 'vitest';
import { type EngineEvent, noFilters, type SearchRecipe } from '../../../src-contract/index.ts';
import { dispatch } from '../../../src-main/engine/dispatch.ts';
import { EngineEvents } from '../../../src-main/engine/engine-events.ts';
import { SavedSearches } from '../../../src-main/engine/saved-searches/saved-searches.ts';
import { UserSettings } from '../../../src-main/engine/settings/index.ts';
import { Store } from '../../../src-main/engine/store/store.ts';
import { MemoryLog } from '../../helpers/memory-log.ts';
import { tempFolder } from '../../helpers/temp-folder.ts';
import { tempLibrary } from '../../helpers/temp-library.ts';
import { openBeside } from '../../helpers/words.ts';

const recipe = (text: string): SearchRecipe => ({ text, images: [], filters: noFilters, sort: 'relevance' });

interface Kept extends AsyncDisposable {
  readonly searches: SavedSearches;
  readonly store: Store;
  readonly log: MemoryLog;
  readonly dataDir: string;
  /** Events since this was asked last. */
  readonly said: () => string[];
}

async function kept(): Promise<Kept> {
  const dir = await tempFolder();
  const store = Store.open(dir.path);
  const log = new MemoryLog();
  const events = new EngineEvents(log);
  let said: EngineEvent[] = [];
  events.on((event) => said.push(event));
  return {
    searches: new SavedSearches({ store, settings: new UserSettings(store.settings, events), events, log }),
    ...{ store, log, dataDir: dir.path },
    said: () => {
      const names = said.map(({ event }) => event);
      said = [];
      return names;
    },
    async [Symbol.asyncDispose]() {
      events[Symbol.dispose]();
      store[Symbol.dispose]();
      await dir[Symbol.asyncDispose]();
    },
  };
}

describe('searches', () => {
  test('tell whoever listens when they are others than before, and only then', async () => {
    await using lib = await kept();
    const { id } = lib.searches.save({ name: 'a', recipe: recipe('a') });
    expect(lib.said()).toEqual(['savedSearches.changed']);
    lib.searches.remember(recipe('b'));
    expect(lib.said()).toEqual(['savedSearches.changed']);
    lib.searches.clearRecent();
    lib.searches.remove(id);
    expect(lib.said()).toEqual(['savedSearches.changed', 'savedSearches.changed']);
    lib.searches.clearRecent();
    lib.searches.remove(id);
    lib.searches.saved();
    lib.searches.recent();
    expect(lib.said()).toEqual([]);
  });

  test('are not remembered when the settings say so', async () => {
    await using lib = await kept();
    lib.searches.remember(recipe('a'));
    lib.store.settings.set({ keepRecentSearches: false });
    lib.searches.remember(recipe('b'));
    expect(lib.searches.recent()).toMatchObject([{ recipe: recipe('a') }]);
  });

  test('of another version are left out and noted, without what was searched for, and stay stored', async () => {
    await using lib = await kept();
    lib.searches.save({ name: 'mine', recipe: recipe('mine') });
    lib.searches.save({ name: 'other', recipe: recipe('secret') });
    lib.searches.remember(recipe('secret'));
    {
      using beside = openBeside(lib.dataDir);
      const change = `SET recipe = '{"text":"secret","image":null}' WHERE recipe LIKE '%secret%'`;
      beside.raw.exec(`UPDATE saved_searches ${change}; UPDATE recent_searches ${change}`);
    }
    expect(lib.searches.saved().map(({ name }) => name)).toEqual(['mine']);
    expect(lib.searches.recent()).toEqual([]);
    expect(lib.log.lines).toHaveLength(2);
    expect(lib.log.text).toContain('another version');
    expect(lib.log.text).not.toContain('secret');
    expect(lib.store.savedSearches.saved()).toHaveLength(2);
  });
});

describe('calls of the contract', () => {
  test('keep, list and forget searches', async () => {
    await using lib = await tempLibrary({});
    const { engine } = lib;
    const saved = await dispatch(engine, 'savedSearches.save', { name: 'Boats', recipe: recipe('boats') });
    await dispatch(engine, 'savedSearches.save', { name: 'boats', recipe: recipe('ships') });
    const both = [{ ...saved, name: 'boats', recipe: recipe('ships') }];
    expect(await dispatch(engine, 'savedSearches.list', {})).toEqual(both);
    await lib.reopen();
    expect(await dispatch(lib.engine, 'savedSearches.list', {})).toEqual(both);
    await dispatch(lib.engine, 'savedSearches.remove', { id: saved.id });
    expect(await dispatch(lib.engine, 'savedSearches.list', {})).toEqual([]);
  });

  test('remember searches, and forget them when they are not to be kept any more', async () => {
    await using lib = await tempLibrary({});
    const { engine } = lib;
    const said: string[] = [];
    using _listening = engine.onEvent(({ event }) => said.push(event));
    const recent = async (): Promise<string[]> =>
      (await dispatch(engine, 'savedSearches.recent', {})).map((search) => search.recipe.text);
    for (const text of ['a', 'b', 'a']) await dispatch(engine, 'savedSearches.remember', { recipe: recipe(text) });
    expect(await recent()).toEqual(['a', 'b']);
    await dispatch(engine, 'savedSearches.clearRecent', {});
    expect(await recent()).toEqual([]);
    await dispatch(engine, 'savedSearches.remember', { recipe: recipe('c') });
    said.length = 0;
    await dispatch(engine, 'settings.set', { keepRecentSearches: false });
    expect(said).toEqual(['savedSearches.changed', 'settings.changed']);
    await dispatch(engine, 'savedSearches.remember', { recipe: recipe('d') });
    await dispatch(engine, 'settings.set', { keepRecentSearches: true });
    expect(await recent()).toEqual([]);
  });

  test('refuse a search that cannot be kept', async () => {
    await using lib = await tempLibrary({});
    const upload = { ...recipe('a'), images: [{ upload: 'x' }] } as unknown as SearchRecipe;
    await expect(dispatch(lib.engine, 'savedSearches.save', { name: 'a', recipe: upload })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
    });
    await expect(dispatch(lib.engine, 'savedSearches.save', { name: '', recipe: recipe('a') })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
    });
  });
});

describe('a search as text', () => {
  test('has the filters behind what was typed, with the folder by its name', async () => {
    await using lib = await kept();
    const { id } = lib.store.folders.add('/home/anna/My Photos', 0);
    const text = (folder: SearchRecipe['filters']['folder'], typed = ' a dog  '): string =>
      lib.searches.asText({
        ...recipe(typed),
        filters: { ...noFilters, folder, types: ['png'], minRating: 3, shape: 'square' },
      });
    const rest = 'type:png rating:>=3 shape:square';
    expect(text(null)).toBe(`a dog ${rest}`);
    expect(text({ folderId: id, below: '' })).toBe(`a dog folder:"My Photos" ${rest}`);
    expect(text({ folderId: id, below: 'sub' })).toBe(`a dog folder:sub ${rest}`);
    expect(text({ folderId: 99, below: '' }), 'a folder that is gone').toBe(`a dog ${rest}`);
    expect(text(null, '')).toBe(rest);
    expect(lib.searches.asText(recipe('a dog'))).toBe('a dog');
    expect(lib.searches.asText(recipe(' '))).toBe('');
  });

  test('does without example images', async () => {
    await using lib = await kept();
    expect(lib.searches.asText({ ...recipe('at night'), images: [{ photoId: 1 }] })).toBe('at night');
  });
});
