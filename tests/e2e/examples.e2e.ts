import type { Locator } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { evalFile } from '../helpers/eval-data.ts';
import { openBeside } from '../helpers/words.ts';
import { canRun, defaultViewport, useApp } from './lib/app.ts';
import { drop, jpegFile, paste } from './lib/drop.ts';
import { t } from './lib/messages.ts';
import { cocoPhotos, copyPhotos } from './lib/photo-files.ts';

const count = 60;
const airplanes = evalFile('captions/coco/000000161044.jpg');
const elephant = evalFile('captions/coco/000000519208.jpg');

describe.skipIf(!canRun)('search by several images', () => {
  const running = useApp({ photos: (folder) => copyPhotos(folder, cocoPhotos(count)), indexed: true });

  beforeEach(async () => {
    const { page, ui } = running();
    await ui.button(t('app.name')).click();
    await page.getByRole('listbox', { name: t('grid.library') }).waitFor();
    await ui.scrollTo(0);
  });

  const thumbs = (): Locator =>
    running()
      .page.getByRole('search')
      .getByRole('img', { name: t('search.imageChip'), exact: true });

  async function select(first: number, last: number): Promise<void> {
    const { ui } = running();
    await ui.photo(first).click({ modifiers: ['ControlOrMeta'] });
    await ui.photo(last).click({ modifiers: ['Shift'] });
  }

  /** The photos that are found, once they are others than before. */
  async function foundAfter(before: readonly number[]): Promise<number[]> {
    const { ui } = running();
    const found = async (): Promise<number[]> => {
      await ui.answered();
      return ui.photoIds();
    };
    await expect.poll(found).not.toEqual(before);
    return found();
  }

  test('adds every image that is dropped or pasted to those before, and each can be removed', async () => {
    const { page, ui } = running();
    await drop(page, await jpegFile(airplanes));
    await ui.answered();
    const byOne = await ui.photoIds();
    await ui.searchField.focus();
    await paste(page, await jpegFile(elephant));
    await expect.poll(() => thumbs().count()).toBe(2);
    const byTwo = await foundAfter(byOne);
    await page
      .getByRole('button', { name: t('search.removeImage') })
      .last()
      .click();
    await expect.poll(() => thumbs().count()).toBe(1);
    expect(await foundAfter(byTwo)).toEqual(byOne);
    expect(await ui.focused()).toBe(t('search.label'));
    await ui.searchField.press('Backspace');
    await page.getByRole('listbox', { name: t('grid.library') }).waitFor();
  });

  test('takes several files that are chosen at once', async () => {
    const { page, ui } = running();
    const choosing = page.waitForEvent('filechooser');
    await ui.button(t('search.byImage')).click();
    await (await choosing).setFiles([airplanes, elephant]);
    await ui.answered();
    await expect.poll(() => thumbs().count()).toBe(2);
  });

  test('finds more like the photos that are selected, and words go with them', async () => {
    const { page, ui } = running();
    const ids = await ui.photoIds();
    await select(2, 4);
    await ui.button(t('selection.moreLike')).click();
    await ui.answered();
    await expect.poll(() => thumbs().count()).toBe(3);
    expect(await page.getByRole('toolbar').count()).toBe(0);
    const byExamples = await ui.photoIds();
    expect(byExamples.slice(0, 6)).toEqual(expect.arrayContaining(ids.slice(1, 4)));
    expect(await ui.searchField.getAttribute('placeholder')).toBe(t('search.placeholderImage'));
    await ui.searchField.fill('at night -people');
    await ui.queryChip(t('chips.minus', { value: 'people' })).waitFor();
    await foundAfter(byExamples);
    await expect.poll(() => thumbs().count()).toBe(3);
  });

  test('replaces the examples of before by those that are selected', async () => {
    const { page, ui } = running();
    await drop(page, await jpegFile(airplanes));
    await ui.answered();
    const before = await ui.photoIds();
    await select(1, 2);
    await ui.button(t('selection.moreLike')).click();
    await foundAfter(before);
    await expect.poll(() => thumbs().count()).toBe(2);
  });

  test('shows those that have no room behind a number, where each can be removed', async () => {
    const { page, ui } = running();
    await select(1, 4);
    await ui.button(t('selection.moreLike')).click();
    await ui.answered();
    await page.setViewportSize({ width: 320, height: 640 });
    await expect.poll(() => thumbs().count()).toBe(1);
    const more = ui.button(t('search.allExamples', { count: 4, hidden: 3 }));
    expect(await more.textContent()).toContain('+3');
    await more.click();
    const all = page.locator('[popover]').filter({ has: page.getByRole('img') });
    await expect.poll(() => all.getByRole('img').count()).toBe(4);
    await all
      .getByRole('button', { name: t('search.removeImage') })
      .last()
      .click();
    await expect.poll(() => all.getByRole('img').count()).toBe(3);
    await page.keyboard.press('Escape');
    await page.setViewportSize(defaultViewport);
    await expect.poll(() => thumbs().count()).toBe(3);
  });

  test('goes on by the others when a photo is gone, and says which it was', async () => {
    const { page, ui, dataDir } = running();
    const ids = await ui.photoIds();
    await select(2, 4);
    await ui.button(t('selection.moreLike')).click();
    await ui.answered();
    {
      using beside = openBeside(dataDir);
      beside.raw.pragma('foreign_keys = ON');
      for (const where of ['files WHERE photo_id', 'embeddings WHERE photo_id', 'photos WHERE id'])
        beside.raw.prepare(`DELETE FROM ${where} = ?`).run(ids[2]);
    }
    const before = await ui.photoIds();
    await ui.searchField.fill('at night');
    await foundAfter(before);
    const gone = page.getByRole('search').getByRole('img', { name: t('search.goneChip') });
    await gone.waitFor();
    expect(await thumbs().count()).toBe(2);
    await running().screenshot('example-gone');
    await page
      .getByRole('button', { name: t('search.removeImage') })
      .nth(1)
      .click();
    await gone.waitFor({ state: 'detached' });
    expect(await thumbs().count()).toBe(2);
  });
});
