import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import type { Locator } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { bag, mwgRegions, writtenPacket } from '../fixtures/metadata/build-people.ts';
import { evalFile } from '../helpers/eval-data.ts';
import { canRun, useApp } from './lib/app.ts';
import { t } from './lib/messages.ts';
import { cocoPhotos, copyAs } from './lib/photo-files.ts';

const together = 'family/together.jpg';
const alone = 'family/alone.jpg';
const elsewhere = 'picasa/elsewhere.jpg';
const nobody = 'nobody.jpg';
const photos = [together, alone, elsewhere, nobody];
const taken = new Date('2024-05-05T12:00:00Z');

const anna = { name: 'Anna Berg', area: [0.3, 0.4, 0.2, 0.4] as const };
const bo = { name: 'Bo Lund', area: [0.7, 0.4, 0.2, 0.4] as const };

async function writePhotos(folder: string): Promise<void> {
  const files = cocoPhotos(photos.length).map((file) => evalFile(file));
  for (const [i, name] of photos.entries()) await copyAs(files[i] ?? '', join(folder, name), taken);
  const { autoOrient } = await sharp(files[0]).metadata();
  const sidecars: Readonly<Record<string, Buffer | string>> = {
    'family/together.xmp': writtenPacket(
      mwgRegions([anna, bo], [autoOrient.width, autoOrient.height]),
      'photoshop:City="Lisbon" photoshop:Country="Portugal" Iptc4xmpCore:Location="Alfama"',
    ),
    'family/alone.xmp': writtenPacket(bag('Iptc4xmpExt:PersonInImage', anna.name)),
    'picasa/.picasa.ini': '[Contacts2]\naa=Cleo Diaz;;\n[elsewhere.jpg]\nfaces=rect64(40004000c000c000),aa\n',
  };
  for (const [name, content] of Object.entries(sidecars)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

describe.skipIf(!canRun)('people in photos', () => {
  const running = useApp({ photos: writePhotos, indexed: true });
  let ids: ReadonlyMap<string, number>;
  beforeAll(async () => {
    if (canRun) ids = await running().photosByName();
  });

  async function openPanel(path: string): Promise<Locator> {
    const { page, ui } = running();
    await ui.openViewer(ids.get(nameOf(path)) ?? 0);
    const panel = ui.viewer.getByRole('complementary', { name: t('info.title') });
    if (!(await panel.isVisible())) await page.keyboard.press('i');
    await panel.getByText(nameOf(path)).first().waitFor();
    return panel;
  }

  async function showsPhotos(expected: number): Promise<void> {
    await running()
      .page.getByText(t('status.photos', { count: expected }), { exact: true })
      .waitFor();
  }

  test('are listed with the place, and outlined when somebody points at a name', async () => {
    const { page, ui } = running();
    const panel = await openPanel(together);
    expect(await panel.innerText()).toContain('Alfama, Lisbon, Portugal');
    const outline = ui.viewer.locator('.face');
    expect(await outline.count()).toBe(0);
    const name = panel.getByRole('button', { name: bo.name });
    await name.hover();
    await outline.waitFor();
    const picture = await ui.viewer.locator('img.full').boundingBox();
    const box = await outline.boundingBox();
    if (picture === null || box === null) throw new Error('Expected a photo with an outline');
    expect((box.x + box.width / 2 - picture.x) / picture.width).toBeCloseTo(bo.area[0], 1);
    expect((box.y + box.height / 2 - picture.y) / picture.height).toBeCloseTo(bo.area[1], 1);
    expect(box.width / picture.width).toBeCloseTo(bo.area[2], 1);
    await running().screenshot('people-panel');
    await page.mouse.move(5, 5);
    await outline.waitFor({ state: 'detached' });
    await panel.getByRole('button', { name: anna.name }).focus();
    await outline.waitFor();
    await page.keyboard.press('Escape');
    await ui.viewer.waitFor({ state: 'detached' });
  });

  test('are found by a click on a name', async () => {
    const { ui } = running();
    const panel = await openPanel(alone);
    await panel.getByRole('button', { name: anna.name }).click();
    await ui.viewer.waitFor({ state: 'detached' });
    await expect.poll(() => ui.searchField.inputValue()).toBe('person:"Anna Berg"');
    await ui.button(t('chips.remove', { chip: anna.name })).waitFor();
    await expect.poll(() => ui.total()).toBe(2);
    await ui.button(t('search.clear')).click();
  });

  test('are found by name and by more than one', async () => {
    const { ui } = running();
    await ui.search('person:anna person:bo');
    await expect.poll(() => ui.total()).toBe(1);
    await ui.search('person:cleo');
    await expect.poll(() => ui.total()).toBe(1);
    await ui.button(t('search.clear')).click();
  });

  test.each(['light', 'dark'] as const)('are a filter, %s', async (colorScheme) => {
    const { page, ui } = running();
    await page.emulateMedia({ colorScheme });
    await ui.button(t('filters.add')).click();
    const menu = page.locator('[popover]').filter({ has: page.getByRole('button', { name: t('filters.folder') }) });
    await menu.getByRole('button', { name: t('filters.people'), exact: true }).click();
    const panel = page.locator('[popover]').filter({ has: page.getByRole('button', { name: t('filters.back') }) });
    await panel.getByRole('button', { name: /^Anna Berg ?2$/u }).click();
    await showsPhotos(2);
    await panel.getByRole('button', { name: /^Bo Lund ?1$/u }).click();
    await showsPhotos(1);
    await running().screenshot(`people-filter-${colorScheme}`);
    await ui.button(t('filters.add')).click();
    await ui.button(t('filters.clear')).click();
    await showsPhotos(photos.length);
  });
});
