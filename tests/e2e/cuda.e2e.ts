import type { Locator } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import type { CudaState, CudaStatus } from '../../src-contract/index.ts';
import { canRun, useApp } from './lib/app.ts';
import { HeldCalls } from './lib/held-calls.ts';
import { t } from './lib/messages.ts';
import { cocoPhotos, copyPhotos } from './lib/photo-files.ts';

const status: CudaStatus = {
  support: 'ok',
  card: 'NVIDIA Test Card',
  driver: '580.65.06',
  neededDriver: '580',
  downloadBytes: 1_188_003_106,
  diskBytes: 1_654_805_351,
  licenses: [
    { name: 'MIT', url: 'https://example.org/mit', mustAccept: false, parts: ['ONNX Runtime'] },
    { name: 'NVIDIA CUDA Toolkit EULA', url: 'https://example.org/eula', mustAccept: true, parts: ['cuBLAS'] },
  ],
  state: { kind: 'absent' },
};
const installing: CudaState = {
  kind: 'installing',
  phase: 'downloading',
  bytesDone: 594_001_553,
  bytesTotal: 1_188_003_106,
  bytesPerSecond: 1e7,
  secondsLeft: 59,
  paused: false,
};
const unreachable = { code: 'DOWNLOAD_UNREACHABLE', message: 'Expected a connection to example.org' } as const;

/* Hardly a machine that tests run on has such a card: the engine's answers about it are made up, as the page gets them. */
describe.skipIf(!canRun)('CUDA in the settings', () => {
  const running = useApp({ photos: (folder) => copyPhotos(folder, cocoPhotos(2)), indexed: true });
  let shown: CudaStatus;
  let asked: string[];
  beforeAll(async () => {
    const calls = await HeldCalls.of(running().page);
    calls.onAnswer = (answer) => (answer.includes('"neededDriver"') ? told(answer) : answer);
    calls.onCall = (call) => {
      const [, method] = /cuda[./](install|pause|cancel|remove)/u.exec(call) ?? [];
      if (method === undefined) return call;
      asked.push(call.includes('"acceptLicense":true') ? `${method}, accepted` : method);
      // Nothing of the kind is to be done: the answer to a status is as good as any.
      return null;
    };
  });

  /** An answer to `cuda.status` with what is to be shown instead of what it says. */
  function told(answer: string): string {
    const message = JSON.parse(answer) as { p: { b: { json: unknown } } };
    message.p.b.json = shown;
    return JSON.stringify(message);
  }

  const dialog = (): Locator => running().ui.dialog(t('settings.title'));
  const row = (): Locator => dialog().getByRole('group', { name: t('cuda.title', { card: 'NVIDIA Test Card' }) });
  const button = (name: string): Locator => row().getByRole('button', { name, exact: true });

  async function show(changes: Partial<CudaStatus>): Promise<void> {
    shown = { ...status, ...changes };
    asked = [];
    await running().page.reload();
    await running().ui.grid.waitFor();
    await running().ui.button(t('menu.settings')).click();
    await dialog().waitFor();
  }

  test('says what it costs, and installs when the licences are accepted', async () => {
    await show({});
    await expect.poll(() => row().textContent()).toMatch(/1\.2 GB to download, 1\.7 GB on the disk/u);
    await button(t('cuda.install')).click();
    const licenses = running().ui.dialog(t('cuda.licenseTitle'));
    await licenses.getByText('NVIDIA CUDA Toolkit EULA').waitFor();
    expect(await licenses.textContent()).toContain('2.8 GB');
    const install = licenses.getByRole('button', { name: t('cuda.install') });
    expect(await install.isDisabled()).toBe(true);
    await licenses.getByRole('checkbox', { name: t('cuda.licenseAccept') }).check();
    await install.click();
    await expect.poll(() => asked).toEqual(['install, accepted']);
  });

  test('shows how far it is, and can be paused', async () => {
    await show({ state: installing });
    await row()
      .getByText(/^594 MB of 1\.2 GB/u)
      .waitFor();
    await button(t('cuda.pause')).click();
    await expect.poll(() => asked).toEqual(['pause']);
  });

  test('goes on where it was paused', async () => {
    await show({ state: { ...installing, paused: true } });
    await button(t('cuda.resume')).click();
    await expect.poll(() => asked).toEqual(['install']);
  });

  test('tells of a failure, which can be tried again or forgotten', async () => {
    await show({ state: { kind: 'failed', error: unreachable } });
    expect(await row().getByRole('alert').textContent()).toContain(unreachable.message);
    await button(t('cuda.discard')).waitFor();
    await button(t('error.retry')).click();
    await expect.poll(() => asked).toEqual(['install']);
  });

  test('is removed after a question', async () => {
    await show({ state: { kind: 'installed' } });
    await button(t('cuda.remove')).click();
    const question = running().ui.dialog(t('cuda.removeTitle'));
    await question.getByRole('button', { name: t('cuda.remove') }).click();
    await expect.poll(() => asked).toEqual(['remove']);
  });

  test('of another version is said to be of no use', async () => {
    await show({ state: { kind: 'outdated' } });
    await row().getByText(t('cuda.outdated')).waitFor();
    await button(t('cuda.reinstall')).waitFor();
  });

  test('is not offered with a driver that is too old, which is said', async () => {
    await show({ support: 'oldDriver', driver: '575.57.08' });
    await row()
      .getByText(t('cuda.oldDriver', { needed: '580', driver: '575.57.08' }))
      .waitFor();
    expect(await row().getByRole('button').count()).toBe(0);
  });

  test('is not spoken of where there is no such card', async () => {
    await show({ support: 'noCard', card: null, driver: null });
    await dialog().getByText(t('settings.processorTitle')).first().waitFor();
    expect(await dialog().getByRole('group', { name: 'CUDA' }).count()).toBe(0);
  });
});
