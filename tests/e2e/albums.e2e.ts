import type { Locator } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { canRun, useApp } from './lib/app.ts';
import { t } from './lib/messages.ts';
import { cocoPhotos, copyPhotos } from './lib/photo-files.ts';
import { violations } from './lib/violations.ts';

const count = 40;

describe.skipIf(!canRun)('albums', () => {
  const running = useApp({ photos: (folder) => copyPhotos(folder, cocoPhotos(count)), indexed: true });
  let smart = '';

  beforeAll(async () => {
    await running().page.setViewportSize({ width: 1400, height: 900 });
  });

  const hash = (): string => new URL(running().page.url()).hash;

  async function select(...places: number[]): Promise<void> {
    const { ui } = running();
    for (const place of places) await ui.photo(place).click({ modifiers: ['ControlOrMeta'] });
  }

  function dialog(photos: number): Locator {
    return running().ui.dialog(t('albums.addTitle', { count: photos }));
  }

  async function home(): Promise<void> {
    const { page, ui } = running();
    await ui.button(t('app.name')).click();
    await page.getByRole('listbox', { name: t('grid.library') }).waitFor();
    await ui.scrollTo(0);
  }

  /** What takes back the latest of what was done. */
  const undo = (): Locator => running().ui.button(t('albums.undo')).last();

  /** Go to an album by the list of all. */
  async function open(name: string): Promise<void> {
    const { page, ui } = running();
    await home();
    await ui.door(t('albums.title')).click();
    await page.getByRole('link', { name: new RegExp(name, 'u') }).click();
    await page.getByRole('heading', { name, level: 1 }).waitFor();
  }

  /** What is suggested. */
  const options = (): Locator => running().page.getByRole('option', { name: new RegExp(t('albums.suggested'), 'u') });
  const strictness = (): Locator => running().page.getByRole('slider', { name: t('albums.strictness') });

  /** Ids of what is suggested, in order. */
  async function suggested(): Promise<number[]> {
    await options().first().waitFor();
    const ids = await options().evaluateAll((all) => all.map(({ id }) => Number(id.slice('photo-'.length))));
    return ids;
  }

  test('are made of selected photos, which lie in them in order', async () => {
    const { page, ui } = running();
    await select(2, 3, 5);
    await ui.button(t('albums.addTo')).click();
    await dialog(3)
      .getByRole('textbox', { name: t('albums.name') })
      .fill('Summer');
    await dialog(3)
      .getByRole('button', { name: t('albums.create') })
      .click();
    await page.getByText(t('albums.created', { name: 'Summer' })).waitFor();
    await ui.button(t('selection.clear')).click();
    const timeline = await ui.photoIds();
    await open('Summer');
    expect(hash()).toMatch(/^#\/albums\/\d+$/u);
    await expect.poll(() => ui.total()).toBe(3);
    expect(await ui.photoIds()).toEqual([timeline[1], timeline[2], timeline[4]]);
    await page.reload();
    await expect.poll(() => ui.total()).toBe(3);
    expect(await violations(running())).toEqual([]);
    await running().screenshot('desktop/album');
  });

  test('are put in order by keys, and photos are taken out and put back', async () => {
    const { page, ui } = running();
    const [a, b, c] = await ui.photoIds();
    await ui.grid.focus();
    await page.keyboard.press('End');
    await page.keyboard.press('<');
    await expect.poll(() => ui.photoIds()).toEqual([a, c, b]);
    await select(1);
    await ui.button(t('albums.later')).click();
    await expect.poll(() => ui.photoIds()).toEqual([c, a, b]);
    await ui.button(t('albums.takeOut')).click();
    await expect.poll(() => ui.photoIds()).toEqual([c, b]);
    await undo().click();
    await expect.poll(() => ui.photoIds()).toEqual([c, a, b]);
  });

  test('are put in order by dragging one photo or those that are selected, which can be undone', async () => {
    const { page, ui } = running();
    const [c, a, b] = await ui.photoIds();
    await ui.photo(3).dragTo(ui.photo(1), { targetPosition: { x: 8, y: 40 } });
    await expect.poll(() => ui.photoIds()).toEqual([b, c, a]);
    await page
      .getByText(t('albums.moved', { count: 1 }))
      .last()
      .waitFor();
    await undo().click();
    await expect.poll(() => ui.photoIds()).toEqual([c, a, b]);
    await select(1, 2);
    const { width } = (await ui.photo(3).boundingBox()) ?? { width: 0 };
    await ui.photo(2).dragTo(ui.photo(3), { targetPosition: { x: width - 8, y: 40 } });
    await expect.poll(() => ui.photoIds()).toEqual([b, c, a]);
    await page
      .getByText(t('albums.moved', { count: 2 }))
      .last()
      .waitFor();
    await undo().click();
    await expect.poll(() => ui.photoIds()).toEqual([c, a, b]);
    await ui.button(t('selection.clear')).click();
  });

  test('go back to where they began after several moves by keys', async () => {
    const { page, ui } = running();
    const [c, a, b] = await ui.photoIds();
    await ui.grid.focus();
    await page.keyboard.press('End');
    await page.keyboard.press('<');
    await expect.poll(() => ui.photoIds()).toEqual([c, b, a]);
    await page.keyboard.press('<');
    await expect.poll(() => ui.photoIds()).toEqual([b, c, a]);
    await undo().click();
    await expect.poll(() => ui.photoIds()).toEqual([c, a, b]);
  });

  test('take more photos, and say how many were new', async () => {
    const { page, ui } = running();
    await home();
    await select(2, 9);
    await ui.button(t('albums.addTo')).click();
    await dialog(2)
      .getByRole('button', { name: /Summer/u })
      .click();
    await page.getByText(t('albums.added', { count: 1, name: 'Summer' })).waitFor();
    await ui.button(t('selection.clear')).click();
  });

  test('take photos that are dropped on one, after they were held over the door to all', async () => {
    const { page, ui } = running();
    await home();
    const [first] = await ui.photoIds();
    await ui.photo(1).hover();
    await page.mouse.down();
    // What is dragged comes to an element with the first move, and is over it with the second.
    await ui.door(t('albums.title')).hover();
    await ui.door(t('albums.title')).hover();
    await page.getByRole('heading', { name: t('albums.title'), level: 1 }).waitFor();
    const card = page.getByRole('link', { name: /Summer/u });
    await card.hover();
    await card.hover();
    await expect.poll(() => page.locator('li[data-dropping]').count()).toBe(1);
    await page.mouse.up();
    const text = t('albums.added', { count: 1, name: 'Summer' });
    await page.getByText(text).last().waitFor();
    expect(await page.locator('[data-dropping]').count()).toBe(0);
    await open('Summer');
    await expect.poll(() => ui.total()).toBe(5);
    expect((await ui.photoIds()).at(-1)).toBe(first);
    await undo().click();
    await expect.poll(() => ui.total()).toBe(4);
  });

  test('are asked for where photos are dropped on the door to all, those that are selected', async () => {
    const { page, ui } = running();
    await home();
    await select(1, 2);
    await ui.photo(2).dragTo(ui.door(t('albums.title')));
    await dialog(2).waitFor();
    expect(hash()).not.toContain('albums');
    await page.keyboard.press('Escape');
    await ui.button(t('selection.clear')).click();
  });

  test('that are smart show fewer suggestions the stricter they are, and keep that', async () => {
    const { page, ui } = running();
    await ui.door(t('albums.title')).click();
    await ui.button(t('albums.new')).click();
    await page.getByRole('textbox', { name: t('albums.name') }).fill('Animals');
    await page.getByRole('switch', { name: t('albums.smart') }).click();
    await page.getByRole('textbox', { name: t('albums.prompt') }).fill('an animal');
    await ui.button(t('albums.create')).click();
    await page.getByRole('heading', { name: 'Animals', level: 1 }).waitFor();
    smart = hash();
    await suggested();
    const usual = await options().count();
    await strictness().fill('0');
    await expect.poll(() => options().count()).toBeGreaterThan(usual);
    const lax = await options().count();
    await strictness().fill('100');
    await expect.poll(() => options().count()).toBeLessThan(lax);
    await page.reload();
    await page.getByRole('heading', { name: 'Animals', level: 1 }).waitFor();
    await expect.poll(() => strictness().inputValue()).toBe('100');
  });

  test('that are smart suggest photos by their description, which keys and buttons take or refuse', async () => {
    const { page, ui } = running();
    const before = await options().count();
    await strictness().fill('0');
    await expect.poll(() => options().count()).toBeGreaterThan(before);
    const [taken = 0] = await suggested();
    await ui.grid.focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('+');
    await page.getByText(t('albums.accepted', { count: 1 })).waitFor();
    await page.getByText(t('albums.examples', { count: 1 }), { exact: true }).waitFor();
    const [refused = 0, ...others] = await suggested();
    expect([refused, ...others]).not.toContain(taken);
    await page.locator(`#photo-${refused}`).hover();
    await page.locator('[data-judge=refuse]').click();
    await page.getByText(t('albums.refused', { count: 1 })).waitFor();
    await expect.poll(suggested).not.toContain(refused);
    // Added from elsewhere and taken back, it is refused as before.
    await home();
    await select((await ui.photoIds()).indexOf(refused) + 1);
    await ui.button(t('albums.addTo')).click();
    await dialog(1)
      .getByRole('button', { name: /Animals/u })
      .click();
    await page.getByText(t('albums.added', { count: 1, name: 'Animals' })).waitFor();
    await undo().click();
    await ui.button(t('selection.clear')).click();
    await open('Animals');
    await page.getByText(t('albums.examples', { count: 1 }), { exact: true }).waitFor();
    expect(await suggested()).not.toContain(refused);
    const [selected = 0] = await suggested();
    await page.locator(`#photo-${selected}`).click({ modifiers: ['ControlOrMeta'] });
    await ui.button(t('albums.accept')).click();
    await page.getByText(t('albums.examples', { count: 2 }), { exact: true }).waitFor();
    await ui.thumbsLoaded();
    expect(await violations(running())).toEqual([]);
    await running().screenshot('desktop/album-smart');
  });

  test('that exclude each other are suggested nothing that another one has, at once', async () => {
    const { page, ui } = running();
    const ids = await suggested();
    await home();
    // Of those that the timeline has drawn.
    const timeline = await ui.photoIds();
    const wanted = ids.find((id) => timeline.includes(id)) ?? 0;
    await select(timeline.indexOf(wanted) + 1);
    await ui.button(t('albums.addTo')).click();
    await dialog(1)
      .getByRole('textbox', { name: t('albums.name') })
      .fill('Pets');
    await dialog(1)
      .getByRole('switch', { name: t('albums.smart') })
      .click();
    await dialog(1)
      .getByRole('button', { name: t('albums.create') })
      .click();
    await page.getByText(t('albums.created', { name: 'Pets' })).waitFor();
    await ui.button(t('selection.clear')).click();
    await open('Animals');
    expect(await suggested()).toContain(wanted);
    const rival = page.getByRole('group', { name: t('albums.rivals') }).getByRole('checkbox', { name: 'Pets' });
    await ui.button(t('albums.settings')).click();
    await rival.check();
    expect(await violations(running())).toEqual([]);
    await running().screenshot('desktop/album-rivals');
    await ui.button(t('albums.save')).press('Enter');
    // The button that was pressed is gone: where it was opened the keys go on.
    await expect.poll(() => ui.focused()).toBe(t('albums.settings'));
    await expect.poll(() => options().evaluateAll((all) => all.map(({ id }) => id))).not.toContain(`photo-${wanted}`);
    await open('Pets');
    await ui.button(t('albums.settings')).click();
    const other = page.getByRole('group', { name: t('albums.rivals') }).getByRole('checkbox', { name: 'Animals' });
    expect(await other.isChecked()).toBe(true);
    await page.keyboard.press('Escape');
    await ui.button(t('albums.remove')).click();
    // Whoever goes on at once is not taken back to the list by the answer.
    await open('Animals');
    await expect.poll(suggested).toContain(wanted);
    // To keep its settings as they are says nothing of one that may come back.
    await ui.button(t('albums.settings')).click();
    await ui.button(t('albums.save')).click();
    await ui.button(t('albums.save')).waitFor({ state: 'detached' });
    await undo().click();
    await page.getByRole('heading', { name: 'Pets', level: 1 }).waitFor();
    await open('Animals');
    expect(await suggested()).not.toContain(wanted);
    await open('Pets');
    await ui.button(t('albums.remove')).click();
    await open('Animals');
  });

  test('are deleted and come back, and never take a photo with them', async () => {
    const { page, ui } = running();
    await ui.button(t('albums.remove')).click();
    await page.getByText(t('albums.removed', { name: 'Animals' })).waitFor();
    expect(hash()).toBe('#/albums');
    await expect.poll(() => page.getByRole('link', { name: /Animals/u }).count()).toBe(0);
    await undo().click();
    await page.getByRole('heading', { name: 'Animals', level: 1 }).waitFor();
    // Whoever has deleted it need not be told that it is gone. A message of that would stay.
    expect(await page.getByText(t('error.ALBUM_NOT_FOUND')).count()).toBe(0);
    await home();
    expect(await ui.total()).toBe(count);
  });

  test('are made of a search in one step, with its best as examples, or what is selected', async () => {
    const { page, ui } = running();
    await home();
    await ui.search('an animal');
    const [best = 0] = await ui.photoIds();
    await ui.button(t('albums.ofSearch')).click();
    await page.getByText(t('albums.created', { name: 'an animal' })).waitFor();
    await page.getByRole('heading', { name: 'an animal', level: 1 }).waitFor();
    expect((await ui.photoIds())[0]).toBe(best);
    await page.getByRole('slider', { name: t('albums.strictness') }).waitFor();
    await undo().click();
    await page.getByRole('listbox', { name: t('grid.results') }).waitFor();
    await ui.answered();
    const [, second = 0] = await ui.photoIds();
    await select(2);
    await ui.button(t('albums.ofSearch')).click();
    await page.getByText(t('albums.examples', { count: 1 }), { exact: true }).waitFor();
    expect((await ui.photoIds())[0]).toBe(second);
    await ui.button(t('albums.remove')).click();
    await page.getByText(t('albums.removed', { name: 'an animal' })).waitFor();
    await expect.poll(() => page.getByRole('link', { name: /an animal/u }).count()).toBe(0);
  });

  test('that are not there lead to the others', async () => {
    const { page } = running();
    expect(smart).toMatch(/^#\/albums\/\d+$/u);
    await page.evaluate(() => (location.hash = '#/albums/999999'));
    await page.getByRole('heading', { name: t('albums.title'), level: 1 }).waitFor();
    await expect.poll(hash).toBe('#/albums');
    await page.getByRole('link', { name: /Summer/u }).waitFor();
    expect(await violations(running())).toEqual([]);
    await running().screenshot('desktop/albums');
  });
});
