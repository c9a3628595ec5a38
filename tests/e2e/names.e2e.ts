import { basename, join } from 'node:path';
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
    browser: { permissions: ['clipboard-read', 'clipboard-write'] },
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

  test('of several files that are pasted finds all of them', async () => {
    const { page, ui } = running();
    const [first = '', second = ''] = cocoPhotos(2).map((file) => basename(file));
    // As file managers give them, a line each; the field has one line.
    const paths = `/home/me/my photos/${first}\n/home/me/my photos/${second}\n`;
    await page.evaluate((text) => navigator.clipboard.writeText(text), paths);
    await ui.searchField.fill('');
    await ui.searchField.focus();
    await page.keyboard.press('ControlOrMeta+v');
    await page.keyboard.press('Enter');
    await ui.queryChip(first).waitFor();
    await ui.queryChip(second).waitFor();
    expect(await ui.total()).toBe(2);
    // As terminals do.
    await ui.search(`'/home/me/my photos/${first}' '/home/me/海边日落/IMG_2034.JPG'`);
    await ui.queryChip('IMG_2034.JPG').waitFor();
    expect(await ui.total()).toBe(2);
  });

  test.each(['2034', 'img_2034', '日落'])('finds its photo first by a part of it: %s', async (text) => {
    const app = running();
    await app.ui.search(text);
    const first = await app.ui.photo(1).getAttribute('id');
    expect(await app.fileName(Number(first?.replace('photo-', '')))).toBe('IMG_2034.JPG');
  });
});
