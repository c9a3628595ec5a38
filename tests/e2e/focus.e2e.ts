import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { evalFile } from '../helpers/eval-data.ts';
import { canRun, useApp } from './lib/app.ts';
import { t } from './lib/messages.ts';
import { cocoPhotos, copyAs } from './lib/photo-files.ts';

const [harbour = '', market = '', tower = '', alone = ''] = cocoPhotos(4);
const names = ['harbour', 'market', 'tower'] as const;

describe.skipIf(!canRun)('the focus', () => {
  const running = useApp({
    photos: async (folder) => {
      for (const [i, file] of [harbour, market, tower].entries()) {
        await copyAs(evalFile(file), join(folder, 'Trips', `${names[i] ?? ''}.jpg`));
        await copyAs(evalFile(file), join(folder, 'Backup', `${names[i] ?? ''} (1).jpg`));
      }
      await copyAs(evalFile(alone), join(folder, 'Trips', 'alone.jpg'));
    },
    indexed: true,
  });

  beforeEach(() => running().reload());

  const go = (fragment: string): Promise<void> =>
    running().page.evaluate((hash) => {
      location.hash = hash;
    }, fragment);

  const groups = (): Locator =>
    running()
      .page.locator('section')
      .filter({ has: running().page.locator('button.danger') });

  /** Which group of duplicates and which of its actions has the focus, from 0. */
  const focusedAction = (): Promise<{ group: number; action: number }> =>
    running().page.evaluate(() => {
      const { activeElement: focused } = document;
      const cards = [...document.querySelectorAll('main section')];
      const group = cards.findIndex((card) => card.contains(focused));
      const actions = [...(cards[group]?.querySelectorAll('.actions button') ?? [])];
      return { group, action: actions.findIndex((button) => button === focused) };
    });

  test('is where a photo was opened, where that was not among the photos of a grid', async () => {
    const { page, ui } = running();
    await go('#/duplicates/exact');
    const opened = page.getByRole('button', { name: t('duplicates.open', { name: 'market.jpg' }) });
    await opened.focus();
    await page.keyboard.press('Enter');
    await ui.viewer.waitFor();
    await page.keyboard.press('Escape');
    await ui.viewer.waitFor({ state: 'detached' });
    await expect.poll(() => opened.evaluate((button) => button === document.activeElement)).toBe(true);
  });

  test('stays in the room when it shows another place', async () => {
    const { page } = running();
    await go('#/duplicates/exact');
    await groups().first().waitFor();
    await go('#/duplicates/near');
    await page.getByText(t('duplicates.hint.near')).waitFor();
    await page.goBack();
    await groups().first().locator('.actions button').first().focus();
    await page.goForward();
    await page.getByText(t('duplicates.hint.near')).waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('MAIN');
  });

  test('is on the photos of the folder that back leads to', async () => {
    const { page, ui } = running();
    await ui.door(t('folders.title')).click();
    const node = page.getByRole('treeitem', { name: /^(?:Trips|Backup), /u });
    await node.first().click();
    const label = await node.first().getAttribute('aria-label');
    await page.getByRole('listbox', { name: label?.split(',')[0] ?? '', exact: true }).waitFor();
    await node.last().click();
    const other = (await node.last().getAttribute('aria-label'))?.split(',')[0] ?? '';
    await page.getByRole('listbox', { name: other, exact: true }).focus();
    await page.goBack();
    await page.getByRole('listbox', { name: label?.split(',')[0] ?? '', exact: true }).waitFor();
    await expect.poll(() => ui.focused()).toBe(label?.split(',')[0]);
  });

  test('goes on to the next group when one of duplicates is done with, and to the kinds after the last', async () => {
    const { page } = running();
    await go('#/duplicates/exact');
    await expect.poll(() => groups().count()).toBe(3);
    const keepAll = page.getByRole('button', { name: t('duplicates.keepAll') });
    await keepAll.nth(1).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => groups().count()).toBe(2);
    await expect.poll(focusedAction).toEqual({ group: 1, action: 1 });
    await page.keyboard.press('Enter');
    await expect.poll(() => groups().count()).toBe(1);
    await expect.poll(focusedAction).toEqual({ group: 0, action: 1 });
    await page.keyboard.press('Enter');
    await page.getByText(t('duplicates.none.exact')).waitFor();
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('href')))
      .toBe('#/duplicates/exact');
  });
});
