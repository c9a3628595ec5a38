import { describe, expect, test } from 'vitest';
import { writeSyntheticLibrary, writeSyntheticThumbs } from '../../bench/lib/synthetic-library.ts';
import { canRun, useApp } from './lib/app.ts';
import { t } from './lib/messages.ts';

const count = 1500;

describe.skipIf(!canRun)('1,500 photos that match', () => {
  const running = useApp({
    hasCaptions: true,
    library: async (dataDir) => {
      writeSyntheticLibrary(dataDir, count, 0);
      await writeSyntheticThumbs(dataDir);
    },
    browser: { permissions: ['clipboard-write'] },
  });

  test('are counted at once, and all are shown, selected and copied', async () => {
    const { page, ui } = running();
    await ui.search('type:jpg');
    await page.getByText(t('results.matching', { count })).waitFor();
    await ui.grid.focus();
    await page.keyboard.press('ControlOrMeta+a');
    await page.getByRole('toolbar', { name: t('selection.count', { count }), exact: true }).waitFor();
    expect(await ui.total()).toBe(count);
    await ui.button(t('selection.copyPaths')).click();
    await page.getByText(t('selection.pathsCopied', { count })).waitFor();
    // It would stay through the next searches.
    await ui.button(t('selection.clear')).click();
  });

  test('are gone through to the last with one key, and selected on the way with Shift', async () => {
    const { page, ui } = running();
    await ui.search('type:jpg');
    await ui.grid.focus();
    await page.keyboard.press('End');
    await expect.poll(() => ui.activePlace()).toBe(count);
    expect(await ui.photosInView()).toContain(count);
    await page.keyboard.press('Home');
    expect(await ui.activePlace()).toBe(1);
    await ui.search('type:jpg shape:landscape');
    const landscape = await ui.matching();
    await ui.grid.focus();
    await page.keyboard.press('Shift+End');
    await page.getByRole('toolbar', { name: t('selection.count', { count: landscape }), exact: true }).waitFor();
  });

  test('are in another order down to the last', async () => {
    const { page, ui } = running();
    await ui.search('type:jpg');
    await page.getByRole('button', { name: t('sort.current', { order: t('sort.relevance') }) }).click();
    await ui.button(t('sort.oldest')).click();
    await page.getByRole('button', { name: t('sort.current', { order: t('sort.oldest') }) }).waitFor();
    await ui.grid.focus();
    await page.keyboard.press('End');
    await expect.poll(() => ui.total()).toBe(count);
  });

  test('of those that are only close it is said how many were left out before they are selected', async () => {
    const { page, ui } = running();
    await ui.search('a photo that shows nothing in particular');
    await ui.grid.focus();
    await page.keyboard.press('ControlOrMeta+a');
    await page.getByText(t('results.cut', { count: 1000, searched: count })).waitFor();
  });
});
