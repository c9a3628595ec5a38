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

  test('are not tagged where nothing is known of what scores say', async () => {
    await using lib = await knownWords();
    const id = lib.add('dog');
    const hubs = { complete: () => Promise.resolve(), calibration: undefined };
    const pack = { ...lib.pack, hubs } as unknown as typeof lib.pack;
    expect(await run(lib, pack)).toBe('unknown');
    expect(shown(lib, id)).toEqual([]);
    expect(lib.texts).toEqual([]);
  });
});

describe('a tag that is added', () => {
  test('is found by its phrase, and changes nothing of others', async () => {
    await using lib = await knownWords();
    const kayak = lib.add('my red kayak', 'lake');
    const dog = lib.add('dog');
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
  const [dog] = [lib.add('dog'), lib.add('puppy'), lib.add('tram')];
  await run(lib);
  const counts = new Map(lib.store.tags.counts().map((count) => [count.of, count]));
  expect(counts.get(idOf(lib, 'dog'))?.photos).toBe(2);
  expect(counts.get(idOf(lib, 'puppy'))).toMatchObject({ photos: 1, coverId: dog + 1 });
  const groups = lib.store.tags.groupCounts([
    [idOf(lib, 'dog'), 'animals'],
    [idOf(lib, 'puppy'), 'animals'],
  ]);
  expect(groups).toMatchObject([{ of: 'animals', photos: 2 }]);
});
