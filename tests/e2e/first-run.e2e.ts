import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { canRun, useApp } from './lib/app.ts';
import { t } from './lib/messages.ts';
import { cocoPhotos, copyPhotos, evalFiles } from './lib/photo-files.ts';

/** Enough that indexing goes on while a search is made, and more than the first answer holds. */
const photos = [...cocoPhotos(), ...evalFiles('captions/flickr8k').slice(0, 108)];

describe.skipIf(!canRun)('first run', () => {
  const running = useApp({ photos: (folder) => copyPhotos(folder, photos) });

  test('asks where the photos are and says that they stay there', async () => {
    const { page } = running();
    await page.getByRole('heading', { level: 1, name: t('welcome.title') }).waitFor();
    await page.getByText(t('welcome.private')).waitFor();
    expect(await page.title()).toBe(t('app.name'));
  });

  test.each([
    ['there is no folder', () => join(running().photos, 'nowhere'), t('error.FOLDER_NOT_FOUND')],
    ['there is a file', () => join(running().photos, '000000000139.jpg'), t('error.FOLDER_NOT_A_FOLDER')],
    ['the path is not a whole one', () => 'Pictures', t('error.FOLDER_NOT_FOUND')],
  ])('says beside the field when %s', async (_, path, message) => {
    const { page, ui } = running();
    await ui.addFirstFolder(path());
    const alert = page.getByRole('alert').filter({ hasText: message });
    await alert.waitFor();
    const field = page.getByRole('textbox', { name: t('folder.path') });
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    expect(await field.getAttribute('aria-describedby')).toBe(await alert.getAttribute('id'));
    expect(await field.inputValue()).toBe(path());
    // What a path has to be is still said.
    const example = await field.getAttribute('placeholder');
    await page.getByText(t('folder.pathHint', { example: example ?? '' }), { exact: true }).waitFor();
  });

  test('shows photos and finds them while indexing goes on, and ends up to date with all of them', async () => {
    const { page, ui, photos: folder } = running();
    const isWorking = async (): Promise<boolean> => {
      const name = await ui.statusButton.getAttribute('aria-label');
      return name !== `${t('status.label')}: ${t('status.upToDate')}`;
    };
    await ui.addFirstFolder(folder);
    await ui.photos.first().waitFor();
    expect(await isWorking()).toBe(true);

    await ui.door(t('duplicates.title')).click();
    await page.getByText(t('duplicates.none.yet')).waitFor();
    expect(await isWorking()).toBe(true);
    await ui.door(t('grid.photos')).click();

    await ui.search('a person');
    expect(await ui.photos.count()).toBeGreaterThan(0);
    expect(await isWorking()).toBe(true);

    await ui.upToDate();
    // What comes in joins the answer.
    await expect.poll(() => ui.total()).toBe(200);
    await ui.button(t('search.clear')).click();
    await page.getByText(t('status.photos', { count: photos.length }), { exact: true }).waitFor();
    await ui.thumbsLoaded();

    await ui.statusButton.click();
    const panel = page.locator('[popover]').filter({ hasText: t('status.upToDate') });
    await panel.getByText(t('status.photos', { count: photos.length })).waitFor();
    expect(await panel.getByText(t('status.showFailures')).count()).toBe(0);
  });
});
