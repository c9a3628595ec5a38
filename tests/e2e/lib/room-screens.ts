import { t } from './messages.ts';
import { placeScreens } from './place-screens.ts';
import { tasteScreens } from './taste-screens.ts';
import type { Screen } from './screens.ts';

/** The map, favourites, and the side bar in all that it can be. In this order: each begins with what the one before has set. */
export const roomScreens: readonly Screen[] = [
  ...placeScreens,
  ...tasteScreens,
  {
    name: 'favourites-none',
    show: async ({ page, ui }) => {
      await ui.door(t('favourites.title')).click();
      await page.getByRole('heading', { name: t('favourites.none') }).waitFor();
    },
  },
  {
    name: 'favourites',
    show: async ({ page, ui }) => {
      await ui.photo(1).click({ modifiers: ['ControlOrMeta'] });
      await ui.photo(9).click({ modifiers: ['Shift'] });
      await page.keyboard.press('f');
      await page.getByText(t('favourites.added', { count: 9 })).waitFor();
      await page.keyboard.press('Escape');
      await ui.door(t('favourites.title')).click();
      await page.getByRole('listbox', { name: t('favourites.newestFirst') }).waitFor();
      await ui.photo(2).hover();
      await ui.thumbsLoaded();
    },
  },
  {
    name: 'rating-of-selection',
    show: async ({ page, ui }) => {
      await ui.photo(1).click({ modifiers: ['ControlOrMeta'] });
      await ui.photo(3).click({ modifiers: ['Shift'] });
      await page
        .getByRole('toolbar')
        .getByRole('button', { name: t('favourites.rating') })
        .click();
      await page.getByRole('group', { name: t('favourites.rating') }).waitFor();
    },
  },
  {
    name: 'compare',
    show: async ({ page, ui }) => {
      await ui.photo(1).click({ modifiers: ['ControlOrMeta'] });
      await ui.photo(2).click({ modifiers: ['ControlOrMeta'] });
      await page.keyboard.press('c');
      const dialog = page.getByRole('dialog', { name: t('compare.label') });
      await dialog
        .getByText(/\d\s?%$/u)
        .last()
        .waitFor();
    },
  },
  {
    name: 'viewer-rating',
    show: async ({ page, ui }) => {
      await ui.photo(1).click();
      await ui.viewer.waitFor();
      await ui.fullPhotoSize();
      await page.keyboard.press('4');
      await page.keyboard.press('i');
      await ui.viewer
        .getByRole('complementary')
        .getByText(t('favourites.stars', { stars: 4 }))
        .waitFor();
    },
  },
  {
    name: 'side-icons',
    show: async ({ page, ui }) => {
      await ui.button(t('side.toIcons')).click();
      await ui.button(t('side.hide')).waitFor();
      await ui.thumbsLoaded();
      await page.mouse.move(0, 0);
    },
  },
  {
    name: 'side-hidden',
    show: async ({ ui }) => {
      await ui.button(t('side.hide')).click();
      await ui.button(t('side.show')).waitFor();
      await ui.thumbsLoaded();
    },
  },
  {
    name: 'side-drawer',
    show: async ({ page, ui }) => {
      await ui.button(t('side.show')).click();
      await ui.button(t('side.toIcons')).waitFor();
      await page.setViewportSize({ width: 320, height: 640 });
      await ui.button(t('side.show')).click();
      await ui.dialog(t('side.title')).waitFor();
    },
  },
];
