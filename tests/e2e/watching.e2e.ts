import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { evalFile } from '../helpers/eval-data.ts';
import { canRun, useApp } from './lib/app.ts';
import { HeldCalls } from './lib/held-calls.ts';
import { t } from './lib/messages.ts';
import { cocoPhotos, copyAs, copyPhotos } from './lib/photo-files.ts';

const count = 20;
const added = 'added.jpg';
const renamed = 'renamed.jpg';

describe.skipIf(!canRun)('while the page is open', () => {
  const running = useApp({ photos: (folder) => copyPhotos(folder, cocoPhotos(count)), indexed: true });

  async function showsPhotos(expected: number): Promise<void> {
    await running()
      .page.getByText(t('status.photos', { count: expected }), { exact: true })
      .first()
      .waitFor({ timeout: 30_000 });
  }

  test('a photo that is put into the folder appears by itself, and is found', async () => {
    const { ui, photos } = running();
    await ui.upToDate();
    const newest = new Date('2026-09-01T12:00:00Z');
    await copyAs(evalFile('captions/flickr8k/107318069_e9f2ef32de.jpg'), join(photos, added), newest);
    await showsPhotos(count + 1);
    expect(await running().fileNames(1)).toEqual([added]);
    await ui.search('hot air balloons at night');
    expect(await running().fileNames(1)).toEqual([added]);
    await ui.button(t('search.clear')).click();
  });

  test('a photo that is renamed stays the photo that it was', async () => {
    const { ui, photos } = running();
    const [id] = await ui.photoIds();
    await rename(join(photos, added), join(photos, renamed));
    await expect.poll(() => running().fileNames(1), { timeout: 30_000 }).toEqual([renamed]);
    expect((await ui.photoIds())[0]).toBe(id);
  });

  test('a photo that is deleted goes, also from the answer that shows it', async () => {
    const { ui, photos } = running();
    await ui.search('hot air balloons at night');
    expect(await ui.total()).toBe(count + 1);
    await rm(join(photos, renamed));
    const left = async (): Promise<number> => {
      await ui.answered();
      return ui.total();
    };
    await expect.poll(left, { timeout: 30_000 }).toBe(count);
    expect(await running().fileNames(1)).not.toEqual([renamed]);
    await ui.button(t('search.clear')).click();
    await showsPhotos(count);
  });

  test('the photo that is looked at is the one that keys go on from, also when others came meanwhile', async () => {
    const { page, ui, photos } = running();
    await ui.search('hot air balloons at night');
    const second = (await ui.photoIds())[1];
    await ui.grid.focus();
    await page.keyboard.press('Enter');
    await ui.viewer.waitFor();
    await page.keyboard.press('PageDown');
    await copyAs(evalFile('captions/flickr8k/107318069_e9f2ef32de.jpg'), join(photos, added));
    await expect
      .poll(() => ui.photos.first().getAttribute('aria-setsize'), { timeout: 30_000 })
      .toBe(String(count + 1));
    await page.keyboard.press('Escape');
    await ui.viewer.waitFor({ state: 'detached' });
    const active = (): Promise<string | null> => ui.grid.getAttribute('aria-activedescendant');
    await expect.poll(active).toBe(`photo-${second ?? ''}`);
    expect(await ui.activePlace()).toBe(3);
    await rm(join(photos, added));
    await ui.button(t('search.clear')).click();
    await showsPhotos(count);
  });

  test('photos that are found not to match fold away, and the focus goes on to the search', async () => {
    const { page, ui, photos } = running();
    const calls = await HeldCalls.of(page);
    await running().reload();
    const tell = (nothingMatches: boolean) => (answer: string) =>
      answer.replace(/"nothingMatches":\w+/u, `"nothingMatches":${String(nothingMatches)}`);
    calls.onAnswer = tell(false);
    await ui.search('hot air balloons at night');
    await ui.grid.focus();
    calls.onAnswer = tell(true);
    await copyAs(evalFile('captions/flickr8k/107318069_e9f2ef32de.jpg'), join(photos, added));
    await ui.button(t('search.showNearMisses')).waitFor();
    await expect.poll(() => ui.focused()).toBe(t('search.label'));
    calls.onAnswer = (answer) => answer;
    await rm(join(photos, added));
    await ui.button(t('search.clear')).click();
    await showsPhotos(count);
  });

  test('a folder that cannot be reached keeps its photos and says so, until it is back', async () => {
    const { page, ui, guard, photos, scratch } = running();
    // The thumbnail stays; the whole photo cannot be had.
    guard.expect(/status of 4(?:04|10)/u);
    await rename(photos, join(scratch, 'away'));
    await ui.statusButton.click();
    await page.getByRole('button', { name: t('status.rescan') }).click();
    await page.getByText(t('status.offline', { count: 1 })).waitFor();
    await page.keyboard.press('Escape');
    await showsPhotos(count);
    const [first = 0] = await ui.photoIds();
    await ui.openViewer(first);
    await ui.viewer.getByText(t('viewer.offline')).waitFor();
    await page.keyboard.press('Escape');
    await ui.viewer.waitFor({ state: 'detached' });

    await rename(join(scratch, 'away'), photos);
    await ui.statusButton.click();
    await page.getByRole('button', { name: t('status.rescan') }).click();
    await page.getByText(t('status.offline', { count: 1 })).waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    await ui.openViewer(first);
    expect((await ui.fullPhotoSize()).width).toBeGreaterThan(0);
  });
});
