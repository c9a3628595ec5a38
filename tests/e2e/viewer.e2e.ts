import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { evalFile } from '../helpers/eval-data.ts';
import { canRun, useApp } from './lib/app.ts';
import { t } from './lib/messages.ts';
import { cocoPhotos, copyAs, copyPhotos } from './lib/photo-files.ts';

const odd = [
  'exif/DSCN0042.jpg',
  'exif/mongolels.jpg',
  'exif/empty_gps.jpg',
  'orientation/portrait_6.jpg',
  'formats/hopper_jpg.tif',
  'formats/Channel_digital_image_CMYK_color.jpg',
];
const vanishing = 'vanishing.jpg';

describe.skipIf(!canRun)('viewer', () => {
  const running = useApp({
    photos: async (folder) => {
      await copyPhotos(folder, [...cocoPhotos(20), ...odd.map((file) => `odd-files/${file}`)]);
      await copyAs(evalFile('captions/coco/000000519208.jpg'), join(folder, vanishing));
    },
    indexed: true,
    browser: { permissions: ['clipboard-read', 'clipboard-write'] },
  });
  let photos: ReadonlyMap<string, number>;
  beforeAll(async () => {
    if (canRun) photos = await running().photosByName();
  });

  async function open(name: string): Promise<void> {
    const { ui } = running();
    if (await ui.viewer.isVisible()) await close();
    await ui.openViewer(photos.get(name) ?? 0);
    await ui.viewer.getByText(name, { exact: true }).waitFor();
  }

  async function close(): Promise<void> {
    const { page, ui } = running();
    await page.keyboard.press('Escape');
    await ui.viewer.waitFor({ state: 'detached' });
  }

  async function percent(): Promise<number> {
    return parseInt(
      (await running()
        .ui.viewer.getByText(/^\d[\d,]* %$/u)
        .textContent()) ?? '',
      10,
    );
  }

  /** Where the photo is drawn. */
  async function box(): Promise<DOMRect> {
    await running().ui.frame();
    return running().ui.fullPhoto.evaluate((image) => image.getBoundingClientRect().toJSON() as DOMRect);
  }

  async function clipboard(): Promise<string> {
    const { page, ui } = running();
    await page.getByRole('listbox').waitFor();
    await ui.searchField.fill('');
    await ui.searchField.press('Control+v');
    const text = await ui.searchField.inputValue();
    await ui.searchField.fill('');
    return text;
  }

  async function more(action: string): Promise<void> {
    await running()
      .ui.viewer.getByRole('button', { name: t('viewer.actions') })
      .click();
    await running().ui.viewer.getByRole('button', { name: action }).click();
  }

  test('opens with a click and with Enter, and Escape goes back to the photo it showed', async () => {
    const { page, ui } = running();
    const [first = 0] = await ui.photoIds();
    await ui.openViewer(first);
    await close();
    expect(await ui.focused()).toBe(t('grid.library'));
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await ui.viewer.waitFor();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await close();
    expect(await ui.activePlace()).toBe(4);
    expect(await ui.photosInView()).toContain(4);
    expect(await ui.isFocusVisible()).toBe(true);
  });

  test('closes with the back button of the browser', async () => {
    const { page, ui } = running();
    await open('DSCN0042.jpg');
    await page.goBack();
    await ui.viewer.waitFor({ state: 'detached' });
    await ui.grid.waitFor();
  });

  test('shows the thumbnail at once and the whole photo when it is there', async () => {
    const { page, ui } = running();
    const held = Promise.withResolvers<undefined>();
    await page.route('**/photo/*', async (route) => {
      await held.promise;
      await route.continue();
    });
    await open('empty_gps.jpg');
    const thumb = ui.viewer.getByRole('img').first();
    await expect.poll(() => thumb.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(100);
    const small = await thumb.boundingBox();
    held.resolve(undefined);
    await page.unrouteAll({ behavior: 'wait' });
    expect(await ui.fullPhotoSize()).toEqual({ width: 4640, height: 3472 });
    // Nothing jumps when it arrives.
    expect(small?.width).toBeCloseTo((await box()).width, -1);
    await close();
  });

  test.each([
    ['a photo that is turned by its EXIF', 'portrait_6.jpg', { width: 450, height: 600 }],
    ['a TIFF', 'hopper_jpg.tif', { width: 128, height: 128 }],
    ['a CMYK photo', 'Channel_digital_image_CMYK_color.jpg', { width: 500, height: 333 }],
  ])('shows %s upright in its size', async (_, name, size) => {
    await open(name);
    expect(await running().ui.fullPhotoSize()).toEqual(size);
    const { width, height } = await box();
    expect(width / height).toBeCloseTo(size.width / size.height, 1);
    await close();
  });

  test('zooms with the wheel around what is under the pointer', async () => {
    const { page, ui } = running();
    await open('empty_gps.jpg');
    await ui.fullPhotoSize();
    const before = await box();
    const fitting = await percent();
    const at = { x: before.x + before.width * 0.25, y: before.y + before.height * 0.5 };
    await page.mouse.move(at.x, at.y);
    await page.mouse.wheel(0, -600);
    await expect.poll(percent).toBeGreaterThan(fitting * 2);
    const after = await box();
    expect((at.x - after.x) / after.width).toBeCloseTo(0.25, 2);
    await page.mouse.wheel(0, 5000);
    await expect.poll(percent).toBe(fitting);
  });

  test('zooms with keys, buttons and a double click, and fits again', async () => {
    const { page, ui } = running();
    await open('empty_gps.jpg');
    await ui.fullPhotoSize();
    const fitting = await percent();
    await page.keyboard.press('+');
    await expect.poll(percent).toBeGreaterThan(fitting);
    await page.keyboard.press('-');
    await expect.poll(percent).toBe(fitting);
    await ui.viewer.getByRole('button', { name: t('viewer.zoomIn') }).click();
    await expect.poll(percent).toBeGreaterThan(fitting);
    await page.keyboard.press('z');
    await expect.poll(percent).toBe(fitting);
    await ui.viewer.dblclick({ position: { x: 700, y: 400 } });
    await expect.poll(percent).toBe(100);
    await ui.viewer.dblclick({ position: { x: 700, y: 400 } });
    await expect.poll(percent).toBe(fitting);
    await page.keyboard.press('z');
    await expect.poll(percent).toBe(100);
    await page.keyboard.press('z');
    await expect.poll(percent).toBe(fitting);
  });

  test('moves a photo that is zoomed by dragging and with the arrows, never off the window', async () => {
    const { page, ui } = running();
    await open('empty_gps.jpg');
    await ui.fullPhotoSize();
    await ui.viewer.dblclick({ position: { x: 700, y: 400 } });
    await expect.poll(percent).toBe(100);
    const before = await box();
    await page.mouse.move(700, 400);
    await page.mouse.down();
    await page.mouse.move(500, 300, { steps: 4 });
    await page.mouse.up();
    const moved = async () => [(await box()).x - before.x, (await box()).y - before.y];
    await expect.poll(moved).toEqual([-200, -100]);
    await page.keyboard.press('ArrowLeft');
    await expect.poll(async () => (await box()).x).toBeGreaterThan(before.x - 200);
    for (let i = 0; i < 30; i++) await page.keyboard.press('ArrowUp');
    await expect.poll(async () => (await box()).y).toBe(0);
    // What is zoomed is moved by the arrows, not left.
    await ui.viewer.getByText('empty_gps.jpg', { exact: true }).waitFor();
    await page.keyboard.press('z');
    await close();
  });

  test('goes to the next photo and back, and no further than the ends', async () => {
    const { page, ui } = running();
    const total = photos.size;
    const at = (index: number) =>
      ui.viewer.getByRole('status').filter({ hasText: t('photo.number', { index, total }) });
    const [first = 0] = await ui.photoIds();
    await ui.scrollTo(0);
    await ui.openViewer(first);
    await at(1).waitFor({ state: 'attached' });
    expect(await ui.viewer.getByRole('button', { name: t('viewer.previous') }).count()).toBe(0);
    await page.keyboard.press('ArrowLeft');
    await at(1).waitFor({ state: 'attached' });
    await page.keyboard.press('ArrowRight');
    await at(2).waitFor({ state: 'attached' });
    await ui.viewer.getByRole('button', { name: t('viewer.next') }).click();
    await at(3).waitFor({ state: 'attached' });
    await ui.viewer.getByRole('button', { name: t('viewer.previous') }).click();
    await at(2).waitFor({ state: 'attached' });
    await page.keyboard.press('End');
    await at(total).waitFor({ state: 'attached' });
    expect(await ui.viewer.getByRole('button', { name: t('viewer.next') }).count()).toBe(0);
    await page.keyboard.press('ArrowRight');
    await at(total).waitFor({ state: 'attached' });
    await page.keyboard.press('Home');
    await at(1).waitFor({ state: 'attached' });
    await close();
  });

  test('tells what the photo says of itself, and opens no map', async () => {
    const { page, ui } = running();
    await open('DSCN0042.jpg');
    await page.keyboard.press('i');
    const panel = ui.viewer.getByRole('complementary', { name: t('info.title') });
    for (const text of [
      'Wednesday, October 22, 2008 at 5:00 PM',
      'NIKON COOLPIX P6000',
      '1/100 s · f/4.4 · ISO 64',
      '640 × 480, 0.31 MP',
      '43.46446° N, 11.88148° E',
      'https://www.openstreetmap.org/?mlat=43.46446&mlon=11.88148',
      join(running().photos, 'DSCN0042.jpg'),
    ]) {
      await panel.getByText(text).first().waitFor();
    }
    // Text to copy, nothing to click on by mistake.
    expect(await panel.getByRole('link').count()).toBe(0);
    await panel.getByRole('button', { name: /openstreetmap/u }).click();
    await page.getByText(t('info.copied')).waitFor();
    await panel.getByRole('button', { name: t('dialog.close') }).click();
    await panel.waitFor({ state: 'detached' });
    await close();
    expect(await clipboard()).toContain('https://www.openstreetmap.org/');
  });

  test('tells the rating, and what it does not know', async () => {
    const { page, ui } = running();
    await open('mongolels.jpg');
    await page.keyboard.press('i');
    const panel = ui.viewer.getByRole('complementary', { name: t('info.title') });
    await panel.getByText(t('favourites.stars', { stars: 3 })).waitFor();
    await open('hopper_jpg.tif');
    await panel.getByText(t('info.from.file')).waitFor();
    await panel.getByText(/TIFF, /u).waitFor();
    expect(await panel.getByText(t('info.camera')).count()).toBe(0);
    await page.keyboard.press('i');
    await close();
  });

  test('shows photos that are similar, opens them, and searches for all of them', async () => {
    const { page, ui } = running();
    await open('DSCN0042.jpg');
    await page.keyboard.press('i');
    const panel = ui.viewer.getByRole('complementary', { name: t('info.title') });
    await panel.getByRole('button', { name: t('photo.number', { index: 2, total: 9 }) }).click();
    await ui.viewer.getByText('DSCN0042.jpg', { exact: true }).waitFor({ state: 'detached' });
    await panel.getByRole('button', { name: t('photo.similar') }).click();
    await ui.viewer.waitFor({ state: 'detached' });
    await ui.answered();
    await ui.button(t('search.clear')).click();
  });

  test('copies the path of the photo', async () => {
    await open('mongolels.jpg');
    await more(t('viewer.copyPath'));
    await running()
      .page.getByText(t('selection.pathsCopied', { count: 1 }))
      .waitFor();
    await close();
    expect(await clipboard()).toBe(join(running().photos, 'mongolels.jpg'));
  });

  test('copies the photo itself, which can be pasted as a search', async () => {
    const { page, ui } = running();
    await open('mongolels.jpg');
    await ui.fullPhotoSize();
    await page.keyboard.press('Control+c');
    await page.getByText(t('viewer.imageCopied')).waitFor();
    await close();
    await page.keyboard.press('Control+v');
    await ui.answered();
    expect(await running().fileNames(1)).toEqual(['mongolels.jpg']);
    await ui.button(t('search.clear')).click();
  });

  test('saves a copy under the name of the file, with its bytes', async () => {
    const { page } = running();
    await open('hopper_jpg.tif');
    const downloading = page.waitForEvent('download');
    await more(t('viewer.download'));
    const download = await downloading;
    expect(download.suggestedFilename()).toBe('hopper_jpg.tif');
    expect(await readFile(await download.path())).toEqual(await readFile(join(running().photos, 'hopper_jpg.tif')));
    await close();
  });

  test('says that a file is gone, and shows what it remembers of it', async () => {
    const { page, ui, guard, photos: folder } = running();
    guard.expect(/status of 4(?:04|10)/u);
    // In a paused folder it stays in the library.
    await ui.button(t('menu.settings')).click();
    await ui.button(`${t('settings.pause')}: photos`).click();
    await page.getByText(t('settings.paused')).waitFor();
    await page.keyboard.press('Escape');
    await ui.dialog(t('settings.title')).waitFor({ state: 'detached' });
    await rm(join(folder, vanishing));
    await open(vanishing);
    const note = ui.viewer.getByRole('status').filter({ hasText: /saved thumbnail/u });
    await note.waitFor();
    const thumb = ui.viewer.getByRole('img').first();
    expect(await thumb.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(100);
    await ui.viewer.getByRole('button', { name: t('viewer.actions') }).click();
    expect(await ui.viewer.getByRole('button', { name: t('viewer.download') }).isDisabled()).toBe(true);
    expect(await note.textContent()).not.toMatch(/folder/u);
  });
});
