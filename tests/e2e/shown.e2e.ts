import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import sharp, { type Sharp } from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { defaultLimits } from '../../src-main/core/encoder-protocol.ts';
import { openImage } from '../../src-main/encoder/decode/open-image.ts';
import { lookApart, pixels } from '../encoder/decode/photos.ts';
import { evalFile } from '../helpers/eval-data.ts';
import { type App, canRun, useApp } from './lib/app.ts';
import { t } from './lib/messages.ts';
import { copyAs } from './lib/photo-files.ts';
import {
  exifFormats,
  orientations,
  panorama,
  panoramaValue,
  rotatedAvifs,
  turnedHeics,
  turnedName,
  upright,
  wideColour,
  wideNames,
  writePanorama,
  writeTurned,
} from './lib/shown-files.ts';

/** Raw 8-bit RGB. */
interface Picture {
  readonly data: Buffer;
  readonly width: number;
  readonly height: number;
}

async function rgb(image: Sharp): Promise<Picture> {
  const { data, info } = await image.removeAlpha().toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

/** Open a photo in the viewer, all of it loaded. */
async function open({ page, ui }: App, photoId: number): Promise<void> {
  if (await ui.viewer.isVisible()) {
    await page.keyboard.press('Escape');
    await ui.viewer.waitFor({ state: 'detached' });
  }
  await ui.openViewer(photoId);
  await ui.fullPhotoSize();
  await ui.viewer.getByText(/^[\d,]+ %/u).waitFor();
  await ui.atRest();
}

function tiles({ ui }: App): Locator {
  return ui.viewer.locator('img[src^="/tile/"]');
}

/** The part of the screen that shows nothing but the photo, in pixels of the screen. */
interface Seen extends Picture {
  /** Pixel of the photo at its left upper corner, where one pixel of the photo is one of the screen. */
  readonly x: number;
  readonly y: number;
}

/** Zoom to 100 % around a place of the window. */
async function zoomIn({ ui }: App, at: { x: number; y: number }): Promise<void> {
  await ui.viewer.dblclick({ position: at });
  await ui.viewer.getByText('100 %', { exact: true }).waitFor();
}

/** What is seen of a photo, away from tools and buttons. @param ratio pixels of the screen for each of the page. */
async function look({ page, ui }: App, ratio: number): Promise<Seen> {
  await ui.atRest();
  const place = await ui.fullPhoto.evaluate((image) => image.getBoundingClientRect().toJSON() as DOMRect);
  const clip = { x: 200, y: 200, width: 1000, height: 500 };
  const shot = await page.screenshot({ clip });
  const [x, y] = [(clip.x - place.x) * ratio, (clip.y - place.y) * ratio];
  expect([x % 1, y % 1]).toEqual([0, 0]);
  return { ...(await rgb(sharp(shot))), x, y };
}

interface Differences {
  readonly mean: number;
  readonly largest: number;
}

/** Mean and largest difference of two pictures of one size. */
function differences(a: Picture, b: Picture): Differences {
  expect([a.width, a.height]).toEqual([b.width, b.height]);
  let [sum, largest] = [0, 0];
  for (const [i, value] of a.data.entries()) {
    const difference = Math.abs(value - (b.data[i] ?? 0));
    sum += difference;
    largest = Math.max(largest, difference);
  }
  return { mean: sum / a.data.length, largest };
}

/** What a place of the panorama shows. */
function ofPanorama({ x, y, width, height }: Seen): Picture {
  const data = Buffer.alloc(width * height * 3);
  for (let row = 0, at = 0; row < height; row++)
    for (let column = 0; column < width; column++, at += 3) data.fill(panoramaValue(x + column, y + row), at, at + 3);
  return { data, width, height };
}

/** All pixels of a photo, as our own decoder has them. */
async function decoded(path: string): Promise<Picture> {
  const image = await openImage(await readFile(path), defaultLimits);
  return rgb(await image.pipeline());
}

function cutOut(photo: Picture, { x, y, width, height }: Seen): Promise<Picture> {
  const raw = { width: photo.width, height: photo.height, channels: 3 } as const;
  return rgb(sharp(photo.data, { raw }).extract({ left: x, top: y, width, height }));
}

describe.skipIf(!canRun).each([1, 2])('with %d pixels of the screen for each of the page', (ratio) => {
  const running = useApp({
    photos: async (folder) => {
      await writePanorama(folder, 'panorama.tif');
      await copyAs(evalFile('odd-files/formats/iphone_15_pro.heic'), join(folder, 'iphone.heic'));
      await copyAs(evalFile('odd-files/exif/empty_gps.jpg'), join(folder, 'camera.jpg'));
      await copyAs(evalFile('odd-files/formats/canon_eos_6d.dng'), join(folder, 'raw.dng'));
    },
    indexed: true,
    browser: { deviceScaleFactor: ratio },
  });
  let photos: ReadonlyMap<string, number>;
  beforeAll(async () => {
    if (canRun) photos = await running().photosByName();
  });
  const id = (name: string): number => photos.get(name) ?? 0;

  test('a panorama is shown pixel by pixel at 100 %', async () => {
    await open(running(), id('panorama.tif'));
    await zoomIn(running(), { x: 911, y: 460 });
    const differs = async (): Promise<Differences> => {
      const seen = await look(running(), ratio);
      expect(seen.x).toBeGreaterThan(panorama.width / 4);
      return differences(seen, ofPanorama(seen));
    };
    await expect.poll(differs, { timeout: 20_000 }).toEqual({ mean: 0, largest: 0 });
    await running().screenshot(`shown-panorama-${ratio}x`);
    const { page, ui } = running();
    await page.keyboard.press('z');
    // As a whole it has 2560 pixels, which are enough for a window of 1440 on the one screen and not on the other.
    await expect.poll(() => tiles(running()).count()).toBe(ratio === 1 ? 0 : 3);
    expect(await ui.fullPhotoSize()).toEqual({ width: 2560, height: 320 });
  });

  test('a HEIC is shown pixel by pixel at 100 %', async () => {
    await open(running(), id('iphone.heic'));
    await zoomIn(running(), { x: 700, y: 420 });
    const photo = await decoded(join(running().photos, 'iphone.heic'));
    const differs = async (): Promise<Differences> => {
      const seen = await look(running(), ratio);
      return differences(seen, await cutOut(photo, seen));
    };
    await expect.poll(differs, { timeout: 20_000 }).toEqual({ mean: 0, largest: 0 });
    await running().screenshot(`shown-heic-${ratio}x`);
  });

  test('the photo of a camera needs no tiles, for the browser has all of it', async () => {
    const { ui } = running();
    await open(running(), id('camera.jpg'));
    await ui.viewer.dblclick({ position: { x: 700, y: 420 } });
    await ui.viewer.getByText('100 %', { exact: true }).waitFor();
    const { width } = await ui.fullPhoto.evaluate((image) => image.getBoundingClientRect().toJSON() as DOMRect);
    expect(width * ratio).toBeCloseTo((await ui.fullPhotoSize()).width, 1);
    expect(await tiles(running()).count()).toBe(0);
  });

  test('of a raw photo it is said that its preview is what is counted', async () => {
    await open(running(), id('raw.dng'));
    await running()
      .ui.viewer.getByText(/% of preview$/u)
      .waitFor();
  });

  test('a sharper thumbnail takes the place of the first one without a blank', async () => {
    const { page, ui } = running();
    await running().reload();
    await ui.thumbsLoaded();
    // What of an address that is set is there at once.
    const swaps = await ui.grid.evaluateHandle((grid) => {
      const found: { url: string; isThere: boolean }[] = [];
      new MutationObserver((changes) => {
        for (const { target } of changes)
          if (target instanceof HTMLImageElement && target.src.split('/').length > 5)
            found.push({ url: target.src, isThere: target.complete && target.naturalWidth > 512 });
      }).observe(grid, { subtree: true, attributeFilter: ['src'] });
      return found;
    });
    await page.getByRole('slider', { name: t('grid.size') }).fill('300');
    await page.getByRole('slider', { name: t('grid.size') }).fill('400');
    await expect.poll(() => swaps.evaluate((all) => all.length), { timeout: 20_000 }).toBeGreaterThan(0);
    await ui.atRest();
    expect(await swaps.evaluate((all) => all.filter(({ isThere }) => !isThere))).toEqual([]);
  });

  test.each(['200', '420'])('thumbnails in rows of %s have a pixel for every pixel of the screen', async (height) => {
    const { page, ui } = running();
    await running().reload();
    await page.getByRole('slider', { name: t('grid.size') }).fill(height);
    await ui.photo(1).waitFor();
    const lacking = (): Promise<string[]> =>
      ui.photos.evaluateAll((all) =>
        all.flatMap((tile) => {
          const image = tile.querySelector('img');
          const { width, height: tall } = tile.getBoundingClientRect();
          if (image === null) return ['no picture'];
          const { naturalWidth, naturalHeight } = image;
          const scale = Math.max(width / naturalWidth, tall / naturalHeight) * devicePixelRatio;
          // What is smaller than the edge it was asked for in has no more pixels.
          const edge = Number(/\/thumb\/\d+\/(\d+)$/u.exec(image.src)?.[1] ?? 512);
          // What is smaller than the edge that was asked for has no more pixels.
          const hasAll = Math.max(naturalWidth, naturalHeight) < edge;
          return scale > 1.001 && !hasAll ? [`${image.src} is enlarged to ${scale}`] : [];
        }),
      );
    await expect.poll(lacking, { timeout: 20_000 }).toEqual([]);
    await ui.atRest();
    await running().screenshot(`shown-grid-${height}-${ratio}x`);
  });
});

describe.skipIf(!canRun)('photos in every orientation', () => {
  const running = useApp({ photos: writeTurned, indexed: true });
  let photos: ReadonlyMap<string, number>;
  beforeAll(async () => {
    if (canRun) photos = await running().photosByName();
  });

  /** What the grid and the viewer show of a photo. */
  async function shown(name: string): Promise<{ grid: Buffer; viewer: Buffer }> {
    const { page, ui } = running();
    const id = photos.get(name) ?? 0;
    if (await ui.viewer.isVisible()) {
      await page.keyboard.press('Escape');
      await ui.viewer.waitFor({ state: 'detached' });
    }
    const tile = await ui.bringIntoView(id);
    await page.mouse.move(0, 0);
    await ui.thumbsLoaded();
    await ui.atRest();
    const grid = await tile.locator('img').screenshot();
    await open(running(), id);
    return { grid, viewer: await ui.fullPhoto.screenshot() };
  }

  const right = (): Promise<Buffer> => pixels(upright).png().toBuffer();

  test.each(wideNames)('%s in Display P3: the same colours in the grid and in the viewer', async (name) => {
    const { grid, viewer } = await shown(name);
    for (const picture of [grid, viewer]) {
      const { channels } = await sharp(picture).stats();
      for (const [i, value] of wideColour.entries())
        expect(Math.abs((channels[i]?.mean ?? 0) - value), name).toBeLessThan(4);
    }
  });

  test.each(exifFormats)('%s: upright in the grid and in the viewer', async (format) => {
    for (const orientation of orientations) {
      const name = turnedName(format, orientation);
      const { grid, viewer } = await shown(name);
      expect(await lookApart(grid, await right()), `${name} in the grid`).toBeLessThan(4);
      expect(await lookApart(viewer, await right()), `${name} in the viewer`).toBeLessThan(4);
    }
  });

  test.each([
    ['AVIF turned by boxes', rotatedAvifs.map((name) => `${name}.avif`)],
    ['JPEG XL', orientations.map((orientation) => turnedName('jxl', orientation))],
    ['HEIC', turnedHeics],
  ])('%s: alike in the grid and in the viewer', async (_, names) => {
    for (const name of names) {
      const { grid, viewer } = await shown(name);
      expect(await lookApart(grid, viewer), name).toBeLessThan(4);
    }
  });
});
