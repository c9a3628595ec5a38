import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { evalFile } from '../helpers/eval-data.ts';
import { canRun, useApp } from './lib/app.ts';
import { inspect } from './lib/inspect.ts';
import { t } from './lib/messages.ts';
import { cocoPhotos, copyAs } from './lib/photo-files.ts';
import { writeStacks } from './lib/stack-files.ts';

// Not those that stacks are made of.
const [copied = '', resized = '', other = ''] = cocoPhotos().slice(-3);
/** Where rooms are. */
const at = (kind: string): string => `#/duplicates/${kind}`;

describe.skipIf(!canRun)('duplicates', () => {
  const running = useApp({
    photos: async (folder) => {
      for (const name of ['Trips/harbour.jpg', 'Backup/harbour (1).jpg'])
        await copyAs(evalFile(copied), join(folder, name));
      await copyAs(evalFile(resized), join(folder, 'Trips', 'market.jpg'));
      await copyAs(evalFile(other), join(folder, 'Trips', 'alone.jpg'));
      const small = sharp(evalFile(resized)).resize(240).jpeg({ quality: 70 });
      await mkdir(join(folder, 'Phone'));
      await writeFile(join(folder, 'Phone', 'IMG-20230701-WA0004.jpg'), await small.toBuffer());
      await mkdir(join(folder, 'Stacks'));
      await writeStacks(join(folder, 'Stacks'));
    },
    indexed: true,
  });

  const group = (name: string): Locator =>
    running().page.getByRole('region', { name: t('duplicates.group', { index: 1, name }) });
  const kind = (of: 'exact' | 'near' | 'burst'): Locator =>
    running().page.getByRole('link', { name: new RegExp(`^${t(`duplicates.kind.${of}`)}`, 'u') });
  const go = (of: string): Promise<void> =>
    running().page.evaluate((hash) => {
      location.hash = hash;
    }, at(of));
  const moves = (of: Locator): Locator => of.locator('button.danger');

  test('are shown by their kind, with the one to keep and why', async () => {
    const { page, ui } = running();
    await ui.door(t('duplicates.title')).click();
    await kind('exact').click();
    await group('harbour.jpg').getByText(t('duplicates.reason.copyName')).waitFor();
    expect(await group('harbour.jpg').getByRole('checkbox', { checked: true }).count()).toBe(1);
    await inspect(running(), 'duplicates-exact');
    await kind('near').click();
    await group('market.jpg').getByText(t('duplicates.reason.pixels')).waitFor();
    expect(await page.getByText('alone.jpg').count()).toBe(0);
    await inspect(running(), 'duplicates-near');
    await kind('burst').click();
    await page.getByText(t('duplicates.hint.burst')).waitFor();
    await page
      .getByRole('region')
      .or(page.getByText(t('duplicates.none.burst')))
      .first()
      .waitFor();
    await inspect(running(), 'duplicates-burst');
  });

  test('go to the trash only when somebody says so, and come back', async () => {
    const { page, ui } = running();
    await go('exact');
    await moves(group('harbour.jpg')).click();
    await page.getByText(t('duplicates.none.exact')).waitFor();
    await page.getByText(t('trash.going', { count: 1 })).waitFor();
    await ui.button(t('trash.undo')).click();
    await page.getByText(t('trash.undone')).waitFor();
    await group('harbour.jpg').waitFor();
  });

  test('are chosen by keys, and one has to stay', async () => {
    const { page } = running();
    await go('near');
    const boxes = group('market.jpg').getByRole('checkbox');
    await boxes.first().focus();
    await page.keyboard.press('Space');
    await page.getByText(t('duplicates.chooseLess')).waitFor();
    expect(await moves(group('market.jpg')).isDisabled()).toBe(true);
    await boxes.last().focus();
    await page.keyboard.press('Space');
    await page.getByText(t('duplicates.chooseLess')).waitFor({ state: 'detached' });
    expect(await moves(group('market.jpg')).isEnabled()).toBe(true);
  });

  test('are looked at closely one after the other', async () => {
    const { page, ui } = running();
    await go('near');
    await ui.button(t('duplicates.open', { name: 'market.jpg' })).click();
    await ui.viewer.waitFor();
    await page.keyboard.press('Escape');
    await ui.viewer.waitFor({ state: 'detached' });
    await group('market.jpg').waitFor();
  });

  test('are thrown away in the viewer one by one: the other copy stays', async () => {
    const { page, ui } = running();
    await go('exact');
    await ui.button(t('duplicates.open', { name: 'harbour (1).jpg' })).click();
    await ui.viewer.waitFor();
    await page.keyboard.press('Delete');
    await page.getByText(t('trash.going', { count: 1 }), { exact: true }).waitFor();
    await ui.viewer.waitFor({ state: 'detached' });
    await page.getByText(t('duplicates.none.exact')).waitFor();
    await ui.button(t('trash.undo')).click();
    await group('harbour.jpg').waitFor();
  });

  test('that are none are not shown again, unless that is taken back', async () => {
    const { page, ui } = running();
    await go('near');
    await group('market.jpg')
      .getByRole('button', { name: t('duplicates.notSame') })
      .click();
    await page.getByText(t('duplicates.none.near')).waitFor();
    await ui.button(t('duplicates.undo')).last().click();
    await group('market.jpg').waitFor();
    await group('market.jpg')
      .getByRole('button', { name: t('duplicates.notSame') })
      .click();
    await page.getByText(t('duplicates.none.near')).waitFor();
    await running().reload();
    await go('near');
    await page.getByText(t('duplicates.none.near')).waitFor();
  });
});
