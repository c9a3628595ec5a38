import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ChosenSources } from '../../../src-main/engine/models/chosen-sources.ts';
import { Store } from '../../../src-main/engine/store/store.ts';
import { tempFolder, type TempFolder, writeFiles } from '../../helpers/temp-folder.ts';

let folder: TempFolder;
let store: Store;
beforeEach(async () => {
  folder = await tempFolder();
  store = Store.open(folder.path);
});
afterEach(async () => {
  store[Symbol.dispose]();
  await folder[Symbol.asyncDispose]();
});

function sources(environment: Record<string, string> = {}): ChosenSources {
  return new ChosenSources(store.settings, environment);
}

describe('the login of a proxy', () => {
  test.each([
    ['http://other:3128/', 'http://you:secret@other:3128'],
    ['http://other:3128', 'http://you:secret@other:3128'],
    ['http://me:other@other:3128', 'http://me:other@other:3128'],
    ['http://other:3129', 'http://other:3129'],
    [null, null],
  ])('which is not shown, is as it should be when %s is saved', async (proxy, kept) => {
    const chosen = sources();
    await chosen.keep({ mirror: null, proxy: 'http://you:secret@other:3128' });
    expect(chosen.shown().set.proxy).toBe('http://other:3128/');
    await chosen.keepShown({ mirror: folder.path, proxy });
    expect(sources().set).toEqual({ mirror: folder.path, proxy: kept });
  });

  test('goes where an address without one is set as it is', async () => {
    const chosen = sources();
    await chosen.keep({ mirror: null, proxy: 'http://you:secret@other:3128' });
    await chosen.keep({ mirror: null, proxy: 'http://other:3128' });
    expect(chosen.set.proxy).toBe('http://other:3128');
  });
});

describe('a folder', () => {
  test('that is not there, or none, is not set, and said to be', async () => {
    await writeFiles(folder.path, { 'file.txt': 'x' });
    const chosen = sources();
    for (const [name, code] of [
      ['nowhere', 'FOLDER_NOT_FOUND'],
      ['file.txt', 'FOLDER_NOT_A_FOLDER'],
    ]) {
      const mirror = join(folder.path, name ?? '');
      const refusal = { code, message: expect.stringContaining(mirror) as string };
      await expect(chosen.keepShown({ mirror, proxy: null })).rejects.toMatchObject(refusal);
    }
    expect(sources().set).toEqual({ mirror: null, proxy: null });
  });

  test('that is away for now stays set while something else is', async () => {
    const mirror = join(folder.path, 'stick');
    await mkdir(mirror);
    await sources().keep({ mirror, proxy: null });
    await rm(mirror, { recursive: true });
    await sources().keepShown({ mirror, proxy: 'http://other:3128' });
    expect(sources().set).toEqual({ mirror, proxy: 'http://other:3128' });
  });
});

describe('the environment', () => {
  test.each([
    [{ EIDETIC_MODELS_MIRROR: 'http://example.com' }, 'MODEL_MIRROR_INVALID'],
    [{ EIDETIC_MODELS_MIRROR: 'https://me:secret@example.com' }, 'MODEL_MIRROR_INVALID'],
    [{ HTTPS_PROXY: 'socks5://localhost' }, 'MODEL_PROXY_INVALID'],
    [{ HTTP_PROXY: 'nonsense' }, 'MODEL_PROXY_INVALID'],
  ])('that says what cannot be used is shown without logins, and told: %j', (environment, code) => {
    const chosen = sources(environment);
    expect(JSON.stringify(chosen.shown())).not.toContain('secret');
    const refusal = { code, message: expect.not.stringContaining('secret') as string };
    expect(() => {
      chosen.requireUsable();
    }).toThrow(expect.objectContaining(refusal) as Error);
  });

  test('does not count where something else was set', async () => {
    const chosen = sources({ EIDETIC_MODELS_MIRROR: 'nonsense', HTTPS_PROXY: 'nonsense' });
    await chosen.keep({ mirror: folder.path, proxy: 'http://other:3128' });
    chosen.requireUsable();
    expect(chosen.shown().inForce).toEqual({ mirror: folder.path, proxy: 'http://other:3128/' });
  });
});
