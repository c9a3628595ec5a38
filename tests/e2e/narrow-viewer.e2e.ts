import type { Locator } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { canRun, useApp } from './lib/app.ts';
import { t } from './lib/messages.ts';
import { overflow } from './lib/overflow.ts';
import { cocoPhotos, copyPhotos } from './lib/photo-files.ts';
import { violations } from './lib/violations.ts';

const viewport = { width: 360, height: 740 };

describe.skipIf(!canRun)('a photo in a narrow window', () => {
  const running = useApp({
    photos: (folder) => copyPhotos(folder, cocoPhotos(12)),
    indexed: true,
    browser: { viewport },
  });

  beforeEach(async () => {
    const { ui } = running();
    await running().reload();
    await ui.search('a person outside');
    await ui.photo(1).click();
    await ui.viewer.waitFor();
    await ui.fullPhotoSize();
  });

  interface Edges {
    readonly top: number;
    readonly bottom: number;
  }

  async function edges(of: Locator): Promise<Edges> {
    const box = await of.boundingBox();
    if (box === null) throw new Error('Expected it to be in sight');
    return { top: box.y, bottom: box.y + box.height };
  }

  test('is seen whole above its information, which takes half of the window at most and scrolls', async () => {
    const { ui } = running();
    await ui.viewer.getByRole('button', { name: t('viewer.info') }).click();
    const sheet = ui.viewer.getByRole('complementary', { name: t('info.title') });
    await sheet.waitFor();
    const { top } = await edges(sheet);
    expect(top).toBeGreaterThanOrEqual(viewport.height / 2);
    const photo = ui.fullPhoto;
    await expect.poll(async () => (await edges(photo)).bottom).toBeLessThanOrEqual(top);
    expect((await edges(photo)).top).toBeGreaterThanOrEqual(0);
    expect(await violations(running())).toEqual([]);
    await running().screenshot('narrow-information');
    await sheet.getByRole('button', { name: t('dialog.close') }).click();
    await expect.poll(async () => (await edges(photo)).bottom).toBeGreaterThan(top - 60);
  });

  test('has nothing that is told lie over what stands at its lower edge', async () => {
    const { page, ui } = running();
    await page.keyboard.press('w');
    const bar = ui.viewer.getByRole('group', { name: t('where.label') });
    await bar.waitFor();
    await page.keyboard.press('Delete');
    const toast = page.getByText(t('trash.going', { count: 1 }));
    await toast.waitFor();
    await bar.waitFor();
    await running().screenshot('narrow-toast');
    const told = page.getByRole('status').filter({ has: toast });
    await expect.poll(async () => (await edges(told)).bottom <= (await edges(bar)).top).toBe(true);
    // Gone with what it stood over.
    await page.keyboard.press('w');
    await bar.waitFor({ state: 'detached' });
    await expect.poll(async () => (await edges(told)).bottom).toBeGreaterThan(viewport.height - 60);
    await ui.button(t('trash.undo')).click();
    await page.getByText(t('trash.undone')).waitFor();
  });
});

/** Phones that lie, a window of 1280 x 800 at 200 %, and one that is hardly wide enough for what is beside. */
const wide = [
  { width: 740, height: 360 },
  { width: 667, height: 375 },
  { width: 640, height: 400 },
  { width: 800, height: 700 },
];

describe.skipIf(!canRun)('a photo in a window that is low', () => {
  const running = useApp({ photos: (folder) => copyPhotos(folder, cocoPhotos(12)), indexed: true });

  test.each(wide)('has its information beside it, and all that can be done with it in reach: %o', async (size) => {
    const { page, ui } = running();
    await page.setViewportSize(size);
    await running().reload();
    await ui.search('a person outside');
    await ui.photo(1).click();
    await ui.fullPhotoSize();
    await page.keyboard.press('i');
    const sheet = ui.viewer.getByRole('complementary', { name: t('info.title') });
    await sheet.waitFor();
    await ui.atRest();
    const beside = await sheet.boundingBox();
    expect(beside).toMatchObject({ y: 0, height: size.height });
    // The last of the tools but one.
    const info = await ui.viewer.getByRole('button', { name: t('viewer.info') }).boundingBox();
    expect((info?.x ?? NaN) + (info?.width ?? NaN)).toBeLessThanOrEqual(beside?.x ?? NaN);
    await expect.poll(() => overflow(page)).toEqual([]);
    await page.keyboard.press('i');
    await sheet.waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    await ui.viewer.waitFor({ state: 'detached' });
  });

  test.each(wide)('has all that can be done with a selection in reach: %o', async (size) => {
    const { page, ui } = running();
    await page.setViewportSize(size);
    await running().reload();
    await ui.search('a person outside');
    await ui.grid.focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('Shift+ArrowRight');
    await page.getByRole('toolbar', { name: t('selection.count', { count: 2 }) }).waitFor();
    await ui.atRest();
    await expect.poll(() => overflow(page)).toEqual([]);
    await ui.button(t('selection.clear')).click();
  });
});
