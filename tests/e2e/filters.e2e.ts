import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { MessageKey } from '../../src-renderer/messages.ts';
import { evalFile } from '../helpers/eval-data.ts';
import { canRun, useApp } from './lib/app.ts';
import { t } from './lib/messages.ts';
import { cameraPhotos, cocoPhotos, copyAs, copyPhotos } from './lib/photo-files.ts';

const cameras = cameraPhotos();
const others = ['p3.png', 'hopper_jpg.tif', '8000x600-pano.jpg', 'pythagoras.gif'];
const phones = cocoPhotos(60);
const count = phones.length + cameras.length + others.length;

describe.skipIf(!canRun)('filters', () => {
  const running = useApp({
    photos: async (folder) => {
      await copyPhotos(join(folder, 'phone'), phones);
      await copyPhotos(join(folder, 'camera'), cameras);
      for (const name of others) {
        await copyAs(evalFile('odd-files/formats', name), join(folder, name), new Date('2026-05-05T12:00:00Z'));
      }
    },
    indexed: true,
  });

  function chip(label: string): Locator {
    return running().ui.button(t('filters.remove', { filter: label }));
  }

  async function choose(kind: MessageKey): Promise<Locator> {
    const { page, ui } = running();
    await ui.button(t('filters.add')).click();
    const panel = page.locator('[popover]').filter({ has: page.getByRole('button', { name: t('filters.folder') }) });
    await panel.getByRole('button', { name: t(kind), exact: true }).click();
    return page.locator('[popover]').filter({ has: page.getByRole('button', { name: t('filters.back') }) });
  }

  async function closeMenu(): Promise<void> {
    await running().ui.button(t('filters.add')).click();
  }

  async function showsPhotos(expected: number): Promise<void> {
    await running()
      .page.getByText(t('status.photos', { count: expected }), { exact: true })
      .waitFor();
  }

  test.each([
    ['a camera', 'filters.camera', 'NIKON COOLPIX P6000', 'NIKON COOLPIX P6000', 2],
    ['a type', 'filters.type', 'GIF', 'GIF', 1],
    ['a rating', 'filters.rating', '3 stars or more', '3 stars or more', 1],
    ['a shape', 'filters.shape', 'Panorama', 'Panorama', 2],
  ] as const)('shows the photos of %s, and all when its chip is removed', async (_, kind, option, label, expected) => {
    const panel = await choose(kind);
    const choice = panel.getByRole('button', { name: new RegExp(`^${option} ?[\\d,]+$`, 'u') });
    await choice.waitFor();
    expect(await choice.textContent()).toMatch(new RegExp(`\\D${String(expected)}\\s*$`, 'u'));
    await choice.click();
    await showsPhotos(expected);
    await chip(label).click();
    await showsPhotos(count);
    expect(await chip(label).count()).toBe(0);
  });

  test('shows the photos of a folder of the tree, and all when its chip is removed', async () => {
    const panel = await choose('filters.folder');
    await panel.getByRole('treeitem', { name: `camera, ${cameras.length} photos` }).waitFor();
    await panel.getByText('camera', { exact: true }).click();
    await showsPhotos(cameras.length);
    await chip('camera').click();
    await showsPhotos(count);
  });

  test('closes its menu with Escape, and leaves the search as it is', async () => {
    const { page, ui } = running();
    await ui.search('a red train');
    const panel = await choose('filters.type');
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'hidden' });
    expect(await ui.focused()).toBe(t('filters.add'));
    expect(await ui.searchField.inputValue()).toBe('a red train');
    await ui.button(t('search.clear')).click();
  });

  test('shows the photos of some days', async () => {
    const { page } = running();
    const panel = await choose('filters.date');
    await panel.getByLabel(t('filters.from')).fill('2008-10-22');
    await panel.getByLabel(t('filters.to')).fill('2008-10-22');
    await panel.getByRole('button', { name: t('filters.done') }).click();
    await showsPhotos(2);
    expect(await page.getByText('October 2008').count()).toBe(1);
    await chip('Oct 22, 2008 – Oct 22, 2008').click();
    await showsPhotos(count);
  });

  test('turns dates round that are the wrong way', async () => {
    const panel = await choose('filters.date');
    await panel.getByLabel(t('filters.from')).fill('2009-12-31');
    await panel.getByLabel(t('filters.to')).fill('2009-01-01');
    await panel.getByRole('button', { name: t('filters.done') }).click();
    await chip('Jan 1, 2009 – Dec 31, 2009').waitFor();
    await showsPhotos(1);
    await chip('Jan 1, 2009 – Dec 31, 2009').click();
  });

  test('searches among what the filters leave', async () => {
    const { ui } = running();
    const found = async (): Promise<number> => {
      await ui.answered();
      return ui.total();
    };
    await ui.search('a red train');
    await expect.poll(found).toBe(count);
    const panel = await choose('filters.folder');
    await panel.getByText('camera', { exact: true }).click();
    await expect.poll(found).toBe(cameras.length);
    const names = await running().fileNames(cameras.length);
    expect(names.toSorted()).toEqual(cameras.map((file) => file.split('/').at(-1)).toSorted());
    await chip('camera').click();
    await expect.poll(found).toBe(count);
    await ui.button(t('search.clear')).click();
  });

  test('says so when nothing passes all of them, and shows everything again with one button', async () => {
    const { page } = running();
    await (await choose('filters.type')).getByRole('button', { name: /^GIF/u }).click();
    await closeMenu();
    await (await choose('filters.shape')).getByRole('button', { name: /^Panorama/u }).click();
    await page.getByRole('heading', { name: t('empty.allFiltered') }).waitFor();
    await showsPhotos(0);
    // The one in the middle of the page; the bar of filters has one, too.
    await page
      .getByRole('button', { name: t('filters.clear') })
      .last()
      .click();
    await showsPhotos(count);
    expect(await page.getByRole('button', { name: /^Remove filter/u }).count()).toBe(0);
  });

  test('takes several of a kind as any of them, and clears them all at once', async () => {
    const { page } = running();
    const panel = await choose('filters.camera');
    for (const name of ['NIKON COOLPIX P6000', 'Canon EOS 40D']) {
      const option = panel.getByRole('button', { name: new RegExp(`^${name}`, 'u') });
      await option.click();
      await expect.poll(() => option.getAttribute('aria-pressed')).toBe('true');
    }
    await closeMenu();
    await chip('Canon EOS 40D').waitFor();
    await showsPhotos(3);
    await page
      .getByRole('group', { name: t('filters.label') })
      .getByRole('button', { name: t('filters.clear') })
      .click();
    await showsPhotos(count);
    expect(await page.getByRole('button', { name: /^Remove filter/u }).count()).toBe(0);
  });
});
