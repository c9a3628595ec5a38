import type { Locator } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { canRun, useApp } from './lib/app.ts';
import { HeldCalls } from './lib/held-calls.ts';
import { t } from './lib/messages.ts';
import { cocoPhotos, copyPhotos } from './lib/photo-files.ts';
import { violations } from './lib/violations.ts';

describe.skipIf(!canRun)('tags', () => {
  const running = useApp({ photos: (folder) => copyPhotos(folder, cocoPhotos(112)), indexed: true });

  let calls: HeldCalls;

  beforeAll(async () => {
    const { page, ui } = running();
    calls = await HeldCalls.of(page);
    await running().reload();
    await page.setViewportSize({ width: 1400, height: 900 });
    await ui.door(t('tags.title')).click();
    // Photos are looked at in the background.
    await cards().first().waitFor({ timeout: 120_000 });
  });

  const hash = (): string => new URL(running().page.url()).hash;

  function cards(): Locator {
    return running().page.locator('a[href^="#/tags/"]');
  }

  /** Go to the list of all by the keyboard, from wherever the focus is. */
  async function toTags(): Promise<void> {
    const { page, ui } = running();
    await page.keyboard.press('Escape');
    // Not in the field of searches, where letters are letters.
    await ui.door(t('grid.photos')).focus();
    await page.keyboard.press('g');
    await page.keyboard.press('t');
    await page.getByRole('heading', { name: t('tags.title'), level: 1 }).waitFor();
    await cards().first().waitFor();
  }

  /** What a card says: the name and how many photos there are. */
  async function told(card: Locator): Promise<{ name: string; photos: number; id: number }> {
    const name = await card.locator('.name').innerText();
    const photos = Number(/\d+/u.exec(await card.locator('.count').innerText())?.[0]);
    const id = Number((await card.getAttribute('href'))?.split('/').at(-1));
    return { name, photos, id };
  }

  async function open(card: Locator): Promise<{ name: string; photos: number; id: number }> {
    const tag = await told(card);
    await card.click();
    await running().page.getByRole('heading', { name: tag.name, level: 1 }).waitFor();
    return tag;
  }

  /** Open a photo with the information about it. */
  async function openInfo(place: number): Promise<void> {
    const { page, ui } = running();
    await ui.photo(place).click();
    await ui.viewer.waitFor();
    const panel = ui.viewer.getByRole('complementary', { name: t('info.title') });
    if (!(await panel.isVisible())) await page.keyboard.press('i');
    await panel.waitFor();
  }

  function takeAway(name: string): Locator {
    return running().ui.viewer.getByRole('button', { name: t('tags.takeAway', { name: name.toLowerCase() }) });
  }

  /** Search from wherever one is. */
  async function searchFor(text: string): Promise<void> {
    const { ui } = running();
    await ui.searchField.fill(text);
    await ui.searchField.press('Enter');
    await expect.poll(hash).toMatch(/^#\/search/u);
  }

  test('stand under their groups with as many photos as they show', async () => {
    const { page, ui } = running();
    await toTags();
    expect(hash()).toBe('#/tags');
    const { name, photos, id } = await open(cards().first());
    expect(hash()).toBe(`#/tags/${id}`);
    await expect.poll(() => ui.total()).toBe(photos);
    await page.getByRole('button', { name: t('filters.remove', { filter: name.toLowerCase() }) }).waitFor();
    // A search goes on among them, and back leads to the tag.
    await searchFor('a photo');
    expect(await page.getByRole('button', { name: t('filters.remove', { filter: name.toLowerCase() }) }).count()).toBe(
      1,
    );
    await page.goBack();
    await page.getByRole('heading', { name, level: 1 }).waitFor();
    await ui.door(t('grid.photos')).click();
    await page.getByRole('listbox', { name: t('grid.library') }).waitFor();
    await expect.poll(() => ui.total()).toBe(112);
  });

  test('are found by a query, by their names in another language, too', async () => {
    const { page, ui } = running();
    await toTags();
    const { name, photos } = await told(cards().first());
    await searchFor(`tag:"${name}"`);
    await expect.poll(() => ui.total()).toBe(photos);
    await ui.queryChip(name).waitFor();
    await page.goBack();
  });

  test('are taken from photos, by the keyboard alone, and had again', async () => {
    const { page, ui } = running();
    await toTags();
    const { name, photos } = await told(cards().first());
    await cards().first().focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name, level: 1 }).waitFor();
    await expect.poll(() => ui.total()).toBe(photos);
    await page.getByRole('listbox').focus();
    await page.keyboard.press('Space');
    const refuse = ui.button(t('tags.refuse', { name: name.toLowerCase() }));
    await refuse.focus();
    await page.keyboard.press('Enter');
    await page.getByText(t('tags.refused', { count: 1, name: name.toLowerCase() })).waitFor();
    if (photos > 1) await expect.poll(() => ui.total()).toBe(photos - 1);
    expect(await ui.focused()).not.toBe('body');
    await ui.button(t('tags.undo')).click();
    await expect.poll(() => ui.total()).toBe(photos);
  });

  test('stand in the information about a photo, as links', async () => {
    const { page, ui } = running();
    await toTags();
    const { name, id } = await open(cards().first());
    await openInfo(1);
    const link = ui.viewer.locator(`a[href="#/tags/${id}"]`);
    await link.waitFor();
    expect(await violations(running())).toEqual([]);
    await takeAway(name).click();
    await link.waitFor({ state: 'detached' });
    expect(await page.evaluate(() => document.activeElement !== document.body)).toBe(true);
    await ui.button(t('tags.undo')).last().click();
    await link.waitFor();
    await link.click();
    await ui.viewer.waitFor({ state: 'detached' });
    expect(hash()).toBe(`#/tags/${id}`);
  });

  test('that were taken from a photo are told, and given back', async () => {
    const { page, ui } = running();
    await toTags();
    const { name, id } = await open(cards().first());
    await openInfo(1);
    const link = ui.viewer.locator(`a[href="#/tags/${id}"]`);
    await takeAway(name).click();
    const giveBack = ui.viewer.getByRole('button', { name: t('tags.giveBack', { name: name.toLowerCase() }) });
    await giveBack.waitFor();
    expect(await violations(running())).toEqual([]);
    await giveBack.focus();
    await page.keyboard.press('Enter');
    await giveBack.waitFor({ state: 'detached' });
    await link.waitFor();
    expect(await page.evaluate(() => document.activeElement !== document.body)).toBe(true);
    // What could not be taken away is there.
    calls.onCall = (call) => (call.includes('setRefused') ? call.replace(`"id":${id}`, '"id":99999') : call);
    await takeAway(name).click();
    await page.getByText(t('error.TAG_NOT_FOUND')).waitFor();
    calls.letGo();
    await link.waitFor();
    await page.keyboard.press('Escape');
  });

  test('are said of the photo that is shown, never of the one before', async () => {
    const { page, ui } = running();
    await toTags();
    const { photos, id } = await open(cards().first());
    expect(photos).toBeGreaterThan(1);
    await openInfo(1);
    const link = ui.viewer.locator(`a[href="#/tags/${id}"]`);
    await link.waitFor();
    calls.hold('ofPhoto');
    await page.keyboard.press('ArrowRight');
    await link.waitFor({ state: 'detached' });
    await expect.poll(() => calls.waiting).toBeGreaterThan(0);
    calls.letGo();
    await link.waitFor();
    await page.keyboard.press('Escape');
  });

  test('that are taken from a photo are gone from a search for them', async () => {
    const { page, ui } = running();
    await toTags();
    const { name, photos } = await told(cards().first());
    expect(photos).toBeGreaterThan(1);
    await searchFor(`tag:"${name}"`);
    await expect.poll(() => ui.total()).toBe(photos);
    await openInfo(1);
    await takeAway(name).click();
    await expect.poll(() => ui.total()).toBe(photos - 1);
    await ui.button(t('tags.undo')).last().click();
    await expect.poll(() => ui.total()).toBe(photos);
    await page.keyboard.press('Escape');
    await page.goBack();
  });

  test('are chosen beside others in the room of the first, until that is taken away', async () => {
    const { page, ui } = running();
    await toTags();
    const other = (await told(cards().nth(1))).name.toLowerCase();
    const { name, id } = await open(cards().first());
    await ui.button(t('filters.add')).click();
    const kinds = page.locator('[popover]').filter({ has: page.getByRole('button', { name: t('filters.folder') }) });
    await kinds.getByRole('button', { name: t('filters.tags'), exact: true }).click();
    const options = page.locator('[popover]').filter({ has: page.getByRole('button', { name: t('filters.back') }) });
    await options
      .getByRole('button', { name: new RegExp(`^${other}`, 'iu') })
      .first()
      .click();
    const chip = (filter: string): Locator => ui.button(t('filters.remove', { filter: filter.toLowerCase() }));
    await chip(other).waitFor();
    await chip(name).waitFor();
    await page.getByRole('heading', { name, level: 1 }).waitFor();
    expect(hash()).toBe(`#/tags/${id}`);
    await page.keyboard.press('Escape');
    await chip(name).click();
    await expect.poll(hash).toBe('#/photos');
    await chip(other).click();
    await expect.poll(() => ui.total()).toBe(112);
  });

  test('are called otherwise, hidden and shown again', async () => {
    const { page, ui } = running();
    await toTags();
    const { name, id } = await open(cards().first());
    await ui.button(t('tags.rename')).click();
    await page.getByRole('textbox', { name: t('tags.name') }).fill('Something else');
    await page.getByRole('button', { name: t('tags.save'), exact: true }).click();
    await page.getByRole('heading', { name: 'Something else', level: 1 }).waitFor();
    await ui.button(t('tags.rename')).click();
    await page.getByRole('button', { name: t('tags.ownName') }).click();
    await page.getByRole('heading', { name, level: 1 }).waitFor();
    await ui.button(t('tags.hide')).click();
    const again = page.getByRole('button', { name: `${t('tags.show')}: ${name.toLowerCase()}` });
    await again.waitFor();
    expect(await page.locator(`a[href="#/tags/${id}"]`).count()).toBe(0);
    await again.click();
    await page.locator(`a[href="#/tags/${id}"]`).waitFor();
    expect(await page.evaluate(() => document.activeElement !== document.body)).toBe(true);
  });

  test('are made of a phrase, and removed', async () => {
    const { page, ui } = running();
    await toTags();
    await ui.button(t('tags.new')).click();
    await page.getByRole('textbox', { name: t('tags.phrase') }).fill('a purple submarine');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'a purple submarine', level: 1 }).waitFor();
    await ui.button(t('tags.remove')).click();
    await page.getByText(t('tags.removed', { name: 'a purple submarine' })).waitFor();
    expect(await page.getByRole('link', { name: /purple submarine/u }).count()).toBe(0);
    await ui.button(t('tags.undo')).last().click();
    await page.getByRole('heading', { name: 'a purple submarine', level: 1 }).waitFor();
    await ui.button(t('tags.remove')).click();
    await expect.poll(hash).toBe('#/tags');
  });

  test('that are not there lead to all of them', async () => {
    const { page } = running();
    await page.evaluate(() => (location.hash = '#/tags/99999'));
    await expect.poll(hash).toBe('#/tags');
  });

  test.each(['light', 'dark'] as const)('can be used by everybody: %s, narrow, too', async (colorScheme) => {
    const { page } = running();
    await page.emulateMedia({ colorScheme });
    await toTags();
    expect(await violations(running())).toEqual([]);
    await open(cards().first());
    expect(await violations(running())).toEqual([]);
    await page.setViewportSize({ width: 320, height: 640 });
    // The grid is laid out again a little later.
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    await page.setViewportSize({ width: 1400, height: 900 });
  });
});
