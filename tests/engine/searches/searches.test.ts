import { describe, expect, test } from 'vitest';
import { type EngineEvent, noFilters, type SearchRecipe } from '../../../src-contract/index.ts';
import { EngineEvents } from '../../../src-main/engine/engine-events.ts';
import { Searches } from '../../../src-main/engine/searches/searches.ts';
import { Store } from '../../../src-main/engine/store/store.ts';
import { MemoryLog } from '../../helpers/memory-log.ts';
import { tempFolder } from '../../helpers/temp-folder.ts';
import { openBeside } from '../../helpers/words.ts';

const recipe = (text: string): SearchRecipe => ({ text, images: [], filters: noFilters, sort: 'relevance' });

interface Kept extends AsyncDisposable {
  readonly searches: Searches;
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
    searches: new Searches(store, events, log),
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
    expect(lib.said()).toEqual(['searches']);
    lib.searches.remember(recipe('b'));
    expect(lib.said()).toEqual(['searches']);
    lib.searches.clearRecent();
    lib.searches.remove(id);
    expect(lib.said()).toEqual(['searches', 'searches']);
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
    expect(lib.store.searches.saved()).toHaveLength(2);
  });
});
