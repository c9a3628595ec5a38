import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type EngineEvent, noFilters, type SearchRequest, type Tag } from '../../../src-contract/index.ts';
import { dispatch } from '../../../src-main/engine/dispatch.ts';
import { photo } from '../../helpers/photos.ts';
import {
  fewCaptions,
  fixturePack,
  launchOddEncoder,
  tempLibrary,
  type TempLibrary,
} from '../../helpers/temp-library.ts';
import { openBeside } from '../../helpers/words.ts';

let lib: TempLibrary;
let ids: readonly number[] = [];

beforeAll(async () => {
  const names = Array.from({ length: 6 }, (_, i) => [`${i}.jpg`, photo(i)] as const);
  lib = await tempLibrary(Object.fromEntries(names), { captions: fewCaptions, adoptPack: true });
  await lib.index();
  ({ ids } = await dispatch(lib.engine, 'library.timeline', { filters: noFilters }));
});
afterAll(() => lib[Symbol.asyncDispose]());

async function tagCalled(name: string): Promise<Tag> {
  const { tags } = await dispatch(lib.engine, 'tags.list', {});
  const found = tags.find((tag) => tag.names?.en === name || tag.phrase === name);
  if (found === undefined) throw new Error(`Expected a tag "${name}" but received none`);
  return found;
}

/** Write what a pass has found, as if photos showed it: tags by their names. */
async function pretend(found: Readonly<Record<string, readonly number[]>>): Promise<void> {
  const tags = await Promise.all(Object.keys(found).map(tagCalled));
  using beside = openBeside(lib.dataDir);
  beside.raw.exec("DELETE FROM tag_passes; INSERT INTO tag_passes (id, fingerprint, is_shown) VALUES (1, 'a test', 1)");
  const insert = beside.raw.prepare('INSERT INTO photo_tags (pass, tag, photo_id, evidence) VALUES (1, ?, ?, ?)');
  for (const [i, photoIds] of Object.values(found).entries()) {
    for (const [place, photoId] of photoIds.entries()) insert.run(tags[i]?.id, photoId, 2 - place / 10);
  }
  for (const id of ids) beside.raw.prepare('INSERT INTO tagged_photos (pass, photo_id) VALUES (1, ?)').run(id);
}

function at(...places: readonly number[]): number[] {
  return places.map((place) => ids[place] ?? 0);
}

async function found(text: string, filters = noFilters): Promise<number[]> {
  const request: SearchRequest = { text, images: [], top: 50, filters, sort: 'newest', all: false };
  const answer = await dispatch(lib.engine, 'search.query', request);
  return answer.hits.map(({ photoId }) => photoId).sort((a, b) => a - b);
}

const sorted = (some: readonly number[]): number[] => [...some].sort((a, b) => a - b);

describe('tags', () => {
  test('are listed with their photos, those above and the groups', async () => {
    await pretend({ dog: at(2, 0), puppy: at(2), beach: at(1, 2) });
    const list = await dispatch(lib.engine, 'tags.list', {});
    expect(list).toMatchObject({ state: 'ready', photos: 6, tagged: 6 });
    const dog = await tagCalled('dog');
    expect(dog).toMatchObject({ group: 'animals', parent: null, photos: 2, coverId: ids[2], isHidden: false });
    expect(await tagCalled('puppy')).toMatchObject({ parent: dog.id, photos: 1 });
    expect(list.groups.find(({ key }) => key === 'animals')).toMatchObject({ photos: 2, coverId: ids[2] });
    expect(list.groups.find(({ key }) => key === 'food')).toMatchObject({ photos: 0, coverId: null });
  });

  test('are found in any language, with a filter, and with a description', async () => {
    await pretend({ dog: at(2, 0), puppy: at(2), beach: at(1, 2) });
    expect(await found('tag:Strand')).toEqual(sorted(at(1, 2)));
    expect(await found('tag:dog tag:playa')).toEqual(at(2));
    expect(await found('tag:"nothing of the kind"')).toEqual([]);
    const dog = await tagCalled('dog');
    expect(await found('tag:beach', { ...noFilters, tags: [dog.id] })).toEqual(at(2));
    const { ids: shown } = await dispatch(lib.engine, 'library.timeline', {
      filters: { ...noFilters, tags: [dog.id] },
    });
    expect(sorted(shown)).toEqual(sorted(at(0, 2)));
    const { text } = await dispatch(lib.engine, 'savedSearches.asText', {
      recipe: { text: '', filters: { ...noFilters, tags: [dog.id] }, sort: 'newest', images: [] } as never,
    });
    expect(text).toBe('tag:dog');
  });

  test('are taken from photos with those below them, and had again', async () => {
    await pretend({ dog: at(2, 0), puppy: at(2) });
    const [dog, puppy] = [await tagCalled('dog'), await tagCalled('puppy')];
    const events: EngineEvent[] = [];
    using _listening = lib.engine.onEvent((event) => events.push(event));
    const photoId = ids[2] ?? 0;
    const change = { id: dog.id, photoIds: [photoId, photoId, 99_999] };
    expect(await dispatch(lib.engine, 'tags.setRefused', { ...change, isRefused: true })).toEqual({
      changed: [photoId],
    });
    expect(events).toContainEqual({ event: 'tags.changed' });
    expect(await dispatch(lib.engine, 'tags.ofPhoto', { photoId })).toEqual({ tags: [], refused: [dog.id] });
    expect(await found('tag:dog')).toEqual(at(0));
    expect(await found('tag:puppy')).toEqual([]);
    expect(await tagCalled('puppy')).toMatchObject({ photos: 0 });
    // What is refused already is no difference.
    expect(await dispatch(lib.engine, 'tags.setRefused', { ...change, isRefused: true })).toEqual({ changed: [] });
    await dispatch(lib.engine, 'tags.setRefused', { ...change, isRefused: false });
    const back = { tags: [dog.id, puppy.id], refused: [] };
    expect(await dispatch(lib.engine, 'tags.ofPhoto', { photoId })).toEqual(back);
  });

  test('that are had again leave refused what was taken from the photo before', async () => {
    await pretend({ dog: at(2, 0), puppy: at(2, 0) });
    const [dog, puppy] = [await tagCalled('dog'), await tagCalled('puppy')];
    const refuse = (id: number, photoIds: number[], isRefused = true): Promise<{ changed: number[] }> =>
      dispatch(lib.engine, 'tags.setRefused', { id, photoIds, isRefused });
    await refuse(puppy.id, at(2));
    const { changed } = await refuse(dog.id, at(0, 2));
    expect(sorted(changed)).toEqual(sorted(at(0, 2)));
    await refuse(dog.id, changed, false);
    const told = async (place: number): Promise<unknown> =>
      dispatch(lib.engine, 'tags.ofPhoto', { photoId: ids[place] ?? 0 });
    expect(await told(2)).toEqual({ tags: [dog.id], refused: [puppy.id] });
    expect(await told(0)).toEqual({ tags: [dog.id, puppy.id], refused: [] });
    await refuse(puppy.id, at(2), false);
  });

  test('are called otherwise, hidden, added and removed', async () => {
    await pretend({ dog: at(2, 0) });
    const dog = await tagCalled('dog');
    await dispatch(lib.engine, 'tags.update', { id: dog.id, name: ' Rex ', isHidden: true });
    expect(await tagCalled('dog')).toMatchObject({ name: 'Rex', isHidden: true });
    expect((await dispatch(lib.engine, 'tags.ofPhoto', { photoId: ids[0] ?? 0 })).tags).toEqual([]);
    expect(await found('tag:Rex')).toEqual([]);
    // Whoever adds what is hidden sees it again.
    expect(await dispatch(lib.engine, 'tags.add', { phrase: 'HUND' })).toEqual({ id: dog.id });
    expect(await found('tag:Rex')).toEqual(sorted(at(0, 2)));
    await dispatch(lib.engine, 'tags.update', { id: dog.id, name: null });
    const { id } = await dispatch(lib.engine, 'tags.add', { phrase: ' my  red kayak ' });
    expect(await tagCalled('my red kayak')).toMatchObject({ id, group: null, names: null, photos: 0 });
    await dispatch(lib.engine, 'tags.remove', { id });
    await expect(dispatch(lib.engine, 'tags.remove', { id })).rejects.toMatchObject({ code: 'TAG_NOT_FOUND' });
    await expect(dispatch(lib.engine, 'tags.restore', { id: dog.id })).rejects.toMatchObject({ code: 'TAG_NOT_FOUND' });
    await expect(dispatch(lib.engine, 'tags.remove', { id: dog.id })).rejects.toMatchObject({ code: 'TAG_NOT_FOUND' });
    await expect(dispatch(lib.engine, 'tags.update', { id: 99_999 })).rejects.toMatchObject({ code: 'TAG_NOT_FOUND' });
    await expect(dispatch(lib.engine, 'tags.ofPhoto', { photoId: 99_999 })).rejects.toMatchObject({
      code: 'PHOTO_NOT_FOUND',
    });
  });

  test('that are removed can be restored with their photos for a while, and are deleted then', async () => {
    const { id } = await dispatch(lib.engine, 'tags.add', { phrase: 'a blue boat' });
    await pretend({ 'a blue boat': at(3) });
    const photoId = ids[3] ?? 0;
    const rows = (): unknown => {
      using beside = openBeside(lib.dataDir);
      return beside.raw.prepare('SELECT id FROM tags WHERE id = ?').all(id);
    };
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      await dispatch(lib.engine, 'tags.remove', { id });
      const { tags } = await dispatch(lib.engine, 'tags.list', {});
      expect(tags.map((tag) => tag.id)).not.toContain(id);
      expect(await dispatch(lib.engine, 'tags.ofPhoto', { photoId })).toEqual({ tags: [], refused: [] });
      expect(await found('tag:"a blue boat"')).toEqual([]);
      vi.advanceTimersByTime(10_000);
      await dispatch(lib.engine, 'tags.restore', { id });
      expect(await dispatch(lib.engine, 'tags.ofPhoto', { photoId })).toMatchObject({ tags: [id] });
      // Whoever adds it again means the same one.
      await dispatch(lib.engine, 'tags.remove', { id });
      expect(await dispatch(lib.engine, 'tags.add', { phrase: 'A blue boat' })).toEqual({ id });
      vi.advanceTimersByTime(60_000);
      expect(rows()).toEqual([{ id }]);
      await dispatch(lib.engine, 'tags.remove', { id });
      vi.advanceTimersByTime(60_000);
    } finally {
      vi.useRealTimers();
    }
    await expect.poll(rows).toEqual([]);
    await expect(dispatch(lib.engine, 'tags.restore', { id })).rejects.toMatchObject({ code: 'TAG_NOT_FOUND' });
  });

  test('and what was said of them leave plain searches as they were', async () => {
    const answer = async (): Promise<string> => {
      const request = {
        text: 'a dog on a beach',
        images: [],
        top: 50,
        filters: noFilters,
        sort: 'relevance',
        all: false,
      };
      const { timings: _, ...rest } = await dispatch(lib.engine, 'search.query', request as SearchRequest);
      return JSON.stringify(rest);
    };
    {
      using beside = openBeside(lib.dataDir);
      beside.raw.exec('DELETE FROM tag_passes');
    }
    const before = await answer();
    await pretend({ dog: at(5, 4), beach: at(5) });
    const dog = await tagCalled('dog');
    await dispatch(lib.engine, 'tags.update', { id: dog.id, name: 'beach', isHidden: true });
    await dispatch(lib.engine, 'tags.setRefused', { id: dog.id, photoIds: at(0, 5), isRefused: true });
    const { id } = await dispatch(lib.engine, 'tags.add', { phrase: 'a dog on a beach' });
    expect(await answer()).toBe(before);
    await dispatch(lib.engine, 'tags.remove', { id });
    await dispatch(lib.engine, 'tags.setRefused', { id: dog.id, photoIds: at(0, 5), isRefused: false });
    await dispatch(lib.engine, 'tags.update', { id: dog.id, name: null, isHidden: false });
    expect(await answer()).toBe(before);
  });
});

test('what was counted is kept for whoever asks until something is written', async () => {
  await pretend({ dog: at(0) });
  const { tags } = lib.engine;
  const first = await tags.list();
  expect((await tags.list()).tags, 'not counted again').toBe(first.tags);
  const [one, other] = await Promise.all([tags.list(), tags.list()]);
  expect(one.tags).toBe(other.tags);
  // Also by somebody else.
  await pretend({ dog: at(0, 1) });
  expect(await tagCalled('dog')).toMatchObject({ photos: 2 });
});

test('a tag that was removed is in no list, also one that was counted before', async () => {
  const { id } = await dispatch(lib.engine, 'tags.add', { phrase: 'a red boat' });
  const ids = async (): Promise<number[]> => (await lib.engine.tags.list()).tags.map((tag) => tag.id);
  expect(await ids()).toContain(id);
  await dispatch(lib.engine, 'tags.remove', { id });
  expect(await ids()).not.toContain(id);
  await dispatch(lib.engine, 'tags.restore', { id });
  expect(await ids()).toContain(id);
  await dispatch(lib.engine, 'tags.remove', { id });
});

test('a tag that was removed is gone when the library is opened again', async () => {
  const { id } = await dispatch(lib.engine, 'tags.add', { phrase: 'a green boat' });
  await dispatch(lib.engine, 'tags.remove', { id });
  await lib.reopen();
  const { tags } = await dispatch(lib.engine, 'tags.list', {});
  expect(tags.map((tag) => tag.id)).not.toContain(id);
});

test('what stands below a refused tag is not shown from the first question on', async () => {
  await pretend({ dog: at(2, 0), puppy: at(2, 0) });
  const [dog, puppy] = [await tagCalled('dog'), await tagCalled('puppy')];
  await dispatch(lib.engine, 'tags.setRefused', { id: dog.id, photoIds: at(2), isRefused: true });
  await lib.reopen();
  const shown = await dispatch(lib.engine, 'library.timeline', { filters: { ...noFilters, tags: [puppy.id] } });
  expect(shown.ids).toEqual(at(0));
  await dispatch(lib.engine, 'tags.setRefused', { id: dog.id, photoIds: at(2), isRefused: false });
});

test('the engine looks at photos by itself, and says so where the model tells too little: then none has a tag', async () => {
  await pretend({ dog: at(2, 0) });
  await lib.reopen({ tagPhotos: true });
  const changed = Promise.withResolvers<undefined>();
  using _listening = lib.engine.onEvent(({ event }) => {
    if (event === 'tags.changed') changed.resolve(undefined);
  });
  await lib.index();
  await changed.promise;
  await lib.engine.tags.settled();
  expect(await dispatch(lib.engine, 'tags.list', {})).toMatchObject({ state: 'unknownModel', photos: 6 });
  expect(await tagCalled('dog')).toMatchObject({ photos: 0, coverId: null });
  expect(await found('tag:dog')).toEqual([]);
});

test('a library that is looked at with another pack for once keeps its tags', async () => {
  await pretend({ dog: at(2, 0) });
  await lib.reopen({ packDir: fixturePack('tiny-f16'), adoptPack: false, tagPhotos: true });
  await lib.index();
  lib.engine.tags.start();
  await lib.engine.tags.settled();
  expect(await dispatch(lib.engine, 'tags.list', {})).toMatchObject({ state: 'ready' });
  expect(await found('tag:dog')).toEqual(sorted(at(0, 2)));
});

test('an encoder that fails is no model that tells too little: photos keep their tags', async () => {
  const launchEncoder = launchOddEncoder('--fails-on-text', 'a dog running');
  const files = { '0.jpg': photo(0), '1.jpg': photo(1) };
  await using failing = await tempLibrary(files, { captions: fewCaptions, launchEncoder });
  await failing.index();
  failing.engine.tags.start();
  await failing.engine.tags.settled();
  expect(await dispatch(failing.engine, 'tags.list', {})).toMatchObject({ state: 'failed', tagged: 0 });
});
