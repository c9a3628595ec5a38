import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { evalFile } from '../helpers/eval-data.ts';
import { canRun, useApp } from './lib/app.ts';
import { drop, jpegFile, paste } from './lib/drop.ts';
import { t } from './lib/messages.ts';
import { cocoPhotos, copyPhotos, evalFiles } from './lib/photo-files.ts';

const originals = evalFiles('near-duplicates').filter((file) => file.endsWith('_orig.jpg'));
const photos = [...cocoPhotos(60), ...originals];
const count = photos.length;

/** A photo that was edited, and the name of the one that is in the library. */
function edited(group: string, edit: string): { path: string; original: string } {
  return { path: evalFile('near-duplicates', `${group}_${edit}.jpg`), original: `${group}_orig.jpg` };
}

describe.skipIf(!canRun)('search by an image', () => {
  const running = useApp({ photos: (folder) => copyPhotos(folder, photos), indexed: true });

  async function reset(): Promise<void> {
    const { page, ui } = running();
    await ui.button(t('app.name')).click();
    await page.getByRole('listbox', { name: t('grid.library') }).waitFor();
  }

  test.each([
    ['nd01', 'jpeg10'],
    ['nd02', 'bright'],
    ['nd11', 'gray'],
    ['nd04', 'flip'],
    ['nd05', 'crop70'],
    ['nd06', 'overlay'],
  ])('finds the original of %s from a version that is %s, dropped on the page', async (group, edit) => {
    const { page, ui } = running();
    await reset();
    const { path, original } = edited(group, edit);
    await drop(page, await jpegFile(path), () => page.getByText(t('search.dropHere')).waitFor());
    await ui.answered();
    expect(await running().fileNames(1)).toEqual([original]);
    await page.getByText(t('results.closest', { count })).waitFor();
    await page.getByRole('img', { name: t('search.imageChip') }).waitFor();
    expect(await page.getByText(t('search.dropHere')).count()).toBe(0);
  });

  test('finds the original of a photo that is pasted', async () => {
    const { page, ui } = running();
    await reset();
    const { path, original } = edited('nd07', 'blur');
    await ui.searchField.focus();
    await paste(page, await jpegFile(path));
    await ui.answered();
    expect(await running().fileNames(1)).toEqual([original]);
  });

  test('finds the original of a file that is chosen, also when the same one is chosen again', async () => {
    const { page, ui } = running();
    const { path, original } = edited('nd08', 'thumb128');
    for (let time = 0; time < 2; time++) {
      await reset();
      const choosing = page.waitForEvent('filechooser');
      await ui.button(t('search.byImage')).click();
      await (await choosing).setFiles(path);
      await ui.answered();
      expect(await running().fileNames(1)).toEqual([original]);
    }
  });

  test('finds photos like one of the library from its tile, the photo itself first', async () => {
    const { page, ui } = running();
    await reset();
    const [, second] = await ui.photoIds();
    await ui.photo(2).hover();
    await page.getByTitle(t('photo.similar')).click();
    await ui.answered();
    expect((await ui.photoIds())[0]).toBe(second);
    await page.getByRole('img', { name: t('search.imageChip') }).waitFor();
  });

  test('finds photos like the active one with S', async () => {
    const { page, ui } = running();
    await reset();
    const third = (await ui.photoIds())[2];
    await ui.grid.focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('s');
    await ui.answered();
    expect((await ui.photoIds())[0]).toBe(third);
    // Whoever came by a key goes on by keys.
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => ui.activePlace()).toBe(2);
  });

  test.each([
    [
      'its button',
      () =>
        running()
          .ui.viewer.getByRole('button', { name: t('viewer.similar') })
          .click(),
    ],
    ['S', () => running().page.keyboard.press('s')],
  ])('finds photos like the one in the viewer with %s', async (_, ask) => {
    const { ui } = running();
    await reset();
    const [first = 0] = await ui.photoIds();
    await ui.openViewer(first);
    await ask();
    await ui.viewer.waitFor({ state: 'detached' });
    await ui.answered();
    expect((await ui.photoIds())[0]).toBe(first);
    expect(await ui.focused()).toBe(t('grid.results'));
  });

  test('combines an image with words, and goes on with either alone', async () => {
    const { page, ui } = running();
    await reset();
    await drop(page, await jpegFile(evalFile('captions/coco/000000161044.jpg')));
    await ui.answered();
    expect(await ui.searchField.getAttribute('placeholder')).toBe(t('search.placeholderImage'));
    const byImage = await ui.photoIds();
    await ui.searchField.fill('at night');
    // None while one answer makes way for the next.
    const found = async (): Promise<string> => {
      await ui.answered();
      return (await ui.photoIds()).join();
    };
    const isOther = (before: readonly number[]) => (ids: string) => ids !== '' && ids !== before.join();
    await expect.poll(found).toSatisfy(isOther(byImage));
    const byBoth = await ui.photoIds();

    await ui.button(t('search.removeImage')).click();
    expect(await ui.focused()).toBe(t('search.label'));
    await expect.poll(found).toSatisfy(isOther(byBoth));
    expect(await page.getByRole('img', { name: t('search.imageChip') }).count()).toBe(0);
    expect(await ui.searchField.inputValue()).toBe('at night');
  });

  test('removes the image with Backspace in the empty field', async () => {
    const { page, ui } = running();
    await reset();
    await drop(page, await jpegFile(evalFile('captions/coco/000000161044.jpg')));
    await ui.answered();
    await ui.searchField.press('Backspace');
    await page.getByRole('listbox', { name: t('grid.library') }).waitFor();
  });

  test.each([
    [
      'a text with the name of an image',
      'letter.jpg',
      'image/jpeg',
      Buffer.from('Dear all,'),
      t('error.QUERY_IMAGE_UNREADABLE'),
    ],
    ['a document', 'letter', 'text/plain', Buffer.from('Dear all,'), t('search.notAnImage')],
  ])('says that %s is no image it can read, and stays where it was', async (_, name, type, content, message) => {
    const { page, ui } = running();
    await reset();
    await drop(page, { name, type, content });
    await page.getByRole('status').getByText(message).waitFor();
    await page.getByRole('listbox', { name: t('grid.library') }).waitFor();
    expect(await page.getByRole('img', { name: t('search.imageChip') }).count()).toBe(0);
    await ui.button(t('dialog.dismiss')).click();
    await page.getByText(message).waitFor({ state: 'detached' });
  });

  test('takes images that the browser itself does not show, such as HEIC', async () => {
    const { page, ui } = running();
    await reset();
    const path = evalFile('odd-files/formats/IMG_2682.heic');
    await drop(page, { name: basename(path), type: 'image/heic', content: await readFile(path) });
    await ui.answered();
    expect(await ui.total()).toBe(count);
    await reset();
  });
});
