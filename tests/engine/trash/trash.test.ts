import { access, mkdir, rename, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type EngineEvent, noFilters } from '../../../src-contract/index.ts';
import type { ToTrash } from '../../../src-main/engine/trash/system-trash.ts';
import { xmpPacket } from '../../fixtures/metadata/build-blocks.ts';
import { jpegWith, movie, shotExif } from '../../fixtures/stacks/build-files.ts';
import { photo } from '../../helpers/photos.ts';
import { type Files, writeFiles } from '../../helpers/temp-folder.ts';
import { tempLibrary, type TempLibrary } from '../../helpers/temp-library.ts';
import { until } from '../../helpers/until.ts';

/** Longer than any test. */
const never = 600_000;

interface Setting extends AsyncDisposable {
  readonly lib: TempLibrary;
  /** Names of what came into the trash, in order. */
  readonly trashed: string[];
  /** Paths of the photos that are shown. */
  readonly shown: () => Promise<string[]>;
  readonly idOf: (path: string) => Promise<number>;
  readonly isThere: (path: string) => Promise<boolean>;
  readonly events: Extract<EngineEvent, { event: 'trash.moved' }>[];
}

async function setting(files: Files, undoMs: number, toTrash?: ToTrash): Promise<Setting> {
  const trashed: string[] = [];
  const lib = await tempLibrary(files, {
    trash: {
      undoMs,
      toTrash: async (path) => {
        await toTrash?.(path);
        const bin = join(lib.dataDir, '..', 'bin');
        await mkdir(bin, { recursive: true });
        trashed.push(basename(path));
        await rename(path, join(bin, `${trashed.length}`));
      },
    },
  });
  await lib.index();
  const events: Setting['events'] = [];
  lib.engine.onEvent((event) => {
    if (event.event === 'trash.moved') events.push(event);
  });
  const paths = async (): Promise<Map<string, number>> => {
    const { ids } = lib.engine.library.catalog.timeline(noFilters);
    const found = await Promise.all(ids.map(async (id) => ({ id, ...(await lib.engine.photos.details(id)) })));
    return new Map(
      found.flatMap(({ id, files: all }) => all.map(({ path }) => [path.slice(lib.photos.length + 1), id])),
    );
  };
  return {
    lib,
    trashed,
    events,
    shown: async () => [...(await paths()).keys()].sort(),
    idOf: async (path) => (await paths()).get(path) ?? 0,
    isThere: (path) =>
      access(lib.path(path)).then(
        () => true,
        () => false,
      ),
    [Symbol.asyncDispose]: () => lib[Symbol.asyncDispose](),
  };
}

describe('notes of edits', () => {
  test('go with the last file that they are of, whatever its ending and case', async () => {
    const notes = Buffer.from('<plist/>');
    await using s = await setting(
      {
        'IMG_1.jpg': photo(1),
        'IMG_1.AAE': notes,
        'IMG_2.JPG': photo(2),
        'IMG_E2.JPG': photo(3),
        'IMG_O2.aae': notes,
        'IMG_3.jpg': photo(4),
        'IMG_3.png': photo(5, { format: 'png' }),
        'IMG_3.AAE': notes,
        'IMG_10.AAE': notes,
        'below/IMG_1.jpg': photo(6),
        'below/IMG_1.AAE': notes,
      },
      0,
    );
    const throwAway = async (...paths: string[]): Promise<void> => {
      const photoIds = await Promise.all(paths.map((path) => s.idOf(path)));
      const moved = s.events.length;
      await s.lib.engine.trash.move({ photoIds, folder: null, whole: false });
      await until('the files to be moved', () => s.events.length > moved);
    };
    await throwAway('IMG_1.jpg');
    expect(s.trashed).toEqual(['IMG_1.jpg', 'IMG_1.AAE']);
    expect(await s.isThere('below/IMG_1.AAE')).toBe(true);
    await throwAway('IMG_E2.JPG');
    expect(await s.isThere('IMG_O2.aae')).toBe(true);
    await throwAway('IMG_2.JPG');
    expect(await s.isThere('IMG_O2.aae')).toBe(false);
    await throwAway('IMG_3.jpg');
    expect(await s.isThere('IMG_3.AAE')).toBe(true);
    await throwAway('IMG_3.png');
    expect(s.trashed.slice(-2)).toEqual(['IMG_3.png', 'IMG_3.AAE']);
    expect(await s.isThere('IMG_10.AAE')).toBe(true);
  });
});

describe('a photo that is thrown away', () => {
  test('is not shown or found any more at once, and in the trash when the time to undo is over', async () => {
    const isOver = Promise.withResolvers<undefined>();
    await using s = await setting({ 'a.jpg': photo(1), 'b.jpg': photo(2) }, 200, () => isOver.promise);
    const id = await s.idOf('a.jpg');
    const { batch, ...told } = await s.lib.engine.trash.move({ photoIds: [id], folder: null, whole: false });
    expect(told).toEqual({ photos: 1, files: 1, undoMs: 200, kept: [] });
    expect(await s.shown()).toEqual(['b.jpg']);
    expect(await s.lib.findable()).toEqual(['b.jpg']);
    expect(await s.isThere('a.jpg')).toBe(true);
    isOver.resolve(undefined);
    await until('the files to be moved', () => s.events.length === 1);
    expect(s.events).toEqual([{ event: 'trash.moved', batch, files: 1, kept: [] }]);
    expect(s.trashed).toEqual(['a.jpg']);
    expect(await s.isThere('a.jpg')).toBe(false);
    expect(s.lib.engine.trash.undo(batch ?? 0)).toBe(false);
    await s.lib.index();
    expect(await s.shown()).toEqual(['b.jpg']);
  });

  test('is left alone by scans as long as it can be taken back, and is then as it was, without being encoded', async () => {
    await using s = await setting(
      {
        'a.jpg': photo(1),
        'a.jpg.xmp': xmpPacket('', 'xmp:Rating="4"'),
        'b.jpg': photo(2),
      },
      never,
    );
    const id = await s.idOf('a.jpg');
    const { batch } = await s.lib.engine.trash.move({ photoIds: [id], folder: null, whole: false });
    const { encoded, recognised } = await s.lib.index();
    expect({ encoded, recognised }).toEqual({ encoded: 0, recognised: 0 });
    expect(await s.shown()).toEqual(['b.jpg']);
    expect(s.lib.engine.trash.undo(batch ?? 0)).toBe(true);
    expect(await s.shown()).toEqual(['a.jpg', 'b.jpg']);
    expect(await s.idOf('a.jpg')).toBe(id);
    expect(await s.lib.findable()).toEqual(['a.jpg', 'b.jpg']);
    await until('the sidecar to be read', async () => (await s.lib.engine.photos.details(id)).rating === 4);
    expect((await s.lib.index()).encoded).toBe(0);
    expect(s.trashed).toEqual([]);
    expect(s.lib.engine.trash.undo(batch ?? 0)).toBe(false);
  });

  test('goes with the sidecars that are its own, and leaves those that belong to another, too', async () => {
    await using s = await setting(
      {
        'a.jpg': photo(1),
        'a.jpg.xmp': xmpPacket('', 'xmp:Rating="4"'),
        'a.xmp': xmpPacket('', 'xmp:Label="Red"'),
        'a.png': photo(2, { format: 'png' }),
      },
      never,
    );
    expect(
      await s.lib.engine.trash.move({ photoIds: [await s.idOf('a.jpg')], folder: null, whole: false }),
    ).toMatchObject({
      photos: 1,
      files: 2,
    });
    await s.lib.reopen();
    expect(s.trashed.toSorted()).toEqual(['a.jpg', 'a.jpg.xmp']);
    expect(await s.isThere('a.xmp')).toBe(true);
  });

  test('goes with all its copies, with those in the folder that is looked at, or with the one that is shown', async () => {
    await using s = await setting({ 'one/a.jpg': photo(1), 'two/a.jpg': photo(1), 'two/b.jpg': photo(1) }, never);
    const [folder] = s.lib.engine.library.listFolders();
    const id = await s.idOf('one/a.jpg');
    const one = { folderId: folder?.id ?? 0, below: 'one' };
    const { batch, files } = await s.lib.engine.trash.move({ photoIds: [id], folder: one, whole: false });
    expect(files).toBe(1);
    expect(await s.shown()).toEqual(['two/a.jpg', 'two/b.jpg']);
    s.lib.engine.trash.undo(batch ?? 0);
    const shown = s.lib.engine.library.catalog.timeline({ ...noFilters, folder: { ...one, below: 'two' } }).files.ids;
    expect(shown).toHaveLength(1);
    const second = await s.lib.engine.trash.move({ photoIds: [id], fileIds: shown, folder: null, whole: false });
    expect(second.files).toBe(1);
    expect(await s.shown()).toEqual(['one/a.jpg', expect.stringMatching(/^two/u)]);
    s.lib.engine.trash.undo(second.batch ?? 0);
    expect(await s.lib.engine.trash.move({ photoIds: [id], folder: null, whole: false })).toMatchObject({
      photos: 1,
      files: 3,
    });
    expect(await s.shown()).toEqual([]);
  });

  test('is moved when the library is closed', async () => {
    await using s = await setting({ 'a.jpg': photo(1) }, never);
    await s.lib.engine.trash.move({ photoIds: [await s.idOf('a.jpg')], folder: null, whole: false });
    await s.lib.reopen();
    expect(s.trashed).toEqual(['a.jpg']);
  });
});

describe('a photo that stays', () => {
  test('is one that was changed meanwhile', async () => {
    await using s = await setting({ 'a.jpg': photo(1) }, 200);
    await s.lib.engine.trash.move({ photoIds: [await s.idOf('a.jpg')], folder: null, whole: false });
    await writeFile(s.lib.path('a.jpg'), await photo(9));
    await until('the files to be moved', () => s.events.length === 1);
    expect(s.events[0]?.kept).toEqual([{ path: s.lib.path('a.jpg'), reason: 'The file has been changed meanwhile' }]);
    expect(s.trashed).toEqual([]);
    await until('the photo to be back', async () => (await s.shown()).length === 1);
    await s.lib.index();
    expect(await s.shown()).toEqual(['a.jpg']);
  });

  test('is one that the system does not take, and is told of with the reason', async () => {
    await using s = await setting({ 'a.jpg': photo(1), 'b.jpg': photo(2) }, 100, (path) =>
      path.endsWith('a.jpg') ? Promise.reject(new Error('no trash on this drive')) : Promise.resolve(),
    );
    await s.lib.engine.trash.move({
      photoIds: [await s.idOf('a.jpg'), await s.idOf('b.jpg')],
      folder: null,
      whole: false,
    });
    await until('the files to be moved', () => s.events.length === 1);
    expect(s.events[0]).toMatchObject({
      files: 1,
      kept: [{ path: s.lib.path('a.jpg'), reason: 'The file cannot be moved to the trash: no trash on this drive' }],
    });
    expect(await s.shown()).toEqual(['a.jpg']);
    expect(await s.isThere('a.jpg')).toBe(true);
  });

  test('is one that cannot be reached', async () => {
    await using s = await setting({ 'a.jpg': photo(1), 'b.jpg': photo(2) }, never);
    const ids = [await s.idOf('a.jpg'), await s.idOf('b.jpg')];
    await s.lib.remove('a.jpg');
    const { photos, kept } = await s.lib.engine.trash.move({ photoIds: ids, folder: null, whole: false });
    expect({ photos, kept }).toEqual({
      photos: 1,
      kept: [{ path: s.lib.path('a.jpg'), reason: 'The file cannot be reached' }],
    });
  });
});

describe('a stack', () => {
  const contentId = 'FFCBAC24-E547-4BBC-AF47-38B1A3D845E3';
  const live = async (): Promise<Files> => ({
    'a.jpg': jpegWith(await photo(1), { exif: shotExif({ contentId }) }),
    'a.MOV': movie({ contentId }),
    'b.jpg': jpegWith(await photo(2), { exif: shotExif({ takenAt: '2023:07:03 12:00:00' }) }),
    'b-edited.jpg': jpegWith(await photo(3), { exif: shotExif({ takenAt: '2023:07:03 12:00:00' }) }),
  });

  test('of which no photo is left takes its video with it', async () => {
    await using s = await setting(await live(), never);
    expect(
      await s.lib.engine.trash.move({ photoIds: [await s.idOf('a.jpg')], folder: null, whole: false }),
    ).toMatchObject({
      photos: 1,
      files: 2,
    });
    await s.lib.reopen();
    expect(s.trashed.toSorted()).toEqual(['a.MOV', 'a.jpg']);
  });

  test('goes as a whole where that is asked for, else the photo alone', async () => {
    await using s = await setting(await live(), never);
    const id = await s.idOf('b-edited.jpg');
    const { batch, files } = await s.lib.engine.trash.move({ photoIds: [id], folder: null, whole: false });
    expect(files).toBe(1);
    expect(await s.shown()).toEqual(['a.jpg', 'b.jpg']);
    s.lib.engine.trash.undo(batch ?? 0);
    await s.lib.engine.stacks.settled();
    expect(await s.lib.engine.trash.move({ photoIds: [id], folder: null, whole: true })).toMatchObject({
      photos: 2,
      files: 2,
    });
    expect(await s.shown()).toEqual(['a.jpg']);
  });
});

describe('copies of a Live Photo', () => {
  const contentId = 'FFCBAC24-E547-4BBC-AF47-38B1A3D845E3';
  const still = async (): Promise<Buffer> => jpegWith(await photo(1), { exif: shotExif({ contentId }) });
  const clip = movie({ contentId });
  /** Throw away the file at a path, and close the library, which sends it. */
  const throwAway = async (s: Setting, path: string, whole = false): Promise<string[]> => {
    const id = await s.idOf(path);
    const fileIds = [fileIdOf(s, path)];
    await s.lib.engine.trash.move({ photoIds: [id], fileIds, named: [id], folder: null, whole });
    await s.lib.reopen();
    return s.trashed.toSorted();
  };
  const fileIdOf = (s: Setting, path: string): number => {
    const [folder] = s.lib.engine.library.listFolders();
    const below = path.slice(0, path.lastIndexOf('/'));
    const shown = { ...noFilters, folder: { folderId: folder?.id ?? 0, below } };
    const [id = 0] = s.lib.engine.library.catalog.timeline(shown).files.ids;
    return id;
  };

  test('leave the video to the copy that stays', async () => {
    await using s = await setting({ 'one/a.jpg': await still(), 'one/a.MOV': clip, 'two/a.jpg': await still() }, never);
    expect(await throwAway(s, 'one/a.jpg')).toEqual(['a.jpg']);
    expect(await s.isThere('one/a.MOV')).toBe(true);
    expect(await s.shown()).toEqual(['two/a.jpg']);
  });

  test('leave it as a whole, too, where the copy that it lies beside stays', async () => {
    await using s = await setting({ 'one/a.jpg': await still(), 'one/a.MOV': clip, 'two/a.jpg': await still() }, never);
    expect(await throwAway(s, 'two/a.jpg', true)).toEqual(['a.jpg']);
    expect(await s.isThere('one/a.MOV')).toBe(true);
  });

  test('go with their own video where the one that stays has one, too', async () => {
    const files = { 'one/a.jpg': await still(), 'one/a.MOV': clip, 'two/a.jpg': await still(), 'two/a.MOV': clip };
    await using s = await setting(files, never);
    expect(await throwAway(s, 'two/a.jpg')).toEqual(['a.MOV', 'a.jpg']);
    expect([await s.isThere('one/a.MOV'), await s.isThere('two/a.MOV')]).toEqual([true, false]);
  });

  test('all go with all videos, and with their notes of edits', async () => {
    const notes = Buffer.from('<plist/>');
    const files = { 'one/a.jpg': await still(), 'one/a.MOV': clip, 'one/a.AAE': notes };
    await using s = await setting({ ...files, 'two/a.jpg': await still(), 'two/a.MOV': clip }, never);
    const id = await s.idOf('one/a.jpg');
    expect(await s.lib.engine.trash.move({ photoIds: [id], folder: null, whole: false })).toMatchObject({ files: 5 });
    await s.lib.reopen();
    expect(s.trashed.toSorted()).toEqual(['a.AAE', 'a.MOV', 'a.MOV', 'a.jpg', 'a.jpg']);
  });

  test('leave notes of edits beside a video that stays', async () => {
    const files = { 'one/a.jpg': await still(), 'one/a.MOV': clip, 'one/a.AAE': Buffer.from('<plist/>') };
    await using s = await setting({ ...files, 'two/a.jpg': await still() }, never);
    expect(await throwAway(s, 'one/a.jpg')).toEqual(['a.jpg']);
    expect(await s.isThere('one/a.AAE')).toBe(true);
  });
});

test('a photo that is named goes by its files alone, and not at all when they are gone', async () => {
  await using s = await setting({ 'one/a.jpg': photo(1), 'two/a.jpg': photo(1), 'b.jpg': photo(2) }, never);
  const photoIds = [await s.idOf('one/a.jpg')];
  const gone = { photoIds, fileIds: [999], named: photoIds, folder: null };
  for (const whole of [false, true]) {
    expect(await s.lib.engine.trash.move({ ...gone, whole })).toMatchObject({ batch: null, photos: 0, kept: [] });
  }
  const other = await s.idOf('b.jpg');
  const both = { ...gone, photoIds: [...photoIds, other], whole: false };
  expect(await s.lib.engine.trash.move(both)).toMatchObject({ photos: 1, files: 1 });
  expect(await s.shown()).toEqual(['one/a.jpg', 'two/a.jpg']);
});

test('what lies beside the photos is never touched', async () => {
  await using s = await setting({ 'a.jpg': photo(1) }, never);
  await writeFiles(s.lib.photos, { 'notes.txt': 'mine', 'a.txt': 'mine' });
  await s.lib.engine.trash.move({ photoIds: [await s.idOf('a.jpg')], folder: null, whole: true });
  await s.lib.reopen();
  expect(s.trashed).toEqual(['a.jpg']);
  expect([await s.isThere('notes.txt'), await s.isThere('a.txt')]).toEqual([true, true]);
});
