import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { canRun, useApp } from './lib/app.ts';
import { t } from './lib/messages.ts';
import { cocoPhotos, copyPhotos } from './lib/photo-files.ts';

const attack = `<img src=x onerror="document.title='taken'">`;
const attackName = '<img src=x onerror=document.title=1><svg onload=document.title=2>.jpg';

describe.skipIf(!canRun)('the page', () => {
  const running = useApp({
    photos: async (folder) => {
      await copyPhotos(folder, cocoPhotos(6));
      const image = sharp({ create: { width: 320, height: 240, channels: 3, background: 'teal' } });
      const exif = { Make: attack, Model: attack, ImageDescription: attack, Artist: attack };
      await writeFile(join(folder, attackName), await image.jpeg().withExif({ IFD0: exif }).toBuffer());
    },
    indexed: true,
  });

  /** Another server on this machine. What the page may not do, it never hears of. */
  const asked: IncomingMessage[] = [];
  const other = createServer((request, response) => {
    if (request.url !== '/favicon.ico') asked.push(request);
    response.setHeader('Content-Type', 'text/html').end('<title>Other</title>');
  });
  let elsewhere = '';
  beforeAll(async () => {
    await once(other.listen(0, '127.0.0.1'), 'listening');
    elsewhere = `http://127.0.0.1:${String((other.address() as AddressInfo).port)}`;
  });
  beforeEach(() => {
    asked.length = 0;
  });
  afterAll(() => {
    other.close();
  });

  /**
   * Try something in a timer of the page: what Playwright runs itself may do more than the page.
   *
   * @param attempt source of an async function of the other server's address.
   * @returns how it ended: "did it", or why not.
   */
  async function tryInPage(attempt: string): Promise<unknown> {
    return running().page.evaluate(`new Promise((resolve) => setTimeout(async () => {
      try { await (${attempt})(${JSON.stringify(elsewhere)}); resolve('did it'); }
      catch (error) { resolve('refused: ' + error.name); }
    }))`);
  }

  test.each([
    ['eval', 'async () => (0, eval)("1 + 1")'],
    ['a function made of text', 'async () => new Function("return 1")()'],
    ['HTML made of text', 'async () => { document.createElement("div").innerHTML = "<b>bold</b>"; }'],
    ['a script in the document', 'async () => { document.createElement("script").text = "document.title = 1"; }'],
    ['a script from elsewhere', 'async (at) => { document.createElement("script").src = at + "/script"; }'],
    ['a handler in an attribute', 'async () => { document.body.setAttribute("onclick", "document.title = 1"); }'],
    ['a worker from elsewhere', 'async (at) => { new Worker(at + "/worker"); }'],
    ['an import from elsewhere', 'async (at) => import(at + "/module")'],
    ['a request elsewhere', 'async (at) => fetch(at + "/fetch", { mode: "no-cors" })'],
    [
      'a connection elsewhere',
      'async (at) => new Promise((resolve, reject) => { const s = new WebSocket(at.replace("http", "ws")); s.onopen = resolve; s.onerror = () => reject(new Error()); })',
    ],
    [
      'an image from elsewhere',
      'async (at) => new Promise((resolve, reject) => { const i = new Image(); i.onload = resolve; i.onerror = () => reject(new Error()); i.src = at + "/image"; })',
    ],
    [
      'a style in the document',
      'async () => { const s = document.createElement("style"); s.textContent = "body { rotate: 9deg }"; document.head.append(s); if (getComputedStyle(document.body).rotate === "none") throw new Error(); }',
    ],
  ])('cannot use %s', async (_, attempt) => {
    const { page, guard } = running();
    const breach = /Content Security Policy|requires 'Trusted/u;
    guard.expect(breach, /request to another origin/u);
    expect(await tryInPage(attempt)).toMatch(/^refused: /u);
    // The guard of all these tests sees it, too.
    await expect.poll(() => guard.hasNoted(breach)).toBe(true);
    expect(await page.title()).toBe(t('app.name'));
    expect(asked).toHaveLength(0);
  });

  test.each([
    [
      'a form',
      'async (at) => { const f = document.createElement("form"); f.action = at + "/form"; document.body.append(f); f.submit(); f.remove(); }',
    ],
    [
      'a frame',
      'async (at) => { const f = document.createElement("iframe"); f.src = at + "/frame"; document.body.append(f); await new Promise((r) => setTimeout(r, 100)); f.remove(); }',
    ],
    ['a beacon', 'async (at) => navigator.sendBeacon(at + "/beacon", "photos")'],
  ])('sends nothing away with %s', async (_, attempt) => {
    const { page, guard, server } = running();
    guard.expect(/Content Security Policy/u, /request to another origin/u);
    await tryInPage(attempt);
    await running().ui.frame();
    expect(asked).toHaveLength(0);
    expect(page.url()).toBe(`${server.origin}/`);
    await running().reload();
  });

  test('is not told of by what it leads to, and not reached from there', async () => {
    const { context, page, guard, server } = running();
    guard.expect(/request to another origin|Failed to load resource|Content Security Policy|blocked by CORS/u);
    const opening = context.waitForEvent('page');
    await page.evaluate((address) => void window.open(address), elsewhere);
    const opened = await opening;
    await opened.waitForLoadState();
    expect(asked.map(({ headers }) => headers.referer)).toEqual([undefined]);
    expect(asked.map(({ headers }) => headers.origin)).toEqual([undefined]);
    const reached = await opened.evaluate(async (home) => {
      const image = new Image();
      const loaded = new Promise((resolve) => {
        image.addEventListener('load', () => {
          resolve('an image');
        });
        image.addEventListener('error', () => {
          resolve('nothing');
        });
      });
      image.src = `${home}/thumb/1`;
      const text = await fetch(`${home}/`).catch(() => 'nothing');
      const framed = document.createElement('iframe');
      framed.src = home;
      document.body.append(framed);
      await new Promise((resolve) => (framed.onload = resolve));
      return { opener: window.opener === null ? 'nobody' : 'somebody', image: await loaded, text };
    }, server.origin);
    expect(reached).toEqual({ opener: 'nobody', image: 'nothing', text: 'nothing' });
    expect(await opened.frameLocator('iframe').getByRole('main').count()).toBe(0);
    await opened.close();
  });

  test('shows markup in names and descriptions of photos as text', async () => {
    const { page, ui } = running();
    const [, id] = [...(await running().photosByName())].find(([name]) => name.includes('onerror')) ?? [];
    await ui.openViewer(id ?? 0);
    await page.keyboard.press('i');
    const panel = ui.viewer.getByRole('complementary');
    await ui.viewer.getByText(attackName, { exact: true }).first().waitFor();
    await panel.getByText(attack, { exact: true }).first().waitFor();
    expect(await ui.viewer.locator('img[src="x"], svg[onload]').count()).toBe(0);
    await page.keyboard.press('Escape');
    await ui.viewer.waitFor({ state: 'detached' });
    await ui.button(t('filters.add')).click();
    await ui.button(t('filters.camera')).click();
    await page.getByRole('button', { name: attack }).click();
    await ui.button(t('filters.add')).click();
    await page.getByRole('button', { name: /^Remove filter: <img/u }).waitFor();
    expect(await page.locator('img[src="x"]').count()).toBe(0);
    expect(await page.title()).toBe(t('app.name'));
  });

  test('is not let in twice by one link, nor without it', async () => {
    const { server } = running();
    const again = await fetch(server.link);
    expect(again.status).toBe(401);
    expect((await fetch(`${server.origin}/thumb/1`)).status).toBe(401);
  });
});
