import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ChosenSources } from '../../../src-main/engine/models/chosen-sources.ts';
import { Store } from '../../../src-main/engine/store/store.ts';
import { tempFolder, type TempFolder } from '../../helpers/temp-folder.ts';

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
  ])('which is not shown, is as it should be when %s is saved', (proxy, kept) => {
    const chosen = sources();
    chosen.keep({ mirror: null, proxy: 'http://you:secret@other:3128' });
    expect(chosen.shown().set.proxy).toBe('http://other:3128/');
    chosen.keepShown({ mirror: '/media/stick', proxy });
    expect(sources().set).toEqual({ mirror: '/media/stick', proxy: kept });
  });

  test('goes where an address without one is set as it is', () => {
    const chosen = sources();
    chosen.keep({ mirror: null, proxy: 'http://you:secret@other:3128' });
    chosen.keep({ mirror: null, proxy: 'http://other:3128' });
    expect(chosen.set.proxy).toBe('http://other:3128');
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

  test('does not count where something else was set', () => {
    const chosen = sources({ EIDETIC_MODELS_MIRROR: 'nonsense', HTTPS_PROXY: 'nonsense' });
    chosen.keep({ mirror: '/media/stick', proxy: 'http://other:3128' });
    chosen.requireUsable();
    expect(chosen.shown().inForce).toEqual({ mirror: '/media/stick', proxy: 'http://other:3128/' });
  });
});
