import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { evalFile } from '../helpers/eval-data.ts';
import { canRun, useApp } from './lib/app.ts';
import { cocoPhotos, copyAs, copyPhotos } from './lib/photo-files.ts';

describe.skipIf(!canRun)('the name of a file', () => {
  const running = useApp({
    photos: async (folder) => {
      await copyPhotos(folder, cocoPhotos(12));
      const day = new Date('2019-07-01T12:00:00Z');
      await copyAs(evalFile('near-duplicates/nd01_orig.jpg'), join(folder, '海边日落', 'IMG_2034.JPG'), day);
    },
    indexed: true,
  });

  test.each([
    ['as it is', 'IMG_2034.JPG', 'IMG_2034.JPG'],
    ['in small letters', 'img_2034.jpg', 'img_2034.jpg'],
    ['pasted with its path', '"C:\\Users\\me\\My Pictures\\IMG_2034.jpg"', 'IMG_2034.jpg'],
  ])('finds its photo, and no other: %s', async (_, text, chip) => {
    const { ui } = running();
    await ui.search(text);
    await ui.queryChip(chip).waitFor();
    expect(await ui.total()).toBe(1);
  });

  test.each(['2034', 'img_2034', '日落'])('finds its photo first by a part of it: %s', async (text) => {
    const app = running();
    await app.ui.search(text);
    const first = await app.ui.photo(1).getAttribute('id');
    expect(await app.fileName(Number(first?.replace('photo-', '')))).toBe('IMG_2034.JPG');
  });
});
