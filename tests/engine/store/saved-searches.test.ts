import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { noFilters, type SearchRecipe } from '../../../src-contract/index.ts';
import { backupsOf } from '../../../src-main/engine/store/backups.ts';
import { databaseFileName } from '../../../src-main/engine/store/database.ts';
import { Store } from '../../../src-main/engine/store/store.ts';
import { tempFolder } from '../../helpers/temp-folder.ts';
import { openBeside } from '../../helpers/words.ts';

const recipe = (text: string, more: Partial<SearchRecipe> = {}): SearchRecipe => ({
  ...{ text, images: [], filters: noFilters, sort: 'relevance' },
  ...more,
});

/** Everything that lies in the files of a library's database, its log included. */
async function bytesOf(dataDir: string): Promise<string> {
  const files = [databaseFileName, `${databaseFileName}-wal`].map((name) =>
    readFile(join(dataDir, name), 'latin1').catch(() => ''),
  );
  return (await Promise.all(files)).join('');
}

describe('saved searches', () => {
  test('come by name, numbers by their value, and stay when the library is opened again', async () => {
    await using dir = await tempFolder();
    const full = recipe('boats', {
      images: [{ photoId: 3, box: { x: 0, y: 0, width: 0.5, height: 1 } }, { photoId: 4 }],
      filters: { ...noFilters, cameras: ['b', 'a'], minRating: 3 },
      sort: 'oldest',
    });
    {
      using store = Store.open(dir.path);
      for (const name of ['trip 10', 'Älpen', 'trip 9', 'beach']) store.savedSearches.save(name, recipe(name));
      store.savedSearches.save('beach', full);
    }
    using store = Store.open(dir.path);
    expect(store.savedSearches.saved().map(({ name }) => name)).toEqual(['Älpen', 'beach', 'trip 9', 'trip 10']);
    expect(store.savedSearches.saved()[1]?.recipe).toEqual(full);
  });

  test.each([
    ['Boats', 'bOATS'],
    ['Äpfel', 'äpfel'],
    ['É', 'e\u0301'],
  ])('of a name that is the same but for its case are replaced: %s', async (name, again) => {
    await using dir = await tempFolder();
    using store = Store.open(dir.path);
    const id = store.savedSearches.save(name, recipe('one'));
    expect(store.savedSearches.save(again, recipe('two'))).toBe(id);
    expect(store.savedSearches.saved()).toEqual([{ id, name: again, recipe: recipe('two') }]);
  });

  test('are removed, once', async () => {
    await using dir = await tempFolder();
    using store = Store.open(dir.path);
    const id = store.savedSearches.save('a', recipe('a'));
    expect([
      store.savedSearches.remove(id + 1),
      store.savedSearches.remove(id),
      store.savedSearches.remove(id),
    ]).toEqual([...[false, true, false]]);
    expect(store.savedSearches.saved()).toEqual([]);
  });

  test('of another version come without a recipe', async () => {
    await using dir = await tempFolder();
    using store = Store.open(dir.path);
    const id = store.savedSearches.save('a', recipe('a'));
    {
      using beside = openBeside(dir.path);
      beside.raw.exec(`UPDATE saved_searches SET recipe = '{"text":"a","image":null}'`);
    }
    expect(store.savedSearches.saved()).toEqual([{ id, name: 'a', recipe: null }]);
  });
});

describe('recent searches', () => {
  test('come latest first, each once, whatever the order of its parts and the clock', async () => {
    await using dir = await tempFolder();
    using store = Store.open(dir.path);
    store.savedSearches.remember(recipe('a', { filters: { ...noFilters, minRating: 3 } }), 30);
    store.savedSearches.remember(recipe('a'), 20);
    store.savedSearches.remember(recipe('b'), 10);
    const { text, images, filters, sort } = recipe('a');
    store.savedSearches.remember(
      { sort, filters: { ...Object.fromEntries(Object.entries(filters).reverse()), ...filters }, images, text },
      5,
    );
    expect(store.savedSearches.recent().map(({ recipe: found, searchedAtMs }) => [found?.text, searchedAtMs])).toEqual([
      ...[
        ['a', 5],
        ['b', 10],
        ['a', 30],
      ],
    ]);
  });

  test('are at most a hundred', async () => {
    await using dir = await tempFolder();
    using store = Store.open(dir.path);
    for (let i = 0; i < 130; i++) store.savedSearches.remember(recipe(`search ${i}`), i);
    const texts = store.savedSearches.recent().map(({ recipe: found }) => found?.text);
    expect(texts).toEqual(Array.from({ length: 100 }, (_, i) => `search ${129 - i}`));
  });

  test('lie nowhere in the files any more when they are cleared, nor one by one when they were too many', async () => {
    await using dir = await tempFolder();
    using store = Store.open(dir.path);
    // Some are longer than a page, most lie on pages with others.
    const secret = (i: number): SearchRecipe => recipe(`secret ${i} `.repeat(i % 10 === 0 ? 900 : 5));
    for (let i = 0; i < 250; i++) store.savedSearches.remember(secret(i), i);
    store.savedSearches.save('kept', recipe('kept'));
    expect(await bytesOf(dir.path)).toContain('secret 249');
    expect(store.savedSearches.clearRecent()).toBe(true);
    expect(store.savedSearches.recent()).toEqual([]);
    const bytes = await bytesOf(dir.path);
    expect(bytes).toContain('kept');
    expect(bytes).not.toContain('secret');
    expect(store.savedSearches.clearRecent()).toBe(false);
    store.savedSearches.remember(recipe('again'), 1);
    expect(store.savedSearches.recent()).toHaveLength(1);
  });

  test('are in no backup', async () => {
    await using dir = await tempFolder();
    using store = Store.open(dir.path);
    store.savedSearches.save('kept', recipe('kept'));
    for (let i = 0; i < 50; i++) store.savedSearches.remember(recipe(`secret ${i} `.repeat(i === 7 ? 900 : 5)), i);
    expect(await store.backUpIfDue(new AbortController().signal)).toBe(true);
    const bytes = await readFile(backupsOf(dir.path)[0] ?? '', 'latin1');
    expect(bytes).toContain('kept');
    expect(bytes).not.toContain('secret');
    expect(store.savedSearches.recent()).toHaveLength(50);
  });
});
