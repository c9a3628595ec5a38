import { describe, expect, test } from 'vitest';
import { canRun, useApp } from './lib/app.ts';
import { t } from './lib/messages.ts';
import { cameraPhotos, cocoPhotos, copyPhotos } from './lib/photo-files.ts';

const photos = [...cocoPhotos(), ...cameraPhotos()];

describe.skipIf(!canRun)('what was understood of a query', () => {
  const running = useApp({ photos: (folder) => copyPhotos(folder, photos), indexed: true });

  test('is shown as chips, which narrow the search', async () => {
    const { ui } = running();
    await ui.search('a train in 2019 -people type:jpg');
    for (const label of ['2019', t('chips.minus', { value: 'people' }), 'JPEG']) await ui.queryChip(label).waitFor();
    expect(await ui.total()).toBeLessThan(photos.length / 2);
  });

  test('is also what is left out', async () => {
    const { ui } = running();
    await ui.search('-type:png -camera:hasselblad');
    for (const label of ['PNG', 'hasselblad']) await ui.queryChip(t('chips.minus', { value: label })).waitFor();
    expect(await ui.total()).toBeGreaterThan(photos.length / 2);
  });

  test('goes out of the text with its chip, and the rest is searched at once', async () => {
    const { page, ui } = running();
    await ui.search('a train in 2019 -people');
    const before = await ui.total();
    await ui.queryChip('2019').click();
    await ui.queryChip('2019').waitFor({ state: 'detached' });
    expect(await ui.searchField.inputValue()).toBe('a train -people');
    await expect.poll(() => ui.total()).toBeGreaterThan(before);
    expect(await ui.focused()).toBe(t('filters.add'));
    await ui.queryChip(t('chips.minus', { value: 'people' })).press('Enter');
    await page.getByRole('button', { name: /^Remove from the search/u }).waitFor({ state: 'detached' });
    expect(await ui.searchField.inputValue()).toBe('a train');
  });

  test('is taken away with the last chip, and then nothing is searched for', async () => {
    const { page, ui } = running();
    await ui.search('in 2019');
    await ui.queryChip('2019').click();
    await page.getByRole('listbox', { name: t('grid.library') }).waitFor();
    expect(await ui.searchField.inputValue()).toBe('');
  });

  test('is of the text in the field alone: a chip whose words are changed is gone with the first key', async () => {
    const { page, ui } = running();
    await ui.search('a train in 2019');
    await ui.queryChip('2019').waitFor();
    await ui.searchField.press('End');
    await page.keyboard.press('Backspace');
    expect(await ui.queryChip('2019').count()).toBe(0);
    await page.keyboard.type('8');
    await ui.queryChip('2018').waitFor();
  });

  test.each([
    ['a holiday of every year', 'Christmas', /Remove from the search: Christmas · every year$/u],
    ['a place in another language', 'Lissabon', /Remove from the search: Lisbon, Portugal · \d+ km$/u],
    ['a town, with how far around it', 'in Arezzo', /Remove from the search: Arezzo.* · \d+ km$/u],
    ['a country', 'a church in Italy', /Remove from the search: Italy$/u],
    ['days', 'a church during:2008-10', /Remove from the search: October 2008$/u],
    ['a camera', 'camera:nikon', /Remove from the search: nikon$/iu],
    ['stars', 'rating:3+', /Remove from the search: 3 stars or more$/u],
    ['a shape', 'shape:landscape', /Remove from the search: Landscape$/u],
  ])('can be %s', async (_, text, chip) => {
    const { page, ui } = running();
    await ui.searchField.fill(text);
    await ui.searchField.press('Enter');
    await page.getByRole('button', { name: chip }).waitFor();
  });

  test('takes plain dates and places, and leaves the rest when one is taken away', async () => {
    const { ui } = running();
    await ui.search('a church Italy October');
    const october = t('chips.everyYear', { days: 'October' });
    await ui.queryChip('Italy').waitFor();
    await ui.queryChip(october).click();
    await ui.queryChip(october).waitFor({ state: 'detached' });
    expect(await ui.searchField.inputValue()).toBe('a church Italy');
    await ui.queryChip('Italy').click();
    await ui.queryChip('Italy').waitFor({ state: 'detached' });
    expect(await ui.searchField.inputValue()).toBe('a church');
  });

  test('finds what was taken in any year by the month alone', async () => {
    const { ui } = running();
    await ui.search('October');
    await ui.queryChip(t('chips.everyYear', { days: 'October' })).waitFor();
    const inOctober = await ui.total();
    expect(inOctober).toBeGreaterThan(0);
    expect(inOctober).toBeLessThan(photos.length / 2);
  });

  test('offers another reading, which the keyboard takes', async () => {
    const { page, ui } = running();
    await ui.search('a christmas tree');
    const christmas = t('chips.everyYear', { days: t('every.christmas') });
    const offered = ui.button(t('chips.offered', { chip: christmas }));
    await offered.waitFor();
    expect(await ui.queryChip(christmas).count()).toBe(0);
    await offered.focus();
    await page.keyboard.press('Enter');
    await ui.queryChip(christmas).waitFor();
    await offered.waitFor({ state: 'detached' });
    expect(await ui.searchField.inputValue()).toBe('a every:christmas tree');
    expect(await ui.focused()).toBe(t('filters.add'));
  });

  test('finds a name in quotes, and says that it was the name', async () => {
    const { page, ui } = running();
    await ui.search('"000000161044"');
    await ui.queryChip(t('chips.phrase', { value: '000000161044' })).waitFor();
    expect(await running().fileNames(2)).toEqual(['000000161044.jpg']);
    await ui.photo(1).hover();
    await page.getByText(t('why.called.names', { words: '000000161044' })).waitFor();
    // Nothing is described that a photo could show more or less of.
    expect(await page.getByText(/^\d+%$/u).count()).toBe(0);
    expect(await page.getByRole('heading', { name: t('results.weaker') }).count()).toBe(0);
  });

  test('says so when no photo is left by it', async () => {
    const { page, ui } = running();
    await ui.searchField.fill('camera:hasselblad');
    await ui.searchField.press('Enter');
    await page.getByRole('heading', { name: t('search.none') }).waitFor();
    expect(await ui.matching()).toBe(0);
    await ui.button(t('search.clear')).click();
  });

  test('is explained beside the field, with examples', async () => {
    const { page, ui } = running();
    await ui.button(t('help.title')).click();
    const help = page.getByRole('region', { name: t('help.title') });
    for (const example of t('help.cameraExample').split('|')) await help.getByText(example, { exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await help.waitFor({ state: 'hidden' });
    expect(await ui.focused()).toBe(t('help.title'));
  });
});
