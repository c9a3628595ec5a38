import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { evalFile } from '../helpers/eval-data.ts';
import { canRun, useApp } from './lib/app.ts';
import { t } from './lib/messages.ts';
import { cocoPhotos, copyAs, copyPhotos } from './lib/photo-files.ts';

describe.skipIf(!canRun)('a photo that lies in two folders', () => {
  const running = useApp({
    photos: async (folder) => {
      await copyPhotos(folder, cocoPhotos(6));
      const day = new Date('2026-07-01T12:00:00Z');
      for (const copy of ['Camera/IMG_0001.jpg', 'Best of/summer.jpg']) {
        await copyAs(evalFile('near-duplicates/nd01_orig.jpg'), join(folder, copy), day);
      }
    },
    indexed: true,
  });

  test.each([
    ['camera', 'IMG_0001.jpg'],
    ['best', 'summer.jpg'],
  ])('is in the folder that was asked for the file there: %s', async (folder, name) => {
    const { page, ui, scratch } = running();
    await ui.search(`folder:${folder}`);
    expect(await ui.total()).toBe(1);
    await ui.photo(1).click();
    await ui.viewer.getByText(name).first().waitFor();
    await page.keyboard.press('i');
    const files = ui.viewer.getByRole('complementary').getByText(/\.jpg/u);
    await expect.poll(() => files.first().textContent()).toContain(name);
    await page.keyboard.press('i');
    await page.keyboard.press('Escape');

    const target = join(scratch, folder);
    await mkdir(target);
    await ui.grid.focus();
    await page.keyboard.press('ControlOrMeta+a');
    await ui.button(t('selection.copyTo')).click();
    await page.getByRole('dialog').getByRole('textbox').fill(target);
    await page
      .getByRole('dialog')
      .getByRole('button', { name: t('selection.copyNow'), exact: true })
      .click();
    await page
      .getByText(t('selection.copied', { count: 1 }))
      .first()
      .waitFor();
    // The message may still be the one of the copy before.
    await expect.poll(() => readdir(target)).toEqual([name]);
    await page.keyboard.press('Escape');
  });
});
