import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { shortcutGroups } from '../../src-renderer/shortcuts.ts';
import { canRun, useApp } from './lib/app.ts';
import { t } from './lib/messages.ts';
import { cocoPhotos, copyPhotos } from './lib/photo-files.ts';

const count = 40;

/** One session without a mouse, each test going on where the one before ended. */
describe.skipIf(!canRun)('with the keyboard alone', () => {
  const running = useApp({
    photos: (folder) => copyPhotos(folder, cocoPhotos(count)),
    browser: { permissions: ['clipboard-read', 'clipboard-write'] },
  });

  afterEach(async () => {
    expect(await focusIsLost()).toBe(false);
  });

  const focusIsLost = (): Promise<boolean> =>
    running().page.evaluate(() => document.activeElement === null || document.activeElement === document.body);

  /** Press keys one after another; the focus must not be lost at any. */
  async function press(...keys: string[]): Promise<void> {
    for (const key of keys) {
      await running().page.keyboard.press(key);
      await running().ui.frame();
      expect(await focusIsLost(), `the focus is lost after ${key}`).toBe(false);
    }
  }

  /** Go on with Tab until something has the focus, which must be seen wherever it comes by. */
  async function tabTo(name: string | RegExp): Promise<void> {
    const { ui } = running();
    const passed: string[] = [];
    for (let i = 0; i < 40; i++) {
      await press('Tab');
      passed.push(await ui.focused());
      expect(await ui.isFocusVisible(), `the focus is not seen on "${passed.at(-1) ?? ''}"`).toBe(true);
      if (typeof name === 'string' ? passed.at(-1) === name : name.test(passed.at(-1) ?? '')) return;
    }
    throw new Error(`Expected to come to "${String(name)}" with Tab but came by ${passed.join(', ')}`);
  }

  test('a folder is added', async () => {
    const { page, ui, photos } = running();
    await tabTo(t('folder.path'));
    await page.keyboard.type(photos);
    await page.keyboard.press('Enter');
    await ui.upToDate();
    await ui.photos.first().waitFor();
    // The form is gone: what has the focus now is for the test after this one.
    if (await focusIsLost()) await page.keyboard.press('Tab');
  });

  test('everything of the main screen is reached with Tab, and the focus is always seen', async () => {
    const { page, ui } = running();
    await press('/');
    const names: string[] = [];
    for (let i = 0; i < 30; i++) {
      await page.keyboard.press('Tab');
      if (await focusIsLost()) continue;
      const name = await ui.focused();
      expect(await ui.isFocusVisible(), `the focus is not seen on "${name}"`).toBe(true);
      names.push(name);
    }
    for (const name of [
      t('app.name'),
      t('search.label'),
      t('search.byImage'),
      `${t('status.label')}: ${t('status.upToDate')}`,
      t('menu.shortcuts'),
      t('menu.settings'),
      t('filters.add'),
      t('grid.size'),
      t('grid.library'),
      t('scrubber.label'),
    ]) {
      expect(names).toContain(name);
    }
    await press('/');
  });

  test('a description is typed and its photos are walked through', async () => {
    const { page, ui } = running();
    await press('/');
    expect(await ui.focused()).toBe(t('search.label'));
    await page.keyboard.type('a red train');
    await page.keyboard.press('Enter');
    await ui.answered();
    await expect.poll(() => ui.focused()).toBe(t('grid.results'));
    await press('ArrowRight', 'ArrowRight', 'ArrowLeft');
    expect(await ui.activePlace()).toBe(2);
    const columns = await ui.activePlace();
    await press('ArrowDown');
    expect(await ui.activePlace()).toBeGreaterThan(columns + 1);
    await press('ArrowUp');
    expect(await ui.activePlace()).toBe(2);
    await press('End');
    expect(await ui.activePlace()).toBe(count);
    expect(await ui.photosInView()).toContain(count);
    await press('PageUp');
    expect(await ui.activePlace()).toBeLessThan(count);
    await press('Home');
    expect(await ui.activePlace()).toBe(1);
    expect(await ui.isFocusVisible()).toBe(true);
  });

  test('a photo is opened, looked at and left', async () => {
    const { page, ui } = running();
    await press('Enter');
    await ui.viewer.waitFor();
    await press('ArrowRight');
    // What is not there yet cannot be zoomed, and the arrow after it would lead back.
    await ui.viewer.getByText(/%$/u).waitFor();
    await press('+', 'ArrowLeft', '-', 'i');
    await ui.viewer.getByRole('complementary', { name: t('info.title') }).waitFor();
    // Everything of the viewer is reached, and nothing behind it.
    const names = new Set<string>();
    for (let i = 0; i < 30; i++) {
      await page.keyboard.press('Tab');
      if (await focusIsLost()) continue;
      names.add(await ui.focused());
      expect(await page.evaluate(() => document.activeElement?.closest('dialog') !== null)).toBe(true);
      expect(await ui.isFocusVisible(), `the focus is not seen on "${await ui.focused()}"`).toBe(true);
    }
    for (const key of ['viewer.close', 'viewer.zoomIn', 'viewer.info', 'viewer.actions', 'viewer.next'] as const) {
      expect([...names]).toContain(t(key));
    }
    // The sheet has the viewer's keys, so it is asked for here, too; what is below it stays.
    await press('i', '?');
    const sheet = ui.dialog(t('shortcuts.title'));
    await sheet.getByRole('heading', { name: t('shortcuts.viewer') }).waitFor();
    await press('Escape');
    await sheet.waitFor({ state: 'detached' });
    expect(await ui.viewer.isVisible()).toBe(true);
    await press('Escape');
    await ui.viewer.waitFor({ state: 'detached' });
    await expect.poll(() => ui.focused()).toBe(t('grid.results'));
    expect(await ui.activePlace()).toBe(2);
  });

  test('photos are selected and copied', async () => {
    const { page, ui, scratch } = running();
    const folder = join(scratch, 'copies');
    await mkdir(folder);
    await press(' ', 'Shift+ArrowRight', 'Shift+ArrowRight');
    await page.getByRole('toolbar', { name: t('selection.count', { count: 3 }) }).waitFor();
    await press('ControlOrMeta+c');
    await page.getByText(t('selection.pathsCopied', { count: 3 })).waitFor();
    await tabTo(t('selection.copyTo'));
    await press('Enter');
    await ui.dialog(t('selection.copyTitle', { count: 3 })).waitFor();
    await expect.poll(() => ui.focused()).toBe(t('folder.path'));
    await page.keyboard.type(folder);
    await page.keyboard.press('Enter');
    await page.getByText(t('selection.copied', { count: 3 })).waitFor();
    expect((await readdir(folder)).length).toBe(3);
    await expect.poll(focusIsLost).toBe(false);
  });

  test('a filter is set and taken away', async () => {
    const { page, ui } = running();
    await press('/');
    await tabTo(t('filters.add'));
    await press('Enter');
    await tabTo(t('filters.shape'));
    await press('Enter');
    await tabTo(/^Landscape/u);
    await press('Enter');
    const chip = t('filters.remove', { filter: t('filters.landscape') });
    await ui.button(chip).waitFor();
    // The menu is closed: the focus is at its button again.
    expect(await ui.focused()).toBe(t('filters.add'));
    await tabTo(chip);
    await press('Enter');
    await ui.button(chip).waitFor({ state: 'detached' });
    expect(await page.getByRole('listbox').count()).toBe(1);
  });

  test('months are passed with the arrows in the scrubber', async () => {
    const { page, ui } = running();
    await press('/', 'Escape');
    await page.getByRole('listbox', { name: t('grid.library') }).waitFor();
    await tabTo(t('scrubber.label'));
    const scrubber = page.getByRole('slider', { name: t('scrubber.label') });
    const first = await scrubber.getAttribute('aria-valuetext');
    await press('End');
    await expect.poll(() => ui.photosInView()).toContain(count);
    expect(await scrubber.getAttribute('aria-valuetext')).toBe('January 2019');
    await press('Home');
    await expect.poll(() => ui.photosInView()).toContain(1);
    expect(await scrubber.getAttribute('aria-valuetext')).toBe(first);
    await press('ArrowDown');
    await expect.poll(() => scrubber.getAttribute('aria-valuetext')).not.toBe(first);
  });

  test('every shortcut is in the list that ? shows', async () => {
    const { page, ui } = running();
    await page.keyboard.press('?');
    const sheet = ui.dialog(t('shortcuts.title'));
    await sheet.waitFor();
    for (const { title, shortcuts } of shortcutGroups(false)) {
      const section = sheet.locator('section').filter({ has: page.getByRole('heading', { name: t(title) }) });
      for (const { text, keys } of shortcuts) {
        const row = section.locator('dl > div').filter({ has: page.getByText(t(text), { exact: true }) });
        expect(await row.locator('kbd').allTextContents()).toEqual(keys);
      }
    }
    await press('Escape');
    await sheet.waitFor({ state: 'detached' });
    expect(await ui.focused()).toBe(t('scrubber.label'));
  });

  test('settings are opened, changed and left, and the focus returns', async () => {
    const { page, ui } = running();
    await press('ControlOrMeta+,');
    const dialog = ui.dialog(t('settings.title'));
    await dialog.waitFor();
    await tabTo(/^(?:System|Light|Dark)$/u);
    await press('ArrowRight');
    await expect.poll(() => page.evaluate(() => document.documentElement.dataset['theme'])).toBe('light');
    await press('ArrowLeft', 'Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await ui.focused()).toBe(t('scrubber.label'));
    await press('ControlOrMeta+f');
    expect(await ui.focused()).toBe(t('search.label'));
  });
});
