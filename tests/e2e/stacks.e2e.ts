import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { canRun, useApp } from './lib/app.ts';
import { t } from './lib/messages.ts';
import { writeStacks } from './lib/stack-files.ts';

describe.skipIf(!canRun)('stacks', () => {
  const running = useApp({
    photos: writeStacks,
    indexed: true,
    browser: { permissions: ['clipboard-read', 'clipboard-write'] },
  });

  beforeEach(async () => {
    const { ui } = running();
    await running().reload();
    await ui.photo(1).waitFor();
  });

  /** What stands on the photos that are drawn, in order; nothing on a photo by itself. */
  async function badges(): Promise<string[]> {
    const { ui } = running();
    await ui.photoIds();
    return ui.photos.evaluateAll((photos) =>
      photos
        .map((photo) => ({ at: Number(photo.ariaPosInSet), badge: photo.getAttribute('data-badge') ?? '' }))
        .sort((a, b) => a.at - b.at)
        .map(({ badge }) => badge),
    );
  }

  /** Names of the parts in the viewer, the one that is shown in brackets. */
  async function parts(): Promise<string[]> {
    const strip = running().ui.viewer.getByRole('toolbar', { name: t('stacks.strip') });
    await strip.waitFor();
    return strip.locator('> [title]').evaluateAll((all) =>
      all.map((part) => {
        const name = part.getAttribute('title') ?? '';
        return part.ariaPressed === 'true' ? `[${name}]` : name;
      }),
    );
  }

  test('are one photo each in the timeline, with a badge', async () => {
    const { ui } = running();
    await ui.thumbsLoaded();
    expect(await badges()).toEqual(['Live', 'RAW', 'Edited', 'Burst 3', 'Live', '']);
    expect(await running().fileNames(6)).toEqual([
      'IMG_0001.JPG',
      'IMG_0002.JPG',
      'IMG_0003-edited.JPG',
      'IMG_0004.JPG',
      'PXL_0008.MP.jpg',
      'IMG_0007.JPG',
    ]);
    expect(await ui.photo(4).getAttribute('aria-label')).toContain('burst of 3 photos');
    await running().screenshot('stacks-timeline');
  });

  test('are one hit each, and one is found by a part that is not shown', async () => {
    const { ui } = running();
    await ui.search('people');
    expect(await ui.total()).toBe(6);
    expect((await badges()).toSorted()).toEqual(['', 'Burst 3', 'Edited', 'Live', 'Live', 'RAW']);
    await ui.thumbsLoaded();
    await running().screenshot('stacks-search');
    await ui.search('type:raw');
    expect(await running().fileNames(5)).toEqual(['IMG_0002.DNG']);
    expect(await badges()).toEqual(['RAW']);
  });

  test('have their parts in the viewer, by mouse and by keys', async () => {
    const { page, ui } = running();
    await ui.photo(1).click();
    expect(await parts()).toEqual(['[IMG_0001.JPG]', 'IMG_0001.MOV']);
    await page.keyboard.press('ArrowRight');
    await expect.poll(parts).toEqual(['[IMG_0002.JPG]', 'IMG_0002.DNG']);
    await ui.viewer.getByRole('button', { name: /^IMG_0002\.DNG/u }).click();
    await expect.poll(parts).toEqual(['IMG_0002.JPG', '[IMG_0002.DNG]']);
    await ui.viewer.getByText('IMG_0002.DNG', { exact: true }).waitFor();
    await page.keyboard.press('ArrowRight');
    await expect.poll(parts).toEqual(['[IMG_0003-edited.JPG]', 'IMG_0003.JPG']);
    await page.keyboard.press('p');
    await expect.poll(parts).toEqual(['IMG_0003-edited.JPG', '[IMG_0003.JPG]']);
    await ui.fullPhotoSize();
    await running().screenshot('stacks-viewer');
    await page.keyboard.press('PageDown');
    await expect.poll(parts).toEqual(['[IMG_0004.JPG]', 'IMG_0005.JPG', 'IMG_0006.JPG']);
    await ui.viewer.getByTitle(t('stacks.sharpest')).waitFor();
    const first = ui.viewer.getByRole('button', { name: /^IMG_0004\.JPG/u });
    await first.focus();
    await page.keyboard.press('ArrowRight');
    expect(await ui.focused()).toBe('IMG_0005.JPG, jpeg, 2 of 3, the sharpest');
    await page.keyboard.press('Enter');
    await expect.poll(parts).toEqual(['IMG_0004.JPG', '[IMG_0005.JPG]', 'IMG_0006.JPG']);
    await page.keyboard.press('PageDown');
    await ui.viewer.getByRole('button', { name: t('stacks.playInside', { name: 'PXL_0008.MP.jpg' }) }).waitFor();
    await running().screenshot('stacks-motion');
    await page.keyboard.press('PageDown');
    await ui.viewer.getByText('IMG_0007.JPG', { exact: true }).waitFor();
    expect(await ui.viewer.getByRole('toolbar', { name: t('stacks.strip') }).count()).toBe(0);
  });

  test('have nothing that is told lie over their parts, and what is selected behind the viewer makes no room', async () => {
    const { page, ui } = running();
    await ui.grid.focus();
    await page.keyboard.press('Space');
    await page.getByRole('toolbar', { name: t('selection.count', { count: 1 }), exact: true }).waitFor();
    await page.keyboard.press('Enter');
    await ui.fullPhotoSize();
    await page.keyboard.press('Control+c');
    const toast = page.getByText(t('viewer.imageCopied'));
    await toast.waitFor();
    const strip = ui.viewer.getByRole('toolbar', { name: t('stacks.strip') });
    const told = ui.viewer.getByRole('status').filter({ has: toast });
    const space = async (): Promise<number> => {
      const [above, below] = await Promise.all([told.boundingBox(), strip.boundingBox()]);
      return (below?.y ?? NaN) - (above?.y ?? NaN) - (above?.height ?? NaN);
    };
    await expect.poll(space).toBeGreaterThan(0);
    // A photo by itself has no parts.
    await page.keyboard.press('End');
    await strip.waitFor({ state: 'detached' });
    const bottom = async (): Promise<number> => {
      const box = await told.boundingBox();
      return (box?.y ?? NaN) + (box?.height ?? NaN);
    };
    await expect.poll(bottom).toBeGreaterThan((page.viewportSize()?.height ?? NaN) - 30);
    await page.keyboard.press('Escape');
    await ui.viewer.waitFor({ state: 'detached' });
    await ui.button(t('selection.clear')).click();
  });

  test('are copied whole or as shown, as the user chooses', async () => {
    const { page, ui, scratch } = running();
    const copyTo = async (name: string, isWhole: boolean): Promise<string[]> => {
      const folder = join(scratch, name);
      await mkdir(folder);
      await ui.button(t('selection.copyTo')).click();
      const dialog = page.getByRole('dialog');
      const whole = dialog.getByRole('switch', { name: t('stacks.wholeHint', { files: 4 }) });
      expect(await whole.isChecked()).toBe(isWhole);
      await dialog.getByRole('textbox', { name: t('folder.path') }).fill(folder);
      await dialog.getByRole('button', { name: t('selection.copyNow') }).click();
      await dialog.waitFor({ state: 'detached' });
      return (await readdir(folder)).sort();
    };
    const select = async (): Promise<void> => {
      await ui.photo(1).click({ modifiers: ['ControlOrMeta'] });
      await ui.photo(3).click();
      await ui.button(t('stacks.whole')).waitFor();
    };
    await select();
    await ui.button(t('selection.copyPaths')).click();
    await page.getByText(t('selection.pathsCopied', { count: 2 })).waitFor();
    expect(await copyTo('shown', false)).toEqual(['IMG_0001.JPG', 'IMG_0003-edited.JPG']);
    await select();
    await ui.button(t('stacks.whole')).click();
    await ui.atRest();
    await running().screenshot('stacks-selection');
    await ui.button(t('selection.copyPaths')).click();
    await page.getByText(t('selection.pathsCopied', { count: 4 })).waitFor();
    expect(await copyTo('whole', true)).toEqual([
      'IMG_0001.JPG',
      'IMG_0001.MOV',
      'IMG_0003-edited.JPG',
      'IMG_0003.JPG',
    ]);
    // A photo by itself needs no choice.
    await ui.photo(6).click({ modifiers: ['ControlOrMeta'] });
    await ui.button(t('selection.copyPaths')).waitFor();
    expect(await ui.button(t('stacks.whole')).count()).toBe(0);
  });

  test('come apart by a setting, and together again', async () => {
    const { page, ui } = running();
    const toggle = async (): Promise<void> => {
      await page.keyboard.press('ControlOrMeta+,');
      await page.getByRole('switch', { name: t('stacks.setting') }).click();
      await page.keyboard.press('Escape');
    };
    await toggle();
    await expect.poll(() => ui.total()).toBe(10);
    expect(new Set(await badges())).toEqual(new Set(['']));
    await ui.search('people');
    expect(await ui.total()).toBe(10);
    await toggle();
    await expect.poll(() => ui.total()).toBe(6);
  });
});
