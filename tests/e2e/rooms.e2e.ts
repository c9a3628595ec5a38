import { beforeEach, describe, expect, test } from 'vitest';
import { canRun, useApp } from './lib/app.ts';
import { t } from './lib/messages.ts';
import { cocoPhotos, copyPhotos } from './lib/photo-files.ts';

const count = 80;
const entry = /^#\/search\?entry=[0-9a-f]{16}$/u;

describe.skipIf(!canRun)('rooms and their addresses', () => {
  const running = useApp({ photos: (folder) => copyPhotos(folder, cocoPhotos(count)), indexed: true });

  beforeEach(() => running().reload());

  const hash = (): string => new URL(running().page.url()).hash;

  async function library(): Promise<void> {
    await running()
      .page.getByRole('listbox', { name: t('grid.library') })
      .waitFor();
  }

  /** Open an address as somebody does who types it into the page that is there. */
  async function goTo(fragment: string): Promise<void> {
    const { page, server } = running();
    await page.goto(`${server.origin}/${fragment}`);
  }

  async function setKeepRecent(keep: boolean): Promise<void> {
    const { page, ui } = running();
    await ui.button(t('menu.settings')).click();
    const dialog = ui.dialog(t('settings.title'));
    await dialog.getByRole('switch', { name: t('settings.keepRecent') }).setChecked(keep);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  }

  const storage = (): Promise<string> =>
    running().page.evaluate(() => JSON.stringify(Object.fromEntries(Object.entries(sessionStorage))));

  test('are gone through with back and forward: photos, a search, a photo', async () => {
    const { page, ui } = running();
    await library();
    await ui.search('a red train');
    expect(hash()).toMatch(entry);
    const results = await ui.photoIds();
    const search = hash();
    await ui.photo(2).click();
    await ui.viewer.waitFor();
    expect(hash()).toBe(`${search}&photo=${results[1] ?? 0}`);
    await page.goBack();
    await ui.viewer.waitFor({ state: 'detached' });
    expect(hash()).toBe(search);
    expect(await ui.photoIds()).toEqual(results);
    // The search field was emptied before it was filled: this is the timeline from before.
    await page.goBack();
    await library();
    expect(await ui.searchField.inputValue()).toBe('');
    await page.goForward();
    await page.getByRole('listbox', { name: t('grid.results') }).waitFor();
    expect(await ui.searchField.inputValue()).toBe('a red train');
    expect(await ui.photoIds()).toEqual(results);
    expect(hash()).toBe(search);
    await page.goForward();
    await ui.viewer.waitFor();
    await ui.viewer
      .getByRole('status')
      .filter({ hasText: t('photo.number', { index: 2, total: count }) })
      .waitFor({ state: 'attached' });
    await page.goBack();
    await ui.viewer.waitFor({ state: 'detached' });
    await page.goBack();
    await library();
  });

  test('leave no step behind when a photo is closed: the next step back leaves the search', async () => {
    const { page, ui } = running();
    await ui.search('a red train');
    for (const place of [1, 2, 3]) {
      await ui.photo(place).click();
      await ui.viewer.waitFor();
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('Escape');
      await ui.viewer.waitFor({ state: 'detached' });
      await expect.poll(hash).toMatch(entry);
    }
    await page.goBack();
    await library();
    expect(await ui.searchField.inputValue()).toBe('');
  });

  test('keep where they were scrolled to, and the photo that keys act on', async () => {
    const { page, ui } = running();
    await ui.grid.focus();
    for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    const active = await ui.activePlace();
    expect(active).toBeGreaterThan(10);
    const inView = await ui.photosInView();
    expect(inView).not.toContain(1);
    await ui.search('people at a table');
    await expect.poll(() => ui.focused()).toBe(t('grid.results'));
    expect(await ui.activePlace()).toBe(1);
    await page.keyboard.press('End');
    const [activeResult, resultsInView] = [await ui.activePlace(), await ui.photosInView()];
    expect(activeResult).toBeGreaterThan(10);
    await page.goBack();
    await library();
    await expect.poll(() => ui.photosInView()).toEqual(inView);
    expect(await ui.activePlace()).toBe(active);
    expect(await ui.focused()).toBe(t('grid.library'));
    await page.goForward();
    await page.getByRole('listbox', { name: t('grid.results') }).waitFor();
    await expect.poll(() => ui.photosInView()).toEqual(resultsInView);
    expect(await ui.activePlace()).toBe(activeResult);
    expect(await ui.focused()).toBe(t('grid.results'));
  });

  test.each([
    ['favourites.title', '#/favourites'],
    ['folders.title', '#/folders'],
  ] as const)('are gone through between a search and %s, and no step is added on the way', async (door, room) => {
    const { page, ui } = running();
    await library();
    await ui.search('a red train');
    const search = hash();
    const results = await ui.photoIds();
    const steps = (): Promise<number> => page.evaluate(() => history.length);
    await ui.door(t(door)).click();
    await expect.poll(hash).toBe(room);
    // Of favourites there are none; of folders the one that all photos lie in is chosen.
    if (door === 'folders.title') {
      await page.getByRole('treeitem').first().click();
      await expect.poll(hash).toMatch(/^#\/folders\/[0-9a-f]{16}$/u);
    } else await page.getByRole('heading', { name: t('favourites.none') }).waitFor();
    const [inRoom, before] = [hash(), await steps()];
    for (let back = inRoom === room ? 1 : 2; back > 0; back--) await page.goBack();
    await page.getByRole('listbox', { name: t('grid.results') }).waitFor();
    await expect.poll(() => ui.total()).toBe(count);
    expect(await ui.photoIds()).toEqual(results);
    expect(hash()).toBe(search);
    expect(await ui.searchField.inputValue()).toBe('a red train');
    expect(await steps()).toBe(before);
    for (let on = inRoom === room ? 1 : 2; on > 0; on--) await page.goForward();
    await expect.poll(hash).toBe(inRoom);
    expect(await steps()).toBe(before);
  });

  test('are left for photos like one that is looked at, and back leads to that one', async () => {
    const { page, ui } = running();
    await ui.photo(3).click();
    await ui.viewer.waitFor();
    await page.keyboard.press('ArrowRight');
    const photo = (await ui.photoIds())[3] ?? 0;
    await page.keyboard.press('s');
    await ui.viewer.waitFor({ state: 'detached' });
    await ui.answered();
    expect(hash()).toMatch(entry);
    await page.goBack();
    await ui.viewer.waitFor();
    expect(hash()).toBe(`#/photos?photo=${photo}`);
    await library();
    await page.keyboard.press('Escape');
    await ui.viewer.waitFor({ state: 'detached' });
    await expect.poll(() => ui.focused()).toBe(t('grid.library'));
    expect(await ui.activePlace()).toBe(4);
  });

  test('come back after a reload, with what was searched for and the photo over it', async () => {
    const { page, ui } = running();
    await ui.search('a red train');
    await page.getByRole('button', { name: /^Order/u }).click();
    await ui.button(t('sort.oldest')).click();
    await page.getByRole('button', { name: t('sort.current', { order: t('sort.oldest') }) }).waitFor();
    await ui.inOrder();
    const results = await ui.photoIds();
    const before = hash();
    await page.reload();
    await ui.answered();
    expect(await ui.searchField.inputValue()).toBe('a red train');
    await page.getByRole('button', { name: t('sort.current', { order: t('sort.oldest') }) }).waitFor();
    await ui.inOrder();
    expect(await ui.photoIds()).toEqual(results);
    expect(hash()).toBe(before);
    await ui.photo(2).click();
    await ui.viewer.waitFor();
    await page.reload();
    await ui.viewer.waitFor();
    await ui.viewer
      .getByRole('status')
      .filter({ hasText: t('photo.number', { index: 2, total: count }) })
      .waitFor({ state: 'attached' });
    await page.goBack();
    await ui.viewer.waitFor({ state: 'detached' });
    expect(await ui.photoIds()).toEqual(results);
  });

  test('are opened by a link to a search, which the address tells no more', async () => {
    const { page, ui } = running();
    await goTo('#/search?q=a+red+train+type:jpg&sort=oldest');
    await ui.answered();
    expect(await ui.searchField.inputValue()).toBe('a red train type:jpg');
    await ui.queryChip('JPEG').waitFor();
    await page.getByRole('button', { name: t('sort.current', { order: t('sort.oldest') }) }).waitFor();
    expect(hash()).toMatch(entry);
    // It took the place of the link: the step back is to where one was before.
    await page.goBack();
    await library();
    await page.goForward();
    await ui.answered();
    expect(await ui.searchField.inputValue()).toBe('a red train type:jpg');
  });

  test('are opened by a link that a new page begins with', async () => {
    const { context, server, ui } = running();
    const other = await context.newPage();
    await other.goto(`${server.origin}/#/search?q=an+elephant`);
    await other.getByRole('listbox', { name: t('grid.results') }).waitFor();
    expect(other.url()).not.toContain('elephant');
    expect(await other.getByRole('combobox', { name: t('search.label') }).inputValue()).toBe('an elephant');
    await other.close();
    await ui.grid.waitFor();
  });

  test.each([
    '#/no-such-room',
    '#/photos/12',
    '#/search',
    '#/search?entry=0123456789abcdef',
    '#/search?q=%20',
    '#/search?q=train&sort=sideways',
    '#/search/more?q=train',
    '#nonsense',
    '#/%E0%A4%A',
    '#/photos?photo=soon',
    '#/photos?photo=99999999',
  ])('are those of the photos where %s leads nowhere', async (fragment) => {
    const { page } = running();
    await goTo(fragment);
    await expect.poll(hash).toBe('#/photos');
    await library();
    expect(await page.getByRole('status').getByText(t('error.details')).count()).toBe(0);
  });

  test('show a photo that a link names, among those of the room', async () => {
    const { page, ui } = running();
    const photo = (await ui.photoIds())[6] ?? 0;
    await goTo(`#/photos?photo=${photo}`);
    await ui.viewer.waitFor();
    await ui.viewer
      .getByRole('status')
      .filter({ hasText: t('photo.number', { index: 7, total: count }) })
      .waitFor({ state: 'attached' });
    await page.keyboard.press('ArrowRight');
    await expect.poll(hash).not.toBe(`#/photos?photo=${photo}`);
    await page.keyboard.press('Escape');
    await ui.viewer.waitFor({ state: 'detached' });
    expect(hash()).toBe('#/photos');
    expect(await ui.activePlace()).toBe(8);
  });

  test('never have the words of a search in an address, nor in what the browser keeps with it', async () => {
    const { page, ui } = running();
    const addresses: string[] = [];
    const note = (): void => void addresses.push(page.url());
    page.on('framenavigated', note);
    const states: string[] = [];
    const noteState = async (): Promise<void> => {
      states.push(await page.evaluate(() => JSON.stringify(history.state)));
    };
    await ui.search('zebra');
    await noteState();
    await ui.searchField.fill('zebra type:jpg');
    await ui.searchField.press('Enter');
    await ui.queryChip('JPEG').click();
    await ui.queryChip('JPEG').waitFor({ state: 'detached' });
    await noteState();
    await ui.photo(1).click();
    await ui.viewer.waitFor();
    await noteState();
    await page.keyboard.press('s');
    await ui.viewer.waitFor({ state: 'detached' });
    await ui.answered();
    await noteState();
    await ui.button(t('search.clear')).click();
    await library();
    await ui.search('zebra at night');
    await page.goBack();
    await page.goForward();
    await ui.answered();
    await noteState();
    page.off('framenavigated', note);
    expect(addresses.length).toBeGreaterThan(4);
    for (const told of [...addresses, ...states]) expect(told).not.toMatch(/zebra|night|jpe?g/iu);
  });

  test('forget searches with those of late: what is not remembered is the photos', async () => {
    const { page, ui } = running();
    await ui.search('a stop sign');
    await ui.search('an elephant');
    expect(await storage()).toContain('stop sign');
    await ui.button(t('menu.settings')).click();
    const dialog = ui.dialog(t('settings.title'));
    await dialog.getByRole('button', { name: t('savedSearches.clearRecent') }).click();
    await expect.poll(storage).toBe('{}');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    // What is in sight stays, and is not stored again by itself.
    expect(await ui.searchField.inputValue()).toBe('an elephant');
    expect(await ui.grid.getAttribute('aria-label')).toBe(t('grid.results'));
    await page.goBack();
    await library();
    await page.goBack();
    await library();
    await expect.poll(hash).toBe('#/photos');
    expect(await ui.searchField.inputValue()).toBe('');
    expect(await storage()).not.toMatch(/elephant|stop sign/u);
  });

  test('forget searches over a reload where none are to be remembered, and not before', async () => {
    const { page, ui } = running();
    await ui.search('an elephant');
    await setKeepRecent(false);
    await expect.poll(storage).toBe('{}');
    await ui.search('a stop sign');
    await page.goBack();
    await library();
    await page.goForward();
    await ui.answered();
    expect(await ui.searchField.inputValue()).toBe('a stop sign');
    expect(await storage()).toBe('{}');
    await page.reload();
    await library();
    expect(hash()).toBe('#/photos');
    expect(await ui.searchField.inputValue()).toBe('');
    await setKeepRecent(true);
    expect(await storage()).not.toMatch(/elephant|stop sign/u);
  });

  test('are left for the photos by the name of the app', async () => {
    const { ui } = running();
    await ui.search('a red train');
    await ui.button(t('app.name')).click();
    await library();
    expect(hash()).toBe('#/photos');
  });
});
