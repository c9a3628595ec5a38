import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Locator } from 'playwright-core';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { evalFile } from '../helpers/eval-data.ts';
import { canRun, useApp } from './lib/app.ts';
import { inspect } from './lib/inspect.ts';
import { t } from './lib/messages.ts';
import { cocoPhotos, copyPhotos } from './lib/photo-files.ts';
import { writeBurst } from './lib/stack-files.ts';

const photos = cocoPhotos(12);
const [blurred = ''] = photos;

async function wall(path: string, background: string): Promise<void> {
  await sharp({ create: { width: 640, height: 480, channels: 3, background } })
    .jpeg()
    .toFile(path);
}

describe.skipIf(!canRun)('looks', () => {
  const running = useApp({
    photos: async (folder) => {
      await copyPhotos(folder, photos);
      await wall(join(folder, 'teal.jpg'), '#008080');
      await wall(join(folder, 'night.jpg'), '#060606');
      await writeFile(join(folder, 'blurred.jpg'), await sharp(evalFile(blurred)).blur(12).jpeg().toBuffer());
      await writeBurst(join(folder, 'burst'), evalFile(photos[3] ?? ''));
    },
    indexed: true,
  });
  const all = photos.length + 4;

  const order = (of: string): Locator => running().ui.button(t('sort.current', { order: of }));
  const first = async (): Promise<string | undefined> => (await running().fileNames(1))[0];
  const address = (): Promise<string> => running().page.evaluate(() => location.hash);
  /** All photos have been measured: nothing in the menu says otherwise. */
  const measured = async (): Promise<void> => {
    await expect
      .poll(
        async () => {
          await running().page.keyboard.press('Escape');
          await order(t('sort.newest')).click();
          const panel = running().page.getByRole('list', { name: t('sort.looks') });
          await panel.waitFor();
          await running().page.waitForTimeout(200);
          return running().page.locator('[popover]:popover-open p').count();
        },
        { timeout: 60_000 },
      )
      .toBe(0);
    await running().page.keyboard.press('Escape');
  };

  test('put the whole library in order by keyboard, and back', async () => {
    const { page, ui } = running();
    await measured();
    await order(t('sort.newest')).focus();
    await page.keyboard.press('Enter');
    await inspect(running(), 'looks-menu');
    const darkest = ui.button(t('sort.dark'));
    for (let i = 0; i < 12 && (await ui.focused()) !== t('sort.dark'); i++) await page.keyboard.press('Tab');
    expect(await ui.focused()).toBe(t('sort.dark'));
    expect(await ui.isFocusVisible()).toBe(true);
    await page.keyboard.press('Enter');
    await darkest.waitFor({ state: 'detached' });
    await order(t('sort.dark')).waitFor();
    await expect.poll(first).toBe('night.jpg');
    expect(await address()).toMatch(/^#\/search\?entry=[\w-]+$/u);
    expect(await ui.focused()).toBe(t('sort.current', { order: t('sort.dark') }));
    await page.getByText(t('status.photos', { count: all }), { exact: true }).waitFor();
    await page.keyboard.press('Enter');
    await ui.button(t('sort.blurry')).click();
    await order(t('sort.blurry')).waitFor();
    await expect.poll(async () => (await running().fileNames(3)).includes('blurred.jpg')).toBe(true);
    await order(t('sort.blurry')).click();
    await ui.button(t('sort.newest')).click();
    await order(t('sort.newest')).waitFor();
    expect(await address()).toBe('#/photos');
  });

  test('go by words, which are in no address, and come back after a reload', async () => {
    const { page, ui } = running();
    // Where nothing was searched for of late, a page that is loaded anew forgets what it showed.
    await ui.search('a wall');
    await ui.button(t('search.clear')).click();
    await order(t('sort.newest')).waitFor();
    const newest = await first();
    await order(t('sort.newest')).click();
    await page.getByLabel(t('sort.axisMore')).fill('a plain turquoise wall');
    await page.getByLabel(t('sort.axisLess')).fill('people');
    await page.getByLabel(t('sort.axisLess')).press('Enter');
    await order(t('sort.more')).waitFor();
    // Only an answer has a place of its own.
    await expect.poll(address).toContain('entry=');
    await expect.poll(first).not.toBe(newest);
    const best = await first();
    expect(await address()).not.toContain('turquoise');
    await page.reload();
    await order(t('sort.more')).waitFor();
    await expect.poll(first).toBe(best);
    await order(t('sort.more')).click();
    expect(await page.getByLabel(t('sort.axisMore')).inputValue()).toBe('a plain turquoise wall');
    await ui.button(t('sort.reverse')).click();
    await order(t('sort.less')).waitFor();
    await expect.poll(first).not.toBe(best);
    await ui.button(t('search.clear')).click();
    await order(t('sort.newest')).waitFor();
  });

  test('order what was found', async () => {
    const { ui } = running();
    await ui.search('type:jpeg a wall');
    await order(t('sort.relevance')).click();
    await ui.button(t('sort.colourful')).click();
    await order(t('sort.colourful')).waitFor();
    await order(t('sort.colourful')).click();
    await ui.button(t('sort.relevance')).click();
    await order(t('sort.relevance')).waitFor();
    await ui.button(t('search.clear')).click();
  });

  test('are filtered by colours, and found by a chip', async () => {
    const { page, ui } = running();
    await ui.button(t('filters.add')).click();
    await ui.button(t('filters.colours')).click();
    const swatch = page.getByRole('button', { name: `${t('filters.colour.teal')} 1`, exact: true });
    await swatch.waitFor();
    await inspect(running(), 'looks-colours');
    await swatch.focus();
    await page.keyboard.press('Space');
    await page.getByText(t('status.photos', { count: 1 }), { exact: true }).waitFor();
    expect(await swatch.getAttribute('aria-pressed')).toBe('true');
    expect(await first()).toBe('teal.jpg');
    await page.keyboard.press('Escape');
    await ui.button(t('filters.remove', { filter: t('filters.colour.teal') })).click();
    await page.getByText(t('status.photos', { count: all }), { exact: true }).waitFor();
    await ui.search('colour:türkis');
    await ui.button(t('chips.remove', { chip: t('filters.colour.teal') })).waitFor();
    expect(await first()).toBe('teal.jpg');
    await inspect(running(), 'looks-chip');
    await ui.button(t('search.clear')).click();
  });

  test('the sharpest of a burst is told in the viewer', async () => {
    const { page, ui } = running();
    await ui.search(`name:${basename('BURST_1.jpg', '.jpg')}`);
    await ui.photo(1).dblclick();
    await ui.viewer.waitFor();
    const strip = page.getByRole('toolbar', { name: t('stacks.strip') });
    const part = t('stacks.part', { name: 'BURST_2.JPG', format: 'jpeg', index: 2, total: 3 });
    await strip.getByRole('button', { name: t('stacks.sharpestPart', { name: part }) }).waitFor();
    await inspect(running(), 'looks-sharpest');
  });
});
