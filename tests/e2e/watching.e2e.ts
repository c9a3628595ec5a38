import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { SearchAnswer } from '../../src-contract/index.ts';
import { evalFile } from '../helpers/eval-data.ts';
import { canRun, useApp } from './lib/app.ts';
import { HeldCalls } from './lib/held-calls.ts';
import { t } from './lib/messages.ts';
import { cocoPhotos, copyAs, copyPhotos } from './lib/photo-files.ts';

const count = 20;
const added = 'added.jpg';
const renamed = 'renamed.jpg';

/** Have an answer to a search say something else of what matches. */
function tell(said: Pick<SearchAnswer, 'nothingMatches' | 'cannotTell'>, answer: string): string {
  return answer
    .replace(/"nothingMatches":\w+/u, `"nothingMatches":${JSON.stringify(said.nothingMatches)}`)
    .replace(/"matching":\d+/u, `"matching":${said.nothingMatches ? 0 : count}`)
    .replace(/"cannotTell":(?:null|"\w+")/u, `"cannotTell":${JSON.stringify(said.cannotTell)}`);
}

describe.skipIf(!canRun)('while the page is open', () => {
  const running = useApp({ photos: (folder) => copyPhotos(folder, cocoPhotos(count)), indexed: true });

  async function showsPhotos(expected: number): Promise<void> {
    await running()
      .page.getByText(t('status.photos', { count: expected }), { exact: true })
      .first()
      .waitFor({ timeout: 30_000 });
  }

  /** Go back to all photos, and take away what was added: first it has to be seen, or the count of before is taken for that after. */
  async function takeAway(): Promise<void> {
    await running().ui.button(t('search.clear')).click();
    await showsPhotos(count + 1);
    await rm(join(running().photos, added));
    await showsPhotos(count);
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
    await takeAway();
  });

  describe('photos that are found not to match, once it can be told,', () => {
    const line = (): Locator =>
      running()
        .page.getByRole('status')
        .filter({ hasText: t('results.notYet') });

    /** As long as the library has not been measured; see the tests of the engine for when that is. */
    const notYet = (answer: string): string => tell({ nothingMatches: false, cannotTell: 'notYet' }, answer);
    const nothing = (answer: string): string => tell({ nothingMatches: true, cannotTell: null }, answer);

    /** Search before it can be told what matches, do something, and have it told by itself. */
    async function toldAfter(act: () => Promise<void>): Promise<HeldCalls> {
      const { page, ui, photos } = running();
      const calls = await HeldCalls.of(page);
      await running().reload();
      calls.onAnswer = notYet;
      await ui.search('hot air balloons at night');
      await line().waitFor();
      await act();
      calls.onAnswer = nothing;
      await copyAs(evalFile('captions/flickr8k/107318069_e9f2ef32de.jpg'), join(photos, added));
      await line().waitFor({ state: 'detached' });
      return calls;
    }

    async function end(calls: HeldCalls): Promise<void> {
      calls.onAnswer = (answer) => answer;
      await takeAway();
    }

    const nearMisses = (): Locator => running().page.getByRole('heading', { name: t('results.nearMisses') });

    test('fold away where nobody has touched them', async () => {
      const { ui } = running();
      // With Enter the focus has gone on to the photos.
      const calls = await toldAfter(() => ui.searchField.focus());
      await ui.button(t('search.showNearMisses')).waitFor();
      expect(await ui.grid.count()).toBe(0);
      await end(calls);
    });

    test('stay as near misses under the keys', async () => {
      const { page, ui } = running();
      const calls = await toldAfter(async () => {
        await ui.grid.focus();
        await page.keyboard.press('ArrowRight');
      });
      await nearMisses().waitFor();
      expect(await ui.focused()).toBe(t('grid.results'));
      await page.keyboard.press('ArrowRight');
      expect(await ui.activePlace()).toBeGreaterThan(1);
      await end(calls);
    });

    test('stay as near misses where some are selected', async () => {
      const { page, ui } = running();
      const calls = await toldAfter(async () => {
        await ui.grid.focus();
        await page.keyboard.press('Space');
        await ui.searchField.focus();
      });
      await nearMisses().waitFor();
      await page.getByRole('toolbar', { name: t('selection.count', { count: 1 }), exact: true }).waitFor();
      await ui.button(t('selection.clear')).click();
      await end(calls);
    });

    test('stay as near misses behind the one that is looked at', async () => {
      const { page, ui } = running();
      const calls = await toldAfter(async () => {
        await ui.grid.focus();
        await page.keyboard.press('Enter');
        await ui.viewer.waitFor();
      });
      await page.keyboard.press('PageDown');
      await page.keyboard.press('Escape');
      await ui.viewer.waitFor({ state: 'detached' });
      await nearMisses().waitFor();
      expect(await ui.focused()).toBe(t('grid.results'));
      await end(calls);
    });
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
