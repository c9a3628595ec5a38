import { t } from './messages.ts';
import type { Screen } from './screens.ts';

/** Two photos to choose between. */
export const tasteScreens: readonly Screen[] = [
  {
    name: 'taste',
    show: async ({ page, ui }) => {
      await ui.button(t('sort.current', { order: t('sort.newest') })).click();
      await page.getByRole('button', { name: t('sort.taste') }).click();
      const dialog = ui.dialog(t('taste.title'));
      await dialog.getByRole('button', { name: t('taste.left') }).waitFor();
    },
  },
];
