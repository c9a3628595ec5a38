import { describe, expect, test } from 'vitest';
import { type App, canRun, defaultViewport, useApp } from './lib/app.ts';
import { cocoPhotos, copyPhotos, evalFiles } from './lib/photo-files.ts';
import { firstScreens, libraryForScreens, loseConnection, screens } from './lib/screens.ts';

const sizes = {
  desktop: defaultViewport,
  phone: { width: 320, height: 640 },
  tablet: { width: 768, height: 1024 },
  large: { width: 3840, height: 2160 },
};

/** Pictures in tests/e2e/screenshots, for people to look at: light and dark, and light in every other size of window. */
async function takePictures(app: App, name: string): Promise<void> {
  const { page, ui } = app;
  for (const [size, viewport] of Object.entries(sizes)) {
    await page.setViewportSize(viewport);
    await ui.atRest();
    await page.waitForFunction(() => [...document.images].every(({ complete }) => complete));
    await app.screenshot(`${size}/${name}`);
  }
  await page.setViewportSize(sizes.desktop);
  await page.emulateMedia({ colorScheme: 'dark' });
  await ui.atRest();
  await app.screenshot(`dark/${name}`);
  await page.emulateMedia({ colorScheme: 'light' });
}

describe.skipIf(!canRun)('pictures', () => {
  const running = useApp(libraryForScreens);

  test.each(screens)('of the screen "$name"', async ({ name, show }) => {
    await show(running());
    await takePictures(running(), name);
    await running().reload();
  });

  test('of the lost connection', async () => {
    await loseConnection(running());
    await takePictures(running(), 'lost-connection');
    expect(await running().ui.photos.count()).toBeGreaterThan(0);
  });
});

describe.skipIf(!canRun)('pictures of the beginning', () => {
  const many = [...cocoPhotos(), ...evalFiles('captions/flickr8k').slice(0, 400)];
  const running = useApp({ photos: (folder) => copyPhotos(folder, many) });

  test.each(firstScreens)('of the screen "$name"', async ({ name, show }) => {
    await show(running());
    await takePictures(running(), name);
  });
});
