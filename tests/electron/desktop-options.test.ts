import { join, resolve } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { libraryPlace, unpacked } from '../../src-main/electron/desktop-options.ts';
import { builtinPackDir, dataDirOf } from '../../src-main/headless/paths.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('the library', () => {
  test('is the one that the command line program uses, unless another is named', () => {
    vi.stubEnv('EIDETIC_DATA_DIR', '');
    expect(libraryPlace(['electron', 'main.js'])).toEqual({
      dataDir: dataDirOf(undefined),
      packDir: builtinPackDir(),
      adoptPack: true,
      provider: 'auto',
    });
    vi.stubEnv('EIDETIC_DATA_DIR', 'elsewhere');
    expect(libraryPlace(['Eidetic']).dataDir).toBe(resolve('elsewhere'));
  });

  test('is named by options among those of Electron and Chromium', () => {
    const argv = [
      'electron',
      '--inspect=0',
      '--remote-debugging-port=0',
      '.',
      '--data-dir',
      'a',
      '--provider=cpu',
      '-x',
    ];
    expect(libraryPlace([...argv, '--pack', 'p'])).toEqual({
      dataDir: resolve('a'),
      packDir: 'p',
      adoptPack: false,
      provider: 'cpu',
    });
  });

  test.each([[['--data-dir']], [['--data-dir=']], [['--pack']], [['--provider', 'gpu?']], [['--provider']]])(
    'is not guessed at from %j',
    (argv) => {
      expect(() => libraryPlace(argv)).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }));
    },
  );
});

test('what native code reads is beside the archive of a packaged app', () => {
  const inside = join('/opt', 'Eidetic', 'resources', 'app.asar', 'models', 'builtin');
  expect(unpacked(inside)).toBe(join('/opt', 'Eidetic', 'resources', 'app.asar.unpacked', 'models', 'builtin'));
  expect(unpacked(join('/home', 'models'))).toBe(join('/home', 'models'));
});
