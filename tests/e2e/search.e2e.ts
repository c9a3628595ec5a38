import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runCommand } from '../../bench/lib/command-line.ts';
import { maxQueryCharacters } from '../../src-contract/index.ts';
import { type App, canRun, useApp } from './lib/app.ts';
import { t } from './lib/messages.ts';
import { cocoPhotos, copyPhotos, dogsInSnow } from './lib/photo-files.ts';

const photos = [...cocoPhotos(), ...dogsInSnow];

describe.skipIf(!canRun)('search', () => {
  const running = useApp({ photos: (folder) => copyPhotos(folder, photos), indexed: true });

  test.each([
    ['two dogs in the snow', dogsInSnow],
    ['two airplanes under a cloudy sky', ['000000161044.jpg']],
    ['a cat drinking out of the toilet', ['000000211042.jpg']],
    ['a red train', ['000000539445.jpg']],
    ['people lying on a crowded beach', ['000000312237.jpg']],
    ['two giraffes', ['000000261712.jpg']],
    ['a stop sign', ['000000252332.jpg']],
    ['an elephant', ['000000519208.jpg']],
  ])('finds "%s" first', async (text, expected) => {
    await running().ui.search(text);
    expect(expected.map((file) => basename(file))).toContain((await running().fileNames(1))[0]);
  });

  test('announces how many photos it has found', async () => {
    const { page, ui } = running();
    await ui.search('a red train');
    const line = page.getByRole('status').filter({ hasText: /photos? match(?:es)?/u });
    expect(await line.getAttribute('aria-live')).toBe('polite');
    const effort = await line.getAttribute('title');
    expect(effort).toContain(t('results.byMeaning', { words: 'a red train' }));
    expect(effort).toContain(`${String(photos.length)} photos compared in`);
  });

  test('shows for a photo how well it matches', async () => {
    const { page, ui } = running();
    await ui.search('two airplanes under a cloudy sky');
    await ui.photo(1).hover();
    await page
      .getByText(t('hit.veryLikely'))
      .or(page.getByText(t('hit.likely'), { exact: true }))
      .waitFor();
    const best = await percentUnderPointer(running());
    expect(best).toBeGreaterThanOrEqual(60);
    await ui.grid.press('End');
    await ui.photo(photos.length).hover();
    await page.getByText(t('hit.unlikely')).waitFor();
    expect(best).toBeGreaterThan(await percentUnderPointer(running()));
  });

  test('goes to the first photo with Enter, so that the arrows move among the answers', async () => {
    const { page, ui } = running();
    await ui.search('a stop sign');
    await expect.poll(() => ui.focused()).toBe(t('grid.results'));
    await page.keyboard.press('ArrowRight');
    expect(await ui.activePlace()).toBe(2);
  });

  test('answers while the user types, with the answer to the last text', async () => {
    const { page, ui } = running();
    await ui.search('a stop sign');
    await ui.searchField.fill('');
    await ui.searchField.pressSequentially('a red train', { delay: 30 });
    await ui.searchField.press('Control+a');
    await ui.searchField.pressSequentially('an elephant', { delay: 30 });
    await expect.poll(() => running().fileNames(1)).toEqual(['000000519208.jpg']);
    // Nothing that was asked before arrives after it.
    await page.waitForLoadState('networkidle');
    expect(await running().fileNames(1)).toEqual(['000000519208.jpg']);
  });

  test.each([
    ['the button', async ({ ui }: App) => ui.button(t('search.clear')).click()],
    ['Escape in the field', async ({ ui }: App) => ui.searchField.press('Escape')],
    ['emptying the field', async ({ ui }: App) => ui.searchField.fill('')],
    ['the name of the app', async ({ ui }: App) => ui.button(t('app.name')).click()],
  ])('is cleared by %s', async (_, clear) => {
    const { page, ui } = running();
    await ui.search('a stop sign');
    await clear(running());
    await page.getByRole('listbox', { name: t('grid.library') }).waitFor();
    expect(await ui.searchField.inputValue()).toBe('');
    await page.getByText(t('status.photos', { count: photos.length }), { exact: true }).waitFor();
  });

  test('is left by the back button, to the place in the timeline where it began', async () => {
    const { page, ui } = running();
    await ui.scrollTo(1500);
    await expect.poll(() => ui.photosInView()).not.toContain(1);
    const before = await ui.photosInView();
    await ui.search('a red train');
    await page.goBack();
    await page.getByRole('listbox', { name: t('grid.library') }).waitFor();
    await expect.poll(() => ui.photosInView()).toEqual(before);
    expect(await ui.searchField.inputValue()).toBe('');
  });

  test('says nothing of the search in the address', async () => {
    const { page, ui, server } = running();
    await ui.search('an elephant');
    const { origin, pathname, hash } = new URL(page.url());
    expect(origin + pathname).toBe(`${server.origin}/`);
    expect(hash).toMatch(/^#\/search\?entry=[0-9a-f]{16}$/u);
    expect(await page.evaluate(() => JSON.stringify(history.state))).not.toContain('elephant');
  });

  test('takes a description up to the limit and no further', async () => {
    const { page, ui } = running();
    await ui.searchField.fill('');
    await page.keyboard.insertText('elephant '.repeat(1500));
    expect((await ui.searchField.inputValue()).length).toBe(maxQueryCharacters);
    await ui.searchField.press('Enter');
    await ui.answered();
    await ui.button(t('search.clear')).click();
  });

  test('gives the answers of the command line, in its order', async () => {
    const app = running();
    const text = 'a person with a dog outside';
    await app.ui.search(text);
    const shown = await app.ui.photoIds();
    await app.stopServer();
    const search = ['search', text, '--no-index', '--json', '--top', String(shown.length)];
    const { lines } = await runCommand(['--data-dir', app.dataDir, ...search]);
    const { hits } = JSON.parse(lines[0] ?? '') as { hits: { photoId: number }[] };
    expect(shown.length).toBeGreaterThan(20);
    expect(hits.map(({ photoId }) => photoId)).toEqual(shown);
  });
});

async function percentUnderPointer({ page }: App): Promise<number> {
  return parseInt((await page.getByText(/^\d+%$/u).textContent()) ?? '', 10);
}
