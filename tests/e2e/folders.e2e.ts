import { basename, join } from 'node:path';
import type { Locator } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { canRun, useApp } from './lib/app.ts';
import { t } from './lib/messages.ts';
import { cocoPhotos, copyPhotos } from './lib/photo-files.ts';
import { violations } from './lib/violations.ts';

const photos = cocoPhotos(26);
const lisbon = photos.slice(0, 6);
const rome = photos.slice(6, 10);
const trips = photos.slice(10, 12);
const phone = photos.slice(12, 24);
const top = photos.slice(24);

describe.skipIf(!canRun)('folders', () => {
  const running = useApp({
    photos: async (folder) => {
      await copyPhotos(join(folder, 'Trips', '2019 Lisbon'), lisbon);
      await copyPhotos(join(folder, 'Trips', '2021 Rome'), rome);
      await copyPhotos(join(folder, 'Trips'), trips);
      await copyPhotos(join(folder, 'Phone'), phone);
      await copyPhotos(folder, top);
    },
    indexed: true,
  });

  beforeEach(() => running().reload());

  const hash = (): string => new URL(running().page.url()).hash;

  function node(name: string): Locator {
    return running().page.getByRole('treeitem', { name: new RegExp(`^${name}, `, 'u') });
  }

  /** Open the room and the folder "Trips" in the tree, without choosing it. */
  async function openRoom(): Promise<void> {
    const { ui } = running();
    await ui.door(t('folders.title')).click();
    await node('Trips').waitFor();
  }

  async function shows(label: string, count: number): Promise<void> {
    const { page, ui } = running();
    await page.getByRole('listbox', { name: label, exact: true }).waitFor();
    await expect.poll(() => ui.total()).toBe(count);
  }

  test('are walked as a tree with counts, with and without what lies below', async () => {
    const { page, ui } = running();
    await openRoom();
    expect(await node('Trips').getAttribute('aria-label')).toBe('Trips, 12 photos');
    expect(await node('Phone').getAttribute('aria-expanded')).toBeNull();
    expect(await node('2021 Rome').count()).toBe(0);
    await node('Trips').getByText('Trips').click();
    await shows('Trips', 12);
    expect(hash()).toMatch(/^#\/folders\/[0-9a-f]{16}$/u);
    await page.getByRole('switch', { name: t('folders.below') }).click();
    await shows('Trips', trips.length);
    expect((await running().fileNames(trips.length)).toSorted()).toEqual(
      trips.map((file) => basename(file)).toSorted(),
    );
    expect(await node('Trips').getAttribute('aria-label')).toBe('Trips, 2 photos');
    await page.goBack();
    await shows('Trips', 12);
    await page.reload();
    await shows('Trips', 12);
    expect(await node('Trips').getAttribute('aria-selected')).toBe('true');
    await ui.door(t('grid.photos')).click();
    await shows(t('grid.library'), photos.length);
    expect(await ui.button(t('filters.remove', { filter: 'Trips' })).count()).toBe(0);
  });

  test('become albums in one step, of what they show', async () => {
    const { page, ui } = running();
    await openRoom();
    expect(await ui.button(t('albums.ofThisFolder')).count()).toBe(0);
    await node('Trips').getByText('Trips').click();
    await shows('Trips', 12);
    const ids = await ui.photoIds();
    await ui.button(t('albums.ofThisFolder')).click();
    await page.getByText(t('albums.created', { name: 'Trips' })).waitFor();
    await page.getByRole('heading', { name: 'Trips', level: 1 }).waitFor();
    await expect.poll(() => ui.total()).toBe(12);
    expect(await ui.photoIds()).toEqual(ids);
    await ui.button(t('albums.undo')).click();
    await shows('Trips', 12);
    await ui.door(t('albums.title')).click();
    await page.getByText(t('albums.none')).waitFor();
  });

  test('are walked with keys', async () => {
    const { page } = running();
    await openRoom();
    await node('Trips').focus();
    await page.keyboard.press('ArrowRight');
    expect(await node('Trips').getAttribute('aria-expanded')).toBe('true');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    expect(await running().ui.focused()).toBe('2021 Rome, 4 photos');
    await page.keyboard.press('Enter');
    await shows('2021 Rome', rome.length);
    expect(await running().ui.focused()).toBe('2021 Rome, 4 photos');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    expect(await node('Trips').getAttribute('aria-expanded')).toBe('false');
    await page.keyboard.press('p');
    expect(await running().ui.focused()).toBe('photos, 26 photos');
    await page.keyboard.press('p');
    expect(await running().ui.focused()).toBe('Phone, 12 photos');
  });

  test('are where a search goes on', async () => {
    const { page, ui } = running();
    await openRoom();
    await node('Phone').getByText('Phone').click();
    await shows('Phone', phone.length);
    await ui.searchField.fill('a red train');
    await ui.searchField.press('Enter');
    await ui.answered();
    await expect.poll(() => ui.total()).toBe(phone.length);
    await page.goBack();
    await shows('Phone', phone.length);
    await ui.button(t('filters.remove', { filter: 'Phone' })).click();
    await shows(t('folders.all'), photos.length);
    expect(hash()).toBe('#/folders');
  });

  test('are gone to from a photo, which is the active one there', async () => {
    const { page, ui } = running();
    const id = (await running().photosByName()).get(basename(lisbon[2] ?? '')) ?? 0;
    await (await ui.bringIntoView(id)).click();
    await ui.viewer.waitFor();
    await ui.viewer.getByRole('button', { name: t('viewer.actions') }).click();
    await ui.viewer.getByRole('button', { name: t('folders.photo') }).click();
    await ui.viewer.waitFor({ state: 'detached' });
    await shows('2019 Lisbon', lisbon.length);
    await expect.poll(() => ui.grid.getAttribute('aria-activedescendant')).toBe(`photo-${id}`);
    expect(await node('2019 Lisbon').getAttribute('aria-selected')).toBe('true');
    expect(await violations(running())).toEqual([]);
    await page.goBack();
    await ui.viewer.waitFor();
  });

  test('that are not there lead to all photos', async () => {
    const { page, server } = running();
    await page.goto(`${server.origin}/#/folders/0123456789abcdef`);
    await shows(t('grid.library'), photos.length);
    expect(hash()).toBe('#/photos');
  });
});
