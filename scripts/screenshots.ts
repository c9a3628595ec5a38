/**
 * Make the screenshots of the README: `npm run screenshots -- <folder of photos>`. Everything in them is real: the
 * server, the model, the answers. `scripts/demo-photos.sh` fetches photos that may be shown.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { runCommand } from '../bench/lib/command-line.ts';
import { builtPageDir } from '../src-main/headless/paths.ts';
import { chromiumPath } from '../tests/e2e/lib/chromium.ts';
import { buildPage } from '../tests/e2e/lib/page-build.ts';
import { ServerProcess } from '../tests/e2e/lib/server-process.ts';
import { t } from '../tests/e2e/lib/messages.ts';
import { tempFolder } from '../tests/helpers/temp-folder.ts';

const target = join(import.meta.dirname, '..', 'docs', 'screenshots');
const window = { width: 1360, height: 850 };

const [photos] = process.argv.slice(2);
if (photos === undefined || chromiumPath === undefined) {
  console.error('Expected a folder of photos and a Chromium: npm run screenshots -- <folder>');
  process.exit(2);
}
await buildPage();
await mkdir(target, { recursive: true });
await using scratch = await tempFolder();
await runCommand(['--data-dir', scratch.path, 'index', photos]);
// Nothing is offered in pictures of something else.
const emptyCatalogue = join(scratch.path, 'catalogue');
await mkdir(emptyCatalogue);
const server = await ServerProcess.start({
  dataDir: scratch.path,
  pageDir: builtPageDir(),
  catalogueDir: emptyCatalogue,
});
const browser = await chromium.launch({ executablePath: chromiumPath });
try {
  const page = await enter(browser, server);
  await save(page, 'timeline');
  await search(page, 'two dogs looking out of a window');
  await page.getByRole('option').first().hover();
  await save(page, 'search');
  await page.getByRole('option').first().click();
  await page.keyboard.press('i');
  await page.locator('aside img').first().waitFor();
  await save(page, 'viewer');
  await page.keyboard.press('i');
  await page.keyboard.press('w');
  await page.locator('dialog canvas, [role=dialog] canvas').first().waitFor();
  // The first map makes way for a better one.
  await page.getByRole('dialog').locator('[aria-busy=true]').waitFor({ state: 'detached' });
  await save(page, 'where');
  // The map goes first, then the photo. To empty a field, Playwright presses Delete, which would be the viewer's.
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.emulateMedia({ colorScheme: 'dark' });
  await search(page, 'boats on a lake at sunset');
  await page.mouse.move(0, 0);
  await save(page, 'dark');
} finally {
  await browser.close();
  await server[Symbol.asyncDispose]();
}

async function enter(browserNow: Browser, { link, origin }: ServerProcess): Promise<Page> {
  const page = await browserNow.newPage({
    viewport: window,
    locale: 'en-US',
    colorScheme: 'light',
    deviceScaleFactor: 1.5,
  });
  // The first search loads the model, on a machine that may be busy.
  page.setDefaultTimeout(120_000);
  await page.goto(link);
  await page.waitForURL(`${origin}/`);
  await page.getByRole('option').first().waitFor();
  return page;
}

async function search(page: Page, text: string): Promise<void> {
  await page.getByRole('combobox').fill('');
  await page.getByRole('listbox', { name: t('grid.library') }).waitFor();
  await page.getByRole('combobox').fill(text);
  await page.keyboard.press('Enter');
  await page.getByRole('listbox', { name: t('grid.results') }).waitFor();
  await page.locator('[role=listbox][aria-busy=false]').waitFor();
}

/** Wait for every picture in the window, then take one of it. */
async function save(page: Page, name: string): Promise<void> {
  // Asked from outside, again and again: the page's own policy forbids to evaluate text in it.
  while (!(await page.evaluate<boolean>('[...document.images].every((image) => image.complete)'))) {
    await page.waitForTimeout(100);
  }
  // Fading in.
  await page.waitForTimeout(700);
  const path = join(target, `${name}.jpg`);
  await page.screenshot({ path, type: 'jpeg', quality: 80 });
  console.log(path);
}
