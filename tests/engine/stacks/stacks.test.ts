import { readdir, readFile, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { noFilters, type Timeline } from '../../../src-contract/index.ts';
import { cameraPacket, jpegWith, movie, shotExif } from '../../fixtures/stacks/build-files.ts';
import { photo } from '../../helpers/photos.ts';
import { tempLibrary, type TempLibrary } from '../../helpers/temp-library.ts';
import { openBeside } from '../../helpers/words.ts';

const id = 'FFCBAC24-E547-4BBC-AF47-38B1A3D845E3';
const takenAt = '2023:07:01 12:00:00';

async function shot(seed: number, marks: Parameters<typeof shotExif>[0] = { takenAt }): Promise<Buffer> {
  return jpegWith(await photo(seed), { exif: shotExif(marks) });
}

async function motionPhoto(seed: number): Promise<Buffer> {
  const still = jpegWith(await photo(seed), { xmp: cameraPacket('GCamera:MotionPhoto="1"') });
  return Buffer.concat([still, movie({})]);
}

/** A raw file without a time. */
function rawFile(): Promise<Buffer> {
  return readFile(new URL('../../fixtures/formats/turned.dng', import.meta.url));
}

/** A folder of everything. */
const files = {
  'IMG_0001.JPG': shot(1, { takenAt, contentId: id }),
  'IMG_0001.MOV': movie({ contentId: id }),
  'IMG_0002.dng': rawFile(),
  'IMG_0002.jpg': shot(2),
  'IMG_0003.jpg': shot(3),
  'IMG_0003-edited.jpg': shot(4),
  'IMG_0004.jpg': motionPhoto(5),
  'single.jpg': photo(6),
  'single.mov': movie({ seconds: 90 }),
};

function badges({ ids, stacks }: Timeline): string[] {
  expect(stacks.at.every((at) => at < ids.length)).toBe(true);
  return stacks.kinds.map((kind, i) => `${kind} ${stacks.parts[i] ?? 0}`).sort();
}

function timeline(lib: TempLibrary): Timeline {
  return lib.engine.library.catalog.timeline(noFilters);
}

async function found(lib: TempLibrary, request: Parameters<TempLibrary['search']>[0] = {}): Promise<string[]> {
  const hits = await lib.search({ text: 'a photo', ...request });
  return hits.map(({ path }) => path.slice(lib.photos.length + 1)).sort();
}

const all = ['live 2', 'motion 1', 'edited 2', 'raw 2'].sort();
const shown = ['IMG_0001.JPG', 'IMG_0002.jpg', 'IMG_0003-edited.jpg', 'IMG_0004.jpg', 'single.jpg'];

describe('a folder of stacks', () => {
  test('is indexed, shown, found, copied as one each, and taken apart', async () => {
    await using lib = await tempLibrary(files);
    expect(await lib.index()).toMatchObject({ encoded: 7, failed: 0 });
    expect(badges(timeline(lib))).toEqual(all);
    expect(timeline(lib).ids).toHaveLength(5);
    expect(lib.engine.library.status()).toMatchObject({ photos: 7, files: 7, stacked: 2 });
    expect(await found(lib)).toEqual(shown.toSorted());
    expect(await found(lib, { text: 'type:dng' }), 'by its raw').toEqual(['IMG_0002.dng']);
    expect(await found(lib, { text: '"IMG_0003" type:jpeg' })).toEqual(['IMG_0003-edited.jpg']);
    expect(await found(lib, { stacks: false })).toHaveLength(7);

    const [hit] = await lib.search({ text: '"IMG_0001"' });
    const photoId = hit?.photoId ?? 0;
    expect(hit?.stack).toEqual({ kind: 'live', parts: 2 });
    const stack = lib.engine.stacks.of(photoId);
    expect(stack?.parts.map(({ name, format }) => `${name} ${format}`)).toEqual([
      'IMG_0001.JPG jpeg',
      'IMG_0001.MOV mov',
    ]);
    expect(lib.engine.stacks.of((await lib.search({ text: '"single"' }))[0]?.photoId ?? 0)).toBeNull();
    expect(lib.engine.stacks.count([photoId])).toBe(2);
    expect(lib.engine.stacks.paths([photoId])).toEqual([lib.path('IMG_0001.JPG'), lib.path('IMG_0001.MOV')]);

    const copies = join(lib.dataDir, '..');
    const before = new Set(await readdir(copies));
    const { copied } = await lib.engine.stacks.copy({ photoIds: [photoId], folder: copies });
    expect(copied).toBe(2);
    expect((await readdir(copies)).filter((name) => !before.has(name)).sort()).toEqual([
      'IMG_0001.JPG',
      'IMG_0001.MOV',
    ]);
    expect((await stat(join(copies, 'IMG_0001.MOV'))).size).toBe(movie({ contentId: id }).length);

    lib.engine.settings.set({ stacks: false });
    expect(timeline(lib).ids).toHaveLength(7);
    expect(badges(timeline(lib))).toEqual([]);
    expect(await found(lib)).toHaveLength(7);
    expect(lib.engine.library.status().stacked).toBe(0);
    lib.engine.settings.set({ stacks: true });
    expect(badges(timeline(lib))).toEqual(all);
  });

  test('has its videos, beside a photo and inside one, and nothing else of it', async () => {
    await using lib = await tempLibrary(files);
    await lib.index();
    const { stacks } = lib.engine;
    const idOf = async (name: string): Promise<number> => {
      const hits = await lib.search({ text: 'a photo' });
      return hits.find(({ path }) => path.endsWith(name))?.photoId ?? 0;
    };
    const live = await idOf('IMG_0001.JPG');
    expect(await stacks.video(live, 1)).toEqual({ path: lib.path('IMG_0001.MOV'), contentHash: null, span: null });
    const motion = await idOf('IMG_0004.jpg');
    const { path, span } = await stacks.video(motion, 0);
    const bytes = await readFile(path);
    expect(path).toBe(lib.path('IMG_0004.jpg'));
    expect(bytes.subarray(span?.start, span?.end).equals(movie({}))).toBe(true);
    const missing = { code: 'PHOTO_MISSING' };
    await expect(stacks.video(live, 0), 'a photo without a video inside').rejects.toMatchObject(missing);
    await expect(stacks.video(live, 2), 'no part').rejects.toMatchObject(missing);
    await expect(stacks.video(await idOf('single.jpg'), 0), 'no stack').rejects.toMatchObject(missing);
    await lib.remove('IMG_0001.MOV');
    await expect(stacks.video(live, 1), 'a file that is gone').rejects.toMatchObject(missing);
  });

  test('that lie in two folders are of the folder that is meant', async () => {
    const names = ['IMG_0001.JPG', 'IMG_0001.MOV', 'IMG_0002.dng', 'IMG_0002.jpg'] as const;
    const twice = ['one', 'two'].flatMap((folder) => names.map((name) => [`${folder}/${name}`, files[name]] as const));
    await using lib = await tempLibrary(Object.fromEntries(twice));
    await lib.index();
    for (const folder of ['one', 'two']) {
      const asked = { text: `folder:${folder}`, top: 9, filters: noFilters };
      const { hits } = await lib.engine.search.query({ ...asked, images: [], sort: 'name' });
      const photoIds = hits.map(({ photoId }) => photoId);
      const fileIds = hits.flatMap(({ fileId }) => fileId ?? []);
      expect(fileIds).toHaveLength(2);
      const paths = names.map((name) => lib.path(`${folder}/${name}`)).sort();
      expect(lib.engine.stacks.paths(photoIds, fileIds).sort()).toEqual(paths);
      const parts = hits.flatMap(({ photoId, fileId }) => lib.engine.stacks.of(photoId, fileId)?.parts ?? []);
      expect(parts.map(({ path }) => path).sort()).toEqual(paths);
      expect(parts.map(({ fileId }) => fileId === null)).toEqual(parts.map(({ photoId }) => photoId === null));
    }
  });

  test.each([
    [
      'export',
      'IMG_5.JPG',
      { 'IMG_5.JPG.supplemental-metadata.json': '{"photoTakenTime":{"timestamp":"1688205600"}}' },
    ],
    ['name', 'PXL_20230701_100000123.jpg', {}],
  ])('takes an edited copy that is dated by another clock: %s', async (source, name, beside) => {
    await using lib = await tempLibrary({ [name]: shot(1), [name.replace('.', '-edited.')]: photo(1), ...beside });
    await lib.index();
    expect(badges(timeline(lib))).toEqual(['edited 2']);
    using database = openBeside(lib.dataDir);
    expect(database.raw.prepare('SELECT date_source FROM photos ORDER BY 1').pluck().all()).toEqual([null, source]);
  });

  test('follows videos that come, are exchanged and go', async () => {
    await using lib = await tempLibrary({ 'a.jpg': shot(1, { takenAt, contentId: id }) });
    await lib.index();
    expect(badges(timeline(lib))).toEqual([]);
    await lib.write({ 'a.mov': movie({ contentId: id }) });
    await lib.index();
    expect(badges(timeline(lib))).toEqual(['live 2']);
    await lib.write({ 'a.mov': movie({ contentId: 'OTHER', seconds: 4 }) });
    await utimes(lib.path('a.mov'), 1, 1);
    await lib.index();
    expect(badges(timeline(lib))).toEqual([]);
    await lib.write({ 'b.MP4': movie({ contentId: id }) });
    await lib.index();
    expect(badges(timeline(lib))).toEqual(['live 2']);
    await lib.remove('b.MP4');
    await lib.index();
    expect(badges(timeline(lib))).toEqual([]);
  });

  test('is found in a library of an older version, which encodes nothing again', async () => {
    await using lib = await tempLibrary(files);
    await lib.index();
    const ids = timeline(lib).ids.toSorted();
    await lib.reopen();
    {
      // As a version has left it that knew of none of this.
      using database = openBeside(lib.dataDir);
      database.raw.exec('DELETE FROM photo_marks; DELETE FROM videos; DELETE FROM stack_groups; DELETE FROM stacks');
      database.raw.exec("INSERT OR IGNORE INTO stack_changes (folder_id, directory) VALUES (1, '')");
    }
    await lib.reopen();
    expect(badges(timeline(lib)), 'by names alone').toEqual(['edited 2', 'raw 2']);
    expect(await lib.index()).toMatchObject({ encoded: 0, recognised: 0, unchanged: 7 });
    expect(badges(timeline(lib))).toEqual(all);
    expect(timeline(lib).ids.toSorted()).toEqual(ids);
    using database = openBeside(lib.dataDir);
    const marks = database.raw.prepare('SELECT count(*) AS photos, max(attempts) AS attempts FROM photo_marks');
    expect(marks.get()).toEqual({ photos: 7, attempts: 0 });
  });

  test('is searched for as many hits as are wanted, however large its stacks are', async () => {
    const burst = Object.fromEntries(
      Array.from({ length: 12 }, (_, i) => [`burst${i}.jpg`, shot(100 + i, { takenAt, burstId: 'BURST-1' })]),
    );
    await using lib = await tempLibrary({ ...burst, 'x.jpg': photo(1), 'y.jpg': photo(2), 'z.jpg': photo(3) });
    await lib.index();
    expect(badges(timeline(lib))).toEqual(['burst 12']);
    for (const sort of ['relevance', 'newest'] as const) {
      const hits = await lib.search({ text: 'a photo', top: 4, sort });
      expect(hits.map(({ stack }) => stack?.parts ?? 1).sort()).toEqual([1, 1, 1, 12]);
    }
    const best = await lib.search({ images: [{ path: lib.path('burst7.jpg') }], top: 2 });
    expect(best[0]).toMatchObject({ path: lib.path('burst0.jpg'), stack: { kind: 'burst', parts: 12 } });
    expect(best[0]?.score).toBeCloseTo(1, 3);
  });
});
