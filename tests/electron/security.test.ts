import { beforeEach, describe, expect, test, vi } from 'vitest';
import { hardenApp, hardenResolver, hardenSession, refusedSwitch } from '../../src-main/electron/security.ts';
import { app, called, Contents, Session } from './stand-in/electron.ts';
import { keepingLog } from './keeping-log.ts';

vi.mock('electron', () => import('./stand-in/electron.ts'));

/** Addresses that look like ours or lead away, and none is. */
const foreign = [
  'https://example.org/',
  'http://127.0.0.1:8080/',
  'file:///etc/passwd',
  'eidetic://evil/',
  'eidetic://app.evil/',
  'eidetic://app:81/',
  'eidetic://user@app/',
  'eidetic:app',
  'eidetic:///app/',
  'javascript:alert(1)',
  'about:blank',
  'chrome://settings/',
  'not an address',
];

const log = keepingLog();
let contents: Contents;
let session: Session;

beforeEach(() => {
  app.removeAllListeners();
  hardenApp(app as never, log);
  contents = new Contents();
  app.emit('web-contents-created', {}, contents);
  session = new Session();
  hardenSession(session as never, { devTools: false });
});

/** Emit an event and say whether it was prevented. */
function isPrevented(name: string, details: object, target: Contents | Session | typeof app = contents): boolean {
  let prevented = false;
  target.emit(name, { ...details, preventDefault: () => (prevented = true) }, ...[{}, {}, {}, {}, () => undefined]);
  return prevented;
}

describe('a page', () => {
  test('is sandboxed, all of them, before the first is made', () => {
    expect(called('enableSandbox').length).toBeGreaterThan(0);
  });

  test.each(foreign)('stays where it is instead of going to %s', (url) => {
    expect(isPrevented('will-navigate', { url })).toBe(true);
    expect(isPrevented('will-redirect', { url })).toBe(true);
    expect(isPrevented('will-frame-navigate', { url, isMainFrame: true })).toBe(true);
  });

  test('may be loaded again, and nothing else of our own be put in its place', () => {
    for (const url of ['eidetic://app/', 'eidetic://app/?a=b#c']) {
      expect(isPrevented('will-navigate', { url })).toBe(false);
      expect(isPrevented('will-frame-navigate', { url, isMainFrame: true })).toBe(false);
    }
    expect(isPrevented('will-navigate', { url: 'eidetic://app/photo/1' })).toBe(true);
  });

  test('has no frames that go anywhere', () => {
    expect(isPrevented('will-frame-navigate', { url: 'eidetic://app/', isMainFrame: false })).toBe(true);
  });

  test('opens no windows and holds no guests', () => {
    expect(contents.windowOpen?.({ url: 'eidetic://app/' })).toEqual({ action: 'deny' });
    expect(contents.windowOpen?.({ url: 'https://example.org/' })).toEqual({ action: 'deny' });
    expect(isPrevented('will-attach-webview', {})).toBe(true);
  });
});

describe('the network', () => {
  const isBlocked = (url: string, of = session): boolean => {
    let answer: { cancel: boolean } | undefined;
    of.beforeRequest?.({ url }, (given) => (answer = given));
    return answer?.cancel ?? false;
  };

  test.each([...foreign, 'devtools://devtools/bundled/inspector.html', 'wss://example.org/'])(
    'does not exist: %s',
    (url) => {
      expect(isBlocked(url)).toBe(true);
    },
  );

  test.each(['eidetic://app/', 'eidetic://app/thumb/1', 'blob:eidetic://app/7d4', 'data:image/png;base64,AA=='])(
    'is not needed for %s',
    (url) => {
      expect(isBlocked(url)).toBe(false);
    },
  );

  test('is not opened by developer tools, which load their own files', () => {
    const developing = new Session();
    hardenSession(developing as never, { devTools: true });
    expect(isBlocked('devtools://devtools/bundled/inspector.html', developing)).toBe(false);
    expect(isBlocked('https://example.org/', developing)).toBe(true);
  });

  test('resolves no name, trusts no certificate, offers none, logs in nowhere', () => {
    expect(called('appendSwitch')).toContainEqual(['host-resolver-rules', 'MAP * ~NOTFOUND']);
    let verdict = 0;
    session.certificate?.({}, (result) => (verdict = result));
    expect(verdict).toBe(-2);
    let trusted: boolean | undefined;
    let prevented = false;
    const trust = (isTrusted: boolean): void => void (trusted = isTrusted);
    app.emit('certificate-error', { preventDefault: () => (prevented = true) }, contents, '', '', {}, trust);
    expect([prevented, trusted]).toEqual([true, false]);
    expect(isPrevented('select-client-certificate', {}, app)).toBe(true);
    expect(isPrevented('login', {}, app)).toBe(true);
  });

  test('is not asked for dictionaries', () => {
    expect(session.spellChecker).toBe(false);
    expect(session.spellCheckerLanguages).toEqual([]);
  });

  test('is of no use to what Chromium does by itself', () => {
    for (const name of ['disable-background-networking', 'disable-component-update', 'no-pings', 'no-proxy-server'])
      expect(called('appendSwitch')).toContainEqual([name, undefined]);
  });

  test('is not searched for better ways to look up names', () => {
    hardenResolver(app);
    expect(called('configureHostResolver')).toContainEqual([{ enableBuiltInResolver: false, secureDnsMode: 'off' }]);
  });

  test('is not reached by WebRTC, which is no request', () => {
    expect(contents.webRtcPolicy).toBe('disable_non_proxied_udp');
  });

  test('is closed to sessions that nobody knows of, too', () => {
    const another = new Session();
    app.emit('session-created', another);
    expect(isBlocked('https://example.org/', another)).toBe(true);
    expect(isBlocked('devtools://devtools/bundled/inspector.html', another)).toBe(true);
    expect(another.spellChecker).toBe(false);
  });
});

describe('permissions', () => {
  const isGranted = (permission: string, requestingUrl = 'eidetic://app/', isMainFrame = true): boolean[] => {
    let asked: boolean | undefined;
    const details = { isMainFrame, requestingUrl };
    session.permissionRequest?.(contents, permission, (granted: boolean) => (asked = granted), details);
    const origin = requestingUrl.replace(/\/$/, '');
    return [asked ?? true, session.permissionCheck?.(contents, permission, origin, details) ?? true];
  };

  test('are denied, every one but copying to the clipboard', () => {
    expect(isGranted('clipboard-sanitized-write')).toEqual([true, true]);
    for (const permission of [
      'media',
      'geolocation',
      'notifications',
      'clipboard-read',
      'fullscreen',
      'openExternal',
    ]) {
      expect(isGranted(permission)).toEqual([false, false]);
    }
  });

  test('are denied to other origins and to frames', () => {
    expect(isGranted('clipboard-sanitized-write', 'https://example.org/')).toEqual([false, false]);
    expect(isGranted('clipboard-sanitized-write', 'eidetic://app.evil/')).toEqual([false, false]);
    expect(isGranted('clipboard-sanitized-write', 'eidetic://app/', false)).toEqual([false, false]);
  });

  test('for devices and screens are denied', () => {
    expect(session.devicePermission?.({ deviceType: 'hid' })).toBe(false);
    let streams: unknown;
    session.displayMedia?.({}, (given) => (streams = given));
    expect(streams).toEqual({});
  });
});

describe('downloads', () => {
  const isRefused = (url: string): boolean => {
    let prevented = false;
    session.emit('will-download', { preventDefault: () => (prevented = true) }, { getURL: () => url });
    return prevented;
  };

  test('of photos are saved, of anything else refused', () => {
    expect(isRefused('eidetic://app/original/1')).toBe(false);
    expect(isRefused('https://example.org/setup.exe')).toBe(true);
    expect(isRefused('data:text/html,x')).toBe(true);
  });
});

describe('switches for debugging', () => {
  test.each(['remote-debugging-port', 'remote-debugging-pipe'])('%s is refused by a released app alone', (name) => {
    const commandLine = { hasSwitch: (asked: string) => asked === name };
    expect(refusedSwitch({ commandLine, isPackaged: true } as never)).toBe(name);
    expect(refusedSwitch({ commandLine, isPackaged: false } as never)).toBeUndefined();
  });

  test('are not missed by a released app', () => {
    expect(refusedSwitch({ commandLine: { hasSwitch: () => false }, isPackaged: true } as never)).toBeUndefined();
  });
});
