import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { noFilters } from '../../../src-contract/index.ts';
import { Store } from '../../../src-main/engine/store/store.ts';
import { encoded, pack, type PhotoFacts, seen, writeFolder } from '../../helpers/store.ts';
import { tempFolder } from '../../helpers/temp-folder.ts';
import { namedLibrary, openBeside, wordsIndexed } from '../../helpers/words.ts';

const photos: Record<string, PhotoFacts> = {
  'IMG_20230817_beach.jpg': {},
  'Italy 2019/Rome/DSC01234.JPG': { title: 'Colosseum at dusk', keywords: ['Rome', 'old stones'] },
  'BirthdayParty/cake.heic': { description: 'Anna blows out the candles beside the lake' },
  'Café Müller/a.b.c.jpg': {},
  'Sa\u0303o Paulo/night.jpg': {},
  '東京旅行/1.jpg': {},
  'Carnival/float.jpg': { keywords: ["Anna's", 'birthday'] },
  'snow/3f2a9c1b.png': {},
};

describe('a description', () => {
  test.each<[description: string, found: string[]]>([
    ['beach', ['IMG_20230817_beach.jpg']],
    ['BEACH', ['IMG_20230817_beach.jpg']],
    ['a photo of the beach', ['IMG_20230817_beach.jpg']],
    ['colosseum', ['Italy 2019/Rome/DSC01234.JPG']],
    ['stones in italy', ['Italy 2019/Rome/DSC01234.JPG']],
    ['italy beach', []],
    ['rome 2019', ['Italy 2019/Rome/DSC01234.JPG']],
    ['dsc', ['Italy 2019/Rome/DSC01234.JPG']],
    ['party', ['BirthdayParty/cake.heic']],
    ['cake candles lake', ['BirthdayParty/cake.heic']],
    ['cafe muller', ['Café Müller/a.b.c.jpg']],
    ['são paulo', ['Sa\u0303o Paulo/night.jpg']],
    ['Sao Paulo', ['Sa\u0303o Paulo/night.jpg']],
    ['東京', ['東京旅行/1.jpg']],
    ["anna's birthday", ['Carnival/float.jpg', 'BirthdayParty/cake.heic']],
    ['jpg', []],
    ['heic', []],
    ['beaches', []],
    ['photos of the', []],
    ['', []],
    [' \n', []],
  ])('finds by "%s" what is called by all its words: %j', async (description, found) => {
    await using lib = await namedLibrary(photos);
    expect(lib.names(lib.store.words.find(description, 100))).toEqual(found);
  });

  test.each([
    ['birth', 2],
    ['birthda', 2],
    ['car', 0],
    ['carn', 1],
    ['bir cake', 0],
    ['cake birt', 1],
  ])('goes on in its last word, from four letters: "%s" finds %i', async (description, count) => {
    await using lib = await namedLibrary(photos);
    expect(lib.store.words.find(description, 100)).toHaveLength(count);
  });

  test('finds the whole word before those that only begin like it, within the limit', async () => {
    await using lib = await namedLibrary({ 'boats.jpg': { title: 'Boats' }, 'x/boat.jpg': {}, 'boater.jpg': {} });
    const found = (limit: number): string[] => lib.names(lib.store.words.find('boat', limit));
    expect(found(9)).toEqual(['x/boat.jpg', 'boats.jpg', 'boater.jpg']);
    expect(found(2)).toEqual(['x/boat.jpg', 'boats.jpg']);
    expect(found(1)).toEqual(['x/boat.jpg']);
  });

  test('counts only the photos that it is asked about', async () => {
    await using lib = await namedLibrary({ 'boat/1.jpg': {}, 'boat/2.jpg': {}, 'boat/3.jpg': {}, 'boats/4.jpg': {} });
    const only = new Set(['boat/1.jpg', 'boat/2.jpg', 'boats/4.jpg'].map((name) => lib.ids[name] ?? 0));
    const found = (limit: number): string[] => lib.names(lib.store.words.find('boat', limit, only));
    expect(found(9)).toEqual(['boat/2.jpg', 'boat/1.jpg', 'boats/4.jpg']);
    expect(found(1)).toEqual(['boat/2.jpg']);
    expect(lib.store.words.find('boat', 9, new Set())).toEqual([]);
  });

  test('counts title and keywords more than names, those more than folders, and the description least', async () => {
    await using lib = await namedLibrary({
      'a/1.jpg': { description: 'boat' },
      'boat/2.jpg': {},
      'c/boat.jpg': {},
      'd/4.jpg': { title: 'boat' },
      ...Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`e/${i}.jpg`, {}])),
    });
    expect(lib.names(lib.store.words.find('boat', 9))).toEqual(['d/4.jpg', 'c/boat.jpg', 'boat/2.jpg', 'a/1.jpg']);
  });

  test('puts the newer of equal photos first, and of those of one time the one added last', async () => {
    await using lib = await namedLibrary({
      'boat/1.jpg': { takenAt: '2020-01-01T00:00:00' },
      'boat/2.jpg': { takenAt: '2022-01-01T00:00:00' },
      'boat/3.jpg': { takenAt: '2021-01-01T00:00:00' },
      'boat/4.jpg': { takenAt: '2021-01-01T00:00:00' },
    });
    expect(lib.names(lib.store.words.find('boat', 3))).toEqual(['boat/2.jpg', 'boat/4.jpg', 'boat/3.jpg']);
  });

  test('of more than twelve words is a sentence, and finds nothing', async () => {
    await using lib = await namedLibrary(photos);
    expect(lib.store.words.find('a a a a a a a a a a a beach', 9)).toHaveLength(1);
    expect(lib.store.words.find('a a a a a a a a a a a a beach', 9)).toEqual([]);
  });
});

describe('words as people type them', () => {
  const named: Record<string, PhotoFacts> = {
    'Müller/1.jpg': {},
    'Mu\u0308ller/2.jpg': {},
    'Mueller/3.jpg': {},
    'Muller/4.jpg': {},
    'a/Straße.jpg': { keywords: ['Grüße', 'Ærø'] },
    'b/Strasse.jpg': {},
    'c/5.jpg': { title: 'Łódź', description: 'Den Hafen von Tromsø im Frühjahr sehen' },
    'd/Pöt.jpg': {},
    'd/Poet.jpg': {},
    'd/Pot.jpg': {},
    'e/IDM\u0131r.jpg': {},
  };
  test.each<[typed: string, found: string[]]>([
    ['müller', ['Müller/1.jpg', 'Mu\u0308ller/2.jpg', 'Mueller/3.jpg', 'Muller/4.jpg']],
    ['mu\u0308ller', ['Müller/1.jpg', 'Mu\u0308ller/2.jpg', 'Mueller/3.jpg', 'Muller/4.jpg']],
    ['MUELLER', ['Müller/1.jpg', 'Mu\u0308ller/2.jpg', 'Mueller/3.jpg']],
    ['muller', ['Müller/1.jpg', 'Mu\u0308ller/2.jpg', 'Muller/4.jpg']],
    ['muell', ['Müller/1.jpg', 'Mu\u0308ller/2.jpg', 'Mueller/3.jpg']],
    ['strasse', ['a/Straße.jpg', 'b/Strasse.jpg']],
    ['STRAẞE', ['a/Straße.jpg', 'b/Strasse.jpg']],
    ['straß', ['a/Straße.jpg', 'b/Strasse.jpg']],
    ['gruesse strasse', ['a/Straße.jpg']],
    ['grusse aero', ['a/Straße.jpg']],
    ['lodz', ['c/5.jpg']],
    ['tromsoe fruehjahr', ['c/5.jpg']],
    ['tromso', ['c/5.jpg']],
    ['poet', ['d/Pöt.jpg', 'd/Poet.jpg']],
    ['pöt', ['d/Pöt.jpg', 'd/Poet.jpg', 'd/Pot.jpg']],
    ['pot', ['d/Pöt.jpg', 'd/Pot.jpg']],
    ['idmir', ['e/IDM\u0131r.jpg']],
  ])('"%s" finds %j', async (typed, found) => {
    await using lib = await namedLibrary(named);
    expect(lib.names(lib.store.words.find(typed, 100)).sort()).toEqual([...found].sort());
  });

  test.each<[phrase: string, found: number]>([
    ['hafen von tromsø', 1],
    ['hafen von tromso', 1],
    ['hafen von tromsoe im fruehjahr', 1],
    ['sehen den hafen', 0],
    ['grüße ærø', 0],
    ['gruesse', 1],
  ])('the phrase "%s" finds %i', async (phrase, found) => {
    await using lib = await namedLibrary(named);
    expect(lib.store.words.phrase(phrase).size).toBe(found);
  });

  test('name a folder', async () => {
    await using lib = await namedLibrary(named);
    const inFolder = (value: string): string[] =>
      lib.names(
        lib.store.catalog.ids(noFilters, [{ kind: 'folder', value, text: value, start: 0, end: value.length }]),
      );
    expect(inFolder('mueller').sort()).toEqual(['Mueller/3.jpg', 'Mu\u0308ller/2.jpg', 'Müller/1.jpg']);
    expect(inFolder('müller')).toHaveLength(4);
  });
});

describe('a phrase', () => {
  test.each<[phrase: string, found: string[]]>([
    ['IMG_20230817', ['IMG_20230817_beach.jpg']],
    ['img 20230817', ['IMG_20230817_beach.jpg']],
    ['20230817 img', []],
    ['IMG_2023', []],
    ['beach.', ['IMG_20230817_beach.jpg']],
    ['Birthday Party', ['BirthdayParty/cake.heic']],
    ['DSC 01234', ['Italy 2019/Rome/DSC01234.JPG']],
    ['DSC01234', ['Italy 2019/Rome/DSC01234.JPG']],
    ['3f2a9c1b', ['snow/3f2a9c1b.png']],
    ['3 f', []],
    ['italy 2019/rome', ['Italy 2019/Rome/DSC01234.JPG']],
    ['Photos/snow', ['snow/3f2a9c1b.png']],
    ['old stones', ['Italy 2019/Rome/DSC01234.JPG']],
    ['rome old', []],
    ['dusk rome', []],
    ['out the candles', ['BirthdayParty/cake.heic']],
    ['a b c', ['Café Müller/a.b.c.jpg']],
    ['a.b.c.jpg', []],
    ['', []],
    ['🎉', []],
    ['\ue000', []],
  ])('"%s" finds %j', async (phrase, found) => {
    await using lib = await namedLibrary(photos);
    expect(lib.names(lib.store.words.phrase(phrase))).toEqual(found);
  });

  test('goes by the last name of the registered folder, on every system', async () => {
    for (const root of ['/data/anna/Summer trips', 'C:\\data\\anna\\Summer trips', '\\\\nas\\anna\\Summer trips']) {
      await using lib = await namedLibrary({ 'a.jpg': {} }, root);
      expect(lib.store.words.phrase('summer trips').size, root).toBe(1);
      expect(lib.store.words.phrase('anna').size, root).toBe(0);
    }
    await using lib = await namedLibrary({ 'a.jpg': {} }, '/');
    expect(lib.store.words.phrase('a').size).toBe(1);
  });

  test('does not go from the name of one copy to that of the next, and finds each', async () => {
    await using lib = await namedLibrary({ 'one/red.jpg': { of: 'x' }, 'two/boat.jpg': { of: 'x' } });
    expect(
      ['red', 'boat', 'one', 'two', 'red boat', 'one two'].map((words) => lib.store.words.phrase(words).size),
    ).toEqual([1, 1, 1, 1, 0, 0]);
  });
});

describe('text that looks like syntax', () => {
  const hostile = [
    '"',
    '""',
    'beach"',
    '"beach" OR "snow"',
    'NEAR(beach snow, 5)',
    'beach NOT snow',
    'AND OR NOT NEAR',
    'names : beach',
    '{title names} : x',
    '- names : beach',
    '^beach',
    'bea*',
    '*',
    'beach + snow',
    '(beach',
    "'; DROP TABLE words; --",
    '\u0000',
    'beach\u0000snow',
    '\ud800',
    '😀👨‍👩‍👧 beach',
    '\u0301',
    'x'.repeat(10_000),
    'x '.repeat(5000),
    '"'.repeat(10_000),
    '(beach '.repeat(2000),
  ];

  test.each(hostile.map((text) => [text.slice(0, 30), text]))('is words alone: %s', async (_, text) => {
    await using lib = await namedLibrary(photos);
    expect(Array.isArray(lib.store.words.find(text, 10))).toBe(true);
    expect(lib.store.words.phrase(text)).toBeInstanceOf(Set);
    expect(lib.store.words.find('beach', 10), 'nothing was harmed').toHaveLength(1);
  });

  test('never throws, whatever it is', async () => {
    await using lib = await namedLibrary(photos);
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        lib.store.words.find(text, 10);
        lib.store.words.phrase(text);
      }),
      { numRuns: 300 },
    );
  });

  test('asks for all of what it says, and for nothing else', async () => {
    await using lib = await namedLibrary(photos);
    const found = (text: string): string[] => lib.names(lib.store.words.find(text, 10));
    expect(found('beach -snow')).toEqual([]);
    expect(found('names:beach')).toEqual([]);
    expect(found('"20230817" + *beach*')).toEqual(['IMG_20230817_beach.jpg']);
  });
});

describe('the index', () => {
  test('follows files that come, move and go, and folders that are removed', async () => {
    await using dir = await tempFolder();
    using store = Store.open(dir.path);
    const { folderId, ids } = writeFolder(store, '/home/Photos', { 'old/boat.jpg': { of: 'x' }, 'b.jpg': {} });
    const photo = ids['old/boat.jpg'] ?? 0;
    const found = (): boolean[] => ['old', 'fresh', 'later'].map((word) => store.words.find(word, 9).includes(photo));
    expect(found()).toEqual([true, false, false]);

    store.files.upsertSeen(folderId, 2, seen('fresh/ship.jpg'));
    const [moved] = store.files.claimAfter(0, [folderId], 1, new Set());
    store.files.remove([store.files.known(folderId, '').get('old/boat.jpg')?.id ?? 0]);
    expect(found()).toEqual([false, false, false]);
    store.photos.linkKnown(moved?.id ?? 0, '78'.repeat(32), 10, 1);
    expect(found()).toEqual([false, true, false]);

    const other = writeFolder(store, '/home/Later', { 'copy.jpg': { of: 'x' } });
    expect(found()).toEqual([false, true, true]);
    store.folders.remove(folderId);
    expect(found()).toEqual([false, false, true]);
    store.folders.remove(other.folderId);
    expect(found()).toEqual([false, false, false]);
  });

  test('forgets the words of content that a file does not have any more', async () => {
    await using lib = await namedLibrary({ 'boat.jpg': { title: 'Regatta' } });
    const [file = 0] = Array.from(lib.store.files.known(lib.folderId, '').values(), ({ id }) => id);
    lib.store.photos.saveEncoded(file, lib.store.packs.register(pack), encoded('b'), 0);
    expect(lib.store.words.find('regatta', 9)).toEqual([]);
    expect(lib.store.words.find('boat', 9)).toHaveLength(1);
    lib.store.files.fail(file, { code: 'PHOTO_DAMAGED', message: 'no' }, null);
    expect(lib.store.words.find('boat', 9)).toEqual([]);
  });

  test('follows titles, keywords and descriptions, and the path of a folder', async () => {
    await using lib = await namedLibrary({ 'a.jpg': {} });
    using beside = openBeside(lib.dataDir);
    beside.raw.exec(`
      UPDATE photos SET title = 'Regatta', keywords = '["harbour"]', description = 'a ship comes in';
      UPDATE folders SET path = '/home/Elsewhere';`);
    const found = ['regatta', 'harbour', 'ship', 'elsewhere', 'anna'].map(
      (word) => lib.store.words.find(word, 9).length,
    );
    expect(found).toEqual([1, 1, 1, 1, 0]);
  });

  test('has nothing left to write after hundreds of photos but the last few', async () => {
    await using lib = await namedLibrary(
      Object.fromEntries(Array.from({ length: 250 }, (_, i) => [`boat${i}.jpg`, {}])),
    );
    using beside = openBeside(lib.dataDir);
    const count = (table: string): unknown => beside.raw.prepare(`SELECT count(*) FROM ${table}`).pluck().get();
    expect([count('words'), count('word_changes')]).toEqual([200, 50]);
    expect(lib.store.words.find('boat', 1000)).toHaveLength(250);
    expect([count('words'), count('word_changes')]).toEqual([250, 0]);
  });

  test('takes thousands of copies of one photo', async () => {
    const copies = Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`c${i}/boat.jpg`, { of: 'x' }]));
    await using lib = await namedLibrary(copies);
    expect(lib.store.words.find('boat', 9)).toHaveLength(1);
  });

  test('is after anything that happens to files and photos what it would be afresh', async () => {
    const path = fc.constantFrom(
      'a.jpg',
      'Boat house.png',
      'x/BeachHouse2019.jpg',
      'x/y/IMG_1.jpg',
      'x/y/ü.jpg',
      'z/a.jpg',
    );
    const content = fc.constantFrom('1', '2', '3', '4');
    const folder = fc.constantFrom('/p/One', '/p/Two trips');
    const text = fc.constantFrom(null, 'Boat', 'a Ship in the harbour');
    const step = fc.oneof(
      { weight: 6, arbitrary: fc.record({ does: fc.constant('index' as const), folder, path, content, text }) },
      { weight: 2, arbitrary: fc.record({ does: fc.constant('link' as const), folder, path, content }) },
      { weight: 2, arbitrary: fc.record({ does: fc.constant('remove' as const), folder, path }) },
      { weight: 1, arbitrary: fc.record({ does: fc.constant('fail' as const), folder, path }) },
      { weight: 1, arbitrary: fc.record({ does: fc.constant('remove folder' as const), folder }) },
      { weight: 1, arbitrary: fc.record({ does: fc.constant('purge' as const) }) },
      { weight: 1, arbitrary: fc.record({ does: fc.constant('describe' as const), content, text }) },
      { weight: 1, arbitrary: fc.record({ does: fc.constant('write' as const) }) },
    );
    type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

    const take = (store: Store, dataDir: string, change: Step): void => {
      const folderId = (at: string): number => (store.folders.byPath(at) ?? store.folders.add(at, 0)).id;
      const file = (at: string, name: string): number => store.files.known(folderId(at), '').get(name)?.id ?? -1;
      const seeFile = (at: string, name: string): number => {
        store.files.upsertSeen(folderId(at), 1, seen(name));
        return file(at, name);
      };
      switch (change.does) {
        case 'index': {
          const metadata = {
            ...encoded('1').metadata,
            title: change.text,
            keywords: change.text === null ? [] : ['sea'],
          };
          const photo = encoded(change.content, { metadata });
          store.photos.saveEncoded(seeFile(change.folder, change.path), 1, photo, 0);
          break;
        }
        case 'link':
          store.photos.linkKnown(seeFile(change.folder, change.path), change.content.repeat(64), 10, 1);
          break;
        case 'remove':
          store.files.remove([file(change.folder, change.path)]);
          break;
        case 'fail':
          store.files.fail(file(change.folder, change.path), { code: 'PHOTO_DAMAGED', message: 'no' }, null);
          break;
        case 'remove folder':
          store.folders.remove(folderId(change.folder));
          break;
        case 'purge':
          store.photos.markUnreferenced(1);
          store.photos.purgeUnreferenced(2);
          break;
        case 'describe': {
          using beside = openBeside(dataDir);
          const describe = beside.raw.prepare('UPDATE photos SET description = ? WHERE hex(content_hash) = ?');
          describe.run(change.text, change.content.repeat(64));
          break;
        }
        case 'write':
          store.words.write();
      }
    };

    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 40 }), async (steps) => {
        await using dir = await tempFolder();
        using store = Store.open(dir.path);
        store.packs.register(pack);
        for (const change of steps) take(store, dir.path, change);
        store.words.write();
        const { stored, fresh } = wordsIndexed(dir.path);
        expect(stored).toEqual(fresh);
        store.quickCheck();
      }),
      { numRuns: 25 },
    );
  });
});
