import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readFileName } from '../../../src-main/core/stacks/file-name.ts';
import { findStacks } from '../../../src-main/core/stacks/find-stacks.ts';
import type { PhotoFile, VideoFile } from '../../../src-main/core/stacks/stack.ts';
import { type Rule, rules } from './rules.table.ts';

const plainPhoto: Omit<PhotoFile, 'photoId' | 'name'> = {
  isRaw: false,
  takenAt: null,
  offsetMinutes: null,
  camera: null,
  aspect: 1.5,
  contentId: null,
  burstId: null,
  isBurstPick: false,
  hasMotion: false,
};
const plainVideo: Omit<VideoFile, 'videoId' | 'name'> = {
  contentId: null,
  takenAt: null,
  takenAtMs: null,
  seconds: null,
};

function stacksOf({ photos, videos = [] }: Rule): unknown {
  const files = photos.map((photo, i) => ({ ...plainPhoto, ...photo, photoId: i + 1 }));
  const pictureOf = (id: number): string => files.find(({ photoId }) => photoId === id)?.picture ?? String(id);
  const clips = videos.map((video, i) => ({ ...plainVideo, ...video, videoId: i + 1 }));
  const areAlike = (a: number, b: number): boolean => pictureOf(a) === pictureOf(b);
  const found = [...Map.groupBy(files, ({ folder }) => folder).values()].flatMap((all) =>
    findStacks(all, clips, areAlike),
  );
  return found.map(({ kind, photos: parts, videoIds }) => [
    kind,
    ...parts.map((part) => files.find(({ photoId }) => photoId === part.photoId)?.name),
    ...videoIds.map((id) => clips.find(({ videoId }) => videoId === id)?.name),
  ]);
}

describe('what belongs together', () => {
  test.each(rules)('$title', (rule) => {
    expect(stacksOf(rule)).toEqual(rule.stacks);
  });

  test('is told by the table in the docs, row by row', () => {
    const docs = readFileSync(new URL('../../../docs/stacks.md', import.meta.url), 'utf8');
    const rows = [...docs.matchAll(/^\| (?<title>.+?) +\| (?<one>yes|no) +\|/gmu)];
    expect(rows.map(({ groups }) => [groups?.['title'], groups?.['one']])).toEqual(
      rules.map(({ title, stacks }) => [title, stacks.length > 0 ? 'yes' : 'no']),
    );
  });
});

const stems = [
  'IMG_1',
  'img_1',
  'IMG_E0001',
  'IMG_0001',
  'a',
  'a-2',
  'a-edited',
  'a-3',
  'PXL_1.RAW-01.COVER',
  '00000IMG_00000_BURST20190101120000',
];
const someName = fc
  .tuple(
    fc.oneof(fc.constantFrom(...stems), fc.string({ unit: 'binary', maxLength: 12 })),
    fc.constantFrom('.jpg', '.JPG', '.dng', '.mov', ''),
  )
  .map(([stem, ending]) => stem + ending);
const someTime = fc.constantFrom(
  null,
  '2023-07-01T12:00:00',
  '2023-07-01T12:00:01.5',
  '2023-07-01T12:00:03',
  'no time',
);
const someMark = fc.constantFrom(null, 'x', 'y');
const somePhoto: fc.Arbitrary<PhotoFile> = fc.record({
  photoId: fc.integer({ min: 1, max: 12 }),
  name: someName,
  isRaw: fc.boolean(),
  takenAt: someTime,
  offsetMinutes: fc.constantFrom(null, 0, 60),
  camera: someMark,
  aspect: fc.constantFrom(1, 1.5),
  contentId: someMark,
  burstId: someMark,
  isBurstPick: fc.boolean(),
  hasMotion: fc.boolean(),
});
const someVideo: fc.Arbitrary<VideoFile> = fc.record({
  videoId: fc.nat(),
  name: someName,
  contentId: someMark,
  takenAt: someTime,
  takenAtMs: fc.constantFrom(null, Date.UTC(2023, 6, 1, 12)),
  seconds: fc.constantFrom(null, 3, 60),
});
const photoSet = fc.uniqueArray(somePhoto, { maxLength: 14, selector: ({ photoId, name }) => `${photoId} ${name}` });
const videoSet = fc.uniqueArray(someVideo, { maxLength: 5, selector: ({ videoId }) => videoId });
const bothOdd = (a: number, b: number): boolean => a % 2 === b % 2;

describe('of any files', () => {
  test('every photo and every video is in one stack at most, and none is alone without a reason', () => {
    fc.assert(
      fc.property(photoSet, videoSet, (photos, videos) => {
        const found = findStacks(photos, videos, bothOdd);
        const photoIds = found.flatMap((stack) => stack.photos.map(({ photoId }) => photoId));
        const videoIds = found.flatMap((stack) => stack.videoIds);
        expect(new Set(photoIds).size).toBe(photoIds.length);
        expect(new Set(videoIds).size).toBe(videoIds.length);
        for (const { kind, photos: parts, videoIds: clips } of found) {
          expect(parts.length + clips.length + Number(kind === 'motion')).toBeGreaterThan(1);
          expect(parts.length).toBeGreaterThan(0);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('their order does not matter', () => {
    const shuffled = photoSet.chain((photos) =>
      fc.tuple(fc.constant(photos), fc.shuffledSubarray(photos, { minLength: photos.length })),
    );
    const inOrder = (photos: readonly PhotoFile[], videos: readonly VideoFile[]): string[] =>
      findStacks(photos, videos, bothOdd)
        .map((stack) => JSON.stringify(stack))
        .sort();
    fc.assert(
      fc.property(shuffled, videoSet, ([photos, others], videos) => {
        expect(inOrder(others, videos.toReversed())).toEqual(inOrder(photos, videos));
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    ...[
      '-edited',
      '-effects',
      '-bearbeitet',
      '-modifié',
      '-bewerkt',
      '-modificato',
      '-ha editado',
      '-編集済み',
      '-Edit',
    ],
    ...['-edytowane', '-отредактировано', '-편집됨', '-已编辑', '-düzenlendi', '-đã chỉnh sửa', ' edited'],
  ])('a name that ends in "%s" is that of an edited copy', (end) => {
    for (const text of [end, end.normalize('NFD')]) {
      expect(readFileName(`IMG_1${text}.jpg`)).toMatchObject({ key: 'img_1', isEdited: true });
      expect(readFileName(`IMG_1${text}(2).jpg`)).toMatchObject({ key: 'img_1(2)', isEdited: true });
    }
    expect(readFileName(`x${end.replaceAll(/[- ]/gu, '')}.jpg`).isEdited, 'a part of a word').toBe(false);
  });

  test('names are read, whatever they are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (name) => {
        const { key } = readFileName(name);
        expect(readFileName(name.toUpperCase()).key.length).toBeGreaterThanOrEqual(0);
        expect(key).toBe(key.toLowerCase());
      }),
    );
  });

  test('forty thousand in one folder take about twenty times as long as two thousand, and not four hundred times', () => {
    const pairs = (count: number): PhotoFile[] =>
      Array.from({ length: count }, (_, i) => ({
        ...plainPhoto,
        photoId: i + 1,
        name: `DSC${Math.floor(i / 2)}.${i % 2 === 0 ? 'NEF' : 'JPG'}`,
        isRaw: i % 2 === 0,
        takenAt: '2023-07-01T12:00:00',
      }));
    // The quickest of some tries: a busy machine makes any of them slower, and none quicker.
    const quickestMs = (count: number, tries: number): number => {
      const photos = pairs(count);
      const times = Array.from({ length: tries }, () => {
        const started = performance.now();
        expect(findStacks(photos, [], () => false)).toHaveLength(count / 2);
        return performance.now() - started;
      });
      return Math.min(...times);
    };
    quickestMs(1000, 3);
    expect(quickestMs(40_000, 2)).toBeLessThan(150 * quickestMs(2000, 3));
  });
});
