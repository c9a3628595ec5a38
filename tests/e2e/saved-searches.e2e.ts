import type { Locator } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { canRun, useApp } from './lib/app.ts';
import { t } from './lib/messages.ts';
import { cocoPhotos, copyPhotos } from './lib/photo-files.ts';

const count = 40;

describe.skipIf(!canRun)('searches that are kept', () => {
  const running = useApp({
    photos: (folder) => copyPhotos(folder, cocoPhotos(count)),
    indexed: true,
    browser: { permissions: ['clipboard-read', 'clipboard-write'] },
  });

  beforeEach(async () => {
    const { page, ui } = running();
    await ui.button(t('app.name')).click();
    await page.getByRole('listbox', { name: t('grid.library') }).waitFor();
    await ui.grid.focus();
  });

  const group = (key: 'savedSearches.recent' | 'savedSearches.list'): Locator =>
    running().ui.suggestions.getByRole('group', { name: t(key) });

  async function recent(): Promise<string[]> {
    const { ui } = running();
    await ui.searchField.focus();
    await ui.suggestions.waitFor();
    return (await group('savedSearches.recent').getByRole('option').allTextContents()).map((text) => text.trim());
  }

  async function openMenu(): Promise<Locator> {
    const { page, ui } = running();
    await ui.button(t('savedSearches.menu')).click();
    return page
      .locator('[popover]:popover-open')
      .filter({ has: page.getByText(t('savedSearches.list'), { exact: true }) });
  }

  async function save(name: string): Promise<void> {
    const { page, ui } = running();
    await ui.button(t('savedSearches.menu')).click();
    await page.getByRole('textbox', { name: t('savedSearches.name') }).fill(name);
    await ui.button(t('savedSearches.save')).click();
    // The message of another search may still be there.
    const message = page.locator('.toast').filter({ hasText: t('savedSearches.savedAs', { name }) });
    await message.getByRole('button', { name: t('dialog.dismiss') }).click();
  }

  test('are none at first, and the empty field opens nothing', async () => {
    const { ui } = running();
    await ui.searchField.focus();
    await ui.frame();
    expect(await ui.searchField.getAttribute('aria-expanded')).toBe('false');
    expect(await ui.suggestions.count()).toBe(0);
  });

  test('are none after one that was only typed, which a reload keeps all the same', async () => {
    const { page, ui } = running();
    await ui.searchField.fill('a dog in the snow');
    await ui.answered();
    const { hash } = new URL(page.url());
    await page.reload();
    await ui.answered();
    expect(await ui.searchField.inputValue()).toBe('a dog in the snow');
    expect(new URL(page.url()).hash).toBe(hash);
  });

  test('are those that were meant: with Enter or by opening a photo, not what was typed on the way', async () => {
    const { page, ui } = running();
    await ui.search('a stop sign');
    await ui.searchField.fill('');
    for (const part of ['a red', ' train']) {
      await page.keyboard.type(part);
      await page.getByRole('status').filter({ hasText: part.trim() }).waitFor();
    }
    await ui.searchField.fill('');
    expect(await recent()).toEqual(['a stop sign']);
    await ui.searchField.fill('a kitchen');
    await page.getByRole('status').filter({ hasText: 'a kitchen' }).waitFor();
    await ui.answered();
    await ui.photo(1).click();
    await ui.viewer.waitFor();
    await page.keyboard.press('Escape');
    await ui.viewer.waitFor({ state: 'detached' });
    await ui.searchField.fill('');
    expect(await recent()).toEqual(['a kitchen', 'a stop sign']);
  });

  test('are gone through with the arrows at the empty field, and Enter searches', async () => {
    const { page, ui } = running();
    await recent();
    const active = async (): Promise<string | null> => {
      const id = await ui.searchField.getAttribute('aria-activedescendant');
      return id === null ? null : page.locator(`[id="${id}"]`).textContent();
    };
    expect(await active()).toBeNull();
    await page.keyboard.press('ArrowDown');
    expect(await active()).toContain('a kitchen');
    await page.keyboard.press('ArrowDown');
    expect(await active()).toContain('a stop sign');
    await page.keyboard.press('ArrowUp');
    expect(await active()).toContain('a kitchen');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await ui.answered();
    expect(await ui.searchField.inputValue()).toBe('a stop sign');
    expect(await ui.suggestions.count()).toBe(0);
    await expect.poll(() => ui.focused()).toBe(t('grid.results'));
  });

  test('are folded away with Escape until the next arrow, and when the field is left', async () => {
    const { page, ui } = running();
    await recent();
    await page.keyboard.press('Escape');
    await ui.suggestions.waitFor({ state: 'detached' });
    expect(await ui.focused()).toBe(t('search.label'));
    await page.keyboard.press('ArrowDown');
    await ui.suggestions.waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await ui.suggestions.waitFor({ state: 'detached' });
  });

  test('are run again with a click', async () => {
    const { ui } = running();
    await recent();
    await group('savedSearches.recent').getByRole('option', { name: 'a kitchen' }).click();
    await ui.answered();
    expect(await ui.searchField.inputValue()).toBe('a kitchen');
  });

  test('are saved under a name, with their filters and order, and are there after a restart', async () => {
    const app = running();
    const { page, ui } = app;
    await ui.search('a person');
    await ui.button(t('filters.add')).click();
    await ui.button(t('filters.shape')).click();
    await page.getByRole('button', { name: /^Landscape/u }).click();
    const filter = ui.button(t('filters.remove', { filter: t('filters.landscape') }));
    await filter.waitFor();
    await page.getByRole('button', { name: /^Order/u }).click();
    await ui.button(t('sort.oldest')).click();
    await ui.button(t('savedSearches.menu')).click();
    expect(await page.getByRole('textbox', { name: t('savedSearches.name') }).inputValue()).toBe('a person');
    await page.keyboard.press('Escape');
    await save('Family');
    await ui.button(t('filters.remove', { filter: t('filters.landscape') })).click();
    await app.stopServer();
    await app.startServer();
    await app.enter();
    await ui.searchField.focus();
    const option = group('savedSearches.list').getByRole('option', { name: /^Family/u });
    expect(await option.textContent()).toContain(`${t('filters.landscape')} · ${t('sort.oldest')}`);
    await option.click();
    await filter.waitFor();
    await ui.answered();
    expect(await ui.searchField.inputValue()).toBe('a person');
    await page.getByRole('button', { name: t('sort.current', { order: t('sort.oldest') }) }).waitFor();
    await filter.click();
  });

  test('say when a name is taken, and replace the search that had it', async () => {
    const { page, ui } = running();
    await ui.search('a red train');
    await ui.button(t('savedSearches.menu')).click();
    await page.getByRole('textbox', { name: t('savedSearches.name') }).fill('family');
    await page.getByText(t('savedSearches.replaces')).waitFor();
    await page.keyboard.press('Enter');
    await page.getByText(t('savedSearches.savedAs', { name: 'family' })).waitFor();
    const menu = await openMenu();
    await menu.getByRole('button', { name: /^family/u }).waitFor();
    expect(await menu.getByRole('listitem').count()).toBe(1);
    await page.keyboard.press('Escape');
  });

  test('are kept with photos as examples, and opened from the menu', async () => {
    const { page, ui } = running();
    const [first] = await ui.photoIds();
    await ui.photo(1).click({ modifiers: ['ControlOrMeta'] });
    await ui.photo(2).click();
    await ui.button(t('selection.moreLike')).click();
    await ui.answered();
    await save('Two of them');
    await ui.button(t('search.clear')).click();
    const menu = await openMenu();
    await menu.getByRole('button', { name: /^Two of them/u }).click();
    await ui.answered();
    await expect.poll(() => page.getByRole('img', { name: t('search.imageChip') }).count()).toBe(2);
    expect((await ui.photoIds()).slice(0, 3)).toContain(first);
  });

  test('are deleted with Delete at the field, and with a button in the menu', async () => {
    const { page, ui } = running();
    await ui.searchField.focus();
    await ui.suggestions.waitFor();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Delete');
    await expect.poll(() => group('savedSearches.list').getByRole('option').count()).toBe(1);
    expect(await ui.focused()).toBe(t('search.label'));
    await ui.grid.focus();
    await ui.button(t('savedSearches.menu')).click();
    await page.getByRole('button', { name: /^Remove saved search/u }).click();
    await ui.button(t('savedSearches.menu')).waitFor({ state: 'detached' });
  });

  test('are copied as text, filters and all', async () => {
    const { page, ui } = running();
    await ui.search('a person outside -cars');
    await ui.button(t('filters.add')).click();
    await ui.button(t('filters.shape')).click();
    await page.getByRole('button', { name: /^Landscape/u }).click();
    await ui.button(t('savedSearches.menu')).click();
    await ui.button(t('savedSearches.copyAsText')).click();
    await page.getByText(t('savedSearches.copied')).waitFor();
    await ui.button(t('filters.remove', { filter: t('filters.landscape') })).click();
    await ui.searchField.fill('');
    await ui.searchField.press('ControlOrMeta+v');
    expect(await ui.searchField.inputValue()).toMatch(/^a person outside -cars .*shape:landscape/u);
    await ui.queryChip(t('filters.landscape')).waitFor();
  });

  test('are forgotten with one button, and not kept at all when that is set', async () => {
    const { page, ui } = running();
    await recent();
    await ui.button(t('savedSearches.clearRecent')).click();
    await ui.suggestions.waitFor({ state: 'detached' });
    expect(await ui.focused()).toBe(t('search.label'));
    await ui.search('an elephant');
    await ui.button(t('menu.settings')).click();
    const dialog = ui.dialog(t('settings.title'));
    const keep = dialog.getByRole('switch', { name: t('settings.keepRecent') });
    await keep.uncheck();
    await expect
      .poll(() => dialog.getByRole('button', { name: t('savedSearches.clearRecent') }).isDisabled())
      .toBe(true);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await ui.search('a zebra');
    await ui.searchField.fill('');
    await ui.frame();
    expect(await ui.suggestions.count()).toBe(0);
    await ui.button(t('menu.settings')).click();
    await keep.check();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });
});
