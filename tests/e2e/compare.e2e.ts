import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import sharp from 'sharp';
import { beforeEach, describe, expect, test } from 'vitest';
import { evalFile } from '../helpers/eval-data.ts';
import { canRun, defaultViewport, useApp } from './lib/app.ts';
import { HeldCalls } from './lib/held-calls.ts';
import { inspect } from './lib/inspect.ts';
import { t } from './lib/messages.ts';
import { cocoPhotos, copyAs } from './lib/photo-files.ts';
import { writeStacks } from './lib/stack-files.ts';

// Not those that stacks are made of.
const [resized = '', other = ''] = cocoPhotos().slice(-2);
const small = 'IMG-20230701-WA0004.jpg';

describe.skipIf(!canRun)('two photos side by side', () => {
  const running = useApp({
    photos: async (folder) => {
      await copyAs(evalFile(resized), join(folder, 'Trips', 'market.jpg'));
      await copyAs(evalFile(other), join(folder, 'Trips', 'alone.jpg'));
      await mkdir(join(folder, 'Phone'));
      const version = sharp(evalFile(resized)).resize(240).jpeg({ quality: 70 });
      await writeFile(join(folder, 'Phone', small), await version.toBuffer());
      await mkdir(join(folder, 'Stacks'));
      await writeStacks(join(folder, 'Stacks'));
    },
    indexed: true,
  });

  beforeEach(async () => {
    const { page } = running();
    await page.evaluate(() => {
      location.hash = '#/photos';
    });
    await running().reload();
    await running().ui.photo(1).waitFor();
  });

  const dialog = (): Locator => running().page.getByRole('dialog', { name: t('compare.label') });
  const pane = (which: 'first' | 'other'): Locator => dialog().getByRole('region', { name: t(`compare.${which}`) });
  const name = async (which: 'first' | 'other'): Promise<string> => pane(which).locator('strong').innerText();

  /** What of a photo is in its window, in shares of its sides, once both photos are laid out. */
  async function part(which: 'first' | 'other'): Promise<number[]> {
    await pane(which)
      .getByText(/\d\s?%$/u)
      .waitFor();
    return pane(which)
      .locator('.stage')
      .evaluate((stage) => {
        const window = stage.getBoundingClientRect();
        const photo = (stage.querySelector('.photo') ?? stage).getBoundingClientRect();
        const [left, top] = [(window.left - photo.left) / photo.width, (window.top - photo.top) / photo.height];
        return [left, top, window.width / photo.width, window.height / photo.height];
      });
  }

  /** Photos lie on whole pixels, which are less than this share of either. */
  async function expectSamePart(): Promise<void> {
    const [first, second] = [await part('first'), await part('other')];
    for (const [i, share] of first.entries()) expect(second[i]).toBeCloseTo(share, 2);
  }

  async function openDuplicates(): Promise<void> {
    const { page, ui } = running();
    await page.evaluate(() => {
      location.hash = '#/duplicates/near';
    });
    await page
      .getByRole('region', { name: t('duplicates.group', { index: 1, name: 'market.jpg' }) })
      .getByRole('button', { name: t('compare.tool') })
      .click();
    await dialog().waitFor();
    expect(await ui.viewer.count()).toBe(0);
  }

  test('show the same part of a photo and its small version, however one looks', async () => {
    const { page } = running();
    await openDuplicates();
    await expectSamePart();
    const all = await part('first');
    await pane('first').getByText(t('duplicates.best')).waitFor();
    await pane('other').getByText(t('duplicates.reason.pixels')).waitFor();
    await inspect(running(), 'compare-duplicates');

    await page.keyboard.press('+');
    await page.keyboard.press('+');
    await expect.poll(async () => (await part('first'))[2]).toBeLessThan((all[2] ?? 0) / 2);
    await expectSamePart();
    const before = await part('first');
    await page.keyboard.press('ArrowRight');
    await expect.poll(async () => (await part('other'))[0]).toBeGreaterThan(before[0] ?? 0);
    await expectSamePart();

    const box = (await pane('other').locator('.stage').boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    const panned = await part('first');
    await page.mouse.move(middle.x, middle.y);
    await page.mouse.down();
    await page.mouse.move(middle.x + 60, middle.y + 20);
    await page.mouse.up();
    await expect.poll(async () => (await part('first'))[0]).toBeLessThan(panned[0] ?? 0);
    await expectSamePart();
    await page.mouse.wheel(0, -300);
    await expect.poll(async () => (await part('first'))[2]).toBeLessThan(panned[2] ?? 0);
    await expectSamePart();
    await page.setViewportSize({ width: 320, height: 640 });
    await expectSamePart();
    await page.setViewportSize(defaultViewport);
    await expectSamePart();
    await inspect(running(), 'compare-zoomed');

    await page.keyboard.press('1');
    await pane('first')
      .getByText(t('compare.zoom', { percent: '100' }), { exact: true })
      .waitFor();
    await page.keyboard.press('0');
    await expect.poll(async () => (await part('first'))[2]).toBeCloseTo(all[2] ?? 0, 5);
    await expectSamePart();
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
    expect(await running().ui.focused()).toBe(t('compare.tool'));
  });

  test('of duplicates: the other one goes to the trash, and comes back', async () => {
    const { page, ui } = running();
    await openDuplicates();
    await dialog()
      .getByRole('button', { name: t('compare.keepNamed', { name: 'market.jpg' }) })
      .click();
    await page.getByText(t('trash.going', { count: 1 }), { exact: true }).waitFor();
    await dialog().waitFor({ state: 'detached' });
    await page.getByText(t('duplicates.none.near')).waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement === document.body)).toBe(false);
    await ui.button(t('trash.undo')).click();
    await page.getByText(t('trash.undone')).waitFor();
    await page.getByRole('region', { name: t('duplicates.group', { index: 1, name: 'market.jpg' }) }).waitFor();
  });

  test('of duplicates: the focus goes on where the group goes later than what was done to it', async () => {
    const { page, ui } = running();
    const calls = await HeldCalls.of(page);
    await running().reload();
    await openDuplicates();
    calls.holdAnswers('duplicates.groups');
    await dialog()
      .getByRole('button', { name: t('compare.keepNamed', { name: 'market.jpg' }) })
      .click();
    // One that followed what was done, and one that followed the event, which makes the first of no use.
    await expect.poll(() => calls.waiting).toBeGreaterThan(1);
    calls.letGo();
    await page.getByText(t('duplicates.none.near')).waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.closest('nav') !== null)).toBe(true);
    await ui.button(t('trash.undo')).click();
    await page.getByText(t('trash.undone')).waitFor();
    await page.getByRole('region', { name: t('duplicates.group', { index: 1, name: 'market.jpg' }) }).waitFor();
  });

  test('of a selection by a key: the one that is chosen stays selected', async () => {
    const { page, ui } = running();
    await ui.photo(1).click({ modifiers: ['ControlOrMeta'] });
    await page.keyboard.press('c');
    expect(await dialog().count()).toBe(0);
    await ui.photo(2).click({ modifiers: ['ControlOrMeta'] });
    await page.keyboard.press('c');
    await dialog().waitFor();
    await part('other');
    const chosen = await name('other');
    await page.goBack();
    await dialog().waitFor({ state: 'detached' });
    await page.goForward();
    await dialog().waitFor();
    await pane('other')
      .getByRole('button', { name: t('compare.chooseNamed', { name: chosen }) })
      .focus();
    await page.keyboard.press('Enter');
    await dialog().waitFor({ state: 'detached' });
    await page.getByRole('toolbar', { name: t('selection.count', { count: 1 }) }).waitFor();
    expect(await ui.photo(2).getAttribute('aria-selected')).toBe('true');
    // Where it was: on the photo that was clicked last, which the grid takes keys from.
    expect(await page.evaluate(() => document.activeElement?.id)).toBe(await ui.photo(2).getAttribute('id'));
  });

  test('of a stack: keys hold one part after the other beside the one that is shown', async () => {
    const { page, ui } = running();
    await page.locator('[role=option][data-badge^="Burst"]').click();
    await ui.viewer.getByRole('toolbar', { name: t('stacks.strip') }).waitFor();
    await page.keyboard.press('c');
    await dialog().waitFor();
    await part('other');
    const [first, second] = [await name('first'), await name('other')];
    await dialog()
      .getByText(t('compare.of', { index: '1', total: '2' }))
      .waitFor();
    await page.keyboard.press('ArrowRight');
    await dialog()
      .getByText(t('compare.of', { index: '2', total: '2' }))
      .waitFor();
    await expect.poll(() => name('other')).not.toBe(second);
    expect(await name('first')).toBe(first);
    await inspect(running(), 'compare-stack');
    const third = await name('other');
    await dialog()
      .getByRole('button', { name: t('compare.chooseNamed', { name: third }) })
      .click();
    await dialog().waitFor({ state: 'detached' });
    await ui.viewer.locator(`[title="${third}"][aria-pressed=true]`).waitFor();
    await page.keyboard.press('Escape');
    await ui.viewer.waitFor({ state: 'detached' });
  });
});
