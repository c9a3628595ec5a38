import { expect } from 'vitest';
import { type App, defaultViewport } from './app.ts';
import { overflow } from './overflow.ts';
import { violations } from './violations.ts';

/** Sizes of window by the name of the folder of pictures; the usual one last, which the page is left in. */
const sizes = Object.entries({
  phone: { width: 320, height: 640 },
  tablet: { width: 768, height: 1024 },
  large: { width: 3840, height: 2160 },
  desktop: defaultViewport,
});

/**
 * Look at the screen that is shown in every size, in light and dark. Pictures of it go to tests/e2e/screenshots, for people
 * to look at.
 */
export async function inspect(app: App, name: string): Promise<void> {
  const { page, ui } = app;
  for (const [size, viewport] of sizes) {
    await page.setViewportSize(viewport);
    await ui.atRest();
    await page.waitForFunction(() => [...document.images].every(({ complete }) => complete));
    expect.soft(await overflow(page), `sticks out: ${size}`).toEqual([]);
    await app.screenshot(`${size}/${name}`);
  }
  expect.soft(await violations(app), 'inaccessible in light').toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect.soft(await violations(app), 'inaccessible in dark').toEqual([]);
  await app.screenshot(`dark/${name}`);
  await page.emulateMedia({ colorScheme: 'light' });
}
