import { mkdir, readdir, readFile, readlink, writeFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import type { Locator } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { evalFile } from '../helpers/eval-data.ts';
import { canRun, useApp } from './lib/app.ts';
import { t } from './lib/messages.ts';
import { cocoPhotos, copyAs, copyPhotos } from './lib/photo-files.ts';
import { violations } from './lib/violations.ts';

/** A name that two different photos have. */
const shared = 'IMG_0001.jpg';
const count = 32;

describe.skipIf(!canRun)('selection', () => {
  const running = useApp({
    photos: async (folder) => {
      await copyPhotos(folder, cocoPhotos(count - 2));
      const day = new Date('2026-07-01T12:00:00Z');
      await copyAs(evalFile('near-duplicates/nd01_orig.jpg'), join(folder, 'one', shared), day);
      await copyAs(evalFile('near-duplicates/nd02_orig.jpg'), join(folder, 'two', shared), day);
    },
    indexed: true,
    browser: { permissions: ['clipboard-read', 'clipboard-write'] },
  });

  beforeEach(async () => {
    await running().ui.button(t('app.name')).click();
    await running().ui.scrollTo(0);
  });

  function bar(selected: number): Locator {
    return running().page.getByRole('toolbar', { name: t('selection.count', { count: selected }), exact: true });
  }

  async function selectedPlaces(): Promise<number[]> {
    const places = await running()
      .page.getByRole('option', { selected: true })
      .evaluateAll((options) => options.map((option) => Number(option.ariaPosInSet)));
    return places.sort((a, b) => a - b);
  }

  /** Copy what is selected, through the dialog. */
  async function copyTo(folder: string): Promise<void> {
    const { page, ui } = running();
    await ui.button(t('selection.copyTo')).click();
    await page
      .getByRole('dialog')
      .getByRole('textbox', { name: t('folder.path') })
      .fill(folder);
    await page
      .getByRole('dialog')
      .getByRole('button', { name: t('selection.copyNow') })
      .click();
  }

  test('takes single photos with Ctrl, and a click then adds and takes away', async () => {
    const { ui } = running();
    await ui.photo(2).click({ modifiers: ['ControlOrMeta'] });
    await bar(1).waitFor();
    await ui.photo(4).click();
    await bar(2).waitFor();
    expect(await selectedPlaces()).toEqual([2, 4]);
    await ui.photo(2).click();
    expect(await selectedPlaces()).toEqual([4]);
    expect(await ui.viewer.count()).toBe(0);
  });

  test('takes a range with Shift, from the photo that was taken last', async () => {
    const { ui } = running();
    await ui.photo(5).click({ modifiers: ['ControlOrMeta'] });
    await ui.photo(2).click({ modifiers: ['Shift'] });
    await bar(4).waitFor();
    expect(await selectedPlaces()).toEqual([2, 3, 4, 5]);
  });

  test('begins at the corner of a photo', async () => {
    const { page, ui } = running();
    await ui.photo(3).hover();
    await page.getByTitle(t('photo.select')).click();
    await bar(1).waitFor();
    expect(await selectedPlaces()).toEqual([3]);
  });

  test('takes everything with Ctrl A, and nothing with Escape', async () => {
    const { page, ui } = running();
    await ui.grid.focus();
    await page.keyboard.press('ControlOrMeta+a');
    await bar(count).waitFor();
    await page.keyboard.press('Escape');
    await bar(count).waitFor({ state: 'detached' });
    expect(await selectedPlaces()).toEqual([]);
  });

  test('is cleared by its button, and the focus is among the photos', async () => {
    const { ui } = running();
    await ui.photo(1).click({ modifiers: ['ControlOrMeta'] });
    await ui.button(t('selection.clear')).click();
    await bar(1).waitFor({ state: 'detached' });
    expect(await ui.focused()).toBe(t('grid.library'));
  });

  test('is copied to a folder, where nothing is overwritten', async () => {
    const { page, ui, scratch, photos } = running();
    const folder = join(scratch, 'copies');
    await mkdir(folder);
    await writeFile(join(folder, shared), 'mine');
    await ui.photo(1).click({ modifiers: ['ControlOrMeta'] });
    await ui.photo(3).click({ modifiers: ['Shift'] });
    const third = (await running().fileNames(3))[2] ?? '';
    await copyTo(folder);
    await page.getByText(t('selection.copied', { count: 3 })).waitFor();
    expect((await readdir(folder)).sort()).toEqual([third, 'IMG_0001 (2).jpg', 'IMG_0001 (3).jpg', shared].sort());
    expect(await readFile(join(folder, shared), 'utf8')).toBe('mine');
    expect(await readFile(join(folder, third))).toEqual(await readFile(join(photos, third)));
    const both = await Promise.all(['one', 'two'].map((name) => readFile(join(photos, name, shared))));
    expect(both).toContainEqual(await readFile(join(folder, 'IMG_0001 (2).jpg')));
    expect(both).toContainEqual(await readFile(join(folder, 'IMG_0001 (3).jpg')));
    expect(await selectedPlaces()).toEqual([]);
  });

  test('is linked in a folder in place of copies, where that is wanted', async () => {
    const { page, ui, scratch, photos } = running();
    const folder = join(scratch, 'links');
    await mkdir(folder);
    await ui.photo(1).click({ modifiers: ['ControlOrMeta'] });
    await ui.photo(3).click({ modifiers: ['Shift'] });
    await ui.button(t('selection.copyTo')).click();
    const dialog = ui.dialog(t('selection.copyTitle', { count: 3 }));
    await dialog.getByRole('switch', { name: t('selection.asLinks') }).click();
    await dialog.getByText(t('selection.linksHint')).waitFor();
    expect(await violations(running())).toEqual([]);
    await dialog.getByRole('textbox', { name: t('folder.path') }).fill(folder);
    await dialog.getByRole('button', { name: t('selection.linkNow'), exact: true }).click();
    await page.getByText(t('selection.linked', { count: 3 })).waitFor();
    const paths = await Promise.all((await readdir(folder)).map((name) => readlink(join(folder, name))));
    expect(paths).toHaveLength(3);
    for (const path of paths) expect(relative(photos, path)).toMatch(/^[^.].*\.jpg$/u);
    expect(await selectedPlaces()).toEqual([]);
  });

  test('is kept when the folder to copy to cannot be used, and the field says why', async () => {
    const { page, ui, scratch } = running();
    await ui.photo(2).click({ modifiers: ['ControlOrMeta'] });
    await copyTo(join(scratch, 'nowhere'));
    const dialog = ui.dialog(t('selection.copyTitle', { count: 1 }));
    await dialog
      .getByRole('alert')
      .filter({ hasText: t('error.COPY_FOLDER_UNUSABLE') })
      .waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await selectedPlaces()).toEqual([2]);
  });

  test.each([
    ['a button', () => running().ui.button(t('selection.copyPaths')).click()],
    ['Ctrl C', () => running().page.keyboard.press('ControlOrMeta+c')],
  ])('gives its paths to the clipboard with %s', async (_, copy) => {
    const { page, ui, photos } = running();
    await ui.photo(3).click({ modifiers: ['ControlOrMeta'] });
    await ui.photo(5).click({ modifiers: ['Shift'] });
    const names = (await running().fileNames(5)).slice(2);
    await copy();
    await page.getByText(t('selection.pathsCopied', { count: 3 })).waitFor();
    await page.keyboard.press('Escape');
    await ui.searchField.press('ControlOrMeta+v');
    // A field of one line makes spaces of the ends of lines.
    expect(await ui.searchField.inputValue()).toBe(names.map((name) => join(photos, basename(name))).join(' '));
    await ui.searchField.fill('');
  });

  test('offers photos like it when it is one', async () => {
    const { ui } = running();
    const second = (await ui.photoIds())[1];
    await ui.photo(2).click({ modifiers: ['ControlOrMeta'] });
    await ui.button(t('selection.similar')).click();
    await ui.answered();
    expect((await ui.photoIds())[0]).toBe(second);
    await ui.photo(3).click({ modifiers: ['ControlOrMeta'] });
    await ui.photo(4).click();
    await bar(2).waitFor();
    expect(await ui.button(t('selection.similar')).count()).toBe(0);
  });
});
