import { mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { evalFile } from '../../helpers/eval-data.ts';
import { albumScreens } from './album-screens.ts';
import type { App, AppOptions } from './app.ts';
import { drop, jpegFile } from './drop.ts';
import { t } from './messages.ts';
import { trips, writePositions } from './placed-files.ts';
import { roomScreens } from './room-screens.ts';
import { tagScreens } from './tag-screens.ts';
import { whereScreens } from './where-screens.ts';
import { writeStacks } from './stack-files.ts';
import { cameraPhotos, cocoPhotos, copyAs, copyPhotos, evalFiles } from './photo-files.ts';

/** What none of the photos shows. */
const absent = 'a submarine under the ice';

/** A state of the page that a user can bring about. */
export interface Screen {
  readonly name: string;
  /** From the timeline, with nothing open, to there. */
  readonly show: (app: App) => Promise<void>;
}

/** A library that has something for every screen. */
export const libraryForScreens: AppOptions = {
  photos: async (folder) => {
    await copyPhotos(join(folder, 'Phone'), cocoPhotos(50));
    await writePositions(join(folder, 'Phone'), cocoPhotos(50), trips);
    await copyPhotos(join(folder, 'Camera'), cameraPhotos());
    await mkdir(join(folder, 'Stacks'));
    await writeStacks(join(folder, 'Stacks'));
    for (const file of evalFiles('odd-files/corrupt')) await copyAs(evalFile(file), join(folder, basename(file)));
    await copyPhotos(join(folder, 'Phone', '.thumbnails'), cocoPhotos(2));
  },
  indexed: true,
};

/** Every screen of a library that has photos. */
export const screens: readonly Screen[] = [
  { name: 'timeline', show: ({ ui }) => ui.thumbsLoaded() },
  {
    name: 'folders',
    show: async ({ page, ui }) => {
      await ui.door(t('folders.title')).click();
      const folder = page.getByRole('treeitem', { name: /^Phone, /u });
      // On narrow windows the tree is folded away; the picture is of the folder that is shown.
      await folder.getByText('Phone').click();
      await page.getByRole('listbox', { name: 'Phone', exact: true }).waitFor();
      await ui.thumbsLoaded();
    },
  },
  ...roomScreens,
  ...albumScreens,
  ...tagScreens,
  {
    name: 'filter-folder',
    show: async ({ page, ui }) => {
      await ui.button(t('filters.add')).click();
      await page.getByRole('button', { name: t('filters.folder'), exact: true }).click();
      await page.getByRole('tree').waitFor();
    },
  },
  {
    name: 'status',
    show: async ({ page, ui }) => {
      await ui.statusButton.click();
      await page.getByRole('button', { name: t('status.rescan') }).waitFor();
    },
  },
  {
    name: 'search',
    show: async ({ ui }) => {
      await ui.search('people at a table');
      await ui.thumbsLoaded();
    },
  },
  {
    name: 'search-hover',
    show: async ({ page, ui }) => {
      await ui.search('people at a table');
      await ui.thumbsLoaded();
      await ui.photo(2).hover();
      await page.getByText(/^\d+%$/u).waitFor();
    },
  },
  {
    name: 'search-by-image',
    show: async ({ page, ui }) => {
      await drop(page, await jpegFile(evalFile('captions/coco/000000519208.jpg')));
      await ui.answered();
      await ui.searchField.fill('at night');
      await page.getByRole('status').filter({ hasText: 'at night' }).waitFor();
      await ui.answered();
      await ui.thumbsLoaded();
    },
  },
  {
    name: 'search-chips',
    show: async ({ ui }) => {
      await ui.search('people at a table -cars ignore:text type:jpg since 2019');
      await ui.queryChip(t('chips.minus', { value: 'cars' })).waitFor();
      await ui.thumbsLoaded();
    },
  },
  {
    name: 'search-none',
    show: async ({ page, ui }) => {
      await ui.searchField.fill(
        'a table in 2019 in Arezzo -people ignore:text "IMG_0001" rating:3+ camera:nikon iso:800+',
      );
      await ui.searchField.press('Enter');
      await page.getByRole('heading', { name: t('search.none') }).waitFor();
    },
  },
  {
    name: 'search-weaker',
    show: async ({ page, ui }) => {
      await ui.search('people at a table');
      await page.getByRole('heading', { name: t('results.weaker') }).scrollIntoViewIfNeeded();
      await ui.thumbsLoaded();
    },
  },
  {
    name: 'search-strictness',
    show: async ({ page, ui }) => {
      await ui.search('people at a table');
      await page.getByRole('heading', { name: t('results.weaker') }).scrollIntoViewIfNeeded();
      await page.getByRole('button', { name: t('strictness.label') }).click();
      await page.getByText(t('strictness.strictHint')).waitFor();
    },
  },
  {
    name: 'search-nothing',
    show: async ({ ui }) => {
      await ui.searchField.fill(absent);
      await ui.searchField.press('Enter');
      await ui.button(t('search.showNearMisses')).waitFor();
    },
  },
  {
    name: 'search-near-misses',
    show: async ({ ui }) => {
      await ui.search(absent);
      await ui.thumbsLoaded();
    },
  },
  {
    name: 'search-order',
    show: async ({ page, ui }) => {
      await ui.search('people at a table');
      await page.getByRole('button', { name: /^Order/u }).click();
      await ui.button(t('sort.largest')).waitFor();
    },
  },
  {
    name: 'search-help',
    show: async ({ page, ui }) => {
      await ui.button(t('help.title')).click();
      await page.getByText(t('help.intro')).waitFor();
    },
  },
  {
    name: 'search-examples',
    show: async ({ ui }) => {
      await ui.photo(1).click({ modifiers: ['ControlOrMeta'] });
      await ui.photo(6).click({ modifiers: ['Shift'] });
      await ui.button(t('selection.moreLike')).click();
      await ui.answered();
      await ui.thumbsLoaded();
    },
  },
  {
    name: 'search-all-examples',
    show: async ({ page, ui }) => {
      await ui.photo(1).click({ modifiers: ['ControlOrMeta'] });
      await ui.photo(8).click({ modifiers: ['Shift'] });
      await ui.button(t('selection.moreLike')).click();
      await ui.answered();
      await page.getByRole('button', { name: /all 8 example images/u }).click();
      await page.locator('[popover] img').nth(7).waitFor();
    },
  },
  {
    name: 'search-saved',
    show: async ({ page, ui }) => {
      await ui.search('people at a table');
      await ui.button(t('savedSearches.menu')).click();
      await page.getByRole('textbox', { name: t('savedSearches.name') }).fill('Dinners');
      await ui.button(t('savedSearches.save')).click();
      await ui.button(t('dialog.dismiss')).click();
      await ui.button(t('savedSearches.menu')).click();
      await ui.button(t('savedSearches.remove', { name: 'Dinners' })).waitFor();
    },
  },
  {
    name: 'search-suggestions',
    show: async ({ page, ui }) => {
      await ui.searchField.focus();
      await ui.suggestions.waitFor();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowUp');
      await page.keyboard.press('ArrowUp');
    },
  },
  {
    name: 'drop',
    show: async ({ page }) => {
      const dataTransfer = await page.evaluateHandle(() => {
        const transfer = new DataTransfer();
        transfer.items.add(new File(['x'], 'x.jpg', { type: 'image/jpeg' }));
        return transfer;
      });
      await page.dispatchEvent('body', 'dragover', { dataTransfer });
      await page.getByText(t('search.dropHere')).waitFor();
    },
  },
  { name: 'filters', show: (app) => openFilters(app) },
  {
    name: 'filters-camera',
    show: async (app) => {
      await openFilters(app, 'filters.camera');
      await app.page.getByRole('button', { name: /^Canon EOS 40D/u }).waitFor();
    },
  },
  { name: 'filters-date', show: (app) => openFilters(app, 'filters.date') },
  {
    name: 'filters-set',
    show: async (app) => {
      await openFilters(app, 'filters.type');
      await app.page.getByRole('button', { name: /^JPEG/u }).click();
      await app.ui.button(t('filters.add')).click();
      await openFilters(app, 'filters.shape');
      await app.page.getByRole('button', { name: /^Landscape/u }).click();
      await app.ui.button(t('filters.remove', { filter: t('filters.landscape') })).waitFor();
      await app.ui.thumbsLoaded();
    },
  },
  {
    name: 'filters-nothing-left',
    show: async (app) => {
      await openFilters(app, 'filters.date');
      await app.page.getByLabel(t('filters.to'), { exact: true }).fill('1999-01-01');
      await app.ui.button(t('filters.done')).click();
      await app.page.getByRole('heading', { name: t('empty.allFiltered') }).waitFor();
    },
  },
  { name: 'viewer', show: openViewer },
  {
    name: 'viewer-info',
    show: async (app) => {
      await openViewer(app);
      await app.page.keyboard.press('i');
      await app.ui.viewer.getByRole('heading', { name: t('viewer.similar') }).waitFor();
    },
  },
  {
    name: 'viewer-menu',
    show: async (app) => {
      await openViewer(app);
      await app.ui.viewer.getByRole('button', { name: t('viewer.actions') }).click();
      await app.ui.viewer.getByRole('button', { name: t('viewer.copyPath') }).waitFor();
    },
  },
  {
    name: 'viewer-stack',
    show: async (app) => {
      await app.ui.search('folder:Stacks');
      await app.ui.photo(1).click();
      await app.ui.viewer.getByRole('toolbar', { name: t('stacks.strip') }).waitFor();
      await app.ui.fullPhotoSize();
    },
  },
  {
    name: 'viewer-stack-menu',
    show: async (app) => {
      await app.ui.search('folder:Stacks');
      await app.ui.photo(4).click();
      await app.ui.viewer.getByRole('toolbar', { name: t('stacks.strip') }).waitFor();
      await app.ui.viewer.getByRole('button', { name: t('viewer.actions') }).click();
      await app.ui.viewer.getByRole('button', { name: t('stacks.copyPaths') }).waitFor();
    },
  },
  {
    name: 'selection-stacks',
    show: async ({ ui }) => {
      await ui.search('folder:Stacks');
      await ui.thumbsLoaded();
      await ui.photo(1).click({ modifiers: ['ControlOrMeta'] });
      await ui.photo(3).click();
      await ui.button(t('stacks.whole')).click();
    },
  },
  ...whereScreens,
  {
    name: 'viewer-box-begin',
    show: async (app) => {
      await openViewer(app);
      await app.ui.viewer.getByRole('button', { name: t('box.tool') }).click();
      await app.ui.viewer.getByText(t('box.hint')).waitFor();
    },
  },
  {
    name: 'viewer-box',
    show: async (app) => {
      await openViewer(app);
      await app.page.keyboard.press('b');
      await app.ui.viewer.getByRole('button', { name: t('box.search', { count: 1 }) }).waitFor();
    },
  },
  {
    name: 'selection',
    show: async ({ ui }) => {
      await ui.photo(1).click({ modifiers: ['ControlOrMeta'] });
      await ui.photo(3).click();
      await ui.photo(4).click();
      await ui.thumbsLoaded();
    },
  },
  {
    name: 'copy',
    show: async ({ page, ui }) => {
      await ui.photo(1).click({ modifiers: ['ControlOrMeta'] });
      await ui.button(t('selection.copyTo')).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('textbox').fill('/no/such/folder');
      await dialog.getByRole('button', { name: t('selection.copyNow') }).click();
      await dialog.getByRole('alert').waitFor();
    },
  },
  {
    name: 'failures',
    show: async ({ page, ui }) => {
      await ui.statusButton.click();
      await page.getByRole('button', { name: t('status.showFailures') }).click();
      await ui.dialog(t('failures.title')).getByRole('listitem').first().waitFor();
    },
  },
  {
    name: 'left-out',
    show: async ({ page, ui }) => {
      await ui.statusButton.click();
      await page.getByRole('button', { name: t('status.showLeftOut') }).click();
      await ui.dialog(t('leftOut.title')).getByRole('listitem').first().waitFor();
    },
  },
  {
    name: 'shortcuts',
    show: async ({ page, ui }) => {
      await page.keyboard.press('?');
      await ui.dialog(t('shortcuts.title')).waitFor();
    },
  },
  { name: 'settings', show: openSettings },
  {
    name: 'settings-add-folder',
    show: async (app) => {
      await openSettings(app);
      await app.ui.button(t('settings.addFolder')).click();
      await app.ui.dialog(t('settings.addFolder')).waitFor();
    },
  },
  {
    name: 'settings-left-out',
    show: async (app) => {
      await openSettings(app);
      await app.page.getByRole('button', { name: new RegExp(`^${t('leftOut.open')}: `, 'u') }).click();
      await app.page.getByRole('textbox', { name: t('leftOut.patterns') }).fill('Camera/');
      await app.page.getByText(/would be left out/u).waitFor();
    },
  },
  {
    name: 'settings-remove',
    show: async (app) => {
      await openSettings(app);
      await app.page.getByRole('button', { name: /^Remove: /u }).click();
      await app.page.getByRole('dialog', { name: /^Remove/u }).waitFor();
    },
  },
  {
    name: 'messages',
    show: async ({ page }) => {
      await drop(page, { name: 'notes', type: 'text/plain', content: Buffer.from('notes') });
      await page.getByText(t('search.notAnImage')).waitFor();
      await drop(page, { name: 'notes.jpg', type: 'image/jpeg', content: Buffer.from('notes') });
      await page.getByText(t('error.QUERY_IMAGE_UNREADABLE')).waitFor();
    },
  },
];

async function openFilters(
  { page, ui }: App,
  kind?: 'filters.camera' | 'filters.date' | 'filters.type' | 'filters.shape',
): Promise<void> {
  await ui.button(t('filters.add')).click();
  await ui.button(t('filters.folder')).waitFor();
  if (kind === undefined) return;
  await ui.button(t(kind)).click();
  await page.getByRole('button', { name: t('filters.back') }).waitFor();
}

async function openViewer(app: App): Promise<void> {
  // One with a place, a camera and an exposure.
  await app.ui.search('a church beside a lawn');
  await app.ui.openViewer((await app.photosByName()).get('DSCN0042.jpg') ?? 0);
  await app.ui.fullPhotoSize();
}

async function openSettings({ page, ui }: App): Promise<void> {
  await ui.button(t('menu.settings')).click();
  const dialog = ui.dialog(t('settings.title'));
  await dialog.getByText(t('settings.clearHint')).waitFor();
  await page.evaluate(() => document.fonts.ready);
}
