import type { Locator } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { canRun, useApp } from './lib/app.ts';
import { t } from './lib/messages.ts';
import { cocoPhotos, copyPhotos } from './lib/photo-files.ts';
import { violations } from './lib/violations.ts';

const count = 60;

describe.skipIf(!canRun)('a box on a photo', () => {
  const running = useApp({ photos: (folder) => copyPhotos(folder, cocoPhotos(count)), indexed: true });
  let photoId = 0;

  beforeEach(async () => {
    const { page, ui } = running();
    if (await ui.viewer.isVisible()) await running().reload();
    await ui.button(t('app.name')).click();
    await page.getByRole('listbox', { name: t('grid.library') }).waitFor();
    [photoId = 0] = await ui.photoIds();
    await ui.openViewer(photoId);
    await ui.fullPhotoSize();
  });

  const tool = (): Locator => running().ui.viewer.getByRole('button', { name: t('box.tool') });
  const layer = (): Locator => running().ui.viewer.getByRole('application', { name: t('box.label') });
  const go = (): Locator => running().ui.viewer.getByRole('button', { name: t('box.search', { count: 1 }) });

  /** Where the photo is drawn. */
  async function place(): Promise<DOMRect> {
    await running().ui.frame();
    return running().ui.fullPhoto.evaluate((image) => image.getBoundingClientRect().toJSON() as DOMRect);
  }

  /** Drag from one place of the photo to another, in shares of its sides. */
  async function drag(from: readonly [number, number], to: readonly [number, number]): Promise<void> {
    const { page } = running();
    const { x, y, width, height } = await place();
    await page.mouse.move(x + from[0] * width, y + from[1] * height);
    await page.mouse.down();
    await page.mouse.move(x + to[0] * width, y + to[1] * height, { steps: 5 });
    await page.mouse.up();
  }

  /** The box as a screen reader is told of it, in percent. */
  async function told(): Promise<number[]> {
    const text = await layer().getByRole('status').textContent();
    return [...(text ?? '').matchAll(/\d+/gu)].map(([number]) => Number(number));
  }

  async function searched(): Promise<void> {
    const { page, ui } = running();
    await ui.viewer.waitFor({ state: 'detached' });
    await ui.answered();
    await page.getByRole('img', { name: t('search.boxChip') }).waitFor();
  }

  test('is dragged with the mouse, and what it shows is searched for', async () => {
    const { page, ui } = running();
    await tool().click();
    await ui.viewer.getByText(t('box.hint')).waitFor();
    await drag([0.7, 0.8], [0.2, 0.3]);
    expect(await told()).toEqual([20, 30, 50, 50]);
    const asked = running().called('"box"');
    await go().click();
    await asked;
    await searched();
    // Only the part is shown in the field.
    const image = page.getByRole('img', { name: t('search.boxChip') });
    await expect.poll(async () => (await image.boundingBox())?.width ?? 0).toBeGreaterThan(50);
    expect(await image.evaluate((element) => element.parentElement?.getBoundingClientRect().width)).toBe(36);
    expect((await ui.photoIds()).slice(0, 3)).toContain(photoId);
    await ui.button(t('search.removeImage')).click();
    await page.getByRole('listbox', { name: t('grid.library') }).waitFor();
  });

  test('is moved and sized with the arrows, and Enter searches', async () => {
    const { page, ui } = running();
    await page.keyboard.press('b');
    await layer().waitFor();
    expect(await told()).toEqual([25, 25, 50, 50]);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    expect(await told()).toEqual([27, 27, 50, 50]);
    await page.keyboard.press('Shift+ArrowLeft');
    await page.keyboard.press('Shift+ArrowUp');
    expect(await told()).toEqual([27, 27, 48, 48]);
    for (let i = 0; i < 40; i++) await page.keyboard.press('ArrowLeft');
    expect(await told()).toEqual([0, 27, 48, 48]);
    expect(await ui.isFocusVisible()).toBe(true);
    await page.keyboard.press('Enter');
    await searched();
    expect(await ui.focused()).toBe(t('grid.results'));
  });

  test('is joined by another with Shift, and photos that have both are searched for', async () => {
    const { page, ui } = running();
    const boxes = (): Locator => ui.viewer.getByRole('group', { name: t('box.parts') }).getByRole('button');
    await tool().click();
    await drag([0.1, 0.1], [0.4, 0.5]);
    expect(await boxes().count()).toBe(0);
    await page.keyboard.down('Shift');
    await drag([0.5, 0.5], [0.9, 0.9]);
    // Too small to be meant: all stays as it was.
    await drag([0.2, 0.2], [0.203, 0.203]);
    await page.keyboard.up('Shift');
    expect(await told()).toEqual([2, 50, 50, 40, 40]);
    expect(await boxes().count()).toBe(2);
    await drag([0.5, 0.1], [0.9, 0.4]);
    expect(await told()).toEqual([2, 50, 10, 40, 30]);
    const asked = running().called('"box"');
    await ui.viewer.getByRole('button', { name: t('box.search', { count: 2 }) }).click();
    await asked;
    await ui.viewer.waitFor({ state: 'detached' });
    await ui.answered();
    const parts = page.getByRole('img', { name: t('search.boxChip') });
    await expect.poll(() => parts.count()).toBe(2);
    expect((await ui.photoIds()).slice(0, 3)).toContain(photoId);
    // Each hit shows where it has them.
    await page.mouse.move(0, 0);
    await ui.photo(1).hover();
    await page.locator('.where').first().waitFor();
    expect(await page.locator('.where').count()).toBe(2);
    // With words as well.
    await page.getByRole('searchbox').or(page.getByRole('combobox')).first().fill('food');
    await ui.answered();
    expect(await parts.count()).toBe(2);
    // What each makes of it stands on the hit.
    await page.mouse.move(0, 0);
    await ui.photo(1).hover();
    // It shows no food, which is no reason.
    await page.getByText(/^like the parts that were marked$/u).waitFor();
    await page.locator('.where.part').first().waitFor();
    expect(await page.locator('.where').count()).toBe(2);
    await ui.searchField.fill('zebras');
    await ui.answered();
    await page.mouse.move(0, 0);
    await ui.photo(1).hover();
    await page.getByText(/^looks like it \(\d+%\) · like the parts that were marked \(\d+%\)$/u).waitFor();
    await page.locator('.where').first().waitFor();
    expect(await page.locator('.where').count()).toBe(3);
    await ui.button(t('search.removeImage')).first().click();
    await ui.answered();
    expect(await parts.count()).toBe(1);
  });

  test('is joined and taken away with keys and buttons', async () => {
    const { page, ui } = running();
    const boxes = (): Locator => ui.viewer.getByRole('group', { name: t('box.parts') }).getByRole('button');
    await page.keyboard.press('b');
    await layer().waitFor();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('n');
    expect(await told()).toEqual([2, 25, 25, 50, 50]);
    await page.keyboard.press('ArrowUp');
    expect(await told()).toEqual([2, 25, 23, 50, 50]);
    await page.keyboard.press('Delete');
    expect(await told()).toEqual([27, 25, 50, 50]);
    expect(await ui.viewer.isVisible()).toBe(true);
    await ui.viewer.getByRole('button', { name: t('box.add') }).press('Enter');
    await page.keyboard.press('ArrowLeft');
    expect(await told()).toEqual([2, 23, 25, 50, 50]);
    expect(await violations(running())).toEqual([]);
    await boxes().first().click();
    expect(await told()).toEqual([23, 25, 50, 50]);
    await page.keyboard.press('n');
    await page.keyboard.press('Enter');
    await ui.viewer.waitFor({ state: 'detached' });
    await ui.answered();
    const parts = page.getByRole('img', { name: t('search.boxChip') });
    await expect.poll(() => parts.count()).toBe(2);
    // In the viewer, too, it is told where each of them is.
    await ui.openViewer((await ui.photoIds())[0] ?? 0);
    await ui.fullPhotoSize();
    await page.keyboard.press('w');
    const bar = ui.viewer.getByRole('group', { name: t('where.label') });
    await bar.getByRole('button', { name: t('where.part', { number: 2 }) }).click();
    await expect.poll(() => bar.getByRole('status').textContent()).toContain(t('where.part', { number: 2 }));
    await page.keyboard.press('Escape');
  });

  test('that lies where another one does counts once', async () => {
    const { page, ui } = running();
    await tool().click();
    await drag([0.2, 0.2], [0.6, 0.6]);
    await page.keyboard.down('Shift');
    await drag([0.2, 0.2], [0.6, 0.6]);
    await page.keyboard.up('Shift');
    const boxes = ui.viewer.getByRole('group', { name: t('box.parts') }).getByRole('button');
    await expect.poll(() => boxes.count()).toBe(2);
    expect((await told()).slice(-4)).toEqual([20, 20, 40, 40]);
    await ui.viewer.getByRole('button', { name: t('box.search', { count: 2 }) }).click();
    await searched();
    expect(await page.getByRole('img', { name: t('search.boxChip') }).count()).toBe(1);
  });

  test('begins beside those that lie in the middle already', async () => {
    const { page, ui } = running();
    await page.keyboard.press('b');
    await layer().waitFor();
    for (let i = 0; i < 9; i++) await page.keyboard.press('n');
    expect(await told()).toEqual([8, 50, 50, 50, 50]);
    const boxes = ui.viewer.getByRole('group', { name: t('box.parts') }).getByRole('button');
    expect(await boxes.count()).toBe(8);
    await page.keyboard.press('Escape');
  });

  test('is drawn with a finger', async () => {
    const { page } = running();
    await tool().click();
    const { x, y, width, height } = await place();
    const cdp = await page.context().newCDPSession(page);
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', at?: readonly [number, number]): Promise<unknown> =>
      cdp.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: at === undefined ? [] : [{ x: x + at[0] * width, y: y + at[1] * height }],
      });
    await touch('touchStart', [0.25, 0.25]);
    await touch('touchMove', [0.5, 0.5]);
    await touch('touchMove', [0.75, 0.75]);
    await touch('touchEnd');
    await expect.poll(told).toEqual([25, 25, 50, 50]);
  });

  test('lies on the same part of the photo however close that is looked at', async () => {
    const { page } = running();
    await page.keyboard.press('+');
    await page.keyboard.press('+');
    await tool().click();
    await drag([0.4, 0.4], [0.6, 0.55]);
    const [x = 0, y = 0, width = 0, height = 0] = await told();
    expect([x, y, width, height]).toEqual([40, 40, 20, 15]);
    await page.mouse.wheel(0, -300);
    await expect.poll(told).toEqual([40, 40, 20, 15]);
  });

  test('ends at the edges of the photo, and a click draws none', async () => {
    const { page, ui } = running();
    await tool().click();
    await drag([0.5, 0.5], [0.503, 0.503]);
    await ui.viewer.getByText(t('box.hint')).waitFor();
    const { x, y, width, height } = await place();
    await page.mouse.move(x + width / 2, y + height / 2);
    await page.mouse.down();
    await page.mouse.move(x + width + 300, y + height + 300, { steps: 3 });
    await page.mouse.up();
    expect(await told()).toEqual([50, 50, 50, 50]);
  });

  test('is left with Escape, with B and with its buttons, and the viewer stays', async () => {
    const { page, ui } = running();
    const leave = [
      () => page.keyboard.press('Escape'),
      () => page.keyboard.press('b'),
      () => tool().click(),
      () => ui.viewer.getByRole('button', { name: t('box.cancel') }).click(),
    ];
    for (const way of leave) {
      await tool().click();
      await layer().waitFor();
      await way();
      await layer().waitFor({ state: 'detached' });
      expect(await ui.viewer.isVisible()).toBe(true);
    }
    await page.keyboard.press('ArrowRight');
    await ui.viewer
      .getByRole('status')
      .filter({ hasText: t('photo.number', { index: 2, total: count }) })
      .waitFor({ state: 'attached' });
  });
});
