import { rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Locator } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { canRun, useApp } from './lib/app.ts';
import { HeldCalls } from './lib/held-calls.ts';
import { t } from './lib/messages.ts';
import { overflow } from './lib/overflow.ts';
import { cocoPhotos, copyPhotos } from './lib/photo-files.ts';
import { violations } from './lib/violations.ts';

/** A cyclist with a helmet, at the upper edge; and a dog that runs at the lower left. */
const helmet = '1858963639_4588cd4be9.jpg';
const dog = '1436760519_8d6101a0ed.jpg';
/** Is deleted. */
const gone = basename(cocoPhotos(1)[0] ?? '');
/** Nobody looks at these before the test that is about them. */
const [fresh = '', closed = '', paged = ''] = cocoPhotos(20)
  .slice(10)
  .map((path) => basename(path));
const photos = [`captions/flickr8k/${helmet}`, `captions/flickr8k/${dog}`, ...cocoPhotos(20)];

describe.skipIf(!canRun)('where in the photo it is', () => {
  const running = useApp({ photos: (folder) => copyPhotos(folder, photos), indexed: true });

  beforeEach(async () => {
    const { page, ui } = running();
    if (await ui.viewer.isVisible()) await running().reload();
    await ui.button(t('app.name')).click();
    await page.getByRole('listbox', { name: t('grid.library') }).waitFor();
  });

  const tool = (): Locator => running().ui.viewer.getByRole('button', { name: t('where.tool') });
  const bar = (): Locator => running().ui.viewer.getByRole('group', { name: t('where.label') });
  const heat = (): Locator => running().ui.viewer.locator('canvas');

  /** Nothing better is found out about it. */
  const refined = (): Promise<void> =>
    expect.poll(() => bar().getAttribute('aria-busy'), { timeout: 30_000 }).toBe('false');

  async function open(text: string, name: string): Promise<void> {
    const { ui } = running();
    const photoId = (await running().photosByName()).get(name) ?? 0;
    await ui.search(text);
    await ui.openViewer(photoId);
    await ui.fullPhotoSize();
  }

  /** What a screen reader is told: how far from the left and from the top, in percent. */
  async function told(): Promise<number[]> {
    const text = await bar().getByRole('status').filter({ hasText: /\d/u }).textContent();
    return [...(text ?? '').matchAll(/\d+/gu)].map(([number]) => Number(number));
  }

  test('is shown over it by a button, and hidden by Escape, which leaves the photo open', async () => {
    const { page, ui } = running();
    await open('a dog', dog);
    expect(await heat().count()).toBe(0);
    await tool().click();
    await heat().waitFor();
    expect(await tool().getAttribute('aria-pressed')).toBe('true');
    const [map, photo] = await Promise.all([heat().boundingBox(), ui.fullPhoto.boundingBox()]);
    expect(map?.x).toBeCloseTo(photo?.x ?? 0, 0);
    expect(map?.width).toBeCloseTo(photo?.width ?? 0, 0);
    expect(map?.height).toBeCloseTo(photo?.height ?? 0, 0);
    // The dog is in the lower half.
    expect((await told())[1]).toBeGreaterThan(50);
    await page.keyboard.press('Escape');
    await bar().waitFor({ state: 'detached' });
    expect(await heat().count()).toBe(0);
    expect(await ui.viewer.isVisible()).toBe(true);
  });

  test('is shown at once, and better when parts of the photo have been covered', async () => {
    const { ui } = running();
    await open('food on a table', fresh);
    await ui.viewer.evaluate((viewer) => {
      const drawn = new Set<string>();
      Object.assign(globalThis, { drawn });
      new MutationObserver(() => {
        const canvas = viewer.querySelector('canvas');
        if (canvas !== null) drawn.add(canvas.toDataURL());
      }).observe(viewer, { childList: true, subtree: true });
    });
    await tool().click();
    await refined();
    await heat().waitFor();
    const drawn = await ui.viewer.evaluate(() => (globalThis as unknown as { drawn: Set<string> }).drawn.size);
    expect(drawn).toBe(2);
    expect(await told()).toHaveLength(2);
  });

  test('is not found out any better when it is closed, or another photo is looked at', async () => {
    const { page } = running();
    await open('food on a table', closed);
    const isClosed = running().abandoned('"refined":true');
    await tool().click();
    await heat().waitFor();
    await page.keyboard.press('Escape');
    await isClosed;
    await bar().waitFor({ state: 'detached' });
    await tool().click();
    await refined();
    await running().reload();
    await open('food on a table', paged);
    const isPaged = running().abandoned('"refined":true');
    await tool().click();
    await heat().waitFor();
    await page.keyboard.press('PageDown');
    await isPaged;
    await refined();
    await heat().waitFor();
  });

  test('stays as it was found at once where nothing better can be found out, which is said', async () => {
    const { page } = running();
    const calls = await HeldCalls.of(page);
    await running().reload();
    calls.onCall = (call) =>
      call.includes('"refined":true') ? call.replace(/"photoId":\d+/u, '"photoId":987654321') : call;
    await open('food on a table', fresh);
    await tool().click();
    await page.getByText(t('error.PHOTO_NOT_FOUND')).waitFor();
    await refined();
    expect(await heat().isVisible()).toBe(true);
    calls.letGo();
  });

  test('is shown by a key, and stays from photo to photo', async () => {
    const { page, ui } = running();
    await open('a dog', dog);
    await page.keyboard.press('w');
    expect(await told()).toHaveLength(2);
    const source = (): Promise<string | null> => ui.fullPhoto.getAttribute('src');
    const before = await source();
    await page.keyboard.press('PageDown');
    await expect.poll(source).not.toBe(before);
    expect(await told()).toHaveLength(2);
    await heat().waitFor();
    expect(await heat().count()).toBe(1);
    await page.keyboard.press('w');
    await bar().waitFor({ state: 'detached' });
  });

  test('is told of each word, and where it is small it can be looked at closely', async () => {
    const { ui } = running();
    await open('a helmet on a bicycle', helmet);
    await tool().click();
    await refined();
    await heat().waitFor();
    const chip = (name: string): Locator => bar().getByRole('button', { name, exact: true });
    expect(await chip(t('where.all')).getAttribute('aria-pressed')).toBe('true');
    await chip('helmet').click();
    expect(await chip('helmet').getAttribute('aria-pressed')).toBe('true');
    expect(await bar().getByRole('status').textContent()).toContain('helmet');
    // At the upper edge of the photo.
    expect((await told())[1]).toBeLessThan(30);
    await chip('bicycle').click();
    expect((await told())[1]).toBeGreaterThan(30);
    await chip('helmet').click();
    const before = await ui.fullPhoto.boundingBox();
    await bar()
      .getByRole('button', { name: t('where.zoom') })
      .click();
    await expect
      .poll(async () => (await ui.fullPhoto.boundingBox())?.width ?? 0)
      .toBeGreaterThan(1.5 * (before?.width ?? 0));
    const [map, photo] = await Promise.all([heat().boundingBox(), ui.fullPhoto.boundingBox()]);
    expect(map?.width).toBeCloseTo(photo?.width ?? 0, 0);
  });

  test('is as strong as somebody wants', async () => {
    const { page } = running();
    await open('a dog', dog);
    await tool().click();
    await heat().waitFor();
    const opacity = (): Promise<number> => heat().evaluate((canvas) => Number(getComputedStyle(canvas).opacity));
    const before = await opacity();
    const handle = bar().getByRole('slider', { name: t('where.opacity') });
    await handle.focus();
    await page.keyboard.press('Home');
    await expect.poll(opacity).toBe(0);
    await page.keyboard.press('End');
    await expect.poll(opacity).toBe(1);
    expect(before).toBeGreaterThan(0);
  });

  test('is accessible, and fits into a narrow window', async () => {
    const { page } = running();
    await open('a helmet on a bicycle', helmet);
    await tool().click();
    await heat().waitFor();
    expect(await violations(running())).toEqual([]);
    const { width = 1440, height = 900 } = page.viewportSize() ?? {};
    await page.setViewportSize({ width: 320, height: 640 });
    await running().ui.atRest();
    await expect.poll(() => overflow(page)).toEqual([]);
    await page.setViewportSize({ width, height });
  });

  test('is asked only where something is described', async () => {
    const { page, ui } = running();
    const [photoId = 0] = await ui.photoIds();
    await ui.openViewer(photoId);
    await ui.fullPhotoSize();
    expect(await tool().count()).toBe(0);
    await page.keyboard.press('w');
    await ui.frame();
    expect(await bar().count()).toBe(0);
    await page.keyboard.press('Escape');
    await ui.viewer.waitFor({ state: 'detached' });
    await ui.search('type:jpg');
    await ui.openViewer(photoId);
    await ui.fullPhotoSize();
    expect(await tool().count()).toBe(0);
    await page.keyboard.press('Escape');
    await ui.viewer.waitFor({ state: 'detached' });
  });

  test('is outlined on the photo under the pointer, and only on that', async () => {
    const { page, ui } = running();
    await ui.search('a dog');
    await ui.thumbsLoaded();
    await page.mouse.move(0, 0);
    const outline = page.locator('.where');
    expect(await outline.count()).toBe(0);
    await ui.photo(1).hover();
    await outline.waitFor();
    expect(await outline.count()).toBe(1);
    const [box, photo] = await Promise.all([outline.boundingBox(), ui.photo(1).boundingBox()]);
    expect(box?.x).toBeGreaterThanOrEqual((photo?.x ?? 0) - 1);
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual((photo?.x ?? 0) + (photo?.width ?? 0) + 1);
  });

  test('is begun with in the viewer where it is small and clicked on, and else all of the photo is', async () => {
    const { page, ui } = running();
    const photoId = (await running().photosByName()).get(helmet) ?? 0;
    await ui.search('a helmet');
    await ui.thumbsLoaded();
    const hit = await ui.bringIntoView(photoId);
    /** How much closer than what fits, by the photo's drawn width and that of the whole in the same window. */
    const widthAfter = async (click: () => Promise<void>): Promise<number> => {
      await page.mouse.move(0, 0);
      await hit.hover();
      await page.locator('.where').waitFor();
      await click();
      await ui.fullPhotoSize();
      await ui.frame();
      const { width = 0 } = (await ui.fullPhoto.boundingBox()) ?? {};
      await page.keyboard.press('PageDown');
      await page.keyboard.press('PageUp');
      await ui.fullPhotoSize();
      await ui.frame();
      const whole = (await ui.fullPhoto.boundingBox())?.width ?? 0;
      await page.keyboard.press('Escape');
      await ui.viewer.waitFor({ state: 'detached' });
      return width / whole;
    };
    const outline = async (): Promise<{ x: number; y: number; width: number; height: number }> => {
      const box = await page.locator('.where').boundingBox();
      if (box === null) throw new Error('Expected an outline that is drawn');
      return box;
    };
    const inside = await widthAfter(async () => {
      // Pressed here the photo is opened as close.
      await page.locator('.where svg').waitFor();
      const { x, y, width, height } = await outline();
      // Beside the buttons that lie over it.
      await page.mouse.click(x + width / 6, y + height / 2);
    });
    expect(inside).toBeGreaterThan(1.5);
    const outside = await widthAfter(async () => {
      const { x, y, width, height } = await outline();
      await page.mouse.click(x + width / 6, y + height + 8);
    });
    expect(outside).toBeCloseTo(1, 2);
    const byKey = await widthAfter(() => page.keyboard.press('Enter'));
    expect(byKey).toBeCloseTo(1, 2);
  });

  test('and why it was found is told on the photo and in its information', async () => {
    const { page, ui } = running();
    await ui.search('helmet type:jpg');
    await ui.photo(1).hover();
    await page
      .getByRole('listbox', { name: t('grid.results') })
      .getByText('JPEG')
      .waitFor();
    await open(helmet.slice(0, 10), helmet);
    await page.keyboard.press('i');
    const information = ui.viewer.getByRole('complementary');
    await information.getByText(t('why.title')).waitFor();
    await information.getByText(t('why.called.names', { words: helmet.slice(0, 10) })).waitFor();
    await page.keyboard.press('i');
  });

  test('says so where the file is gone', async () => {
    const { page } = running();
    await open('food on a table', gone);
    await rm(join(running().photos, gone));
    await tool().click();
    await page.getByText(t('error.PHOTO_MISSING')).waitFor();
    await bar().waitFor({ state: 'detached' });
    expect(await tool().getAttribute('aria-pressed')).toBe('false');
  });
});
