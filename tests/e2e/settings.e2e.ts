import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { de, en, es, fr } from '../../src-renderer/messages.ts';
import { evalFile } from '../helpers/eval-data.ts';
import { canRun, useApp } from './lib/app.ts';
import { t } from './lib/messages.ts';
import { cocoPhotos, copyAs, copyPhotos } from './lib/photo-files.ts';

const count = 24;
const late = 'late.jpg';

describe.skipIf(!canRun)('settings', () => {
  const running = useApp({ photos: (folder) => copyPhotos(folder, cocoPhotos(count)), indexed: true });

  const dialog = (): Locator => running().ui.dialog(t('settings.title'));

  async function open(): Promise<void> {
    if (!(await dialog().isVisible())) await running().ui.button(t('menu.settings')).click();
    await dialog().waitFor();
  }

  async function close(): Promise<void> {
    await dialog()
      .getByRole('button', { name: t('dialog.close') })
      .click();
    await dialog().waitFor({ state: 'detached' });
  }

  const background = (): Promise<string> =>
    running().page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);

  test('keep the theme over a reload and a restart at another port', async () => {
    const app = running();
    const { page } = app;
    const light = await background();
    await open();
    await dialog()
      .getByRole('radio', { name: t('settings.themeDark') })
      .check();
    await expect.poll(background).not.toBe(light);
    const dark = await background();
    await page.reload();
    await app.ui.grid.waitFor();
    await expect.poll(background).toBe(dark);

    const { port } = app.server;
    await app.stopServer();
    await app.startServer();
    expect(app.server.port).not.toBe(port);
    await app.enter();
    await app.ui.grid.waitFor();
    await expect.poll(background).toBe(dark);
    await open();
    expect(
      await dialog()
        .getByRole('radio', { name: t('settings.themeDark') })
        .isChecked(),
    ).toBe(true);
    await dialog()
      .getByRole('radio', { name: t('settings.themeLight') })
      .check();
    await expect.poll(background).toBe(light);
    await close();
  });

  test('follow the theme of the system unless told otherwise', async () => {
    const { page } = running();
    await open();
    await dialog()
      .getByRole('radio', { name: t('settings.themeSystem') })
      .first()
      .check();
    await page.emulateMedia({ colorScheme: 'light' });
    const light = await background();
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect.poll(background).not.toBe(light);
    await page.emulateMedia({ colorScheme: 'light' });
    await close();
  });

  test.each([
    { language: 'de', called: 'Deutsch', words: de, without: 'ohne dogs' },
    { language: 'fr', called: 'Français', words: fr, without: 'sans dogs' },
    { language: 'es', called: 'Español', words: es, without: 'sin dogs' },
  ])('turn every text of the page to $called and back', async ({ language, called, words, without }) => {
    const { page, ui } = running();
    await open();
    await dialog().getByRole('radio', { name: called }).check();
    await page.getByRole('dialog', { name: words['settings.title'] }).waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe(language);
    expect(englishIn(await texts(), words)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('listbox', { name: words['grid.library'] }).waitFor();
    expect(englishIn(await texts(), words)).toEqual([]);
    await page.getByRole('combobox', { name: words['search.label'] }).fill('food -dogs');
    await page.getByRole('listbox', { name: words['grid.results'] }).waitFor();
    await page.getByText(without, { exact: true }).waitFor();
    expect(englishIn(await texts(), words)).toEqual([]);
    await ui.photo(1).click();
    await page.getByRole('dialog', { name: words['viewer.label'] }).waitFor();
    await page.keyboard.press('i');
    await page.getByText(words['info.from.file']).waitFor();
    expect(englishIn(await texts(), words)).toEqual([]);
    await page.keyboard.press('i');
    await page.keyboard.press('Escape');
    await page.getByRole('combobox', { name: words['search.label'] }).fill('');

    await page.getByRole('button', { name: words['menu.settings'], exact: true }).click();
    await page.getByRole('radio', { name: 'English' }).check();
    await dialog().waitFor();
    await close();
  });

  test('change the size of thumbnails, at once and for good', async () => {
    const { page, ui } = running();
    const height = async (): Promise<number> => (await ui.photo(1).boundingBox())?.height ?? 0;
    const before = await height();
    const slider = page.getByRole('slider', { name: t('grid.size') });
    const saved = running().called('settings.set');
    await slider.fill('400');
    await expect.poll(height).toBeGreaterThan(before * 1.5);
    const large = await height();
    await saved;
    await page.reload();
    await ui.photo(1).waitFor();
    await expect.poll(height).toBe(large);
    await open();
    expect(
      await dialog()
        .getByRole('slider', { name: t('grid.size') })
        .inputValue(),
    ).toBe('400');
    await close();
    await slider.fill('200');
    await expect.poll(height).toBe(before);
  });

  test('clear the cache, after which the thumbnails come back', async () => {
    const { page, ui } = running();
    await ui.thumbsLoaded();
    await open();
    const thumbnails = dialog()
      .locator('dl > div')
      .filter({ hasText: t('settings.thumbnails') })
      .locator('dd');
    expect(await thumbnails.textContent()).not.toMatch(/^0 /u);
    await dialog()
      .getByRole('button', { name: t('settings.clearCache') })
      .click();
    await page.getByText(t('settings.cleared')).waitFor();
    await expect.poll(() => thumbnails.textContent()).toMatch(/^0 /u);
    await close();
    await page.reload();
    await ui.photo(1).waitFor();
    await ui.thumbsLoaded();
  });

  test('tell where the library lies and what model it uses', async () => {
    await open();
    await dialog().getByText(running().dataDir).waitFor();
    await dialog().getByText('Eidetic built-in (small, English)').first().waitFor();
    await dialog().getByText(t('settings.private')).waitFor();
    await close();
  });

  test('pause a folder: what is added waits until it is resumed', async () => {
    const { page, ui, photos: folder } = running();
    await open();
    await dialog()
      .getByRole('button', { name: `${t('settings.pause')}: photos` })
      .click();
    await dialog().getByText(t('settings.paused')).waitFor();
    await close();
    await copyAs(evalFile('near-duplicates/nd01_orig.jpg'), join(folder, late), new Date('2026-08-01T12:00:00Z'));
    await ui.statusButton.click();
    await page.getByRole('button', { name: t('status.rescan') }).click();
    await ui.upToDate();
    await page.keyboard.press('Escape');
    await page.getByText(t('status.photos', { count }), { exact: true }).first().waitFor();
    // Its photos stay.
    expect(await ui.photos.count()).toBeGreaterThan(0);

    await open();
    await dialog()
      .getByRole('button', { name: `${t('settings.resume')}: photos` })
      .click();
    await dialog().getByText(t('settings.paused')).waitFor({ state: 'detached' });
    await close();
    await page
      .getByText(t('status.photos', { count: count + 1 }), { exact: true })
      .first()
      .waitFor();
    expect(await running().fileNames(1)).toEqual([late]);
  });

  test('add a second folder and refuse one inside of it', async () => {
    const { page, ui, scratch } = running();
    await copyAs(evalFile('near-duplicates/nd02_orig.jpg'), join(scratch, 'second', 'inner', 'a.jpg'));
    const adding = ui.dialog(t('settings.addFolder'));
    const add = async (path: string): Promise<void> => {
      await dialog()
        .getByRole('button', { name: t('settings.addFolder') })
        .click();
      await adding.getByRole('textbox', { name: t('folder.path') }).fill(path);
      await adding.getByRole('button', { name: t('folder.add') }).click();
    };
    await open();
    await add(join(scratch, 'second'));
    await adding.waitFor({ state: 'detached' });
    await page
      .getByText(t('status.photos', { count: count + 2 }), { exact: true })
      .first()
      .waitFor();
    await open();
    await add(join(scratch, 'second', 'inner'));
    await adding
      .getByRole('alert')
      .filter({ hasText: t('error.FOLDER_OVERLAP') })
      .waitFor();
    await page.keyboard.press('Escape');
    await adding.waitFor({ state: 'detached' });
  });

  test('remove a folder after asking, with its photos; the last one leads to the beginning', async () => {
    const { page, ui } = running();
    const remove = async (name: string, answer: string): Promise<void> => {
      await dialog()
        .getByRole('button', { name: `${t('settings.remove')}: ${name}` })
        .click();
      const question = ui.dialog(t('settings.removeTitle', { name }));
      await question.getByRole('button', { name: answer, exact: true }).click();
      await question.waitFor({ state: 'detached' });
    };
    await open();
    await remove('second', t('dialog.cancel'));
    expect(
      await dialog()
        .getByRole('button', { name: `${t('settings.remove')}: second` })
        .count(),
    ).toBe(1);
    await remove('second', t('settings.remove'));
    await dialog()
      .getByRole('button', { name: `${t('settings.remove')}: second` })
      .waitFor({ state: 'detached' });
    await page
      .getByText(t('status.photos', { count: count + 1 }), { exact: true })
      .first()
      .waitFor();
    await remove('photos', t('settings.remove'));
    await page.getByRole('heading', { name: t('welcome.title') }).waitFor();
  });

  /** Everything that can be read on the page or that a screen reader says, piece by piece. */
  async function texts(): Promise<string[]> {
    return running().page.evaluate(() => {
      const found: string[] = [];
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        if (node instanceof Text) found.push(node.data);
        else if (node instanceof Element) {
          for (const name of ['aria-label', 'aria-valuetext', 'title', 'placeholder', 'alt']) {
            found.push(node.getAttribute(name) ?? '');
          }
        }
      }
      return found.map((text) => text.trim()).filter(Boolean);
    });
  }
});

/** Those of the texts that are in English, as far as English and the other language differ. */
function englishIn(texts: readonly string[], words: typeof de): string[] {
  const translated = new Set<string>(Object.values(words));
  const english = Object.values(en).filter((text) => !translated.has(text));
  // What has arguments is known by what it says around them.
  const plain = new Set<string>(english.filter((text) => !text.includes('{')));
  const around = english.filter((text) => text.includes('{')).map(patternOf);
  return texts.filter((text) => plain.has(text) || around.some((pattern) => pattern.test(text)));
}

function patternOf(message: string): RegExp {
  // Arguments hold others, at most two deep.
  const words = message.replaceAll(/\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}/gu, '\u0000').split('\u0000');
  const quoted = words.map((part) => part.replaceAll(/[.*+?^$()[\]\\|]/gu, String.raw`\$&`));
  return quoted.join('').trim().length < 6 ? /(?!)/u : new RegExp(`^${quoted.join('.*')}$`, 'u');
}
