import { describe, expect, test } from 'vitest';
import { canRun, defaultViewport, useApp } from './lib/app.ts';
import { inspect } from './lib/inspect.ts';
import { t } from './lib/messages.ts';
import { cocoPhotos, copyPhotos, evalFiles } from './lib/photo-files.ts';
import { firstScreens, loseConnection } from './lib/first-screens.ts';
import { libraryForScreens, screens } from './lib/screens.ts';

describe.skipIf(!canRun)('is accessible and fits into every window', () => {
  const running = useApp(libraryForScreens);

  test.each(screens)('the screen "$name"', async ({ name, show }) => {
    await show(running());
    await inspect(running(), name);
    await running().reload();
  });

  test('the app as a whole, which can be used at 320 pixels', async () => {
    const { page, ui } = running();
    await page.setViewportSize({ width: 320, height: 640 });
    await ui.search('a red train');
    await ui.photo(1).click();
    await ui.viewer.waitFor();
    await ui.viewer.getByRole('button', { name: t('viewer.info') }).click();
    const information = ui.viewer.getByRole('complementary');
    await information.getByRole('button', { name: t('dialog.close') }).click();
    await ui.viewer.getByRole('button', { name: t('viewer.close') }).click();
    await ui.viewer.waitFor({ state: 'detached' });
    await ui.button(t('menu.settings')).click();
    await ui
      .dialog(t('settings.title'))
      .getByRole('button', { name: t('dialog.close') })
      .click();
    await ui.button(t('filters.add')).click();
    await ui.button(t('filters.shape')).click();
    await page.getByRole('button', { name: /^Landscape/u }).click();
    await ui.button(t('filters.remove', { filter: t('filters.landscape') })).click();
    await page.setViewportSize(defaultViewport);
    await running().reload();
  });

  test('the lost connection', async () => {
    await loseConnection(running());
    await inspect(running(), 'lost-connection');
  });
});

describe.skipIf(!canRun)('is accessible and fits into every window at the beginning', () => {
  const many = [...cocoPhotos(), ...evalFiles('captions/flickr8k').slice(0, 250)];
  const running = useApp({ photos: (folder) => copyPhotos(folder, many), hasCaptions: true });

  test.each(firstScreens)('the screen "$name"', async ({ name, show }) => {
    await show(running());
    await inspect(running(), name);
  });

  test('and nothing moves for those who want no motion', async () => {
    const { page, ui } = running();
    const moving = (): Promise<number> => page.evaluate(() => document.getAnimations().length);
    await page.keyboard.press('Escape');
    await ui.searchField.fill('a boat');
    await ui.frame();
    expect(await moving()).toBe(0);
    await ui.answered();
    // Transitions without length are transitions all the same: colours pass from element to element, frame by frame.
    await page.emulateMedia({ colorScheme: 'dark' });
    await ui.frame();
    expect(await moving()).toBe(0);
    await page.emulateMedia({ colorScheme: 'light' });
  });
});
