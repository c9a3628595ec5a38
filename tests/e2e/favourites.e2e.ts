import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { canRun, useApp } from './lib/app.ts';
import { HeldCalls } from './lib/held-calls.ts';
import { t } from './lib/messages.ts';
import { cocoPhotos, copyPhotos } from './lib/photo-files.ts';
import { violations } from './lib/violations.ts';

const photos = cocoPhotos(20);

describe.skipIf(!canRun)('favourites and ratings', () => {
  const running = useApp({ photos: (folder) => copyPhotos(folder, photos), indexed: true });

  beforeEach(async () => {
    await running().reload();
    await running().ui.photos.first().waitFor();
  });

  const hash = (): string => new URL(running().page.url()).hash;

  async function shows(count: number): Promise<void> {
    await expect.poll(() => running().ui.total()).toBe(count);
  }

  const hearts = (): Promise<number> => running().page.locator('[role=option].heart').count();

  /** The list of favourites, as the room shows it. */
  function list(): Locator {
    return running().page.getByRole('listbox', { name: t('favourites.newestFirst') });
  }

  test('are made with a key, are seen, and come off again by an undo', async () => {
    const { page, ui } = running();
    await ui.grid.focus();
    await page.keyboard.press('f');
    await page.getByText(t('favourites.added', { count: 1 })).waitFor();
    await expect.poll(hearts).toBe(1);
    expect(await ui.photo(1).getAttribute('aria-label')).toContain(t('favourites.mark'));
    await page.keyboard.press('Control+z');
    await page.getByText(t('favourites.undone')).waitFor();
    await expect.poll(hearts).toBe(0);
  });

  test('are made of a selection, and are all in their room', async () => {
    const { page, ui } = running();
    const ids = await ui.photoIds();
    await ui.photo(2).click({ modifiers: ['ControlOrMeta'] });
    await ui.photo(5).click({ modifiers: ['Shift'] });
    await page
      .getByRole('toolbar')
      .getByRole('button', { name: t('favourites.mark') })
      .click();
    await page.getByText(t('favourites.added', { count: 4 })).waitFor();
    await expect.poll(hearts).toBe(4);
    await page.keyboard.press('Escape');
    await ui.door(t('favourites.title')).click();
    await list().waitFor();
    await shows(4);
    expect(hash()).toBe('#/favourites');
    expect(await ui.photoIds()).toEqual(ids.slice(1, 5));
    expect(await violations(running())).toEqual([]);
    // The key takes away what is one.
    await ui.grid.focus();
    await page.keyboard.press('f');
    await shows(3);
    await ui.button(t('favourites.undo')).last().click();
    await shows(4);
    await running().page.reload();
    await list().waitFor();
    await shows(4);
  });

  test('are a filter, which the room brings and takes away', async () => {
    const { page, ui } = running();
    await ui.door(t('favourites.title')).click();
    await list().waitFor();
    await ui.door(t('grid.photos')).click();
    await page.getByRole('listbox', { name: t('grid.library') }).waitFor();
    await shows(photos.length);
    await ui.door(t('favourites.title')).click();
    await list().waitFor();
    await ui.door(t('folders.title')).click();
    await page.getByRole('tree').waitFor();
    await shows(photos.length);
    await ui.door(t('favourites.title')).click();
    await list().waitFor();
    await shows(4);
    await page.getByRole('button', { name: t('filters.remove', { filter: t('filters.favourites') }) }).click();
    await page.getByRole('listbox', { name: t('grid.library') }).waitFor();
    await shows(photos.length);
    expect(hash()).toBe('#/photos');
    await ui.button(t('filters.add')).click();
    await page.getByRole('button', { name: new RegExp(`^${t('filters.favourites')}`, 'u') }).click();
    await shows(4);
    expect(hash(), 'here it is a filter like others').toBe('#/photos');
  });

  test('are found by a word, and searched among', async () => {
    const { page, ui } = running();
    await ui.search('is:favourite');
    await shows(4);
    await ui.queryChip(t('chips.favourite')).waitFor();
    await running().reload();
    await ui.door(t('favourites.title')).click();
    await list().waitFor();
    await ui.searchField.fill('people');
    await ui.searchField.press('Enter');
    await ui.answered();
    await page.getByRole('button', { name: t('filters.remove', { filter: t('filters.favourites') }) }).waitFor();
    expect(await ui.total()).toBeLessThanOrEqual(4);
  });

  test('are given stars with keys, here and in the viewer, which are found', async () => {
    const { page, ui } = running();
    const ids = await ui.photoIds();
    await ui.photo(1).click({ modifiers: ['ControlOrMeta'] });
    await ui.photo(2).click({ modifiers: ['ControlOrMeta'] });
    await page.keyboard.press('4');
    await page.getByText(t('favourites.rated', { count: 2, stars: 4 })).waitFor();
    await page.keyboard.press('Escape');
    await ui.photo(3).click();
    await ui.viewer.waitFor();
    await page.keyboard.press('i');
    const panel = ui.viewer.getByRole('complementary');
    await page.keyboard.press('5');
    await panel.getByText(t('favourites.stars', { stars: 5 }), { exact: true }).waitFor();
    const tools = ui.viewer.getByRole('button', { name: t('favourites.mark'), exact: true }).first();
    expect(await tools.getAttribute('aria-pressed')).toBe('true');
    await page.keyboard.press('f');
    await expect.poll(() => tools.getAttribute('aria-pressed')).toBe('false');
    await page.keyboard.press('f');
    await expect.poll(() => tools.getAttribute('aria-pressed')).toBe('true');
    await page.keyboard.press('x');
    await panel.getByText(t('favourites.isRejected'), { exact: true }).waitFor();
    await panel.getByRole('button', { name: t('favourites.leaveToFiles') }).click();
    await panel.getByRole('button', { name: t('favourites.leaveToFiles') }).waitFor({ state: 'detached' });
    await panel.getByRole('button', { name: t('favourites.stars', { stars: 3 }) }).click();
    await panel.getByText(t('favourites.stars', { stars: 3 }), { exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await ui.viewer.waitFor({ state: 'detached' });
    await ui.search('rating:3+');
    await shows(3);
    expect((await ui.photoIds()).sort()).toEqual(ids.slice(0, 3).sort());
    await ui.search('rating:4');
    await shows(2);
  });

  test('are rated by the bar of the selection', async () => {
    const { page, ui } = running();
    await ui.photo(4).click({ modifiers: ['ControlOrMeta'] });
    await page
      .getByRole('toolbar')
      .getByRole('button', { name: t('favourites.rating') })
      .click();
    await page.getByRole('button', { name: t('favourites.stars', { stars: 1 }), exact: true }).click();
    await page.getByText(t('favourites.rated', { count: 1, stars: 1 })).waitFor();
    await ui.button(t('favourites.undo')).click();
    await page.getByText(t('favourites.undone')).waitFor();
    await page.keyboard.press('Escape');
    await ui.photo(4).click();
    await ui.viewer.waitFor();
    await page.keyboard.press('i');
    const star = ui.viewer
      .getByRole('complementary')
      .getByRole('button', { name: t('favourites.stars', { stars: 1 }) });
    expect(await star.getAttribute('aria-pressed')).toBe('false');
  });

  test('of nobody are told how they are made', async () => {
    const { page, ui } = running();
    await ui.door(t('favourites.title')).click();
    await list().waitFor();
    await ui.grid.focus();
    await page.keyboard.press('Control+a');
    await page.keyboard.press('f');
    await page.getByRole('heading', { name: t('favourites.none') }).waitFor();
    await page.getByRole('button', { name: t('favourites.toPhotos') }).click();
    await page.getByRole('listbox', { name: t('grid.library') }).waitFor();
    await shows(photos.length);
  });

  test('are shown in the viewer that were given before it knew the photo', async () => {
    const { page, ui } = running();
    const calls = await HeldCalls.of(page);
    await running().reload();
    await ui.photos.first().waitFor();
    calls.holdAnswers('photos.details');
    await ui.photo(1).click();
    await ui.viewer.waitFor();
    await expect.poll(() => calls.waiting).toBe(1);
    // Asked for when what was given is known to be kept, and when the library is known to be another.
    const asked = new Set(['favourites.list', 'library.timeline']);
    calls.onCall = (call) => {
      for (const method of asked) if (call.includes(method)) asked.delete(method);
      return call;
    };
    await page.keyboard.press('3');
    await expect.poll(() => asked.size).toBe(0);
    calls.letGo();
    await page.keyboard.press('i');
    await ui.viewer
      .getByRole('complementary')
      .getByText(t('favourites.stars', { stars: 3 }))
      .waitFor();
    await page.keyboard.press('Escape');
  });

  test('are written beside the photos once that is turned on, and those of before when asked for', async () => {
    const { page, ui, photos: folder } = running();
    const sidecars = async (): Promise<string[]> => (await readdir(folder)).filter((name) => name.endsWith('.xmp'));
    await ui.grid.focus();
    await page.keyboard.press('4');
    await page.getByText(t('favourites.rated', { count: 1, stars: 4 })).waitFor();
    await ui.button(t('menu.settings')).click();
    const dialog = ui.dialog(t('settings.title'));
    await dialog.getByRole('switch', { name: t('favourites.sidecars') }).click();
    const writeAll = dialog.getByRole('button', { name: t('favourites.writeAll') });
    await writeAll.waitFor();
    expect(await sidecars()).toEqual([]);
    await writeAll.focus();
    await page.keyboard.press('Enter');
    // Those of the tests before are written, too: none of them is 2.
    const rated = async (rating: number): Promise<number> => {
      const contents = await Promise.all((await sidecars()).map((name) => readFile(join(folder, name), 'utf8')));
      return contents.filter((content) => content.includes(`xmp:Rating="${rating}"`)).length;
    };
    await expect.poll(() => rated(4), { timeout: 10_000 }).toBeGreaterThan(0);
    expect(await rated(2)).toBe(0);
    expect(await writeAll.evaluate((button) => button === document.activeElement)).toBe(true);
    expect(await violations(running())).toEqual([]);
    await page.keyboard.press('Escape');
    await ui.grid.focus();
    await page.keyboard.press('2');
    await expect.poll(() => rated(2), { timeout: 10_000 }).toBe(1);
  });
});
