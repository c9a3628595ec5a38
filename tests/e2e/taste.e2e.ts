import type { Locator } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { canRun, useApp } from './lib/app.ts';
import { t } from './lib/messages.ts';
import { overflow } from './lib/overflow.ts';
import { cocoPhotos, copyPhotos } from './lib/photo-files.ts';
import { violations } from './lib/violations.ts';

const count = 40;

describe.skipIf(!canRun)('what is said of hits', () => {
  const running = useApp({ photos: (folder) => copyPhotos(folder, cocoPhotos(count)), indexed: true });
  let plain: number[] = [];

  beforeAll(async () => {
    await running().page.setViewportSize({ width: 1400, height: 900 });
  });

  const told = (liked: number, disliked: number): string =>
    t('feedback.told', { liked, disliked, both: liked > 0 && disliked > 0 ? 'yes' : 'no' });

  /** Wait until the bar says so much. */
  async function said(liked: number, disliked: number): Promise<void> {
    await running().page.getByText(told(liked, disliked), { exact: true }).first().waitFor();
  }

  test('moves what is like it, by a key at a photo that nothing takes the focus from', async () => {
    const { page, ui } = running();
    await ui.search('an animal');
    await ui.scrollTo(0);
    plain = await ui.photoIds();
    const chosen = plain[7] ?? 0;
    await ui.grid.focus();
    await page.keyboard.press('Home');
    for (let at = 0; at < 7; at++) await page.keyboard.press('ArrowRight');
    await page.keyboard.press('+');
    await said(1, 0);
    await expect.poll(() => ui.photoIds()).not.toEqual(plain);
    const after = await ui.photoIds();
    expect(after.indexOf(chosen)).toBeLessThan(7);
    expect(await ui.focused()).toBe(t('grid.results'));
    const option = page.locator(`#photo-${chosen}`);
    expect(await option.getAttribute('aria-label')).toContain(t('feedback.liked'));
    // The keys are at the same photo still, wherever it is now: what was said of it is taken back, and said again.
    expect(await ui.grid.getAttribute('aria-activedescendant')).toBe(`photo-${chosen}`);
    await page.keyboard.press('+');
    await expect.poll(() => ui.photoIds()).toEqual(plain);
    expect(await ui.grid.getAttribute('aria-activedescendant')).toBe(`photo-${chosen}`);
    await page.keyboard.press('+');
    await said(1, 0);
    // A key that is held down says it once.
    await page.keyboard.down('-');
    await page.keyboard.down('-');
    await page.keyboard.up('-');
    await said(0, 1);
    await page.goBack();
    await said(1, 0);
    await expect.poll(() => ui.photoIds()).not.toEqual(plain);
  });

  test('takes a photo away from those that match, by a button over it', async () => {
    const { page, ui } = running();
    const before = await ui.photoIds();
    const unwanted = before[0] ?? 0;
    await page.locator(`#photo-${unwanted}`).hover();
    await page.locator('[data-judge=disliked]').click();
    await said(1, 1);
    await expect.poll(async () => (await ui.photoIds())[0]).not.toBe(unwanted);
    await page.mouse.move(0, 0);
    await ui.thumbsLoaded();
    await page.locator(`#photo-${(await ui.photoIds())[1] ?? 0}`).hover();
    expect(await violations(running())).toEqual([]);
    await running().screenshot('desktop/feedback');
  });

  test('is there again after a reload, and the address says nothing of it', async () => {
    const { page, ui } = running();
    const order = await ui.photoIds();
    expect(page.url()).toMatch(/#\/search\?entry=[\w-]+$/u);
    await page.reload();
    await said(1, 1);
    await ui.answered();
    await expect.poll(() => ui.photoIds()).toEqual(order);
  });

  test('is undone step by step by Back, and all of it by its button, to the very same order', async () => {
    const { page, ui } = running();
    await page.goBack();
    await said(1, 0);
    await page.goForward();
    await said(1, 1);
    await ui.button(t('feedback.forget')).click();
    await expect.poll(() => ui.button(t('feedback.forget')).count()).toBe(0);
    await expect.poll(() => ui.photoIds()).toEqual(plain);
    expect(await ui.focused()).toBe(t('grid.results'));
    await page.goBack();
    await said(1, 1);
  });

  test('holds for this search alone: another one knows nothing of it', async () => {
    const { ui } = running();
    await ui.search('an animal');
    await ui.scrollTo(0);
    expect(await ui.button(t('feedback.forget')).count()).toBe(0);
    expect(await ui.photoIds()).toEqual(plain);
  });

  test('is taken back by saying it again, and said of all that are selected', async () => {
    const { page, ui } = running();
    const [first = 0] = plain;
    await page.locator(`#photo-${first}`).click({ modifiers: ['ControlOrMeta'] });
    await ui.grid.focus();
    await page.keyboard.press('+');
    await said(1, 0);
    await page.keyboard.press('+');
    await expect.poll(() => ui.button(t('feedback.forget')).count()).toBe(0);
    await ui.photo(2).click({ modifiers: ['ControlOrMeta'] });
    await ui.grid.focus();
    await page.keyboard.press('+');
    await said(2, 0);
  });

  test('is said of what is selected by buttons that a finger can press, too', async () => {
    const { page, ui } = running();
    const bar = page.getByRole('toolbar', { name: t('selection.count', { count: 2 }) });
    const button = (name: 'feedback.like' | 'feedback.dislike'): Locator =>
      bar.getByRole('button', { name: t(name), exact: true });
    expect(await button('feedback.like').getAttribute('aria-pressed')).toBe('true');
    await button('feedback.dislike').click();
    await said(0, 2);
    await expect.poll(() => button('feedback.dislike').getAttribute('aria-pressed')).toBe('true');
    expect(await violations(running())).toEqual([]);
    await page.setViewportSize({ width: 320, height: 640 });
    await expect.poll(() => overflow(page)).toEqual([]);
    for (const width of [430, 500, 640, 700, 900, 1060, 1400]) {
      await page.setViewportSize({ width, height: 900 });
      const box = await bar.boundingBox();
      expect(await bar.evaluate((element) => element.scrollWidth <= element.clientWidth)).toBe(true);
      expect((box?.x ?? -1) >= 0 && (box?.x ?? 0) + (box?.width ?? 0) <= width).toBe(true);
    }
    await button('feedback.dislike').click();
    await expect.poll(() => ui.button(t('feedback.forget')).count()).toBe(0);
    await ui.button(t('app.name')).click();
    await page.getByRole('listbox', { name: t('grid.library') }).waitFor();
    await ui.photo(1).click({ modifiers: ['ControlOrMeta'] });
    expect(
      await page
        .getByRole('toolbar')
        .getByRole('button', { name: t('feedback.like'), exact: true })
        .count(),
    ).toBe(0);
  });
});
