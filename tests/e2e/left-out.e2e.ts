import { truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { canRun, useApp } from './lib/app.ts';
import { t } from './lib/messages.ts';
import { cocoPhotos, copyPhotos } from './lib/photo-files.ts';

const kept = 8;
const exported = 4;

describe.skipIf(!canRun)('what is left out', () => {
  const running = useApp({
    photos: async (folder) => {
      const photos = cocoPhotos(kept + exported);
      await copyPhotos(join(folder, 'Trips'), photos.slice(0, kept));
      await copyPhotos(join(folder, 'Exports'), photos.slice(kept));
      await copyPhotos(join(folder, 'Trips', '@eaDir'), photos.slice(0, 2));
      await writeFile(join(folder, 'away.jpg'), '');
      await truncate(join(folder, 'away.jpg'), 1_000_000);
    },
    indexed: true,
  });

  const settings = (): Locator => running().ui.dialog(t('settings.title'));
  const patterns = (): Locator => running().ui.dialog(t('leftOut.titleOf', { name: 'photos' }));

  async function openPatterns(): Promise<void> {
    if (!(await settings().isVisible())) await running().ui.button(t('menu.settings')).click();
    await settings()
      .getByRole('button', { name: `${t('leftOut.open')}: photos` })
      .click();
    await patterns().waitFor();
  }

  async function save(): Promise<void> {
    await patterns()
      .getByRole('button', { name: t('leftOut.save') })
      .click();
    await patterns().waitFor({ state: 'detached' });
  }

  const hasPhotos = (count: number): Promise<void> =>
    running().page.getByText(t('status.photos', { count }), { exact: true }).first().waitFor();

  test('is told in the status, with what lies in the cloud', async () => {
    const { page, ui } = running();
    await ui.statusButton.click();
    await page.getByText(t('status.inCloud', { count: 1 })).waitFor();
    await page.getByText(t('status.leftOut', { count: 1 })).waitFor();
    await page.getByRole('button', { name: t('status.showLeftOut') }).click();
    const dialog = ui.dialog(t('leftOut.title'));
    await dialog.getByText(t('leftOut.reason.thumbnails')).waitFor();
    await dialog.getByText('Trips/@eaDir').waitFor();
    await dialog.getByText('away.jpg').waitFor();
    await dialog.getByRole('button', { name: t('dialog.close') }).click();
  });

  test('is chosen by patterns, of which a preview says what they would do, and comes back without them', async () => {
    const { page } = running();
    await openPatterns();
    const field = patterns().getByLabel(t('leftOut.patterns'));
    await field.fill('Exports/');
    await patterns()
      .getByText(t('leftOut.preview', { count: exported }))
      .waitFor();
    await running().screenshot('left-out/patterns');
    await save();
    await settings()
      .getByText(t('leftOut.patternCount', { count: 1 }))
      .waitFor();
    await settings()
      .getByText(new RegExp(`^${t('status.photos', { count: kept })} · `, 'u'))
      .waitFor();

    await openPatterns();
    await patterns().getByText(t('leftOut.reason.pattern')).waitFor();
    expect(await field.inputValue()).toBe('Exports/');
    await field.fill('x\n'.repeat(101));
    await patterns().getByText(t('leftOut.invalid')).waitFor();
    expect(
      await patterns()
        .getByRole('button', { name: t('leftOut.save') })
        .isDisabled(),
    ).toBe(true);
    await field.fill('');
    await patterns()
      .getByText(t('leftOut.previewBack', { count: exported }))
      .waitFor();
    await save();
    await settings()
      .getByText(new RegExp(`^${t('status.photos', { count: kept + exported })} · `, 'u'))
      .waitFor();
    await page.keyboard.press('Escape');
    await hasPhotos(kept + exported);
  });
});
