import { basename } from 'node:path';
import type { Locator } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { Settings } from '../../src-contract/index.ts';
import { canRun, useApp } from './lib/app.ts';
import { t } from './lib/messages.ts';
import { cocoPhotos, copyPhotos, dogsInSnow } from './lib/photo-files.ts';

const photos = [...cocoPhotos(), ...dogsInSnow];
/** What none of the photos shows. */
const absent = ['a submarine under the ice', 'an x-ray of a hand'];

describe.skipIf(!canRun)('how well photos match', () => {
  const running = useApp({ photos: (folder) => copyPhotos(folder, photos), indexed: true });

  const line = (): Locator => running().page.getByRole('heading', { name: t('results.weaker') });

  async function choose(strictness: Settings['strictness']): Promise<void> {
    const { page, ui } = running();
    await line().scrollIntoViewIfNeeded();
    await page.getByRole('button', { name: t('strictness.label') }).click();
    await page.getByRole('button', { name: t(`strictness.${strictness}Hint`) }).click();
    await ui.frame();
  }

  test('is told by a line: what matches is above it, everything else below', async () => {
    const { page, ui } = running();
    await ui.search('two dogs in the snow');
    const matching = await ui.matching();
    expect(matching).toBeGreaterThanOrEqual(1);
    expect(matching).toBeLessThan(photos.length / 2);
    expect(await ui.total()).toBe(photos.length);
    expect(dogsInSnow.map((file) => basename(file))).toContain((await running().fileNames(1))[0]);
    await line().scrollIntoViewIfNeeded();
    const [above, under, between] = await Promise.all([
      ui.photo(matching).boundingBox(),
      ui.photo(matching + 1).boundingBox(),
      line().boundingBox(),
    ]);
    expect((above?.y ?? 0) + (above?.height ?? 0)).toBeLessThanOrEqual(between?.y ?? 0);
    expect((between?.y ?? 0) + (between?.height ?? 0)).toBeLessThanOrEqual(under?.y ?? 0);
    await ui.photo(matching + 1).hover();
    expect(await ui.photo(matching + 1).getAttribute('aria-label')).toContain(t('hit.weaker'));
    expect(await ui.photo(1).getAttribute('aria-label')).not.toContain(t('hit.weaker'));
    await page.mouse.move(0, 0);
  });

  test('is no border for the keys, nor for the viewer', async () => {
    const { page, ui } = running();
    await ui.search('two dogs in the snow');
    const matching = await ui.matching();
    await ui.grid.focus();
    for (let i = 0; i < matching; i++) await page.keyboard.press('ArrowRight');
    expect(await ui.activePlace()).toBe(matching + 1);
    await page.keyboard.press('ArrowUp');
    expect(await ui.activePlace()).toBeLessThanOrEqual(matching);
    await page.keyboard.press('ArrowDown');
    expect(await ui.activePlace()).toBeGreaterThan(matching);
    await page.keyboard.press('Enter');
    await ui.viewer.waitFor();
    const at = (index: number): Locator =>
      ui.viewer.getByRole('status').filter({ hasText: t('photo.number', { index, total: photos.length }) });
    await page.keyboard.press('Home');
    for (let i = 0; i < matching; i++) await page.keyboard.press('ArrowRight');
    await at(matching + 1).waitFor({ state: 'attached' });
    await page.keyboard.press('Escape');
    await ui.viewer.waitFor({ state: 'detached' });
    expect(await ui.activePlace()).toBe(matching + 1);
  });

  test('can be taken more or less strictly, at the line and in the settings', async () => {
    const { page, ui } = running();
    await ui.search('dog');
    const balanced = await ui.matching();
    await choose('strict');
    await expect.poll(() => ui.matching()).toBeLessThan(balanced);
    await choose('relaxed');
    await expect.poll(() => ui.matching()).toBeGreaterThan(balanced);
    await ui.button(t('menu.settings')).click();
    const dialog = ui.dialog(t('settings.title'));
    expect(await dialog.getByRole('radio', { name: t('strictness.relaxed') }).isChecked()).toBe(true);
    await dialog.getByRole('radio', { name: t('strictness.balanced') }).check();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(() => ui.matching()).toBe(balanced);
  });

  test.each(absent)('is said of what is not there: "%s"', async (text) => {
    const { page, ui } = running();
    await ui.searchField.fill(text);
    await ui.searchField.press('Enter');
    await page.getByRole('heading', { name: t('search.nothingLike', { words: text }) }).waitFor();
    expect(await ui.grid.count()).toBe(0);
    expect(await ui.matching()).toBe(0);
  });

  test.each([
    ['zwei Hunde im Schnee', 'de', 'Das verwendete Modell versteht Deutsch nicht', 'Englisch'],
    ['deux chiens dans la neige', 'fr', 'Le modèle utilisé ne comprend pas cette langue (français)', 'anglais'],
    ['雪の中の犬', 'en', 'The model in use does not understand Japanese', 'English'],
  ])(
    'is told in the language that was written in, which the model does not know: %s',
    async (text, lang, title, known) => {
      const { page, ui } = running();
      await ui.searchField.fill(text);
      await ui.searchField.press('Enter');
      const said = page.locator(`[lang="${lang}"]`).getByText(title);
      await said.waitFor();
      await page.getByText(known).waitFor();
      await running().screenshot(`unknown-language-${lang}`);
      await ui.button(t('search.clear')).click();
      await said.waitFor({ state: 'detached' });
    },
  );

  test('leaves near misses folded away until they are asked for, for every search anew', async () => {
    const { page, ui } = running();
    await ui.searchField.fill(absent[0] ?? '');
    await ui.searchField.press('Enter');
    // The answer before it may be one that has near misses too.
    await page.getByRole('heading', { name: t('search.nothingLike', { words: absent[0] ?? '' }) }).waitFor();
    await ui.button(t('search.showNearMisses')).press('Enter');
    await page.getByRole('heading', { name: t('results.nearMisses') }).waitFor();
    expect(await ui.total()).toBe(photos.length);
    // Whoever asked with a key goes on by keys.
    expect(await ui.focused()).toBe(t('grid.results'));
    await ui.searchField.fill(absent[1] ?? '');
    await ui.button(t('search.showNearMisses')).waitFor();
    expect(await ui.grid.count()).toBe(0);
    await ui.button(t('search.clear')).click();
  });

  test('is not asked where nothing is described', async () => {
    const { page, ui } = running();
    await ui.search('type:jpg');
    expect(await ui.matching()).toBe(photos.length);
    expect(await line().count()).toBe(0);
    await ui.photo(1).hover();
    expect(await page.getByText(/^\d+%$/u).count()).toBe(0);
  });

  test('decides what all photos are: those that match, and with one press more the weaker ones', async () => {
    const { page, ui } = running();
    await ui.search('food on a plate');
    const selected = (count: number): Promise<void> =>
      page.getByRole('toolbar', { name: t('selection.count', { count }), exact: true }).waitFor();
    await ui.grid.focus();
    await page.keyboard.press('ControlOrMeta+a');
    await selected(await ui.matching());
    await page.keyboard.press('ControlOrMeta+a');
    await selected(await ui.total());
    await ui.button(t('selection.clear')).click();
  });

  test('is kept in every order: those that match are ordered, and no weaker one comes before them', async () => {
    const { page, ui } = running();
    await ui.search('food on a plate');
    const matching = await ui.matching();
    const order = page.getByRole('button', { name: /^Order/u });
    await order.click();
    await ui.button(t('sort.name')).click();
    await page.getByRole('button', { name: t('sort.current', { order: t('sort.name') }) }).waitFor();
    const names = async (): Promise<string[]> => running().fileNames(matching);
    await expect.poll(names).toEqual((await names()).toSorted());
    expect(await ui.matching()).toBe(matching);
    const best = (await names())[0];
    await order.click();
    await ui.button(t('sort.newest')).click();
    await expect.poll(async () => (await names())[0]).not.toBe(best);
    // By date they stand under their months, as in the timeline, and the date is under the pointer.
    const months = page.getByRole('heading', { name: /^[A-Z][a-z]+ 20\d\d$/u });
    expect(await months.count()).toBeGreaterThan(0);
    const month = await months.first().textContent();
    await ui.photo(1).hover();
    const [name, year] = (month ?? '').split(' ');
    await page.getByText(new RegExp(`^${name?.slice(0, 3)} \\d+, ${year}$`, 'u')).waitFor();
    await running().screenshot('results-by-date');
    // The order is of this search alone.
    await ui.button(t('search.clear')).click();
    await ui.search('a stop sign');
    await page.getByRole('button', { name: t('sort.current', { order: t('sort.relevance') }) }).waitFor();
  });
});
