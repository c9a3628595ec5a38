import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { cameraPacket, jpegWith, movie, shotExif, videoWith } from '../fixtures/stacks/build-files.ts';
import { evalFile } from '../helpers/eval-data.ts';
import { canRun, useApp } from './lib/app.ts';
import { t } from './lib/messages.ts';
import { cocoPhotos } from './lib/photo-files.ts';
import { recordVideo } from './lib/record-video.ts';

const contentIds = ['FFCBAC24-E547-4BBC-AF47-38B1A3D845E3', 'A00BAC24-E547-4BBC-AF47-38B1A3D845E3'] as const;

/** Write a Live Photo, a motion photo, and a Live Photo whose video holds nothing that could be decoded. */
async function writeVideos(folder: string): Promise<void> {
  const recorded = await recordVideo();
  const pictures = await Promise.all(cocoPhotos(3).map((name) => readFile(evalFile(name))));
  const [first = Buffer.alloc(0), second = Buffer.alloc(0), third = Buffer.alloc(0)] = pictures;
  const live = (jpeg: Buffer, takenAt: string, contentId: string): Buffer =>
    jpegWith(jpeg, { exif: shotExif({ takenAt, contentId }) });
  await writeFile(join(folder, 'IMG_1.JPG'), live(first, '2023:07:03 12:00:00', contentIds[0]));
  await writeFile(join(folder, 'IMG_1.MOV'), videoWith(recorded, contentIds[0]));
  const xmp = cameraPacket('GCamera:MotionPhoto="1"');
  const still = jpegWith(second, { exif: shotExif({ takenAt: '2023:07:02 12:00:00' }), xmp });
  await writeFile(join(folder, 'PXL_2.MP.jpg'), Buffer.concat([still, recorded]));
  await writeFile(join(folder, 'IMG_3.JPG'), live(third, '2023:07:01 12:00:00', contentIds[1]));
  await writeFile(join(folder, 'IMG_3.MOV'), movie({ contentId: contentIds[1] }));
}

describe.skipIf(!canRun)('videos of stacks', () => {
  const running = useApp({ photos: writeVideos, indexed: true });

  beforeEach(async () => {
    const { ui } = running();
    await running().reload();
    await ui.photo(1).waitFor();
  });

  function video(name: string): Locator {
    return running().ui.viewer.getByLabel(t('stacks.video', { name }), { exact: true });
  }

  /** Wait until it is drawn and told as `playing`, then until it is gone. */
  async function playsOnce(name: string): Promise<void> {
    const playing = video(name);
    await expect.poll(() => playing.evaluate((shown) => (shown as HTMLVideoElement).currentTime > 0)).toBe(true);
    expect(
      await playing.evaluate((shown) => {
        const { videoWidth, videoHeight, muted, loop } = shown as HTMLVideoElement;
        return { videoWidth, videoHeight, muted, loop };
      }),
    ).toEqual({ videoWidth: 320, videoHeight: 240, muted: true, loop: false });
    await playing.waitFor({ state: 'detached' });
  }

  test('beside a photo are played by a press, once and without sound', async () => {
    const { ui } = running();
    await ui.photo(1).click();
    await ui.viewer.getByRole('button', { name: t('stacks.playVideo', { name: 'IMG_1.MOV' }) }).click();
    await playsOnce('IMG_1.MOV');
    expect(await ui.viewer.getByRole('alert').count()).toBe(0);
  });

  test('are drawn where the photo is, also when it is zoomed', async () => {
    const { page, ui } = running();
    await ui.photo(2).click();
    await ui.viewer.getByRole('button', { name: t('stacks.playInside', { name: 'PXL_2.MP.jpg' }) }).waitFor();
    const photo = ui.viewer.locator('.full-loaded');
    for (const zoom of ['', '+']) {
      await photo.waitFor();
      if (zoom !== '') await page.keyboard.press(zoom);
      await page.keyboard.press('v');
      const playing = video('PXL_2.MP.jpg');
      await playing.waitFor({ state: 'attached' });
      const [still, moving] = [await photo.boundingBox(), await playing.boundingBox()];
      for (const side of ['x', 'y', 'width', 'height'] as const)
        expect(moving?.[side], side).toBeCloseTo(still?.[side] ?? 0, 1);
      await page.keyboard.press('v');
      await playing.waitFor({ state: 'detached' });
    }
  });

  test('inside a photo are played by a key, which ends them, too; Escape leaves the photo shown', async () => {
    const { page, ui } = running();
    await ui.photo(2).click();
    const button = ui.viewer.getByRole('button', { name: t('stacks.playInside', { name: 'PXL_2.MP.jpg' }) });
    await button.waitFor();
    await page.keyboard.press('v');
    await playsOnce('PXL_2.MP.jpg');
    await page.keyboard.press('v');
    await video('PXL_2.MP.jpg').waitFor({ state: 'attached' });
    await page.keyboard.press('v');
    await video('PXL_2.MP.jpg').waitFor({ state: 'detached' });
    await page.keyboard.press('v');
    await video('PXL_2.MP.jpg').waitFor({ state: 'attached' });
    await page.keyboard.press('Escape');
    await video('PXL_2.MP.jpg').waitFor({ state: 'detached' });
    await button.waitFor();
  });

  test('that the browser cannot decode are said to be', async () => {
    const { page, ui } = running();
    await ui.photo(3).click();
    await ui.viewer.getByRole('button', { name: t('stacks.playVideo', { name: 'IMG_3.MOV' }) }).waitFor();
    await page.keyboard.press('v');
    await ui.viewer.getByText(t('stacks.videoUnplayable', { name: 'IMG_3.MOV' })).waitFor();
    await page.keyboard.press('v');
    await ui.viewer.getByRole('alert').waitFor({ state: 'detached' });
  });
});
