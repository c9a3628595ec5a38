import { rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ModelEntry } from '../../../src-contract/index.ts';
import { findPack } from '../../../src-main/engine/models/import/find-pack.ts';
import { ModelFolders } from '../../../src-main/engine/models/model-folders.ts';
import { forkEncoder } from '../../../src-main/headless/fork-encoder.ts';
import { installPack } from '../../helpers/installed-packs.ts';
import { MemoryLog } from '../../helpers/memory-log.ts';
import { tempFolder } from '../../helpers/temp-folder.ts';
import { fixturePack, tempLibrary, type TempLibrary } from '../../helpers/temp-library.ts';

const own = { packDir: fixturePack('tiny-clip'), adoptPack: true };

async function verified(lib: TempLibrary): Promise<ModelEntry['verified'] | undefined> {
  return (await lib.engine.models.list()).find(({ id }) => id === 'tiny-f16')?.verified;
}

describe('how a pack was verified', () => {
  test('is noted when it is checked, and told where it is another than before', async () => {
    await using lib = await tempLibrary({}, own);
    await installPack(lib.dataDir, 'tiny-f16');
    expect(await verified(lib)).toBe('untried');
    let changes = 0;
    using _listening = lib.engine.onEvent(({ event }) => {
      if (event === 'models.changed') changes++;
    });
    expect(await lib.engine.models.verify('tiny-f16')).toMatchObject({ verified: 'golden' });
    expect([await verified(lib), changes]).toEqual(['golden', 1]);
    await lib.engine.models.verify('tiny-f16');
    expect(changes).toBe(1);
    await lib.reopen();
    expect(await verified(lib)).toBe('golden');
  });

  test('is by agreement where its vectors were recorded once its towers agreed', async () => {
    await using lib = await tempLibrary({}, own);
    await installPack(lib.dataDir, 'tiny-f16', ({ selfTest }) => {
      Object.assign(selfTest, { kind: 'golden', recorded: true });
    });
    expect(await lib.engine.models.verify('tiny-f16')).toMatchObject({ verified: 'agreement' });
    expect(await verified(lib)).toBe('agreement');
  });
});

test('a pack that was installed when less was asked of what is told of one opens, and tells what holds', async () => {
  await using lib = await tempLibrary({}, own);
  const figure = { dataset: 'coco-5k', metric: 't2i_R@1', value: 30.5, source: 'somebody' };
  const dir = await installPack(lib.dataDir, 'tiny-f16', (manifest) => {
    manifest.license = { ...manifest.license, url: 'LICENSE' };
    manifest.languages = ['en', 'en_US'];
    manifest.reference = [figure, { ...figure, value: 305 }];
  });
  await lib.engine.packs.use({ id: 'tiny-f16' }, true);
  expect(lib.engine.packs.state.answering.id).toBe('tiny-f16');
  expect((await lib.engine.models.list()).find(({ id }) => id === 'tiny-f16')).toMatchObject({
    license: { url: '' },
    languages: ['en'],
    figures: [{ ...figure, value: 0.305 }],
  });
  await lib.reopen();
  expect(lib.engine.packs.state.answering.id).toBe('tiny-f16');
  await expect(findPack(dir, [], AbortSignal.timeout(60_000))).rejects.toMatchObject({
    code: 'PACK_MANIFEST_INVALID',
    message: expect.stringMatching(/license\.url[^]*languages\[1\][^]*reference\[1\]\.value/u) as string,
  });
});

test('a pack that is being opened is not removed', async () => {
  const launched = Promise.withResolvers<undefined>();
  const launchEncoder: typeof forkEncoder = () => {
    launched.resolve(undefined);
    return forkEncoder();
  };
  await using lib = await tempLibrary({}, { ...own, launchEncoder });
  await installPack(lib.dataDir, 'tiny-f16');
  const used = lib.engine.packs.use({ id: 'tiny-f16' }, true);
  await launched.promise;
  await expect(lib.engine.models.remove('tiny-f16')).rejects.toMatchObject({ code: 'MODEL_IN_USE' });
  await used;
  expect(lib.engine.packs.state.answering.id).toBe('tiny-f16');
  await lib.engine.packs.goBack();
  await lib.engine.packs.keep();
  await lib.engine.models.remove('tiny-f16');
  expect(await verified(lib)).toBeUndefined();
});

test('a pack that goes while it is being opened was removed, and is not damaged', async () => {
  let dir = '';
  const launchEncoder: typeof forkEncoder = () => {
    rmSync(dir, { recursive: true });
    return forkEncoder();
  };
  await using lib = await tempLibrary({}, { ...own, launchEncoder });
  dir = await installPack(lib.dataDir, 'tiny-f16');
  await expect(lib.engine.packs.use({ id: 'tiny-f16' }, true)).rejects.toMatchObject({
    code: 'PACK_NOT_FOUND',
    message: 'Expected model pack tiny-f16@1.0.0 to be installed but it was removed',
  });
  expect(lib.engine.packs.state).toMatchObject({ answering: { id: 'tiny-clip' }, incoming: null });
});

test.each(['use', 'remove'])('a pack is either removed or used, whichever was asked for first: %s', async (first) => {
  await using lib = await tempLibrary({}, own);
  await installPack(lib.dataDir, 'tiny-f16');
  const { packs, models } = lib.engine;
  const asked = { use: () => packs.use({ id: 'tiny-f16' }, true), remove: () => models.remove('tiny-f16') };
  const [used, removed] =
    first === 'use'
      ? await Promise.allSettled([asked.use(), asked.remove()])
      : (await Promise.allSettled([asked.remove(), asked.use()])).toReversed();
  expect([used?.status, removed?.status].toSorted()).toEqual(['fulfilled', 'rejected']);
  if (used?.status === 'rejected') expect(used.reason).toMatchObject({ code: 'PACK_NOT_FOUND' });
  if (removed?.status === 'rejected') expect(removed.reason).toMatchObject({ code: 'MODEL_IN_USE' });
  expect(packs.state.answering.id).toBe(used?.status === 'fulfilled' ? 'tiny-f16' : 'tiny-clip');
});

describe('the folders', () => {
  test('that are no packs are warned of once each', async () => {
    await using folder = await tempFolder();
    const log = new MemoryLog();
    const folders = new ModelFolders(folder.path, log);
    for (const name of ['broken@1', 'empty@1']) await mkdir(join(folder.path, 'models', name), { recursive: true });
    await writeFile(join(folder.path, 'models', 'broken@1', 'pack.json'), '{');
    await installPack(folder.path, 'tiny-f16');
    for (let i = 0; i < 3; i++) expect(await folders.installed()).toHaveLength(1);
    expect(log.lines.map((line) => (JSON.parse(line) as { pack: string }).pack)).toEqual(['broken@1', 'empty@1']);
  });

  test('are read anew for whoever asks after a change, though somebody is being answered', async () => {
    await using folder = await tempFolder();
    const folders = new ModelFolders(folder.path, new MemoryLog());
    const dir = await installPack(folder.path, 'tiny-f16');
    const asked = folders.installed();
    await folders.remove(dir);
    expect(await folders.installed()).toEqual([]);
    await asked;
    expect(await folders.installed()).toEqual([]);
  });
});
