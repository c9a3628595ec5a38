import { t } from './messages.ts';
import type { Screen } from './screens.ts';

/** All tags, and the photos of one. */
export const tagScreens: readonly Screen[] = [
  {
    name: 'tags',
    show: async ({ page, ui }) => {
      await ui.door(t('tags.title')).click();
      await page.locator('a[href^="#/tags/"]').first().waitFor({ timeout: 120_000 });
    },
  },
  {
    name: 'tag',
    show: async ({ page, ui }) => {
      await ui.door(t('tags.title')).click();
      await page.locator('a[href^="#/tags/"]').first().click();
      await page.getByRole('button', { name: t('tags.hide') }).waitFor();
      await ui.thumbsLoaded();
    },
  },
];
