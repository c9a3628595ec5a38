import type { WebSocketRoute } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { runCommand } from '../../bench/lib/command-line.ts';
import { canRun, useApp } from './lib/app.ts';
import { t } from './lib/messages.ts';
import { cocoPhotos, copyPhotos, evalFiles } from './lib/photo-files.ts';

/** Enough that indexing goes on when the server is killed. */
const photos = [...cocoPhotos(), ...evalFiles('captions/flickr8k').slice(0, 48)];

describe.skipIf(!canRun)('when the connection breaks', () => {
  const running = useApp({ photos: (folder) => copyPhotos(folder, cocoPhotos(12)), indexed: true });
  /** The page's connections, to be cut. */
  const connections: WebSocketRoute[] = [];
  beforeAll(async () => {
    if (!canRun) return;
    await running().page.routeWebSocket(/\/rpc$/u, (socket) => {
      socket.connectToServer();
      connections.push(socket);
    });
    await running().reload();
  });

  test('says so, comes back by itself, and shows what it showed', async () => {
    const { page, ui } = running();
    await ui.search('two giraffes');
    const shown = await ui.photoIds();
    const isLost = page.getByRole('alert').filter({ hasText: t('connection.lost') });
    await connections.at(-1)?.close();
    await isLost.waitFor();
    await isLost.waitFor({ state: 'detached' });
    expect(await ui.photoIds()).toEqual(shown);
    await ui.search('a red train');
    expect(connections).toHaveLength(2);
  });
});

describe.skipIf(!canRun)('when the server is killed while it indexes', () => {
  const running = useApp({ photos: (folder) => copyPhotos(folder, photos), hasCaptions: true });

  test('the page says that nobody answers, and the next start goes on to the end, every photo once', async () => {
    const app = running();
    const { page, ui } = app;
    await ui.addFirstFolder(app.photos);
    await ui.photos.nth(5).waitFor();
    await app.stopServer('killed');
    const isLost = page.getByRole('alert').filter({ hasText: t('connection.lost') });
    await isLost.waitFor();
    // What is there stays to be looked at.
    expect(await ui.photos.count()).toBeGreaterThan(0);

    await app.startServer({ port: app.server.port });
    await app.enter();
    await ui.upToDate();
    await page
      .getByText(t('status.photos', { count: photos.length }), { exact: true })
      .first()
      .waitFor();
    expect(await isLost.count()).toBe(0);
    await app.stopServer();
    const search = ['search', 'anything', '--no-index', '--json', '--top', '1000'];
    const { lines } = await runCommand(['--data-dir', app.dataDir, ...search]);
    const { hits } = JSON.parse(lines[0] ?? '') as { hits: { path: string }[] };
    const paths = hits.map(({ path }) => path);
    expect(paths).toHaveLength(photos.length);
    expect(new Set(paths).size).toBe(photos.length);
  });

  test('the page tells what to do when its server was started again and does not know it any more', async () => {
    const app = running();
    await app.startServer();
    await app.enter();
    const { port } = app.server;
    await app.stopServer('killed');
    // Asked anew, the server does not know this page: 401.
    app.guard.expect(/Failed to load resource/u);
    await app.startServer({ port });
    await app.page.getByText(t('connection.refusedHint')).waitFor();
  });
});
