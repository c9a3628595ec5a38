import { rename } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { dispatch } from '../../src-main/engine/dispatch.ts';
import { Engine } from '../../src-main/engine/engine.ts';
import { forkEncoder } from '../../src-main/headless/fork-encoder.ts';
import { createLogger } from '../../src-main/headless/log.ts';
import { installPack } from '../helpers/installed-packs.ts';
import { builtinPack } from '../helpers/temp-library.ts';
import { type App, canRun, useApp } from './lib/app.ts';
import { t } from './lib/messages.ts';
import { cocoPhotos, copyPhotos } from './lib/photo-files.ts';

const builtin = 'Eidetic built-in (small, English)';
const other = 'Tiny CLIP (fixture, random weights)';
const described = 'two giraffes';

/** Ask for another model while no server runs. */
async function beginSwitch(dataDir: string): Promise<void> {
  await using engine = await Engine.open({
    dataDir,
    packDir: builtinPack,
    adoptPack: true,
    launchEncoder: forkEncoder,
    log: createLogger(),
  });
  await dispatch(engine, 'packs.use', { id: 'tiny-clip', when: 'covered' });
}

async function found({ ui }: App): Promise<number[]> {
  await ui.search(described);
  return ui.photoIds();
}

describe.skipIf(!canRun)('another model', () => {
  const running = useApp({ photos: (folder) => copyPhotos(folder, cocoPhotos(12)), indexed: true });

  test('is told of while it gets ready, answers when it has seen every photo, and can be gone back from', async () => {
    const app = running();
    const { page, ui } = app;
    const before = await found(app);
    await app.stopServer();
    // Of a language that there are no captions in: encoding them takes its time.
    await installPack(app.dataDir, 'tiny-clip', (manifest) => Object.assign(manifest, { languages: ['it'] }));
    // Without its photos it cannot get ready.
    await rename(app.photos, `${app.photos}-away`);
    await beginSwitch(app.dataDir);
    await app.startServer({ port: app.server.port });
    await app.enter();

    await ui.statusButton.click();
    await page.getByText(t('packs.gettingReady'), { exact: true }).waitFor();
    await page.getByText(t('packs.meanwhileOther', { title: builtin })).waitFor();
    await page.getByText(t('packs.waiting', { count: 12 })).waitFor();
    await ui.button(t('packs.stay', { title: builtin })).waitFor();
    await ui.button(t('packs.useNow')).waitFor();
    await page.keyboard.press('Escape');
    expect(await found(app), 'the one that answers knows them all').toEqual(before);

    await rename(`${app.photos}-away`, app.photos);
    await ui.statusButton.click();
    await ui.button(t('status.rescan')).click();
    await page.getByText(t('packs.gettingReady'), { exact: true }).waitFor({ state: 'detached', timeout: 60_000 });
    await page.keyboard.press('Escape');
    expect(await found(app)).not.toEqual(before);

    await ui.button(t('menu.settings')).click();
    const dialog = ui.dialog(t('settings.title'));
    await dialog.getByText(other, { exact: true }).waitFor();
    await dialog.getByText(t('packs.before', { title: builtin })).waitFor();
    await dialog.getByRole('button', { name: t('packs.goBack'), exact: true }).click();
    await dialog.getByText(t('packs.before', { title: other })).waitFor();
    await dialog.getByRole('button', { name: t('dialog.close') }).click();
    expect(await found(app), 'as before').toEqual(before);
  }, 150_000);
});
