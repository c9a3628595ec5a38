import { describe, expect, test } from 'vitest';
import { noFilters } from '../../../src-contract/index.ts';
import { vocabulary } from '../../../src-main/core/tags/vocabulary.ts';
import { mostWords, tagPhotos } from '../../../src-main/engine/tags/tag-photos.ts';
import { type KnownWords, knownWords } from './known-words.ts';

const never = new AbortController().signal;

function run({ store, pack }: KnownWords, other = pack): ReturnType<typeof tagPhotos> {
  return tagPhotos({ store, pack: other }, never);
}

/** Keys, or phrases, of the tags of a photo. */
function shown({ store }: KnownWords, photoId: number): string[] {
  const names = new Map(store.tags.list().map(({ id, key, phrase }) => [id, key ?? phrase ?? '']));
  return store.tags
    .ofPhoto(photoId)
    .map((id) => names.get(id) ?? '')
    .sort();
}

function idOf({ store }: KnownWords, key: string): number {
  return store.tags.list().find((tag) => tag.key === key || tag.phrase === key)?.id ?? 0;
}

describe('photos', () => {
  test('get all tags of what they show, with those above, and none of what they do not', async () => {
    await using lib = await knownWords();
    const both = lib.add('puppy', 'beach');
    const nothing = lib.add();
    expect(await run(lib)).toBe('tagged');
    expect(shown(lib, both)).toEqual(['beach', 'dog', 'puppy', 'water']);
    expect(shown(lib, nothing)).toEqual([]);
    expect(lib.store.tagPasses.counts()).toEqual({ photos: 2, tagged: 2 });
    expect([...lib.store.catalog.ids({ ...noFilters, tags: [idOf(lib, 'dog')] })]).toEqual([both]);
  });

  test('to which more words fit than anyone would read have the surest alone, and all that the user has made', async () => {
    await using lib = await knownWords();
    const above = new Set(vocabulary().words.map(({ parent }) => parent));
    const alone = vocabulary().words.filter(({ key, parent }) => parent === null && !above.has(key));
    const words = alone.slice(0, mostWords + 4).map(({ key }) => key);
    lib.store.tags.add('our shed');
    const surest = words.at(-1) ?? '';
    const photo = lib.add(...words, surest, 'our shed');
    // So little is usual at random that all of them fit.
    expect(await run(lib, lib.fitted({ median: 0, high: 0.01 }))).toBe('tagged');
    const found = shown(lib, photo);
    expect(found).toHaveLength(mostWords + 1);
    expect(found).toEqual(expect.arrayContaining([surest, 'our shed']));
  });

  test('are told of while they are looked at', async () => {
    await using lib = await knownWords();
    for (let i = 0; i < 40; i++) lib.add('dog');
    const told: number[] = [];
    const onLooked = (): void => void told.push(lib.store.tagPasses.counts().tagged);
    await tagPhotos({ store: lib.store, pack: lib.pack, onLooked }, never);
    expect(told).toEqual([16, 32, 40]);
  });

  test('that are new are tagged by the lines there are; nothing is encoded again', async () => {
    await using lib = await knownWords();
    lib.add('dog');
    await run(lib);
    const { length } = lib.texts;
    expect(length).toBe(vocabulary().words.reduce((sum, { prompts }) => sum + prompts.length, 0));
    expect(await run(lib)).toBe('same');
    const later = lib.add('tram');
    expect(await run(lib)).toBe('tagged');
    expect(shown(lib, later)).toEqual(['tram']);
    expect(lib.texts.length).toBe(length);
    expect(lib.store.tagPasses.passes()).toHaveLength(1);
  });

  test('are tagged anew by another pack while what was found before is shown', async () => {
    await using lib = await knownWords();
    const id = lib.add('dog');
    await run(lib);
    const other = lib.another('2');
    const abort = new AbortController();
    // It stops when its vectors are made, and goes on at the next time.
    const encode = other.encoder.encodeTexts.bind(other.encoder);
    let calls = 0;
    other.encoder.encodeTexts = (texts) => {
      if (++calls === 2) abort.abort(new Error('stopped'));
      return encode(texts);
    };
    await expect(tagPhotos({ store: lib.store, pack: other }, abort.signal)).rejects.toThrow('stopped');
    expect(shown(lib, id)).toEqual(['dog']);
    expect(await run(lib, other)).toBe('tagged');
    expect(shown(lib, id)).toEqual(['dog']);
    expect(lib.store.tagPasses.passes()).toMatchObject([{ pack: other.row, isShown: true }]);
  });

  test('have no tags where the pack tells too little, also those that they had before', async () => {
    await using lib = await knownWords();
    const id = lib.add('dog');
    await run(lib);
    const { length } = lib.texts;
    const hubs = { complete: () => Promise.resolve(), knowledge: 'tooLittle' };
    expect(await run(lib, { ...lib.pack, hubs } as unknown as typeof lib.pack)).toBe('unknown');
    expect(shown(lib, id)).toEqual([]);
    expect(lib.texts).toHaveLength(length);
    // The pack may tell enough later on.
    expect(await run(lib)).toBe('tagged');
    expect(shown(lib, id)).toEqual(['dog']);
  });

  test.each(['notYet', 'tooLittle'])('keep their tags where a pack has not seen them all (%s)', async (knowledge) => {
    await using lib = await knownWords();
    const photos = [lib.add('dog'), lib.add('tram')];
    await run(lib);
    const other = lib.another('2', false);
    lib.see(other, photos[0] ?? 0);
    const hubs = { complete: () => Promise.resolve(), knowledge };
    expect(await run(lib, { ...other, hubs } as unknown as typeof other)).toBe('notYet');
    expect(photos.map((id) => shown(lib, id))).toEqual([['dog'], ['tram']]);
  });

  test('are shown as another pack tags them when it has seen all that the one before had', async () => {
    await using lib = await knownWords();
    const photos = [lib.add('dog'), lib.add('tram'), lib.add('beach')];
    const [dog = 0, tram = 0, beach = 0] = photos;
    await run(lib);
    const other = lib.another('2', false);
    lib.see(other, dog);
    expect(await run(lib, other)).toBe('tagged');
    expect(photos.map((id) => shown(lib, id))).toEqual([['dog'], ['tram'], ['beach', 'water']]);
    expect(lib.store.tagPasses.passes()).toMatchObject([
      { pack: lib.pack.row, isShown: true },
      { pack: other.row, isShown: false },
    ]);
    expect(lib.store.tagPasses.counts(), 'of the pass in progress').toEqual({ photos: 3, tagged: 1 });
    lib.see(other, tram);
    // One that it has failed at does not hold up the others.
    const gone = { code: 'PHOTO_MISSING', message: 'gone' } as const;
    lib.store.packs.claim(other.row, [beach]);
    lib.store.packs.fail(other.row, beach, gone, null);
    expect(await run(lib, other)).toBe('tagged');
    expect(photos.map((id) => shown(lib, id))).toEqual([['dog'], ['tram'], []]);
    expect(lib.store.tagPasses.passes()).toMatchObject([{ pack: other.row, isShown: true }]);
  });

  test('keep their tags while a library is looked at with another pack for once', async () => {
    await using lib = await knownWords();
    lib.store.packs.adopt(lib.pack.row);
    const id = lib.add('dog');
    await run(lib);
    const { length } = lib.texts;
    expect(await run(lib, lib.another('2'))).toBe('same');
    expect(shown(lib, id)).toEqual(['dog']);
    expect(lib.texts).toHaveLength(length);
    expect(lib.store.tagPasses.passes()).toMatchObject([{ pack: lib.pack.row, isShown: true }]);
  });

  test('wait no longer for what scores say than anybody wants to', async () => {
    await using lib = await knownWords();
    lib.add('dog');
    const abort = new AbortController();
    const hubs = { complete: () => new Promise<void>(() => undefined), knowledge: 'notYet' };
    const pack = { ...lib.pack, hubs } as unknown as typeof lib.pack;
    const tagged = tagPhotos({ store: lib.store, pack }, abort.signal);
    abort.abort(new Error('stopped'));
    await expect(tagged).rejects.toThrow('stopped');
  });
});

describe('a tag that is added', () => {
  test('is found by its phrase, and changes nothing of others', async () => {
    await using lib = await knownWords();
    const kayak = lib.add('my red kayak', 'lake');
    const dog = lib.add('dog');
    // Among very few photos chance says so little that hardly anything is believed.
    for (let i = 0; i < 20; i++) lib.add();
    await run(lib);
    const before = lib.store.tagPasses.lines(lib.store.tagPasses.passes()[0]?.id ?? 0);
    expect(shown(lib, kayak)).toEqual(['lake', 'water']);
    lib.store.tags.add('my red kayak');
    for (let i = 0; i < 99; i++) lib.store.tags.add(`another ${i}`);
    expect(await run(lib)).toBe('tagged');
    const after = lib.store.tagPasses.lines(lib.store.tagPasses.passes()[0]?.id ?? 0);
    for (const [tag, line] of before) expect(after.get(tag)).toBe(line);
    expect(after.size).toBe(before.size + 100);
    expect(shown(lib, kayak)).toEqual(['lake', 'my red kayak', 'water']);
    expect(shown(lib, dog)).toEqual(['dog']);
  });
});

describe('what the user says', () => {
  test('takes a tag from a photo through every pass, and gives it back', async () => {
    await using lib = await knownWords();
    const id = lib.add('puppy');
    await run(lib);
    expect(lib.store.tags.setRefused(idOf(lib, 'puppy'), [id], true)).toEqual([id]);
    expect(shown(lib, id)).toEqual(['dog']);
    await run(lib, lib.another('2'));
    expect(shown(lib, id)).toEqual(['dog']);
    expect(lib.store.tags.refusedOf(id)).toEqual([idOf(lib, 'puppy')]);
    lib.store.tags.setRefused(idOf(lib, 'puppy'), [id], false);
    expect(shown(lib, id)).toEqual(['dog', 'puppy']);
  });

  test('takes what stands below a tag, too, when a later pass is the first to find it', async () => {
    await using lib = await knownWords();
    const id = lib.add('puppy', 'beach');
    expect(lib.store.tags.setRefused(idOf(lib, 'dog'), [id], true)).toEqual([id]);
    await run(lib);
    expect(shown(lib, id)).toEqual(['beach', 'water']);
    expect([...lib.store.catalog.ids({ ...noFilters, tags: [idOf(lib, 'puppy')] })]).toEqual([]);
    expect(lib.store.tags.refusedOf(id)).toEqual([idOf(lib, 'dog')]);
    lib.store.tags.setRefused(idOf(lib, 'dog'), [id], false);
    expect(shown(lib, id)).toEqual(['beach', 'dog', 'puppy', 'water']);
  });

  test('names and hides tags, which queries go by', async () => {
    await using lib = await knownWords();
    lib.add('dog');
    const { tags } = lib.store;
    const dog = idOf(lib, 'dog');
    for (const name of ['dog', 'Hund', 'CHIEN', 'perro']) expect(tags.called(name), name).toEqual([dog]);
    expect(tags.called('Tiere')).toHaveLength(vocabulary().words.filter(({ group }) => group === 'animals').length);
    expect(tags.called('nothing of the kind')).toEqual([]);
    tags.update({ id: dog, name: 'Rex', isHidden: false });
    expect([tags.called('rex'), tags.called('dog'), tags.nameOf(dog)]).toEqual([[dog], [dog], 'Rex']);
    tags.update({ id: dog, name: null, isHidden: true });
    expect(tags.called('dog')).toEqual([]);
    expect(tags.remove(dog), 'a word of the vocabulary').toBe(false);
  });
});

test('tags and groups are counted, and have a cover', async () => {
  await using lib = await knownWords();
  const [dog, puppy] = [lib.add('dog'), lib.add('puppy'), lib.add('tram')];
  await run(lib);
  const { tagCounts } = lib.store;
  const countOf = (key: string): unknown => tagCounts.tags().find(({ of }) => of === idOf(lib, key));
  expect(countOf('dog')).toMatchObject({ photos: 2 });
  expect(countOf('puppy')).toMatchObject({ photos: 1, coverId: puppy });
  const animals = [idOf(lib, 'dog'), idOf(lib, 'puppy')];
  expect([tagCounts.photosOf(animals), tagCounts.photosOf([...animals, idOf(lib, 'tram')])]).toEqual([2, 3]);
  const before = tagCounts.changes();
  expect(tagCounts.changes()).toBe(before);
  // One without a file is neither counted nor a cover.
  lib.store.files.remove([2]);
  expect(lib.store.photos.markUnreferenced(0)).toEqual([puppy]);
  expect(countOf('dog')).toMatchObject({ photos: 1, coverId: dog });
  expect([countOf('puppy'), tagCounts.photosOf(animals)]).toEqual([undefined, 1]);
  expect(lib.store.tagPasses.counts()).toEqual({ photos: 2, tagged: 2 });
  expect(tagCounts.changes()).not.toBe(before);
});

test('passes are looked through and deleted in parts', async () => {
  await using lib = await knownWords();
  const { store, pack } = lib;
  const photos = Array.from({ length: 3 }, () => lib.add('dog'));
  await run(lib);
  const [first] = store.tagPasses.passes();
  const second = store.tagPasses.begin(pack.row, 'another', new Map());
  expect(store.tagPasses.unseen(second, pack.row, photos[0] ?? 0)).toEqual({
    photoIds: photos.slice(1),
    upTo: photos[2],
  });
  expect(store.tagPasses.unseen(first?.id ?? 0, pack.row, 0)).toEqual({ photoIds: [], upTo: photos[2] });
  expect(store.tagPasses.unseen(second, pack.row, photos[2] ?? 0)).toBeNull();
  store.tagPasses.show(second);
  const isGone = Array.from({ length: 3 }, () => store.tagPasses.deleteSome(first?.id ?? 0));
  expect(isGone, 'tags, photos, the pass').toEqual([false, false, true]);
  expect(store.tagPasses.passes()).toMatchObject([{ id: second }]);
});

test('a tag of many photos is taken from them in parts before it is removed', async () => {
  await using lib = await knownWords();
  const photo = lib.add('our shed');
  const own = lib.store.tags.add('our shed');
  await run(lib);
  expect(shown(lib, photo)).toEqual(['our shed']);
  const { tags } = lib.store;
  expect([tags.removeSome(idOf(lib, 'dog')), tags.removeSome(own), tags.removeSome(own)]).toEqual([false, true, false]);
  expect(shown(lib, photo)).toEqual([]);
  expect([tags.remove(own), tags.remove(own)]).toEqual([true, false]);
});
