import { beforeEach, describe, expect, test } from 'vitest';
import { canRun, defaultViewport, useApp } from './lib/app.ts';
import { t } from './lib/messages.ts';
import { cocoPhotos, copyPhotos } from './lib/photo-files.ts';
import { violations } from './lib/violations.ts';

const photos = cocoPhotos(24);

describe.skipIf(!canRun)('the side bar', () => {
  const running = useApp({ photos: (folder) => copyPhotos(folder, photos), indexed: true });

  beforeEach(async () => {
    await running().page.setViewportSize(defaultViewport);
    await running().reload();
    await running().ui.photos.first().waitFor();
  });

  const hash = (): string => new URL(running().page.url()).hash;
  const doors = [
    ...(['grid.photos', 'favourites.title', 'albums.title', 'tags.title', 'places.title'] as const),
    ...(['folders.title', 'duplicates.title'] as const),
  ] as const;

  test('leads to rooms, and says in which one is', async () => {
    const { page, ui } = running();
    const current = (): Promise<string[]> =>
      page
        .locator('nav a[aria-current=page]')
        .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
    const names = await page
      .getByRole('navigation', { name: t('side.title') })
      .getByRole('link')
      .allInnerTexts();
    expect(names.map((name) => name.split('\n')[0])).toEqual(doors.map((key) => t(key)));
    await expect.poll(current).toEqual(['#/photos']);
    await ui.door(t('folders.title')).click();
    await page.getByRole('tree').waitFor();
    await expect.poll(current).toEqual(['#/folders']);
    await ui.door(t('favourites.title')).click();
    await page.getByRole('heading', { name: t('favourites.none') }).waitFor();
    expect(await current()).toEqual(['#/favourites']);
    await page.goBack();
    await page.getByRole('tree').waitFor();
    expect(hash()).toBe('#/folders');
    await ui.door(t('grid.photos')).click();
    await page.getByRole('listbox', { name: t('grid.library') }).waitFor();
    expect(await current()).toEqual(['#/photos']);
  });

  test('is walked with the arrows, and has one place to come by with Tab', async () => {
    const { page, ui } = running();
    await ui.door(t('grid.photos')).focus();
    const walk: readonly (readonly [key: string, door: (typeof doors)[number]])[] = [
      ['ArrowDown', 'favourites.title'],
      ['ArrowDown', 'albums.title'],
      ['ArrowDown', 'tags.title'],
      ['ArrowDown', 'places.title'],
      ['ArrowDown', 'folders.title'],
      ['ArrowDown', 'duplicates.title'],
      ['ArrowDown', 'duplicates.title'],
      ['Home', 'grid.photos'],
      ['End', 'duplicates.title'],
      ['ArrowUp', 'folders.title'],
      ['ArrowUp', 'places.title'],
      ['ArrowUp', 'tags.title'],
      ['ArrowUp', 'albums.title'],
      ['ArrowUp', 'favourites.title'],
    ];
    for (const [key, door] of walk) {
      await page.keyboard.press(key);
      expect(await ui.door(t(door)).evaluate((link) => link === document.activeElement), `${key} to ${door}`).toBe(
        true,
      );
      expect(await ui.isFocusVisible()).toBe(true);
    }
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: t('favourites.none') }).waitFor();
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.closest('nav'))).toBeNull();
  });

  test('is gone to with G and a letter while Caps Lock is on, and not with Shift', async () => {
    const { page, ui } = running();
    await ui.grid.focus();
    // Capitals without Shift.
    for (const [letter, address] of [
      ['O', '#/folders'],
      ['P', '#/photos'],
    ] as const) {
      await page.keyboard.press('G');
      await page.keyboard.press(letter);
      await expect.poll(hash).toBe(address);
    }
    await ui.grid.focus();
    await page.keyboard.press('F');
    await page.getByText(t('favourites.added', { count: 1 })).waitFor();
    await page.keyboard.press('Control+z');
    await page.getByText(t('favourites.undone')).waitFor();
    await page.keyboard.press('Shift+F');
    await page.keyboard.press('g');
    await page.keyboard.press('Shift+O');
    await ui.frame();
    expect(hash()).toBe('#/photos');
    expect(await page.locator('[role=option].heart').count()).toBe(0);
  });

  test('is gone to with G and a letter, wherever the focus is, but not where text is typed', async () => {
    const { page, ui } = running();
    await ui.grid.focus();
    for (const [letter, address] of [
      ['f', '#/favourites'],
      ['o', '#/folders'],
      ['p', '#/photos'],
    ] as const) {
      await page.keyboard.press('g');
      await page.keyboard.press(letter);
      await expect.poll(hash).toBe(address);
    }
    await ui.photos.first().waitFor();
    expect(await page.getByText(t('favourites.added', { count: 1 })).count(), 'F meant the room').toBe(0);
    await page.keyboard.press('g');
    await page.keyboard.press('q');
    await page.keyboard.press('o');
    await ui.frame();
    expect(hash(), 'another key was in between').toBe('#/photos');
    await ui.searchField.click();
    await page.keyboard.type('go');
    expect(hash()).not.toBe('#/folders');
    expect(await ui.searchField.inputValue()).toBe('go');
  });

  test('folds to icons and to nothing, which is kept', async () => {
    const { page, ui } = running();
    const bar = page.getByRole('navigation', { name: t('side.title') });
    const width = async (): Promise<number> => (await bar.boundingBox())?.width ?? 0;
    const open = await width();
    await page.keyboard.press('b');
    await expect.poll(width).toBeLessThan(open / 2);
    expect(await ui.door(t('favourites.title')).getAttribute('title')).toBe(t('favourites.title'));
    await running().reload();
    await expect.poll(width).toBeLessThan(open / 2);
    await ui.door(t('grid.photos')).focus();
    await page.keyboard.press('b');
    await bar.waitFor({ state: 'detached' });
    expect(await page.evaluate(() => document.activeElement !== document.body), 'the focus is somewhere').toBe(true);
    await running().reload();
    await ui.photos.first().waitFor();
    expect(await bar.count()).toBe(0);
    await ui.button(t('side.show')).click();
    await expect.poll(width).toBe(open);
  });

  test('is a drawer on a narrow window, which has the focus and gives it back', async () => {
    const { page, ui } = running();
    await page.setViewportSize({ width: 320, height: 640 });
    const drawer = ui.dialog(t('side.title'));
    await page.getByRole('navigation').waitFor({ state: 'detached' });
    await ui.button(t('side.show')).click();
    await drawer.waitFor();
    expect(await violations(running())).toEqual([]);
    for (let i = 0; i < 8; i++) {
      await page.keyboard.press('Tab');
      const isBehind = await page.evaluate(
        () => document.activeElement?.closest('main, header:not(dialog header)') !== null,
      );
      expect(isBehind).toBe(false);
    }
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'detached' });
    await expect.poll(() => ui.focused()).toBe(t('side.show'));
    await page.keyboard.press('Enter');
    await drawer.waitFor();
    await drawer.getByRole('link', { name: t('folders.title') }).click();
    await drawer.waitFor({ state: 'detached' });
    expect(hash()).toBe('#/folders');
    await ui.button(t('side.show')).click();
    await drawer.waitFor();
    await page.mouse.click(310, 400);
    await drawer.waitFor({ state: 'detached' });
  });

  test('is passed by with one key', async () => {
    const { page, ui } = running();
    await page.locator('body').press('Tab');
    const skip = ui.button(t('side.skip'));
    expect(await skip.evaluate((button) => button === document.activeElement)).toBe(true);
    expect(await ui.isFocusVisible()).toBe(true);
    await page.keyboard.press('Enter');
    expect(await ui.grid.evaluate((grid) => grid === document.activeElement)).toBe(true);
  });
});
