import { utimes } from 'node:fs/promises';
import sharp from 'sharp';
import { afterEach, expect, test } from 'vitest';
import { noFilters } from '../../src-contract/index.ts';
import { photo } from '../helpers/photos.ts';
import { searchRequest, tempLibrary } from '../helpers/temp-library.ts';

const zone = process.env['TZ'];
afterEach(() => {
  process.env['TZ'] = zone;
  if (zone === undefined) delete process.env['TZ'];
});

/** A photo that its camera dates, with the zone that it was in or without. */
async function dated(seed: number, local: string, offset?: string): Promise<Buffer> {
  const exif = { DateTimeOriginal: local, ...(offset !== undefined && { OffsetTimeOriginal: offset }) };
  return sharp(await photo(seed))
    .withExif({ IFD2: exif })
    .jpeg()
    .toBuffer();
}

const ofTheDay = {
  'camera/first second.jpg': () => dated(1, '2024:10:31 00:00:00'),
  'camera/last second.jpg': () => dated(2, '2024:10:31 23:59:59'),
  'camera/far west.jpg': () => dated(3, '2024:10:31 23:30:00', '-11:00'),
  'camera/far east.jpg': () => dated(4, '2024:10:31 00:30:00', '+14:00'),
  'named/IMG_20241031_235900.jpg': () => photo(5),
  'named/IMG-20241031-WA0001.jpg': () => photo(6),
};
const ofOtherDays = {
  'camera/before.jpg': () => dated(7, '2024:10:30 23:59:59'),
  'camera/after.jpg': () => dated(8, '2024:11:01 00:00:00', '+00:00'),
  'named/IMG-20241101-WA0002.jpg': () => photo(9),
};
/** Of no date but that of the file, by the clock of this machine: as `Date` takes it. */
type Local = readonly [year: number, month: number, day: number, hour: number, minute: number, second: number];
const byFile: Readonly<Record<string, readonly [seed: number, local: Local]>> = {
  'file/first.jpg': [10, [2024, 9, 31, 0, 0, 0]],
  'file/last.jpg': [11, [2024, 9, 31, 23, 59, 59]],
};
const byFileOnOtherDays: typeof byFile = {
  'file/before.jpg': [12, [2024, 9, 30, 23, 59, 59]],
  'file/after.jpg': [13, [2024, 10, 1, 0, 0, 0]],
};

function filesOf(makers: Readonly<Record<string, () => Promise<Buffer>>>): Record<string, Promise<Buffer>> {
  return Object.fromEntries(Object.entries(makers).map(([path, make]) => [path, make()]));
}

test.each(['UTC', 'Pacific/Kiritimati', 'America/Los_Angeles', 'Europe/Berlin'])(
  'a day is the same one in words, as a filter and in the timeline in %s',
  async (timeZone) => {
    process.env['TZ'] = timeZone;
    const byClock = { ...byFile, ...byFileOnOtherDays };
    await using lib = await tempLibrary({
      ...filesOf({ ...ofTheDay, ...ofOtherDays }),
      ...Object.fromEntries(Object.entries(byClock).map(([path, [seed]]) => [path, photo(seed)])),
    });
    for (const [path, [, local]] of Object.entries(byClock)) {
      await utimes(lib.path(...path.split('/')), new Date(...local), new Date(...local));
    }
    await lib.index();
    const found = async (text: string, filters = noFilters): Promise<string[]> => {
      const { hits } = await lib.engine.search.local(searchRequest({ text, filters, top: 100 }));
      return hits.map(({ path }) => path.slice(lib.photos.length + 1)).sort();
    };
    const day = [...Object.keys(ofTheDay), ...Object.keys(byFile)].sort();
    const texts = ['on:2024-10-31', '2024-10-31', 'on 31 October 2024', 'Halloween', 'every:10-31', '31. Oktober 2024'];
    for (const text of texts) expect(await found(text), text).toEqual(day);
    expect(await found('every:01-01..12-31', { ...noFilters, from: '2024-10-31', to: '2024-10-31' })).toEqual(day);
    expect(await found('on:2024-11')).toEqual(
      ['camera/after.jpg', 'file/after.jpg', 'named/IMG-20241101-WA0002.jpg'].sort(),
    );
    const { months } = lib.engine.library.catalog.timeline(noFilters);
    expect(months).toEqual([
      { month: '2024-11', count: 3 },
      { month: '2024-10', count: 10 },
    ]);
  },
);
