import { describe, expect, test } from 'vitest';
import { type App, canRun, defaultViewport, useApp } from './lib/app.ts';
import { t } from './lib/messages.ts';
import { cocoPhotos, copyPhotos, evalFiles } from './lib/photo-files.ts';
import { firstScreens, libraryForScreens, loseConnection, screens } from './lib/screens.ts';

const widths = [320, 480, 768, 1100];

/** Elements that stick out of the window to the side, at each of the widths. */
async function overflow({ page, ui }: App): Promise<string[]> {
  const found: string[] = [];
  for (const width of widths) {
    await page.setViewportSize({ width, height: 640 });
    await ui.atRest();
    const wide = await page.evaluate(() => {
      const scrolls = document.documentElement.scrollWidth > innerWidth || document.body.scrollWidth > innerWidth;
      // What can be pressed must be inside, even where the page cuts off what sticks out.
      const controls = [...document.querySelectorAll('button, input:not([aria-hidden]), [role=slider]')];
      const inert = document.querySelector('dialog:modal');
      const outside = controls
        .filter((control) => inert === null || inert.contains(control))
        .filter((control) => control.checkVisibility() && control.closest('[role=group]') === null)
        .filter((control) => {
          const { left, right, width: own } = control.getBoundingClientRect();
          return own > 1 && (left < -1 || right > innerWidth + 1);
        })
        .map((control) => control.ariaLabel ?? control.textContent);
      return { scrolls, outside };
    });
    if (wide.scrolls) found.push(`${String(width)}: the page scrolls sideways`);
    for (const name of wide.outside) found.push(`${String(width)}: "${name}" is outside`);
  }
  await page.setViewportSize(defaultViewport);
  return found;
}

describe.skipIf(!canRun)('in narrow windows', () => {
  const running = useApp(libraryForScreens);

  test.each(screens)('nothing sticks out of the screen "$name"', async ({ show }) => {
    await show(running());
    expect(await overflow(running())).toEqual([]);
    await running().reload();
  });

  test('everything can be done at 320 pixels', async () => {
    const { page, ui } = running();
    await page.setViewportSize({ width: 320, height: 640 });
    await ui.search('a red train');
    await ui.photo(1).click();
    await ui.viewer.waitFor();
    await ui.viewer.getByRole('button', { name: t('viewer.info') }).click();
    await ui.viewer.getByRole('complementary').waitFor();
    await ui.viewer
      .getByRole('complementary')
      .getByRole('button', { name: t('dialog.close') })
      .click();
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

  test('the lost connection is told without sticking out', async () => {
    await loseConnection(running());
    expect(await overflow(running())).toEqual([]);
  });
});

describe.skipIf(!canRun)('in narrow windows, at the beginning', () => {
  const many = [...cocoPhotos(), ...evalFiles('captions/flickr8k').slice(0, 200)];
  const running = useApp({ photos: (folder) => copyPhotos(folder, many) });

  test.each(firstScreens)('nothing sticks out of the screen "$name"', async ({ show }) => {
    await show(running());
    expect(await overflow(running())).toEqual([]);
  });

  test('nothing moves for those who want no motion, while indexing and searching', async () => {
    const { page, ui } = running();
    const moving = (): Promise<number> =>
      page.evaluate(
        () =>
          document.getAnimations().filter(({ effect }) => Number(effect?.getComputedTiming().activeDuration) > 1)
            .length,
      );
    expect(await moving()).toBe(0);
    await page.keyboard.press('Escape');
    await ui.searchField.fill('a boat');
    expect(await moving()).toBe(0);
    await ui.answered();
    // Transitions of no length are transitions all the same: colours then pass from element to element, frame by frame.
    await page.emulateMedia({ colorScheme: 'dark' });
    await ui.frame();
    const colours = await page.evaluate(() => [
      getComputedStyle(document.documentElement).color,
      getComputedStyle(document.querySelector('search input') ?? document.body).color,
    ]);
    expect(new Set(colours).size).toBe(1);
    await page.emulateMedia({ colorScheme: 'light' });
  });
});
