import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Locator } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { xmpPacket } from '../fixtures/metadata/build-blocks.ts';
import { evalFile } from '../helpers/eval-data.ts';
import { canRun, useApp } from './lib/app.ts';
import { t } from './lib/messages.ts';
import { cocoPhotos, copyAs } from './lib/photo-files.ts';

const exported = 'Takeout/Photos from 2018/lake.jpg';
const corrected = 'raw/IMG_1.jpg';
const sent = 'chat/IMG-20190312-WA0001.jpg';
const ofMonth = '2017-08 Italy/boat.jpg';
const ofYear = 'scans/2016/market.jpg';
const plain = 'plain.jpg';
const photos = [exported, corrected, sent, ofMonth, ofYear, plain];

const downloaded = new Date('2026-03-04T12:00:00Z');

const sidecars: Readonly<Record<string, Buffer | string>> = {
  'Takeout/Photos from 2018/lake.jpg.supplemental-metadata.json': JSON.stringify({
    title: 'lake.jpg',
    description: 'Above the lake',
    creationTime: { timestamp: '1600000000' },
    photoTakenTime: { timestamp: String(Date.UTC(2018, 5, 14, 12) / 1000) },
    geoData: { latitude: 47.5, longitude: 9.5, altitude: 400 },
    people: [{ name: 'Ada Lovelace' }],
    favorited: true,
  }),
  'raw/IMG_1.xmp': xmpPacket(
    `<exif:DateTimeOriginal>2011-01-02T15:04:05</exif:DateTimeOriginal>
    <dc:title><rdf:Alt><rdf:li xml:lang="x-default">The old harbour</rdf:li></rdf:Alt></dc:title>
    <lr:hierarchicalSubject><rdf:Bag><rdf:li>Places|Italy|Arezzo</rdf:li></rdf:Bag></lr:hierarchicalSubject>`,
    'xmp:Rating="4" xmp:Label="Red" xmp:ModifyDate="2020-01-01T00:00:00"',
  ),
};

async function writePhotos(folder: string): Promise<void> {
  const files = cocoPhotos(photos.length);
  for (const [i, name] of photos.entries()) await copyAs(evalFile(files[i] ?? ''), join(folder, name), downloaded);
  for (const [name, content] of Object.entries(sidecars)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

describe.skipIf(!canRun)('photos that do not say when they were taken', () => {
  const running = useApp({ photos: writePhotos, indexed: true });
  let ids: ReadonlyMap<string, number>;
  beforeAll(async () => {
    if (!canRun) return;
    ids = await running().photosByName();
    // All months are in sight.
    await running().page.setViewportSize({ width: 1440, height: 2400 });
  });

  async function openPanel(path: string): Promise<Locator> {
    const { page, ui } = running();
    await ui.openViewer(ids.get(nameOf(path)) ?? 0);
    await ui.viewer.getByText(nameOf(path), { exact: true }).waitFor();
    const panel = ui.viewer.getByRole('complementary', { name: t('info.title') });
    if (!(await panel.isVisible())) await page.keyboard.press('i');
    await panel.getByText(nameOf(path)).first().waitFor();
    return panel;
  }

  async function panelOf(path: string): Promise<string> {
    const { page, ui } = running();
    const panel = await openPanel(path);
    const text = await panel.innerText();
    await running().screenshot(`dates-${nameOf(path).replace('.jpg', '')}`);
    await page.keyboard.press('Escape');
    await ui.viewer.waitFor({ state: 'detached' });
    return text;
  }

  test('stand in the timeline where sidecars, names and folders say', async () => {
    // Rows come into sight one after the other.
    const expected = [plain, sent, exported, ofMonth, ofYear, corrected].map(nameOf);
    await expect.poll(() => running().fileNames(9)).toEqual(expected);
    for (const heading of ['March 2026', 'March 2019', 'June 2018', 'August 2017', '2016', 'January 2011'])
      await running().page.getByText(heading, { exact: true }).first().waitFor();
    await running().screenshot('dates-timeline');
  });

  test('say in the panel where the date comes from, and no more than is known', async () => {
    expect(await panelOf(sent)).toContain(`Tuesday, March 12, 2019 · ${t('info.from.name')}`);
    expect(await panelOf(ofMonth)).toContain(`August 2017 · ${t('info.from.folder')}`);
    expect(await panelOf(ofYear)).toContain(`2016 · ${t('info.from.folder')}`);
    expect(await panelOf(plain)).toContain(t('info.from.file'));
    const ofExport = await panelOf(exported);
    for (const text of [`· ${t('info.from.export')}`, 'June 14, 2018', 'Ada Lovelace', 'Above the lake', '47.50000° N'])
      expect(ofExport).toContain(text);
    expect(ofExport).toContain(t('favourites.mark'));
    const ofSidecar = await panelOf(corrected);
    for (const text of ['Sunday, January 2, 2011 at 3:04', t('info.from.sidecar'), 'The old harbour', '4 stars'])
      expect(ofSidecar).toContain(text);
    for (const text of ['Places › Italy › Arezzo', t('info.label.red')]) expect(ofSidecar).toContain(text);
  });

  test('are found by their dates, and by what sidecars say', async () => {
    const { ui } = running();
    const found = async (text: string): Promise<string[]> => {
      await ui.search(text);
      return running().fileNames(9);
    };
    expect(await found('in March 2019')).toEqual([nameOf(sent)]);
    expect(await found('on 2019-03-12')).toEqual([nameOf(sent)]);
    expect(await found('in June 2018')).toEqual([nameOf(exported)]);
    expect(await found('in August 2017')).toEqual([nameOf(ofMonth)]);
    expect(await found('in 2016')).toEqual([nameOf(ofYear)]);
    expect(await found('in January 2011')).toEqual([nameOf(corrected)]);
    expect(await found('"Arezzo"')).toEqual([nameOf(corrected)]);
    expect(await found('"Ada Lovelace"')).toEqual([nameOf(exported)]);
    await ui.button(t('search.clear')).click();
  });

  test('follow a sidecar that comes, changes and goes while the page is open', async () => {
    const { photos: folder } = running();
    const sidecar = join(folder, 'plain.xmp');
    const order = (): Promise<string[]> => running().fileNames(9);
    const dated = (day: string): Buffer => xmpPacket(`<photoshop:DateCreated>${day}</photoshop:DateCreated>`);
    const others = [sent, exported, ofMonth, ofYear, corrected].map(nameOf);
    await writeFile(sidecar, dated('2009-05-06'));
    await expect.poll(order, { timeout: 30_000 }).toEqual([...others, plain]);
    await writeFile(sidecar, dated('2025-05'));
    await expect.poll(order, { timeout: 30_000 }).toEqual([plain, ...others]);
    expect(await panelOf(plain)).toContain(`May 2025 · ${t('info.from.sidecar')}`);
    await rm(sidecar);
    await running().page.getByText('March 2026', { exact: true }).first().waitFor({ timeout: 30_000 });
    const panel = await openPanel(plain);
    await panel.getByText(t('info.from.file')).waitFor();
    await writeFile(sidecar, dated('2024'));
    await panel.getByText(`2024 · ${t('info.from.sidecar')}`).waitFor({ timeout: 30_000 });
    await running().page.keyboard.press('Escape');
  });
});
