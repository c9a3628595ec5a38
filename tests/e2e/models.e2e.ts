import { readdir, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { canRun, useApp } from './lib/app.ts';
import { HeldCalls } from './lib/held-calls.ts';
import { inspect } from './lib/inspect.ts';
import { t } from './lib/messages.ts';
import { ModelMirror, titles, writeCatalogue } from './lib/model-mirror.ts';
import { cocoPhotos, copyPhotos } from './lib/photo-files.ts';

const count = 24;
/** A search that some of the photos match. */
const words = 'people at a table';

/*
 * From the offer to another model and back. Each test goes on where the one before ended.
 */
describe.skipIf(!canRun)('better eyes', () => {
  const running = useApp({
    photos: (folder) => copyPhotos(folder, cocoPhotos(count)),
    indexed: true,
    models: writeCatalogue,
  });
  let mirror: ModelMirror;
  let calls: HeldCalls;
  beforeAll(async () => {
    calls = await HeldCalls.of(running().page);
    mirror = await ModelMirror.start();
  });
  afterAll(async () => {
    await mirror[Symbol.asyncDispose]();
  });

  const dialog = (): Locator => running().ui.dialog(t('settings.title'));
  const offer = (): Locator => running().page.getByRole('region', { name: t('models.offerTitle') });

  async function open(): Promise<void> {
    if (!(await dialog().isVisible())) await running().ui.button(t('menu.settings')).click();
    await entry(titles.better).waitFor();
  }

  async function close(): Promise<void> {
    await running().page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
  }

  /** A model in the list, by the beginning of its title. */
  function entry(title: string): Locator {
    const { page } = running();
    const heading = page.getByRole('heading', { name: title });
    return page
      .getByRole('list', { name: t('models.list') })
      .locator('> li')
      .filter({ has: heading });
  }

  /** A button of a model, as it is written on it. */
  function action(title: string, text: string): Locator {
    return entry(title).getByRole('button', { name: `${text}: ` });
  }

  const builtin = 'Eidetic';

  test('are offered when something was found, with what they bring and what they cost', async () => {
    const app = running();
    await app.ui.thumbsLoaded();
    expect(await offer().count()).toBe(0);
    await app.ui.search(words);
    await offer().waitFor();
    const text = (await offer().textContent()) ?? '';
    expect(text).toContain(titles.better);
    expect(text).toContain('30 of 100');
    expect(text).toContain('COCO, 5,000 photos');
    expect(text).toMatch(/ kB to download/u);
    await inspect(app, 'models-offer');
  });

  test('are not offered where nothing is searched, and not again once that was declined', async () => {
    const { page, ui } = running();
    await ui.button(t('search.clear')).click();
    await page.getByRole('listbox', { name: t('grid.library') }).waitFor();
    expect(await offer().count()).toBe(0);
    await ui.search(words);
    await offer()
      .getByRole('button', { name: t('models.noThanks') })
      .click();
    await page.getByText(t('models.declined')).waitFor();
    await offer().waitFor({ state: 'detached' });
    expect(await ui.grid.evaluate((grid) => document.activeElement === grid)).toBe(true);

    await running().reload();
    // What is listed and what is offered come together.
    await open();
    await close();
    await ui.search(words);
    expect(await offer().count()).toBe(0);
  });

  test('are listed with why one of them cannot be had here', async () => {
    const app = running();
    await open();
    await entry(builtin).getByText(t('models.inUse'), { exact: true }).waitFor();
    await entry(titles.better).getByText(t('models.recommended')).waitFor();
    await entry(titles.licensed).getByText(t('models.nonCommercial'), { exact: true }).waitFor();
    await entry(titles.huge).getByText(t('error.MODEL_TOO_LARGE_FOR_MEMORY')).waitFor();
    expect(await entry(titles.huge).textContent()).toMatch(/It needs .*TB of memory; this computer has/u);
    expect(await action(titles.huge, t('models.install')).count()).toBe(0);
    expect(await entry(builtin).getByRole('button').count()).toBe(0);
    await entry(titles.better).getByText(t('models.details')).click();
    await entry(titles.better).getByText(t('models.checkedUntried')).waitFor();
    expect(
      await entry(titles.better)
        .getByRole('link', { name: t('models.licenseRead') })
        .getAttribute('href'),
    ).toBe('https://opensource.org/license/mit');
    await entry(titles.better).scrollIntoViewIfNeeded();
    await inspect(app, 'models-list');
  });

  test('come from where somebody says, and an address that cannot be is refused', async () => {
    const { page } = running();
    await open();
    calls.hold('models.sources');
    const field = page.getByRole('textbox', { name: t('models.mirror') });
    // Typed before the browser tells that it is open.
    await dialog()
      .locator('details')
      .filter({ hasText: t('models.sources') })
      .evaluate((details: HTMLDetailsElement) => {
        details.open = true;
        const input = details.querySelector('input') ?? new HTMLInputElement();
        input.value = 'ftp://mirror.example';
        input.dispatchEvent(new InputEvent('input', { bubbles: true }));
      });
    // What was in force comes later than the hand that types.
    await expect.poll(() => calls.waiting).toBe(1);
    calls.letGo();
    await dialog()
      .getByRole('button', { name: t('models.saveSources') })
      .click();
    await dialog()
      .getByRole('alert')
      .filter({ hasText: t('error.MODEL_MIRROR_INVALID') })
      .filter({ hasText: 'ftp://mirror.example' })
      .waitFor();
    expect(await running().ui.focused()).toBe(t('models.saveSources'));
    await field.fill(mirror.address);
    await dialog()
      .getByRole('button', { name: t('models.saveSources') })
      .click();
    await page.getByText(t('models.sourcesSaved'), { exact: true }).waitFor();
    await page.reload();
    await page.getByRole('main').waitFor();
    await open();
    await dialog().getByText(t('models.sources')).click();
    await expect.poll(() => field.inputValue()).toBe(mirror.address);
  });

  test('say why they could not be installed, and can be when that is over', async () => {
    const app = running();
    await open();
    mirror.isBroken = true;
    await action(titles.better, t('models.install')).click();
    await entry(titles.better).getByText(t('error.DOWNLOAD_REFUSED')).waitFor();
    expect(await app.ui.focused()).toContain(titles.better);
    // What the program says of it is there for who asks.
    expect(await entry(titles.better).getByText('404').isVisible()).toBe(false);
    await entry(titles.better).getByText(t('error.technical')).click();
    await entry(titles.better).getByText('404').waitFor();
    mirror.isBroken = false;
    await action(titles.better, t('error.retry')).click();
    await action(titles.better, t('models.use')).waitFor();
    expect(await app.ui.focused()).toContain(titles.better);
  });

  test('are installed once their license is accepted, with a pause', async () => {
    const app = running();
    const { page, ui } = app;
    await open();
    const release = mirror.hold();
    await action(titles.licensed, t('models.install')).click();
    const question = ui.dialog(t('models.licenseTitle', { title: titles.licensed }));
    const go = question.getByRole('button', { name: t('models.install') });
    expect(await go.isDisabled()).toBe(true);
    await question.getByText(t('models.licenseForbids')).waitFor();
    await inspect(app, 'models-license');
    await question.getByRole('checkbox').check();
    await go.click();
    await question.waitFor({ state: 'detached' });

    const progress = page.getByRole('progressbar', { name: titles.licensed });
    await entry(titles.licensed).getByText(t('models.downloading')).waitFor();
    await expect.poll(() => progress.getAttribute('value')).toMatch(/^0\.\d*[1-9]/u);
    await entry(titles.licensed).scrollIntoViewIfNeeded();
    await inspect(app, 'models-installing');
    await action(titles.licensed, t('models.pause')).click();
    await entry(titles.licensed).getByText(t('models.paused')).waitFor();
    release();
    await action(titles.licensed, t('models.resume')).click();
    await action(titles.licensed, t('models.use')).waitFor();
  });

  test('are checked when somebody asks', async () => {
    const { page } = running();
    await open();
    await entry(titles.licensed).getByText(t('models.details')).click();
    await action(titles.licensed, t('models.verify')).click();
    await page.getByText(/^Licensed eyes: all \d+ files and the trial are in order$/u).waitFor();
  });

  test('are installed again where their files are damaged', async () => {
    const app = running();
    await open();
    const models = join(app.dataDir, 'models');
    const name = (await readdir(models)).find((each) => each.startsWith('better@')) ?? '';
    await truncate(join(models, name, 'text.onnx'), 10);
    await entry(titles.better).getByText(t('models.details')).click();
    await action(titles.better, t('models.verify')).click();
    await entry(titles.better).getByText(t('models.damaged')).waitFor();
    expect(await action(titles.better, t('models.use')).count()).toBe(0);
    await entry(titles.better).scrollIntoViewIfNeeded();
    await inspect(app, 'models-damaged');
    calls.hold('models.install');
    await action(titles.better, t('models.reinstall')).click();
    await expect.poll(() => calls.waiting).toBe(1);
    // Until it is on its way it is as damaged as before.
    expect(await entry(titles.better).getByText(t('models.damaged')).count()).toBe(1);
    expect(await action(titles.better, t('models.use')).count()).toBe(0);
    calls.letGo();
    await action(titles.better, t('models.use')).waitFor();
    expect(await entry(titles.better).getByText(t('models.damaged')).count()).toBe(0);
    expect(await action(titles.better, t('models.reinstall')).count()).toBe(0);
    await action(titles.better, t('models.verify')).click();
    await app.page.getByText(/^Better eyes: all \d+ files and the trial are in order$/u).waitFor();
  });

  test('take over when they have seen all photos, while one goes on searching, and there is a way back', async () => {
    const app = running();
    const { page, ui } = app;
    await open();
    await action(titles.better, t('models.use')).click();
    await close();
    await ui.search(words);
    expect(await ui.total()).toBeGreaterThan(0);
    await open();
    await entry(titles.better).getByText(t('models.inUse'), { exact: true }).waitFor();
    const back = dialog().getByRole('button', { name: t('packs.goBack') });
    await back.waitFor();
    await back.scrollIntoViewIfNeeded();
    await inspect(app, 'models-way-back');
    await back.click();
    await entry(builtin).getByText(t('models.inUse'), { exact: true }).waitFor();
    await action(titles.better, t('models.use')).waitFor();
    await close();
    await page.getByRole('listbox', { name: t('grid.results') }).waitFor();
  });

  test('go when nothing of them is needed any more, after asking', async () => {
    const { ui } = running();
    await open();
    expect(await action(titles.better, t('models.remove')).count()).toBe(0);
    await dialog()
      .getByRole('button', { name: t('packs.keep') })
      .click();
    await action(titles.better, t('models.remove')).click();
    const question = ui.dialog(t('models.removeTitle', { title: titles.better }));
    await question.getByRole('button', { name: t('dialog.cancel') }).click();
    await question.waitFor({ state: 'detached' });
    await action(titles.better, t('models.remove')).click();
    await question.getByRole('button', { name: t('models.remove') }).click();
    await action(titles.better, t('models.install')).waitFor();
    expect(await ui.focused()).toContain(titles.better);
  });

  test('can be imported from a folder, which is said where it cannot be read', async () => {
    const app = running();
    const { page, ui } = app;
    await open();
    await ui.button(t('models.import')).click();
    const form = ui.dialog(t('models.import'));
    await form.getByRole('textbox').fill('/no/such/model.zip');
    await form.getByRole('button', { name: t('models.importNow') }).click();
    await form
      .getByRole('alert')
      .filter({ hasText: t('error.IMPORT_UNREADABLE') })
      .waitFor();
    await inspect(app, 'models-import');
    await form.getByRole('textbox').fill(mirror.folder);
    await form.getByRole('button', { name: t('models.importNow') }).click();
    await page.getByText(/ is installed$/u).waitFor();
    await form.waitFor({ state: 'detached' });
    await entry('Tiny CLIP').getByText(t('models.imported')).waitFor();
  });
});
