import type { Locator } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { canRun, useApp } from './lib/app.ts';
import { t } from './lib/messages.ts';
import { overflow } from './lib/overflow.ts';
import { cocoPhotos, copyPhotos } from './lib/photo-files.ts';
import { violations } from './lib/violations.ts';

const count = 40;

describe.skipIf(!canRun)('tidying', () => {
  const running = useApp({ photos: (folder) => copyPhotos(folder, cocoPhotos(count)), indexed: true });

  beforeAll(async () => {
    await running().page.setViewportSize({ width: 1400, height: 900 });
  });

  const dialog = (): Locator => running().ui.dialog(t('albums.tidy'));
  const names = (): Locator => dialog().getByRole('textbox');

  async function proposed(): Promise<void> {
    const { page, ui } = running();
    await ui.door(t('folders.title')).click();
    await page.getByRole('treeitem').first().waitFor();
    await page.getByRole('listbox').waitFor();
    await ui.button(t('albums.tidy')).click();
    await names().first().waitFor();
  }

  test('a folder proposes named groups, and makes nothing of them until it is told to', async () => {
    const { page, ui } = running();
    await proposed();
    const found = await names().evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value));
    expect(found.length).toBeGreaterThanOrEqual(2);
    expect(new Set(found).size).toBe(found.length);
    for (const name of found) expect(name).toMatch(/^[A-Z]/u);
    await ui.thumbsLoaded();
    expect(await violations(running())).toEqual([]);
    await running().screenshot('desktop/tidy');
    await page.setViewportSize({ width: 320, height: 640 });
    await expect.poll(() => overflow(page)).toEqual([]);
    await running().screenshot('phone/tidy');
    await page.setViewportSize({ width: 1400, height: 900 });
    await page.keyboard.press('Escape');
    await expect.poll(() => dialog().count()).toBe(0);
    expect(await page.getByRole('link', { name: found[0] ?? '' }).count()).toBe(0);
  });

  test('groups are renamed, left out and made albums by the keyboard alone, and all of it undone', async () => {
    const { page, ui } = running();
    await proposed();
    const groups = await names().count();
    await names().nth(0).focus();
    await page.keyboard.press('ControlOrMeta+a');
    // As it comes from elsewhere: with what no name may have.
    await page.keyboard.insertText('\u202eHolidays\u2028');
    await page.keyboard.press('Tab');
    // The second group's box.
    await page.keyboard.press('Space');
    await dialog()
      .getByRole('button', { name: t('albums.tidyCreate', { count: groups - 1 }) })
      .waitFor();
    await names().nth(0).focus();
    await page.keyboard.press('Enter');
    await page.getByText(t('albums.tidied', { count: groups - 1 })).waitFor();
    await expect.poll(() => dialog().count()).toBe(0);
    await ui.door(t('albums.title')).click();
    await page.getByRole('link', { name: /Holidays/u }).waitFor();
    expect(await page.locator('a[href^="#/albums/"]').count()).toBe(groups - 1);
    await ui.button(t('albums.undo')).click();
    await expect.poll(() => page.locator('a[href^="#/albums/"]').count()).toBe(0);
  });

  test('albums that go on to suggest have the most central photos as examples', async () => {
    const { page, ui } = running();
    await proposed();
    const groups = await names().count();
    await dialog()
      .getByRole('switch', { name: t('albums.smart') })
      .click();
    await dialog()
      .getByRole('button', { name: t('albums.tidyCreate', { count: groups }) })
      .click();
    await page.getByText(t('albums.tidied', { count: groups })).waitFor();
    await ui.door(t('albums.title')).click();
    await page.locator('a[href^="#/albums/"]').first().click();
    await page.getByRole('slider', { name: t('albums.strictness') }).waitFor();
  });

  test('a selection is spread over albums from the dialog that adds it to one', async () => {
    const { page, ui } = running();
    await ui.button(t('app.name')).click();
    await page.getByRole('listbox', { name: t('grid.library') }).waitFor();
    await ui.grid.focus();
    await page.keyboard.press('ControlOrMeta+a');
    await ui.button(t('albums.addTo')).click();
    await ui.button(t('albums.tidySelected')).click();
    await names().first().waitFor();
    await ui.button(t('albums.tidyCancel')).click();
    await expect.poll(() => dialog().count()).toBe(0);
  });
});
