import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { noFilters, type PhotoDetails } from '../../../src-contract/index.ts';
import { forkEncoder } from '../../../src-main/headless/fork-encoder.ts';
import { localDate } from '../../../src-main/core/dates/photo-date.ts';
import { xmpPacket } from '../../fixtures/metadata/build-blocks.ts';
import { mwgRegions, writtenPacket } from '../../fixtures/metadata/build-people.ts';
import { jpegWith } from '../../fixtures/stacks/build-files.ts';
import { databaseFileName } from '../../../src-main/engine/store/database.ts';
import { MemoryLog } from '../../helpers/memory-log.ts';
import { photo } from '../../helpers/photos.ts';
import { writeFiles } from '../../helpers/temp-folder.ts';
import { launchOddEncoder, tempLibrary, type TempLibrary } from '../../helpers/temp-library.ts';
import { RawDatabase } from '../../helpers/schema-fixtures.ts';
import { until } from '../../helpers/until.ts';

const takenMs = Date.UTC(2018, 5, 4, 12);
const exported = JSON.stringify({
  title: 'x.jpg',
  description: 'Above the lake',
  photoTakenTime: { timestamp: String(takenMs / 1000), formatted: '04.06.2018' },
  creationTime: { timestamp: '1600000000' },
  geoData: { latitude: 47.5, longitude: 9.5, altitude: 400 },
  people: [{ name: 'Ada Lovelace' }, { name: 'Bo' }],
  favorited: true,
});

function dated(day: string): Buffer {
  return xmpPacket(`<exif:DateTimeOriginal>${day}T10:00:00</exif:DateTimeOriginal>`);
}

function named(name: string): PhotoDetails['people'][number] {
  return { name, box: null };
}

async function details(lib: TempLibrary, name: string): Promise<PhotoDetails> {
  const { ids } = lib.engine.library.catalog.timeline(noFilters);
  for (const id of ids) {
    const found = await lib.engine.photos.details(id);
    if (found.files.some(({ path }) => path === lib.path(name))) return found;
  }
  throw new Error(`Expected a photo "${name}" in the timeline`);
}

describe('beside a photo', () => {
  test('sidecars, names and folders say what it does not', async () => {
    await using lib = await tempLibrary({
      'x.jpg': photo(1),
      'x.jpg.supplemental-metadata.json': exported,
      'raw/IMG_1.jpg': photo(2),
      'raw/IMG_1.xmp': xmpPacket(
        `<exif:DateTimeOriginal>2011-01-02T03:04:05+02:00</exif:DateTimeOriginal>
        <dc:title><rdf:Alt><rdf:li xml:lang="x-default">The harbour</rdf:li></rdf:Alt></dc:title>
        <lr:hierarchicalSubject><rdf:Bag><rdf:li>Places|Italy|Arezzo</rdf:li></rdf:Bag></lr:hierarchicalSubject>`,
        'xmp:Rating="4" xmp:Label="Rot"',
      ),
      'chat/IMG-20190312-WA0001.jpg': photo(3),
      '2017-08 Italy/a.jpg': photo(4),
      '2016/a.jpg': photo(5),
      'b.jpg': photo(6),
    });
    await lib.index();
    const x = await details(lib, 'x.jpg');
    const taken = localDate(takenMs);
    expect(x).toMatchObject({
      ...{ takenAt: taken, datedAt: taken, dateSource: 'export', description: 'Above the lake' },
      ...{
        latitude: 47.5,
        longitude: 9.5,
        altitudeMetres: 400,
        people: [named('Ada Lovelace'), named('Bo')],
        keywords: [],
      },
      ...{ favourite: true, title: null, warnings: [] },
    });
    expect(await details(lib, 'raw/IMG_1.jpg')).toMatchObject({
      ...{ takenAt: '2011-01-02T03:04:05', takenAtOffsetMinutes: 120, dateSource: 'sidecar', title: 'The harbour' },
      ...{ keywords: ['Places|Italy|Arezzo'], rating: 4, label: 'red', favourite: false, people: [] },
    });
    expect(await details(lib, 'chat/IMG-20190312-WA0001.jpg')).toMatchObject({
      ...{ takenAt: '2019-03-12', dateSource: 'name' },
    });
    expect(await details(lib, '2017-08 Italy/a.jpg')).toMatchObject({ takenAt: '2017-08', dateSource: 'folder' });
    expect(await details(lib, '2016/a.jpg')).toMatchObject({ takenAt: '2016', dateSource: 'folder' });
    const b = await details(lib, 'b.jpg');
    expect(b).toMatchObject({ takenAt: null, dateSource: 'file' });
    expect(b.datedAt).toBe(localDate(b.files[0]?.modifiedAtMs ?? 0)?.slice(0, 19));

    const { months } = lib.engine.library.catalog.timeline(noFilters);
    expect(months.map(({ month }) => month).slice(1)).toEqual(['2019-03', '2018-06', '2017-08', '2016', '2011-01']);
    const within = (from: string, to: string): number =>
      lib.engine.library.catalog.timeline({ ...noFilters, from, to }).ids.length;
    expect(within('2017-08-01', '2017-08-31')).toBe(1);
    expect(within('2017-08-02', '2017-08-31')).toBe(0);
    expect(within('2017-08-01', '2017-08-30')).toBe(0);
    expect(within('2016-01-01', '2016-12-31')).toBe(1);
    expect(within('2016-01-01', '2016-01-31')).toBe(0);
    expect(within('2019-03-12', '2019-03-12')).toBe(1);
    const words = { Lovelace: 'x.jpg', Arezzo: 'raw/IMG_1.jpg', harbour: 'raw/IMG_1.jpg', lake: 'x.jpg' };
    for (const [word, name] of Object.entries(words)) {
      const found = await lib.search({ text: `"${word}"` });
      expect(
        found.map(({ path }) => path),
        word,
      ).toEqual([lib.path(name)]);
    }
  });

  test('where photos were taken is found by the country', async () => {
    // More than are encoded at once: the last ones are saved when all sidecars have been read.
    const placed = Object.fromEntries(
      Array.from({ length: 24 }, (_, i) => [
        [`${i}.jpg`, photo(i)],
        [`${i}.jpg.json`, exported],
      ]).flat() as [string, Buffer | string][],
    );
    await using lib = await tempLibrary(placed);
    await lib.index();
    expect(await lib.search({ text: 'in Switzerland', top: 30 })).toHaveLength(24);
  });

  test('what is damaged is a warning, and not a failure', async () => {
    await using lib = await tempLibrary({
      'a.jpg': photo(1),
      'a.xmp': '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf',
      'a.jpg.json': '{"photoTakenTime": {"timest',
      'b.jpg': photo(2),
      'b.jpg.json': Buffer.alloc((4 << 20) + 1, ' '),
      'c.jpg': photo(3),
      'c.jpg.json': '['.repeat(100_000),
      'd.jpg': photo(4),
      'd.jpg.json': '{"photoTakenTime": 7, "people": [{}], "favorited": true, "geoData": null}',
      'd.aae': 'no sidecar of ours',
    });
    expect(await lib.index()).toMatchObject({ encoded: 4, failed: 0 });
    expect((await details(lib, 'a.jpg')).warnings).toEqual([
      expect.stringMatching(/^a\.xmp: not well-formed/u),
      'a.jpg.json: not valid JSON',
    ]);
    expect((await details(lib, 'b.jpg')).warnings).toEqual(['b.jpg.json: larger than 4 MiB, which no sidecar is']);
    expect((await details(lib, 'c.jpg')).warnings).toEqual(['c.jpg.json: nested deeper than 64 levels']);
    expect(await details(lib, 'd.jpg')).toMatchObject({
      favourite: true,
      dateSource: 'file',
      warnings: [
        'd.jpg.json: photoTakenTime is of another form than expected',
        'd.jpg.json: geoData is of another form than expected',
      ],
    });
  });

  test('an XMP that only says when it was made or changed says no date of the photo', async () => {
    await using lib = await tempLibrary({
      'a.jpg': photo(1),
      'a.xmp': xmpPacket('<xmp:CreateDate>2011-01-02T03:04:05</xmp:CreateDate>', 'xmp:ModifyDate="2012-01-02"'),
    });
    await lib.index();
    expect(await details(lib, 'a.jpg')).toMatchObject({ takenAt: null, dateSource: 'file' });
  });
});

describe('the notes of Picasa', () => {
  const notes = (...lines: string[]): string => ['[Contacts2]', 'aa=Ada;;', 'bb=Bo;;', ...lines].join('\n');
  const box = { x: 0.25, y: 0.25, width: 0.5, height: 0.5 };

  test('say of each photo of their folder who is in it, and are read again when they change', async () => {
    await using lib = await tempLibrary({
      'a.jpg': photo(1),
      'b.jpg': photo(2),
      'sub/a.jpg': photo(3),
      '.picasa.ini': notes(
        '[a.jpg]',
        'faces=rect64(40004000c000c000),aa',
        'star=yes',
        '[b.jpg]',
        'caption=By the lake',
      ),
    });
    await lib.index();
    const a = await details(lib, 'a.jpg');
    expect(a).toMatchObject({ people: [{ name: 'Ada' }], favourite: true, warnings: [] });
    for (const side of ['x', 'y', 'width', 'height'] as const)
      expect(a.people[0]?.box?.[side]).toBeCloseTo(box[side], 3);
    expect(await details(lib, 'b.jpg')).toMatchObject({ people: [], description: 'By the lake', favourite: false });
    expect(await details(lib, 'sub/a.jpg')).toMatchObject({ people: [], favourite: false });
    await lib.write({ '.picasa.ini': notes('[b.jpg]', 'faces=rect64(40004000c000c000),bb') });
    expect(await lib.index()).toMatchObject({ unchanged: 3, encoded: 0, recognised: 0 });
    expect(await details(lib, 'a.jpg')).toMatchObject({ people: [], favourite: false });
    expect(await details(lib, 'b.jpg')).toMatchObject({ people: [{ name: 'Bo' }], description: null });
    await lib.remove('.picasa.ini');
    expect(await lib.index()).toMatchObject({ unchanged: 3, encoded: 0, recognised: 0 });
    expect(await details(lib, 'b.jpg')).toMatchObject({ people: [] });
    expect(lib.engine.library.catalog.facets().people).toEqual([]);
  });
});

describe('a library whose readers knew less', () => {
  test('is read again once, photos and sidecars, and nothing is encoded', async () => {
    await using lib = await tempLibrary({
      'a.jpg': jpegWith(await photo(1), {
        xmp: writtenPacket(mwgRegions([{ name: 'Ada', area: [0.5, 0.5, 0.5, 0.5] }])),
      }),
      'b.png': photo(2, { format: 'png' }),
      'b.xmp': writtenPacket('', 'photoshop:City="Lisbon"'),
    });
    await lib.index();
    const before = [await details(lib, 'a.jpg'), await details(lib, 'b.png')];
    expect(before).toMatchObject([{ people: [{ name: 'Ada', box: { x: 0.25 } }] }, { places: [{ city: 'Lisbon' }] }]);
    await lib.engine[Symbol.asyncDispose]();
    {
      using database = new RawDatabase(join(lib.dataDir, databaseFileName));
      database.run(`
        UPDATE photo_marks SET read_version = 1;
        UPDATE sidecars SET read_version = 1, facts = '{}';
        DELETE FROM own_metadata;
        UPDATE photos SET people = '[]', places = '[]', keywords = '[]', added_keywords = 0;
        DELETE FROM photo_people;
        DELETE FROM metadata_changes;`);
    }
    await lib.reopen();
    expect(await lib.index()).toMatchObject({ unchanged: 2, encoded: 0, recognised: 0 });
    await until('all to be joined', async () => (await details(lib, 'a.jpg')).people.length > 0);
    await until('sidecars, too', async () => (await details(lib, 'b.png')).places.length > 0);
    expect([await details(lib, 'a.jpg'), await details(lib, 'b.png')]).toEqual(before);
  });
});

describe('what comes, changes and goes', () => {
  test('counts at the next scan, and encodes nothing', async () => {
    await using lib = await tempLibrary({ 'a.jpg': photo(1), 'sub/b.jpg': photo(2) });
    await lib.index();
    await lib.write({ 'a.xmp': dated('2011-01-02'), 'sub/b.jpg.xmp': dated('2012-01-02') });
    expect(await lib.index()).toMatchObject({ unchanged: 2, encoded: 0, recognised: 0 });
    expect(await details(lib, 'a.jpg')).toMatchObject({ takenAt: '2011-01-02T10:00:00', dateSource: 'sidecar' });
    await lib.write({ 'a.xmp': dated('2013-12-12') });
    await lib.remove('sub/b.jpg.xmp');
    expect(await lib.index()).toMatchObject({ unchanged: 2, encoded: 0, recognised: 0 });
    expect(await details(lib, 'a.jpg')).toMatchObject({ takenAt: '2013-12-12T10:00:00' });
    expect(await details(lib, 'sub/b.jpg')).toMatchObject({ takenAt: null, dateSource: 'file' });
  });

  test('shows up by itself in a watched folder', async () => {
    const log = new MemoryLog();
    await using lib = await tempLibrary({ 'a.jpg': photo(1) }, { log, watch: {} });
    await lib.engine.library.keeper.addFolder(lib.photos);
    const isOn = (): boolean => lib.engine.library.status().watching.some(({ state }) => state === 'on');
    await until('the folder to be watched', isOn);
    await lib.settled();
    const says = (takenAt: string | null) =>
      until(String(takenAt), async () => (await details(lib, 'a.jpg')).takenAt === takenAt);
    await lib.write({ 'a.jpg.json': exported });
    await says(localDate(takenMs));
    await lib.write({ 'a.xmp': dated('2011-01-02') });
    await says('2011-01-02T10:00:00');
    await writeFile(lib.path('a.xmp'), dated('2012-01-02'));
    await says('2012-01-02T10:00:00');
    await lib.remove('a.xmp');
    await says(localDate(takenMs));
    await lib.remove('a.jpg.json');
    await says(null);
    await lib.write({ '.picasa.ini': '[a.jpg]\ncaption=By the lake' });
    await until('notes of Picasa', async () => (await details(lib, 'a.jpg')).description === 'By the lake');
    const lines = log.lines.map((line) => JSON.parse(line) as { message: string; encoded?: number });
    expect(lines.filter(({ message, encoded = 0 }) => message === 'indexed' && encoded > 0)).toHaveLength(1);
  });

  test('a name that is another says another date', async () => {
    await using lib = await tempLibrary({ 'a.jpg': photo(1) });
    await lib.index();
    await lib.rename('a.jpg', '2019-03-12.jpg');
    expect(await lib.index()).toMatchObject({ encoded: 0, recognised: 1 });
    expect(await details(lib, '2019-03-12.jpg')).toMatchObject({ takenAt: '2019-03-12', dateSource: 'name' });
    await lib.write({ '2015-01/copy.jpg': photo(1), '2019-03-11.jpg': photo(1) });
    await lib.index();
    expect(await details(lib, '2019-03-12.jpg'), 'the earliest of the best').toMatchObject({ takenAt: '2019-03-11' });
    await lib.remove('2019-03-11.jpg');
    await lib.remove('2019-03-12.jpg');
    await lib.index();
    expect(await details(lib, '2015-01/copy.jpg')).toMatchObject({ takenAt: '2015-01', dateSource: 'folder' });
  });

  test('a folder that is forgotten takes its names along', async () => {
    await using lib = await tempLibrary({ 'a.jpg': photo(1) });
    const other = join(lib.photos, '..', 'other');
    await writeFiles(other, { '2019-03-12.jpg': photo(1) });
    await lib.index();
    await lib.index({ folder: other });
    expect(await details(lib, 'a.jpg')).toMatchObject({ takenAt: '2019-03-12', dateSource: 'name' });
    await lib.engine.library.forgetFolder(other);
    await until('the time of the file', async () => (await details(lib, 'a.jpg')).dateSource === 'file');
  });

  test('is brought into a library of the version before, and nothing is encoded', async () => {
    const files = {
      'a.jpg': photo(1),
      'a.xmp': dated('2011-01-02'),
      '2019-03-12.jpg': photo(2),
      '2016/b.jpg': photo(3),
    };
    await using lib = await tempLibrary(files);
    await lib.index();
    await lib.engine[Symbol.asyncDispose]();
    {
      // As the version before left it, once the step of the schema is done.
      using database = new RawDatabase(join(lib.dataDir, databaseFileName));
      database.run(`DELETE FROM sidecars; DELETE FROM own_metadata; INSERT OR IGNORE INTO metadata_changes SELECT id FROM photos;
        UPDATE photos SET taken_at = NULL, date_source = NULL, sort_at = '2026-01-01T00:00:00'`);
    }
    await lib.reopen();
    await until('names to be read', async () => (await details(lib, '2019-03-12.jpg')).takenAt === '2019-03-12');
    await until('folders to be read', async () => (await details(lib, '2016/b.jpg')).takenAt === '2016');
    expect(await lib.index()).toMatchObject({ unchanged: 3, encoded: 0, recognised: 0 });
    expect(await details(lib, 'a.jpg')).toMatchObject({ takenAt: '2011-01-02T10:00:00', dateSource: 'sidecar' });
  });

  test('is done to the end at the next start, whatever it was killed at', async () => {
    await using lib = await tempLibrary({ 'a.jpg': photo(1), '2019-03-12.jpg': photo(2) });
    await lib.index();
    await lib.reopen({ launchEncoder: launchOddEncoder('--dies-at-start') });
    await lib.write({ 'a.xmp': dated('2011-01-02') });
    expect(await lib.index(), 'no encoder, no sidecars').toMatchObject({ unchanged: 2 });
    expect(await details(lib, 'a.jpg')).toMatchObject({ takenAt: null });
    await lib.reopen({ launchEncoder: forkEncoder });
    await until('the sidecar to be read', async () => (await details(lib, 'a.jpg')).takenAt === '2011-01-02T10:00:00');
  });
});
