import type { Locator } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { canRun, useApp } from './lib/app.ts';
import { HeldCalls } from './lib/held-calls.ts';
import { t } from './lib/messages.ts';
import { cocoPhotos, copyPhotos } from './lib/photo-files.ts';

const count = 6;

describe.skipIf(!canRun)('a closer look', () => {
  const running = useApp({ photos: (folder) => copyPhotos(folder, cocoPhotos(count)), indexed: true });

  const dialog = (): Locator => running().ui.dialog(t('settings.title'));
  const section = (): Locator =>
    dialog()
      .locator('section')
      .filter({ has: running().page.getByRole('heading', { name: t('windows.title') }) });
  const toggle = (): Locator => section().getByRole('switch', { name: t('windows.setting') });

  async function open(): Promise<void> {
    await running().ui.button(t('menu.settings')).click();
    await toggle().scrollIntoViewIfNeeded();
  }

  test('is off, and the settings say what it brings and what it takes', async () => {
    await open();
    expect(await toggle().isChecked()).toBe(false);
    await section().getByText(t('windows.hint')).waitFor();
    await section()
      .getByText(/^For your 6 photos that takes .*\d+ kB on the disk\.$/u)
      .waitFor();
    await running().screenshot('closer-look-off');
    await running().page.keyboard.press('Escape');
  });

  test('is taken when it is turned on, and the search uses it', async () => {
    const { page, ui } = running();
    await open();
    await toggle().check();
    await section()
      .getByText(/^6 photos given a closer look, \d+ kB on the disk$/u)
      .waitFor({ timeout: 60_000 });
    await running().screenshot('closer-look-on');
    await page.keyboard.press('Escape');
    await ui.searchField.fill('a person outside');
    await page.getByRole('listbox', { name: t('grid.results') }).waitFor();
    expect(await ui.photos.count()).toBeGreaterThan(0);
    await ui.searchField.fill('');
  });

  test('is paused and gone on with, by keys too', async () => {
    const { page } = running();
    // As it is with many photos: with these few it would be over before anybody could press anything.
    let state = 'working';
    const calls = await HeldCalls.of(page);
    calls.onCall = (call) => {
      if (call.includes('windows.setPaused')) state = call.includes('"paused":true') ? 'paused' : 'working';
      return call;
    };
    calls.onAnswer = (answer) =>
      answer.includes('"bytesOfAll"') ? answer.replace(/"state":"\w+"/u, `"state":"${state}"`) : answer;
    await running().reload();
    await open();
    const press = async (name: string, then: string): Promise<void> => {
      await section().getByRole('button', { name }).press('Enter');
      await section().getByRole('button', { name: then }).waitFor();
      await expect.poll(() => running().ui.focused()).toBe(then);
    };
    await press(t('windows.pause'), t('windows.goOn'));
    await section()
      .getByText(t('windows.paused', { done: count, count }))
      .waitFor();
    await running().screenshot('closer-look-paused');
    await press(t('windows.goOn'), t('windows.pause'));
    await section()
      .getByText(t('windows.working', { done: count, count }))
      .waitFor();
    calls.onAnswer = (answer) => answer;
    await page.keyboard.press('Escape');
  });

  test('that cannot be read is told where it is turned on, and by the search', async () => {
    const { page, ui } = running();
    const calls = await HeldCalls.of(page);
    const error = { code: 'DATABASE_DAMAGED', message: 'the page is not what it was' };
    calls.onAnswer = (answer) =>
      answer
        .replace('"closerLookUnread":false', '"closerLookUnread":true')
        .replace(/"state":"ready","error":null/u, `"state":"unreadable","error":${JSON.stringify(error)}`);
    await running().reload();
    await ui.search('a person outside');
    await page
      .getByRole('status')
      .filter({ hasText: t('results.wholeOnly') })
      .waitFor();
    await running().screenshot('closer-look-unread-results');
    await open();
    await section().getByText(t('windows.unreadable')).waitFor();
    await section().getByText(t('error.DATABASE_DAMAGED')).waitFor();
    await running().screenshot('closer-look-unread');
    calls.onAnswer = (answer) => answer;
    await page.keyboard.press('Escape');
    await running().reload();
  });

  test('leaves what was found when it is turned off, until it is deleted', async () => {
    await open();
    await toggle().uncheck();
    await section()
      .getByText(/^What was found stays: \d+ kB of 6 photos\.$/u)
      .waitFor();
    await running().screenshot('closer-look-kept');
    await section()
      .getByRole('button', { name: t('windows.clear') })
      .click();
    await running()
      .page.getByText(/^Deleted: \d+ kB are free again$/u)
      .waitFor();
    await section()
      .getByText(/^For your 6 photos that takes/u)
      .waitFor();
  });
});
