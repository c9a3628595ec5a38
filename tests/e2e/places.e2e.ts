import type { Locator } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { canRun, useApp } from './lib/app.ts';
import { t } from './lib/messages.ts';
import { cocoPhotos, copyPhotos } from './lib/photo-files.ts';
import { type Position, trips, writePositions } from './lib/placed-files.ts';
import { violations } from './lib/violations.ts';

const photos = cocoPhotos(30);
/** At one point, which no look parts. */
const twins: readonly Position[] = [
  [64.147, -21.94],
  [64.147, -21.94],
];
const positions = [...trips, ...twins];
/** Photos that say where they were taken. */
const placed = positions.length;

describe.skipIf(!canRun)('the map', () => {
  const running = useApp({
    photos: async (folder) => {
      await copyPhotos(folder, photos);
      await writePositions(folder, photos, positions);
    },
    indexed: true,
  });

  beforeEach(() => running().reload());

  const hash = (): string => new URL(running().page.url()).hash;
  const map = (): Locator => running().page.getByRole('application', { name: t('places.map') });
  const marks = (): Locator => map().getByRole('button');
  const mark = (place: string): Locator => map().getByRole('button', { name: new RegExp(`^${place}, \\d`, 'u') });
  const show = (count: number): Locator => running().ui.button(t('places.show', { count }));

  async function openMap(): Promise<void> {
    await running().ui.door(t('places.title')).click();
    await marks().first().waitFor();
    await show(placed).waitFor();
  }

  /** What the address says of the view; null as long as it says nothing. */
  function numberNow(place: 1 | 2 | 3): number | null {
    const found = /view=([-\d.]+),([-\d.]+),([\d.]+)/u.exec(decodeURIComponent(hash()))?.[place];
    return found === undefined ? null : Number(found);
  }

  const zoomNow = (): number => numberNow(3) ?? 0;
  const longitudeNow = (): number | null => numberNow(2);

  /** Labels of the marks, in the order of Tab. */
  function labels(): Promise<string[]> {
    return marks().evaluateAll((buttons) => buttons.map((button) => button.ariaLabel ?? ''));
  }

  /** Photos that the marks stand for. */
  async function marked(): Promise<number> {
    const all = await labels();
    return all.reduce((sum, label) => sum + Number(/(\d+) photos?$/u.exec(label)?.[1] ?? 0), 0);
  }

  async function shows(count: number): Promise<void> {
    const { page, ui } = running();
    await page.getByRole('listbox', { name: t('grid.library') }).waitFor();
    await expect.poll(() => ui.total()).toBe(count);
  }

  /** Marks that lie over each other. */
  function overlaps(): Promise<number> {
    return marks().evaluateAll((buttons) => {
      const boxes = buttons.map((button) => button.getBoundingClientRect());
      return boxes.flatMap((a, i) =>
        boxes.slice(i + 1).filter((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom),
      ).length;
    });
  }

  test('shows all photos that have a position, and says how many have none', async () => {
    const { page } = running();
    await openMap();
    expect(await marked()).toBe(placed);
    expect(await overlaps()).toBe(0);
    await page.getByText(t('places.located', { count: placed })).waitFor();
    await page.getByText(t('places.unlocated', { count: photos.length - placed })).waitFor();
    await running().screenshot('places-world');
    expect(await violations(running())).toEqual([]);
  });

  test('is looked at closer and moved with the mouse, and the address says where', async () => {
    const { page, server } = running();
    await openMap();
    expect(hash()).toBe('#/places');
    // Most of them are in Europe.
    await marks().first().click();
    await mark('Lisbon').waitFor();
    await expect.poll(hash).toMatch(/^#\/places\?view=[-\d.]+%2C[-\d.]+%2C[\d.]+$/u);
    expect(await overlaps()).toBe(0);
    await page.goto(`${server.origin}/#/places?view=46.5,4.5,5`);
    const [before, box] = [await mark('Paris').boundingBox(), await map().boundingBox()];
    if (before === null || box === null) throw new Error('Expected Paris to be in sight but it is not');
    await page.mouse.move(box.x + 40, box.y + 40);
    await page.mouse.down();
    await page.mouse.move(box.x + 140, box.y + 100, { steps: 6 });
    await page.mouse.up();
    const after = await mark('Paris').boundingBox();
    expect(Math.abs((after?.x ?? 0) - before.x - 100)).toBeLessThanOrEqual(6);
    expect(Math.abs((after?.y ?? 0) - before.y - 60)).toBeLessThanOrEqual(6);
    // What is under the pointer stays there.
    const at = { x: (after?.x ?? 0) + 29, y: (after?.y ?? 0) + 29 };
    await page.mouse.move(at.x, at.y);
    await page.mouse.wheel(0, -400);
    await expect.poll(() => zoomNow()).toBe(6);
    const closer = await mark('Paris').boundingBox();
    expect(Math.hypot((closer?.x ?? 0) + 29 - at.x, (closer?.y ?? 0) + 29 - at.y)).toBeLessThanOrEqual(6);
    await page.mouse.dblclick(box.x + 30, box.y + 30);
    await expect.poll(() => zoomNow()).toBe(7);
  });

  test('ends a drag that began on a mark without pressing it', async () => {
    const { page } = running();
    await openMap();
    const box = await mark('New York').boundingBox();
    if (box === null) throw new Error('Expected a mark in America but there is none');
    await page.mouse.move(box.x + 20, box.y + 20);
    await page.mouse.down();
    await page.mouse.move(box.x - 60, box.y + 20, { steps: 5 });
    await page.mouse.up();
    await expect.poll(async () => (await mark('New York').boundingBox())?.x).toBeLessThan(box.x - 60);
    // Pressed, it would be looked at as closely as a town.
    await expect.poll(() => zoomNow()).toBeGreaterThan(0);
    expect(zoomNow()).toBeLessThan(3);
    // Keys know nothing of how the mouse was used before.
    await mark('New York').focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => zoomNow()).toBeGreaterThan(3);
  });

  test('is walked with keys, and the focus is never lost', async () => {
    const { page, ui } = running();
    await openMap();
    const counts = (await labels()).map((label) => Number(/(\d+) photos?$/u.exec(label)?.[1]));
    expect(counts).toEqual(counts.toSorted((a, b) => b - a));
    await map().focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Shift+Tab');
    expect(await ui.focused()).toBe(t('places.map'));
    expect(await ui.isFocusVisible()).toBe(true);
    await page.keyboard.press('Tab');
    expect(await ui.focused()).toBe((await labels())[0]);
    await page.keyboard.press('Enter');
    await mark('Lisbon').waitFor();
    expect(await ui.focused()).toMatch(/, \d+ photos?$/u);
    await page.keyboard.press('Home');
    await expect.poll(() => marked()).toBe(placed);
    await expect.poll(() => zoomNow()).toBeLessThan(3);
    const zoom = zoomNow();
    await page.keyboard.press('+');
    await expect.poll(() => zoomNow()).toBeCloseTo(zoom + 1, 1);
    await page.keyboard.press('-');
    await expect.poll(() => zoomNow()).toBeCloseTo(zoom, 1);
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => longitudeNow()).not.toBe(null);
    const east = longitudeNow();
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => longitudeNow()).not.toBe(east);
    expect(await map().evaluate((element) => element.contains(document.activeElement))).toBe(true);
  });

  test('shows the photos in sight as a filter, and is where it was when one comes back', async () => {
    const { page, ui, server } = running();
    await page.goto(`${server.origin}/#/places?view=38.711,-9.139,9`);
    await mark('Lisbon').waitFor();
    await show(8).click();
    await shows(8);
    expect(hash()).toBe('#/photos');
    await ui.button(t('filters.remove', { filter: t('filters.around', { name: 'Lisbon' }) })).waitFor();
    await ui.searchField.fill('a person');
    await ui.searchField.press('Enter');
    await ui.answered();
    await expect.poll(() => ui.total()).toBeLessThanOrEqual(8);
    await page.goBack();
    await shows(8);
    await page.goBack();
    await mark('Lisbon').waitFor();
    expect(decodeURIComponent(hash())).toContain('view=38.711,-9.139,9');
    await show(8).waitFor();
    await page.reload();
    await mark('Lisbon').waitFor();
  });

  test('calls nothing after a town that was in sight before', async () => {
    const { page, ui, server } = running();
    await page.goto(`${server.origin}/#/places?view=38.711,-9.139,9`);
    await show(8).waitFor();
    const [all, photosInSight] = [await ui.button(t('places.all')).elementHandle(), await show(8).elementHandle()];
    // One after the other, before anything can be asked for between.
    await page.evaluate(
      (buttons) => {
        for (const button of buttons) (button as HTMLElement | null)?.click();
      },
      [all, photosInSight],
    );
    await shows(placed);
    await ui.button(t('filters.remove', { filter: t('filters.mapPart') })).waitFor();
  });

  test('shows a single photo, and those of one point, which no look would part', async () => {
    const { page, ui, server } = running();
    await page.goto(`${server.origin}/#/places?view=-17.8,177.95,9`);
    await mark('.*').first().click();
    await ui.viewer.waitFor();
    await page.keyboard.press('Escape');
    await ui.viewer.waitFor({ state: 'detached' });
    expect(await map().evaluate((element) => element.contains(document.activeElement))).toBe(true);
    await page.goto(`${server.origin}/#/places?view=64.147,-21.94,12`);
    await mark('Reykjavík').click();
    await shows(twins.length);
    await ui.button(t('filters.remove', { filter: t('filters.around', { name: 'Reykjavík' }) })).click();
    await shows(photos.length);
  });

  test('takes an area that is drawn around photos', async () => {
    const { page, ui, server } = running();
    await page.goto(`${server.origin}/#/places?view=46.5,4.5,5`);
    const paris = await mark('Paris').boundingBox();
    if (paris === null) throw new Error('Expected Paris to be in sight but it is not');
    await ui.button(t('places.draw')).click();
    const [x, y] = [paris.x + 29, paris.y + 29];
    await page.mouse.move(x + 60, y);
    await page.mouse.down();
    for (let step = 1; step <= 90; step++) {
      const angle = (2 * Math.PI * step) / 90;
      await page.mouse.move(x + 60 * Math.cos(angle), y + 60 * Math.sin(angle));
    }
    await page.mouse.up();
    await ui.button(t('places.clear')).waitFor();
    await show(4).click();
    await shows(4);
    await ui.button(t('filters.remove', { filter: t('filters.drawnArea') })).click();
    await shows(photos.length);
  });

  test('takes an area that is drawn with keys', async () => {
    const { page, ui, server } = running();
    await page.goto(`${server.origin}/#/places?view=48.85,2.35,7`);
    await mark('Paris').waitFor();
    await map().focus();
    await page.keyboard.press('d');
    const told = (text: string | RegExp): Locator => page.getByRole('status').filter({ hasText: text });
    await told(t('places.keyHint')).waitFor();
    const go = async (key: string, times: number): Promise<void> => {
      for (let i = 0; i < times; i++) await page.keyboard.press(key);
    };
    const corner = async (key: string, times: number): Promise<void> => {
      await go(key, times);
      await page.keyboard.press('Enter');
    };
    await go('ArrowUp', 4);
    await told(/^The cross is at 49\.\d+, 2\.\d+$/u).waitFor();
    await corner('ArrowLeft', 4);
    await told(/^Corner 1 at 49\.\d+, 1\.\d+$/u).waitFor();
    await corner('ArrowRight', 8);
    await corner('ArrowRight', 2);
    await page.keyboard.press('Backspace');
    await told(/^Corner 2 /u).waitFor();
    await go('ArrowLeft', 2);
    await corner('ArrowDown', 8);
    await corner('ArrowLeft', 8);
    expect(await violations(running())).toEqual([]);
    await running().screenshot('places-drawn-with-keys');
    await page.keyboard.press('Enter');
    await ui.button(t('places.clear')).waitFor();
    await show(4).waitFor();
    await page.keyboard.press('Escape');
    await ui.button(t('places.clear')).waitFor({ state: 'detached' });
    expect(await ui.focused()).toBe(t('places.map'));
    // By the button, and given up.
    await ui.button(t('places.draw')).focus();
    await page.keyboard.press('Enter');
    await told(t('places.keyHint')).waitFor();
    expect(await ui.focused()).toBe(t('places.map'));
    await page.keyboard.press('Escape');
    await told(t('places.keyHint')).waitFor({ state: 'detached' });
  });

  test('takes an area that is typed or stands in a link, and says of a place that there is not that it is none', async () => {
    const { page, ui, server } = running();
    await page.goto(`${server.origin}/#/search?q=area%3A38.6%2C-9.2%2C38.8%2C-9.1`);
    await ui.answered();
    const chip = (what: string): Locator => ui.button(t('chips.remove', { chip: what }));
    await chip(t('filters.mapPart')).waitFor();
    expect(await ui.total()).toBe(8);
    await ui.searchField.fill('area:38,-10;39,-10;39,-8.5;38,-8.5');
    await ui.searchField.press('Enter');
    await chip(t('filters.drawnArea')).waitFor();
    await expect.poll(() => ui.total()).toBe(8);
    await ui.searchField.fill('area:38.6,-9.2,138.8,-9.1');
    await ui.searchField.press('Enter');
    await ui.answered();
    await chip(t('filters.drawnArea')).waitFor({ state: 'detached' });
    expect(await chip(t('filters.mapPart')).count()).toBe(0);
  });

  test('shows those that pass the filters that are set', async () => {
    const { page, ui } = running();
    await openMap();
    await ui.button(t('filters.add')).click();
    await ui.button(t('filters.shape')).click();
    await page.getByRole('button', { name: /^Portrait/u }).click();
    const filter = ui.button(t('filters.remove', { filter: t('filters.portrait') }));
    await filter.waitFor();
    await expect.poll(() => marked()).toBeLessThan(placed);
    await filter.click();
    await expect.poll(() => marked()).toBe(placed);
  });

  test('moves to where it is looked at, for those who do not mind', async () => {
    const { page } = running();
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    await openMap();
    const seen = await page.evaluate(async () => {
      const places = new Set<string>();
      const plus = document.querySelector<HTMLElement>('.controls button');
      plus?.click();
      for (let frame = 0; frame < 60; frame++) {
        await new Promise(requestAnimationFrame);
        places.add(document.querySelector<HTMLElement>('[role=application] button')?.style.transform ?? '');
      }
      return places.size;
    });
    expect(seen).toBeGreaterThan(3);
    await page.emulateMedia({ reducedMotion: 'reduce' });
  });

  test('is looked at closer with two fingers', async () => {
    const { page, context, server } = running();
    await page.goto(`${server.origin}/#/places?view=46.5,4.5,5`);
    await mark('Paris').waitFor();
    const box = await map().boundingBox();
    if (box === null) throw new Error('Expected the map to be laid out but it is not');
    const [x, y] = [box.x + box.width / 2, box.y + 30];
    const fingers = (apart: number): { x: number; y: number; id: number }[] => [
      { x: x - apart, y, id: 0 },
      { x: x + apart, y, id: 1 },
    ];
    const devtools = await context.newCDPSession(page);
    await devtools.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: fingers(50) });
    for (let apart = 60; apart <= 200; apart += 10)
      await devtools.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: fingers(apart) });
    await devtools.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await expect.poll(() => zoomNow()).toBeGreaterThan(6.5);
    await devtools.detach();
  });

  test('does not follow addresses that say no place', async () => {
    const { page, server } = running();
    await page.goto(`${server.origin}/#/places?view=north,5`);
    await marks().first().waitFor();
    expect(hash()).toBe('#/places');
  });
});

describe.skipIf(!canRun)('the map of photos without positions', () => {
  const running = useApp({ photos: (folder) => copyPhotos(folder, cocoPhotos(3)), indexed: true });

  test('says so', async () => {
    const { page, ui } = running();
    await ui.door(t('places.title')).click();
    await page.getByRole('heading', { name: t('places.none') }).waitFor();
    await page.getByText(t('places.unlocated', { count: 3 })).waitFor();
    expect(await violations(running())).toEqual([]);
  });
});
