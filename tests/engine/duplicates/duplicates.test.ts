import { link, utimes } from 'node:fs/promises';
import sharp, { type Sharp } from 'sharp';
import { describe, expect, test } from 'vitest';
import type { DuplicateAnswer, DuplicateKind, EngineEvent } from '../../../src-contract/index.ts';
import { jpegWith, shotExif } from '../../fixtures/stacks/build-files.ts';
import { scramble } from '../../helpers/photos.ts';
import { tempLibrary, type TempLibrary } from '../../helpers/temp-library.ts';

/** A picture of soft shapes, 640 x 480: another seed is another scene, `moved` puts something else into a part of it. */
async function scene(seed: number, { moved = false } = {}): Promise<Buffer> {
  const spots = Uint8Array.from({ length: 8 * 6 * 3 }, (_, i) => scramble(seed * 1000 + i));
  if (moved) for (const at of [0, 1, 2, 3, 4, 5, 24, 25, 26, 27, 28, 29]) spots[at] = 255 - (spots[at] ?? 0);
  return sharp(spots, { raw: { width: 8, height: 6, channels: 3 } })
    .resize(640, 480, { kernel: 'cubic' })
    .jpeg({ quality: 95 })
    .toBuffer();
}

const edit = async (photo: Promise<Buffer>, change: (image: Sharp) => Sharp): Promise<Buffer> =>
  change(sharp(await photo)).toBuffer();

async function groupsOf(lib: TempLibrary, kind: DuplicateKind): Promise<DuplicateAnswer> {
  await lib.engine.duplicates.settled();
  return lib.engine.duplicates.groups(kind, 0, 100);
}

function names({ groups }: DuplicateAnswer): string[][] {
  return groups.map(({ versions }) => versions.map(({ name }) => name));
}

describe('versions of a picture', () => {
  const versions = {
    'photo.jpg': scene(1),
    'small.jpg': edit(scene(1), (image) => image.resize(320).jpeg({ quality: 80 })),
    'bad.jpg': edit(scene(1), (image) => image.jpeg({ quality: 12 })),
    'cut.jpg': edit(scene(1), (image) => image.extract({ left: 19, top: 0, width: 621, height: 466 }).jpeg()),
    'bright.jpg': edit(scene(1), (image) => image.modulate({ brightness: 1.15 }).jpeg()),
    'grey.png': edit(scene(1), (image) => image.greyscale().png()),
    'turned.jpg': edit(scene(1), (image) => image.rotate(90).withMetadata({ orientation: 8 }).jpeg()),
  };
  const others = { 'moved.jpg': scene(1, { moved: true }), 'other.jpg': scene(2), 'third.jpg': scene(3) };

  test('are one group with the reasons, and other photos are in none', async () => {
    await using lib = await tempLibrary({ ...versions, ...others });
    await lib.index();
    // Which photos are grey.
    await lib.engine.looks.settled();
    const answer = await groupsOf(lib, 'near');
    expect(answer.groups).toHaveLength(1);
    const [group] = answer.groups;
    expect(group?.versions.map(({ name }) => name).sort()).toEqual(Object.keys(versions).sort());
    expect(group?.versions[0]?.reason).toBeNull();
    expect(group?.versions.find(({ name }) => name === 'small.jpg')).toMatchObject({ reason: 'pixels', width: 320 });
    expect(group?.versions.find(({ name }) => name === 'grey.png')).toMatchObject({ reason: 'colour' });
    const rest = group?.versions.slice(1) ?? [];
    expect(answer.totals.near).toEqual({ groups: 1, bytes: rest.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) });
    expect(lib.engine.duplicates.state()).toEqual({ photos: 10, compared: 10 });
  });

  test('that come later are found, and those that go are not shown any more', async () => {
    await using lib = await tempLibrary({ 'photo.jpg': scene(1), 'other.jpg': scene(2) });
    await lib.index();
    expect(names(await groupsOf(lib, 'near'))).toEqual([]);
    const events: EngineEvent['event'][] = [];
    using _listening = lib.engine.onEvent(({ event }) => events.push(event));
    await lib.write({ 'small.jpg': versions['small.jpg'] });
    await lib.index();
    expect(names(await groupsOf(lib, 'near'))).toEqual([['photo.jpg', 'small.jpg']]);
    expect(events).toContain('duplicates.changed');
    await lib.remove('photo.jpg');
    await lib.index();
    expect(names(await groupsOf(lib, 'near'))).toEqual([]);
  });

  test('that are to stay are not shown again, and are when that is taken back', async () => {
    await using lib = await tempLibrary({ 'photo.jpg': scene(1), 'small.jpg': versions['small.jpg'] });
    await lib.index();
    const { groups } = await groupsOf(lib, 'near');
    const photoIds = groups[0]?.versions.map(({ photoId }) => photoId) ?? [];
    lib.engine.duplicates.setKept('near', photoIds, true);
    expect(names(await groupsOf(lib, 'near'))).toEqual([]);
    await lib.reopen();
    expect(names(await groupsOf(lib, 'near'))).toEqual([]);
    lib.engine.duplicates.setKept('near', photoIds, false);
    expect(names(await groupsOf(lib, 'near'))).toHaveLength(1);
    expect(() => {
      lib.engine.duplicates.setKept('near', [1], true);
    }).toThrow('Expected two or more photos');
  });

  test('go to the trash and come back', async () => {
    await using lib = await tempLibrary({ 'photo.jpg': scene(1), 'small.jpg': versions['small.jpg'] });
    await lib.index();
    const [small] = (await groupsOf(lib, 'near')).groups[0]?.versions.slice(1) ?? [];
    if (small === undefined) throw new Error('Expected a version');
    const { photoId, fileIds } = small;
    const { batch } = await lib.engine.trash.move({ photoIds: [photoId], fileIds, folder: null, whole: false });
    expect(names(await groupsOf(lib, 'near'))).toEqual([]);
    expect(lib.engine.trash.undo(batch ?? 0)).toBe(true);
    expect(names(await groupsOf(lib, 'near'))).toEqual([['photo.jpg', 'small.jpg']]);
  });
});

describe('files with the same content', () => {
  const copies = { 'a/photo.jpg': scene(1), 'b/photo (1).jpg': scene(1), 'c/other.jpg': scene(2) };

  test('are a group of files, the copy by its name not kept', async () => {
    await using lib = await tempLibrary(copies);
    await lib.index();
    const answer = await groupsOf(lib, 'exact');
    expect(names(answer)).toEqual([['photo.jpg', 'photo (1).jpg']]);
    const [, copy] = answer.groups[0]?.versions ?? [];
    expect(copy).toMatchObject({ folder: lib.path('b'), reason: 'copyName' });
    expect(names(await groupsOf(lib, 'near'))).toEqual([]);
  });

  test('that are one file under two paths are no copies', async () => {
    await using lib = await tempLibrary({ 'a/photo.jpg': scene(1) });
    await link(lib.path('a', 'photo.jpg'), lib.path('a', 'linked.jpg'));
    await lib.index();
    expect(names(await groupsOf(lib, 'exact'))).toEqual([]);
    expect((await groupsOf(lib, 'exact')).totals.exact).toEqual({ groups: 0, bytes: 0 });
  });

  test('are told page by page, past those that are one file', async () => {
    await using lib = await tempLibrary({
      'a/1.jpg': scene(1),
      'b/1.jpg': scene(1),
      'a/2.jpg': scene(2),
      'b/3.jpg': scene(3),
      'c/3.jpg': scene(3),
    });
    await link(lib.path('a', '2.jpg'), lib.path('a', 'linked.jpg'));
    await lib.index();
    await lib.engine.duplicates.settled();
    const seen: string[] = [];
    let next: number | null = 0;
    while (next !== null) {
      const answer: DuplicateAnswer = await lib.engine.duplicates.groups('exact', next, 1);
      expect(answer.groups.length).toBeLessThanOrEqual(1);
      seen.push(...answer.groups.map(({ versions: [keeper] }) => keeper?.name ?? ''));
      ({ next } = answer);
    }
    expect(seen.toSorted()).toEqual(['1.jpg', '3.jpg']);
    expect((await lib.engine.duplicates.groups('exact', 0, 1)).totals.exact.groups).toBe(2);
  });

  test('of which the older one stays, and both where somebody says so', async () => {
    await using lib = await tempLibrary({ 'a/photo.jpg': scene(1), 'b/photo.jpg': scene(1) });
    await utimes(lib.path('b', 'photo.jpg'), 1_000_000_000, 1_000_000_000);
    await lib.index();
    const { groups } = await groupsOf(lib, 'exact');
    expect(groups[0]?.versions.map(({ folder, reason }) => ({ folder, reason }))).toEqual([
      { folder: lib.path('b'), reason: null },
      { folder: lib.path('a'), reason: 'older' },
    ]);
    const photoIds = [groups[0]?.versions[0]?.photoId ?? 0];
    lib.engine.duplicates.setKept('exact', photoIds, true);
    expect(names(await groupsOf(lib, 'exact'))).toEqual([]);
    lib.engine.duplicates.setKept('exact', photoIds, false);
    expect(names(await groupsOf(lib, 'exact'))).toHaveLength(1);
  });
});

test('bursts are groups of their own, whose shots are no versions of each other', async () => {
  const shot = async (seed: number): Promise<Buffer> =>
    jpegWith(await scene(seed), { exif: shotExif({ takenAt: '2023:07:01 12:00:00', burstId: 'BURST-1' }) });
  await using lib = await tempLibrary({ 'IMG_1.jpg': shot(1), 'IMG_2.jpg': shot(2), 'single.jpg': scene(3) });
  await lib.index();
  const answer = await groupsOf(lib, 'burst');
  expect(names(answer)).toEqual([['IMG_1.jpg', 'IMG_2.jpg']]);
  expect(answer.totals.near.groups).toBe(0);
  const photoIds = answer.groups[0]?.versions.map(({ photoId }) => photoId) ?? [];
  lib.engine.duplicates.setKept('burst', photoIds, true);
  expect(names(await groupsOf(lib, 'burst'))).toEqual([]);
});
