import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { App } from './app.ts';
import { t } from './messages.ts';
import type { Screen } from './screens.ts';

/** The screens before there are photos, each going on from the one before; `photos` are to be indexed. */
export const firstScreens: readonly Screen[] = [
  { name: 'welcome', show: ({ page }) => page.getByRole('heading', { name: t('welcome.title') }).waitFor() },
  {
    name: 'welcome-wrong-folder',
    show: async ({ page, ui }) => {
      await ui.addFirstFolder('/no/such/folder');
      await page.getByRole('alert').waitFor();
    },
  },
  {
    name: 'no-photos',
    show: async ({ page, ui, scratch }) => {
      await mkdir(join(scratch, 'empty'));
      await ui.addFirstFolder(join(scratch, 'empty'));
      await page.getByRole('heading', { name: t('empty.noPhotos') }).waitFor();
    },
  },
  {
    name: 'indexing',
    show: async ({ page, ui, photos }) => {
      await ui.button(t('empty.addFolder')).click();
      await page.getByRole('dialog').getByRole('textbox').fill(photos);
      await page
        .getByRole('dialog')
        .getByRole('button', { name: t('folder.add') })
        .click();
      await ui.photos.nth(3).waitFor();
      await ui.statusButton.click();
      await page.getByRole('progressbar').waitFor();
    },
  },
];

/** To the last of all screens: there is no way back from it. */
export async function loseConnection(app: App): Promise<void> {
  await app.stopServer('killed');
  await app.page
    .getByRole('alert')
    .filter({ hasText: t('connection.lost') })
    .waitFor();
}
