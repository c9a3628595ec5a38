import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import type { Locator } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { evalFile } from '../helpers/eval-data.ts';
import { canRun, useApp } from './lib/app.ts';
import { HeldCalls } from './lib/held-calls.ts';
import { t } from './lib/messages.ts';
import { cocoPhotos, copyAs, copyPhotos } from './lib/photo-files.ts';

const panorama = { width: 1600, height: 200 };
const count = 6;

/** In the middle of the photo. */
const box = { x: 0.48, y: 0.25, width: 0.04, height: 0.5 };

describe.skipIf(!canRun)('what decided is outlined on a photo under the pointer', () => {
  const running = useApp({
    photos: async (folder) => {
      await copyPhotos(folder, cocoPhotos(count));
      const [first = ''] = cocoPhotos(1);
      await sharp(evalFile(first))
        .resize({ ...panorama, fit: 'fill' })
        .png()
        .toFile(join(folder, 'panorama.png'));
    },
    indexed: true,
  });

  const outline = (): Locator => running().page.locator('.where');

  test('as it lies on the tile, which shows the middle alone of a panorama', async () => {
    const { page, ui } = running();
    const calls = await HeldCalls.of(page);
    await running().reload();
    calls.onAnswer = (answer) =>
      answer.includes('"whole":{') ? answer.replace(/"box":\{[^}]*\}/u, `"box":${JSON.stringify(box)}`) : answer;
    await ui.search('a wide view type:png');
    await ui.thumbsLoaded();
    await ui.photo(1).hover();
    await outline().waitFor();
    const [drawn, tile] = await Promise.all([outline().boundingBox(), ui.photo(1).boundingBox()]);
    if (drawn === null || tile === null) throw new Error('Expected both to be drawn');
    const seen = tile.height * (panorama.width / panorama.height);
    expect(tile.width).toBeLessThan(0.6 * seen);
    expect(drawn.width).toBeCloseTo(box.width * seen, -0.5);
    expect(drawn.x + drawn.width / 2).toBeCloseTo(tile.x + tile.width / 2, -0.5);
    calls.onAnswer = (answer) => answer;
  });

  /** What is asked of photos while another comes, from when something is shown on. */
  async function askedWhileOneComes(show: () => Promise<void>): Promise<string[]> {
    const { ui, photos } = running();
    const calls = await HeldCalls.of(running().page);
    await running().reload();
    await ui.search('food on a table');
    await ui.thumbsLoaded();
    await show();
    const asked: string[] = [];
    calls.onCall = (call) => {
      if (/search.(?:where|why)/u.test(call)) asked.push(call);
      return call;
    };
    const total = async (): Promise<number> => Number(await ui.photos.first().getAttribute('aria-setsize'));
    const before = await total();
    const added = join(photos, 'added.jpg');
    await copyAs(evalFile('captions/flickr8k/107318069_e9f2ef32de.jpg'), added);
    await expect.poll(total, { timeout: 30_000 }).toBe(before + 1);
    await ui.frame();
    await rm(added);
    await expect.poll(total, { timeout: 30_000 }).toBe(before);
    await ui.frame();
    return asked;
  }

  test('and stays while photos come and go elsewhere, which asks for nothing', async () => {
    const { page, ui } = running();
    const asked = await askedWhileOneComes(async () => {
      await ui.photo(1).hover();
      await outline().waitFor();
      await outline().evaluate((element) => (element.id = 'kept'));
    });
    expect(await page.locator('.where#kept').count()).toBe(1);
    expect(asked).toEqual([]);
  });

  test('as does the map in the viewer, which takes as long as encoding 26 photos', async () => {
    const { page, ui } = running();
    const bar = ui.viewer.getByRole('group', { name: t('where.label') });
    const asked = await askedWhileOneComes(async () => {
      await ui.photo(1).click();
      await ui.fullPhotoSize();
      await page.keyboard.press('w');
      await expect.poll(() => bar.getAttribute('aria-busy'), { timeout: 30_000 }).toBe('false');
    });
    expect(asked).toEqual([]);
    expect(await bar.getAttribute('aria-busy')).toBe('false');
  });
});
