import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, test } from 'vitest';
import { de, type MessageKey } from '../../src-renderer/messages.ts';
import { canRun, useApp } from './lib/app.ts';
import { titles, writeCatalogue } from './lib/model-mirror.ts';
import { cocoPhotos, copyPhotos } from './lib/photo-files.ts';

/** A text of the page in German. */
function t(key: MessageKey, values: Readonly<Record<string, string>> = {}): string {
  return String(new IntlMessageFormat(de[key], 'de-DE', undefined, { ignoreTag: true }).format(values));
}

describe.skipIf(!canRun)('whoever reads German', () => {
  const running = useApp({
    photos: (folder) => copyPhotos(folder, cocoPhotos(24)),
    indexed: true,
    models: writeCatalogue,
    browser: { locale: 'de-DE' },
  });

  /** Search, and wait until it is said that the model does not know the language. */
  async function ask(text: string, title: string): Promise<void> {
    const { page } = running();
    const field = page.getByRole('combobox', { name: t('search.label') });
    // What was said of the search before must not be taken for what is to come.
    await field.fill('');
    await page.getByRole('listbox', { name: t('grid.library') }).waitFor();
    expect(await page.getByText(title).count()).toBe(0);
    await field.fill(text);
    await field.press('Enter');
    await page.getByText(title).first().waitFor();
  }

  const notGerman = t('search.unknownLanguage', { language: 'Deutsch' });

  test('is offered eyes that know German, by that', async () => {
    const { page } = running();
    const field = page.getByRole('combobox', { name: t('search.label') });
    await field.fill('people at a table');
    await field.press('Enter');
    const offer = page.getByRole('region', { name: t('models.offerTitle') });
    await offer.waitFor();
    expect(await offer.textContent()).toContain(
      t('models.offerLanguage', { title: titles.many, language: 'Deutsch', known: 'Englisch' }),
    );
  });

  test.each(['Hund am Strand', 'Strand', 'Sonnenuntergang', 'Anna am Strand', 'Kind mit dog'])(
    'is told that the model does not know German: %s',
    (text) => ask(text, notGerman),
  );

  test.each([
    ['chien sur la plage', 'Le modèle utilisé ne comprend pas cette langue (français)'],
    ['perro en la playa', 'El modelo en uso no entiende español'],
    ['собака на пляже', t('search.unknownLanguage', { language: 'Russisch' })],
    ['犬 浜辺', t('search.unknownLanguage', { language: 'Japanisch' })],
  ])('is told of other languages in these, or else in German: %s', ask);

  test('comes to the model that knows it', async () => {
    const { page } = running();
    await ask('Hund am Strand', notGerman);
    await page
      .getByRole('button', { name: t('search.modelKnows', { title: titles.many }) })
      .first()
      .click();
    const entry = page.locator('[data-model="many"]');
    await entry.waitFor();
    await expect.poll(() => entry.evaluate((item) => document.activeElement === item)).toBe(true);
    await entry.getByRole('button', { name: t('models.install') }).waitFor();
    expect(await entry.evaluate((item) => item.getBoundingClientRect().top < innerHeight / 2)).toBe(true);
  });
});
