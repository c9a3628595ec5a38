import { copyFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runCommand } from '../../bench/lib/command-line.ts';
import type { ErrorCode, Failure } from '../../src-contract/index.ts';
import { evalFile } from '../helpers/eval-data.ts';
import { canRun, useApp } from './lib/app.ts';
import { t } from './lib/messages.ts';
import { cocoPhotos, copyAs, copyPhotos, evalFiles } from './lib/photo-files.ts';

const markup = '<img src=x onerror="document.title=`taken`"><b>bold<b>.jpg';
const damaged = 'trunc-05.jpg';

describe.skipIf(!canRun)('files that cannot be read', () => {
  const running = useApp({
    photos: async (folder) => {
      await copyPhotos(folder, cocoPhotos(10));
      for (const file of evalFiles('odd-files/corrupt')) await copyAs(evalFile(file), join(folder, basename(file)));
      await copyAs(evalFile('odd-files/bombs/png-lying-100000x100000.png'), join(folder, 'huge.png'));
      await copyAs(evalFile('odd-files/corrupt/text-named.jpg'), join(folder, markup));
    },
    indexed: true,
    browser: { permissions: ['clipboard-read', 'clipboard-write'] },
  });

  async function openList(): Promise<void> {
    const { page, ui } = running();
    await ui.statusButton.click();
    await page.getByRole('button', { name: t('status.showFailures') }).click();
    await ui.dialog(t('failures.title')).getByRole('listitem').first().waitFor();
  }

  /** Names in the list, by the heading they stand under. */
  async function listed(): Promise<Record<string, string[]>> {
    const sections = running().ui.dialog(t('failures.title')).locator('section');
    const found = await sections.evaluateAll((elements) =>
      elements.map((section): [string, string[]] => [
        section.querySelector('h3')?.textContent.trim() ?? '',
        [...section.querySelectorAll('li')].map((item) => item.querySelector('p')?.textContent ?? ''),
      ]),
    );
    return Object.fromEntries(found.map(([heading, paths]) => [heading, paths.map((path) => basename(path)).sort()]));
  }

  test('are listed by kind, each with its reason, as the command line lists them', async () => {
    const app = running();
    await openList();
    const shown = await listed();
    const item = app.ui.dialog(t('failures.title')).getByRole('listitem').filter({ hasText: 'zero-bytes.jpg' });
    expect(await item.getByRole('paragraph').last().textContent()).toMatch(/\w/u);
    await app.stopServer();
    const { lines } = await runCommand(['--data-dir', app.dataDir, 'failures', '--json']);
    await app.startServer();
    await app.enter();

    const groups: Partial<Record<ErrorCode, string[]>> = {};
    for (const line of lines) {
      const { code, path } = JSON.parse(line) as Failure;
      (groups[code] ??= []).push(basename(path));
    }
    const expected = Object.entries(groups).map(([code, names]) => [
      `${t(`error.${code as ErrorCode}`)} ${String(names.length)}`,
      names.sort(),
    ]);
    expect(shown).toEqual(Object.fromEntries(expected));
    for (const code of ['PHOTO_EMPTY', 'PHOTO_NOT_AN_IMAGE', 'PHOTO_DAMAGED', 'PHOTO_TOO_MANY_PIXELS'] as const) {
      expect(Object.keys(groups)).toContain(code);
    }
  });

  test('are shown with markup in their names as text', async () => {
    const { page, ui } = running();
    await openList();
    await ui.dialog(t('failures.title')).getByText(markup).waitFor();
    expect(await page.locator('dialog img, dialog b').count()).toBe(0);
    expect(await page.title()).toBe(t('app.name'));
    await page.keyboard.press('Escape');
  });

  test('are tried again, and what has become readable joins the photos', async () => {
    const { page, ui, photos } = running();
    await openList();
    const before = await page.getByRole('listitem').count();
    await copyFile(evalFile('captions/flickr8k/107318069_e9f2ef32de.jpg'), join(photos, damaged));
    await ui.button(t('failures.retry')).click();
    await page.getByText(t('failures.retried')).waitFor();
    const dialog = ui.dialog(t('failures.title'));
    // While they are tried none is a failure; then all are again but one.
    await dialog.getByText(new RegExp(`/${damaged}$`, 'u')).waitFor({ state: 'detached' });
    await expect.poll(() => page.getByRole('listitem').count(), { timeout: 30_000 }).toBe(before - 1);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await ui.search('hot air balloons at night');
    expect(await running().fileNames(1)).toEqual([damaged]);
  });

  test('can be copied as a list', async () => {
    const { page, ui } = running();
    await openList();
    await ui.button(t('failures.copy')).click();
    await page.getByText(t('info.copied')).waitFor();
    await page.keyboard.press('Escape');
    await ui.searchField.fill('');
    await ui.searchField.press('ControlOrMeta+v');
    expect(await ui.searchField.inputValue()).toContain('zero-bytes.jpg');
    await ui.searchField.fill('');
  });
});
