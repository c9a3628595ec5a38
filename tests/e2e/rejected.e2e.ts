import { readdir } from 'node:fs/promises';
import type { Locator } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { canRun, useApp } from './lib/app.ts';
import { inspect } from './lib/inspect.ts';
import { t } from './lib/messages.ts';
import { cocoPhotos, copyPhotos } from './lib/photo-files.ts';

const photos = cocoPhotos(12);

/* What is rejected is looked through before it goes. Each test goes on where the one before ended. */
describe.skipIf(!canRun)('rejected photos', () => {
  const running = useApp({ photos: (folder) => copyPhotos(folder, photos), indexed: true });

  const door = (): Locator => running().ui.door(t('trash.rejected'));
  const list = (): Locator => running().page.getByRole('listbox', { name: t('trash.rejectedFirst') });
  const moveAll = (count: number): Locator => running().ui.button(t('trash.rejectedAll', { count }));

  test('have a door as long as there are any, and a room that says what becomes of them', async () => {
    const app = running();
    const { page, ui } = app;
    expect(await door().count()).toBe(0);
    await ui.photo(1).click({ modifiers: ['ControlOrMeta'] });
    await ui.photo(3).click({ modifiers: ['Shift'] });
    const ids = (await ui.photoIds()).slice(0, 3);
    await page.keyboard.press('x');
    await page.getByText(t('favourites.rejected', { count: 3 })).waitFor();
    await page.keyboard.press('Escape');
    await door().waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('x');
    await list().waitFor();
    await expect.poll(() => ui.photoIds()).toEqual(ids);
    await page.getByRole('heading', { name: t('trash.rejected') }).waitFor();
    expect(await moveAll(3).count()).toBe(1);
    expect(new URL(page.url()).hash).toMatch(/^#\/rejected/u);
    await inspect(app, 'rejected');
  });

  test('are kept by a key, and are what a search goes on among', async () => {
    const { page, ui } = running();
    await ui.photo(2).click({ modifiers: ['ControlOrMeta'] });
    await page.keyboard.press('0');
    await page.keyboard.press('Escape');
    await expect.poll(() => ui.total()).toBe(2);
    await ui.searchField.fill('a photo of something');
    await ui.searchField.press('Enter');
    await ui.answered();
    await expect.poll(() => ui.total()).toBe(2);
    // None of them is a favourite: that room is of all favourites, and not of those among them.
    await page.keyboard.press('Escape');
    await ui.door(t('favourites.title')).click();
    await page.getByRole('heading', { name: t('favourites.none') }).waitFor();
    await expect.poll(() => page.getByText(t('filters.rejected'), { exact: true }).count()).toBe(1);
    await ui.button(t('app.name')).click();
    await page.getByRole('listbox', { name: t('grid.library') }).waitFor();
    await expect.poll(() => ui.total()).toBe(photos.length);
  });

  test('go to the trash together, and come back while that can be undone', async () => {
    const { page, ui, photos: folder } = running();
    await door().click();
    await list().waitFor();
    await moveAll(2).click();
    await page.getByText(t('trash.going', { count: 2 })).waitFor();
    await page.getByRole('heading', { name: t('trash.nothingRejected') }).waitFor();
    expect(await ui.focused()).toBe(t('trash.toPhotos'));
    expect(await readdir(folder)).toHaveLength(photos.length);
    await page.keyboard.press('ControlOrMeta+z');
    await page.getByText(t('trash.undone')).waitFor();
    await list().waitFor();
    await expect.poll(() => ui.total()).toBe(2);
  });

  test('that are none lead to all photos', async () => {
    const app = running();
    const { page, ui } = app;
    await ui.photo(1).click({ modifiers: ['ControlOrMeta'] });
    await ui.photo(2).click({ modifiers: ['ControlOrMeta'] });
    await page.keyboard.press('0');
    await page.getByRole('heading', { name: t('trash.nothingRejected') }).waitFor();
    await inspect(app, 'rejected-none');
    await page
      .getByRole('main')
      .getByRole('button', { name: t('trash.toPhotos') })
      .click();
    await page.getByRole('listbox', { name: t('grid.library') }).waitFor();
    await door().waitFor({ state: 'detached' });
  });
});
