import { t } from './messages.ts';
import type { Screen } from './screens.ts';

/** Where in the photo what is described is: over a hit, and over the photo in the viewer. */
export const whereScreens: readonly Screen[] = [
  {
    name: 'search-where',
    show: async ({ page, ui }) => {
      await ui.search('people at a table');
      await ui.thumbsLoaded();
      await ui.photo(1).hover();
      await page.locator('.where').waitFor();
    },
  },
  {
    name: 'viewer-where',
    show: async (app) => {
      await app.ui.search('people at a table');
      await app.ui.photo(1).click();
      await app.ui.fullPhotoSize();
      await app.ui.viewer.getByRole('button', { name: t('where.tool') }).click();
      await app.ui.viewer.locator('canvas').waitFor();
      // The map that is there at once gives way to a better one.
      const bar = app.ui.viewer.getByRole('group', { name: t('where.label') });
      await bar.and(app.page.locator('[aria-busy="false"]')).waitFor();
    },
  },
];
