import { t } from './messages.ts';
import type { Screen } from './screens.ts';

/** The map: all of the world, a town, and with an area that was drawn. */
export const placeScreens: readonly Screen[] = [
  {
    name: 'places',
    show: async ({ page, ui }) => {
      await ui.door(t('places.title')).click();
      await page.getByRole('application').getByRole('button').first().waitFor();
      await page.getByText(t('places.loading')).waitFor({ state: 'detached' });
    },
  },
  {
    name: 'places-region',
    show: async ({ page, server }) => {
      await page.goto(`${server.origin}/#/places?view=46.5,4.5,5`);
      await page.getByRole('button', { name: /^Paris, /u }).waitFor();
      await page.getByText(t('places.loading')).waitFor({ state: 'detached' });
    },
  },
  {
    name: 'places-town',
    show: async ({ page, server }) => {
      await page.goto(`${server.origin}/#/places?view=38.711,-9.139,11.5`);
      await page
        .getByRole('button', { name: /^Lisbon, /u })
        .first()
        .waitFor();
      await page.getByText(t('places.loading')).waitFor({ state: 'detached' });
    },
  },
  {
    name: 'places-drawn',
    show: async ({ page, server, ui }) => {
      await page.goto(`${server.origin}/#/places?view=46.5,4.5,5`);
      await page.getByRole('button', { name: /^Paris, /u }).waitFor();
      await ui.button(t('places.draw')).click();
      const box = await page.getByRole('application').boundingBox();
      if (box === null) throw new Error('Expected the map to be laid out but it is not');
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
      await page.mouse.move(x + 260, y);
      await page.mouse.down();
      for (let step = 1; step <= 40; step++) {
        const angle = (2 * Math.PI * step) / 40;
        await page.mouse.move(x + 260 * Math.cos(angle), y + 190 * Math.sin(angle));
      }
      await page.mouse.up();
      await ui.button(t('places.clear')).waitFor();
    },
  },
];
