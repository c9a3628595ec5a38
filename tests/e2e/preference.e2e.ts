import type { Locator } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { canRun, useApp } from './lib/app.ts';
import { inspect } from './lib/inspect.ts';
import { t } from './lib/messages.ts';
import { cocoPhotos, copyPhotos } from './lib/photo-files.ts';

const photos = cocoPhotos(16);

describe.skipIf(!canRun)('choices between two photos', () => {
  const running = useApp({ photos: (folder) => copyPhotos(folder, photos), indexed: true });

  const order = (of: string): Locator => running().ui.button(t('sort.current', { order: of }));
  const first = (): Promise<string[]> => running().fileNames(4);
  const dialog = (): Locator => running().ui.dialog(t('taste.title'));
  const chosen = (count: number): Promise<void> => dialog().getByText(t('taste.count', { count })).waitFor();
  const shownPair = (): Promise<(string | null)[]> =>
    dialog()
      .locator('button img')
      .evaluateAll((images) => images.map((image) => image.getAttribute('src')));

  /** Another pair is asked about: between the last of those that are known and the next ones there is none for a moment. */
  const another = async (before: readonly (string | null)[]): Promise<void> => {
    const isAnother = async (): Promise<boolean> => {
      const now = await shownPair();
      return now.length === 2 && now.join() !== before.join();
    };
    await expect.poll(isAnother).toBe(true);
  };

  test('are an order once there are some, and none when they are forgotten', async () => {
    const { page, ui } = running();
    await order(t('sort.newest')).waitFor();
    const newest = await first();
    await order(t('sort.newest')).click();
    await page.getByRole('button', { name: t('sort.taste') }).click();
    await chosen(0);
    const sort = dialog().getByRole('button', { name: t('taste.sort') });
    expect(await sort.isDisabled()).toBe(true);
    await expect.poll(shownPair).toHaveLength(2);
    await inspect(running(), 'taste-pair');
    const asked = await shownPair();
    await page.keyboard.press('ArrowDown');
    await another(asked);
    await chosen(0);
    for (let count = 1; count <= 6; count++) {
      const before = await shownPair();
      await page.keyboard.press(count % 2 === 0 ? 'ArrowLeft' : 'ArrowRight');
      await chosen(count);
      await another(before);
    }
    await sort.click();
    await order(t('sort.taste')).waitFor();
    await expect.poll(first).not.toEqual(newest);
    await page.getByText(t('status.photos', { count: photos.length }), { exact: true }).waitFor();
    const byTaste = await first();

    await page.reload();
    await order(t('sort.taste')).waitFor();
    await expect.poll(first).toEqual(byTaste);
    await order(t('sort.taste')).click();
    await page.getByRole('button', { name: t('sort.newest') }).click();
    await order(t('sort.newest')).waitFor();
    await expect.poll(first).toEqual(newest);
    await order(t('sort.newest')).click();
    await page.getByRole('button', { name: t('sort.taste') }).click();
    await order(t('sort.taste')).waitFor();
    await expect.poll(first).toEqual(byTaste);

    await order(t('sort.taste')).click();
    await ui.button(t('taste.teach')).click();
    await chosen(6);
    const press = (name: string): Promise<void> => dialog().getByRole('button', { name }).click();
    // It asks first, and keys do not choose meanwhile.
    await press(t('taste.forget'));
    await dialog()
      .getByText(t('taste.forgetAsk', { count: 6 }))
      .waitFor();
    await inspect(running(), 'taste-forget');
    await page.keyboard.press('ArrowLeft');
    await press(t('taste.keep'));
    await chosen(6);
    expect(
      await dialog()
        .getByText(t('taste.forgetAsk', { count: 6 }))
        .count(),
    ).toBe(0);
    await press(t('taste.forget'));
    await page.keyboard.press('Escape');
    await dialog()
      .getByRole('button', { name: t('taste.forget') })
      .waitFor();
    await dialog()
      .getByRole('button', { name: t('taste.keep') })
      .waitFor({ state: 'detached' });
    await press(t('taste.forget'));
    await press(t('taste.forget'));
    await chosen(0);
    await page.keyboard.press('Escape');
    await order(t('sort.newest')).waitFor();
    await expect.poll(first).toEqual(newest);
  });
});
