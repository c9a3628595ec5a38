import { readdir, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { canRun, useApp } from './lib/app.ts';
import { t } from './lib/messages.ts';
import { cocoPhotos, copyPhotos } from './lib/photo-files.ts';
import { violations } from './lib/violations.ts';

const photos = cocoPhotos(20);

describe.skipIf(!canRun)('the trash', () => {
  const running = useApp({ photos: (folder) => copyPhotos(folder, photos), indexed: true });
  let left = photos.length;

  beforeEach(() => running().reload());

  const files = async (): Promise<string[]> => (await readdir(running().photos)).sort();

  async function shows(count: number): Promise<void> {
    await expect.poll(() => running().ui.total()).toBe(count);
  }

  test('takes a selection, and gives it back', async () => {
    const { page, ui } = running();
    const before = await ui.photoIds();
    await ui.photo(1).click({ modifiers: ['ControlOrMeta'] });
    await page.keyboard.press('Delete');
    await shows(left - 1);
    expect(await files()).toHaveLength(photos.length);
    await page.getByText(t('trash.going', { count: 1 })).waitFor();
    expect(await violations(running())).toEqual([]);
    await running().screenshot('trash-undo');
    await ui.button(t('trash.undo')).click();
    await page.getByText(t('trash.undone')).waitFor();
    await shows(left);
    expect(await ui.photoIds()).toEqual(before);
  });

  test('takes photo after photo in the viewer, which shows the next, and gives back the last', async () => {
    const { page, ui } = running();
    const ids = await ui.photoIds();
    await ui.photo(1).click();
    await ui.viewer.waitFor();
    await page.keyboard.press('Delete');
    const shown = (): number => Number(new URL(page.url()).hash.split('photo=')[1]);
    await expect.poll(shown).toBe(ids[1]);
    await page.keyboard.press('Delete');
    await expect.poll(shown).toBe(ids[2]);
    await running().screenshot('trash-viewer');
    await page.keyboard.press('Control+z');
    await page.getByText(t('trash.undone')).waitFor();
    // What was undone by a key is not offered to be undone any more.
    expect(await ui.button(t('trash.undo')).count()).toBe(1);
    await page.keyboard.press('Delete');
    await expect.poll(shown).toBe(ids[3]);
    await ui.button(t('trash.undo')).last().click();
    await page.getByText(t('trash.undone')).last().waitFor();
    await ui.viewer.getByRole('button', { name: t('viewer.close') }).click();
    await shows(left - 1);
    expect((await ui.photoIds()).slice(0, 2)).toEqual(ids.slice(1, 3));
    left -= 1;
  });

  test('leaves the keys of a text to the text', async () => {
    const { page, ui } = running();
    await ui.photo(1).click({ modifiers: ['ControlOrMeta'] });
    await page.keyboard.press('Delete');
    await shows(left - 1);
    await ui.searchField.pressSequentially('abc');
    await page.keyboard.press('ControlOrMeta+z');
    await expect.poll(() => ui.searchField.inputValue()).not.toBe('abc');
    expect(await page.getByText(t('trash.undone')).count()).toBe(0);
    await ui.searchField.fill('');
    await ui.button(t('trash.undo')).click();
    await shows(left);
  });

  test("is the system's: files are in it when the app is closed", async () => {
    const { ui, photos: folder, dataDir } = running();
    const names = await running().photosByName();
    await ui.search('a red train');
    const id = (await ui.photoIds())[0] ?? 0;
    const name = [...names].find(([, photoId]) => photoId === id)?.[0] ?? '';
    await ui.photo(1).click();
    await ui.viewer.waitFor();
    await ui.viewer.getByRole('button', { name: t('viewer.actions') }).click();
    await ui.viewer.getByRole('button', { name: t('trash.move') }).click();
    await expect.poll(async () => (await ui.photoIds()).includes(id)).toBe(false);
    expect(await files()).toContain(name);
    await running().stopServer();
    expect(await files()).not.toContain(name);
    expect(await files()).toHaveLength(photos.length - 2);
    // On a drive of its own the trash lies elsewhere.
    if ((await stat(folder)).dev === (await stat(homedir())).dev) {
      const trashed = await readdir(join(dataDir, '..', 'home', 'Trash', 'info'));
      expect(trashed).toHaveLength(2);
    }
    await running().startServer();
    await running().enter();
    await shows(left - 1);
  });
});
