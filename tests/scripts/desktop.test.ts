import { describe, expect, test } from 'vitest';
import { decideStart, type Ending, type Findings, startFailure } from '../../scripts/lib/desktop.ts';

const linux: Findings = { wantsBrowser: false, platform: 'linux', env: { DISPLAY: ':0' }, hasElectron: true };

describe('npm start', () => {
  test.each<[string, Partial<Findings>]>([
    ['on Linux with X11', {}],
    ['on Linux with Wayland', { env: { WAYLAND_DISPLAY: 'wayland-0' } }],
    ['on macOS', { platform: 'darwin', env: {} }],
    ['on Windows', { platform: 'win32', env: {} }],
  ])('opens the desktop app %s', (_, found) => {
    expect(decideStart({ ...linux, ...found })).toEqual({ start: 'desktop' });
  });

  test.each<[string, Partial<Findings>, RegExp]>([
    ['when asked to', { wantsBrowser: true }, /as asked/],
    ['without a display', { env: {} }, /no display/],
    ['with an empty display', { env: { DISPLAY: '', WAYLAND_DISPLAY: '' } }, /no display/],
    ['without Electron', { hasElectron: false }, /Electron could not be downloaded/],
    ['without Electron on macOS', { platform: 'darwin', env: {}, hasElectron: false }, /Electron/],
    [
      'where Electron is told to be Node',
      { env: { DISPLAY: ':0', ELECTRON_RUN_AS_NODE: '1' } },
      /ELECTRON_RUN_AS_NODE/,
    ],
  ])('opens the browser %s, and says why', (_, found, because) => {
    const start = decideStart({ ...linux, ...found });
    expect(start).toEqual({ start: 'browser', because: expect.stringMatching(because) as string });
  });
});

describe('an app that ended', () => {
  const crashed: Ending = { code: null, signal: 'SIGTRAP', ranForMs: 300, output: '' };

  test.each<[string, Partial<Ending>, string]>([
    ['with a signal', {}, 'Electron ended at once (signal SIGTRAP)'],
    ['with an exit code', { code: 1, signal: null }, 'Electron ended at once (exit code 1)'],
    [
      'with a reason',
      { output: 'noise\n[123:0101/1.2:FATAL:sandbox.cc(163)] FATAL: no sandbox\nmore FATAL noise\n' },
      'Electron ended at once (signal SIGTRAP): FATAL: no sandbox',
    ],
  ])('at once %s never came up', (_, ending, because) => {
    expect(startFailure({ ...crashed, ...ending })).toBe(because);
  });

  test('with endless words gives one short line', () => {
    const because = startFailure({ ...crashed, output: `Error: ${'x'.repeat(5000)}\nError: y` });
    expect(because).toMatch(/^[^\n]{50,300}$/);
  });

  test.each<[string, Partial<Ending>]>([
    ['in order', { code: 0, signal: null }],
    ['with Ctrl-C', { signal: 'SIGINT' }],
    ['because it was asked to', { signal: 'SIGTERM' }],
    ['with an error after a while', { ranForMs: 60_000 }],
  ])('%s had come up', (_, ending) => {
    expect(startFailure({ ...crashed, ...ending })).toBeNull();
  });
});
