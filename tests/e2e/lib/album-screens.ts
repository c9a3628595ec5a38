import { t } from './messages.ts';
import type { Screen } from './screens.ts';

/** An album that suggests, and then all of them. */
export const albumScreens: readonly Screen[] = [
  {
    name: 'album',
    show: async ({ page, ui }) => {
      await ui.photo(1).click({ modifiers: ['ControlOrMeta'] });
      await ui.photo(3).click();
      await ui.button(t('albums.addTo')).click();
      const dialog = ui.dialog(t('albums.addTitle', { count: 2 }));
      await dialog.getByRole('textbox', { name: t('albums.name') }).fill('Summer');
      await dialog.getByRole('switch', { name: t('albums.smart') }).click();
      await dialog.getByRole('button', { name: t('albums.create') }).click();
      await ui.door(t('albums.title')).click();
      await page
        .getByRole('link', { name: /Summer/u })
        .first()
        .click();
      await page.getByRole('heading', { name: 'Summer', level: 1 }).waitFor();
      await ui.thumbsLoaded();
    },
  },
  {
    name: 'albums',
    show: async ({ page, ui }) => {
      await ui.door(t('albums.title')).click();
      await page
        .getByRole('link', { name: /Summer/u })
        .first()
        .waitFor();
    },
  },
];
