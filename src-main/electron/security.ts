import type { App, Session, WebContents } from 'electron';
import type { Logger } from '../core/logger.ts';
import { isOurs, isPage, origin } from './origin.ts';

/** Switches that open the app to other programs. They are for developing. */
const debuggingSwitches = ['remote-debugging-port', 'remote-debugging-pipe', 'remote-debugging-address'] as const;

/** A switch on the command line that a released app does not obey. */
export function refusedSwitch(app: Pick<App, 'commandLine' | 'isPackaged'>): string | undefined {
  if (!app.isPackaged) return undefined;
  return debuggingSwitches.find((name) => app.commandLine.hasSwitch(name));
}

/** Sandbox every page, guard every page and session there will ever be. Before the app is ready. */
export function hardenApp(app: App, log: Logger): void {
  app.enableSandbox();
  // Chromium's own services look for updates and resolve names; nothing here has a use for either.
  app.commandLine.appendSwitch('disable-background-networking');
  app.commandLine.appendSwitch('disable-component-update');
  app.commandLine.appendSwitch('no-pings');
  app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND');
  // Else it asks the system, and the network (WPAD), for one.
  app.commandLine.appendSwitch('no-proxy-server');
  // The one that there is gets its developer tools back once the app is ready.
  app.on('session-created', (session) => {
    hardenSession(session, { devTools: false });
  });
  app.on('web-contents-created', (_event, contents) => {
    hardenContents(contents, log);
  });
  app.on('certificate-error', (event, _contents, _url, _error, _certificate, trust) => {
    event.preventDefault();
    trust(false);
  });
  app.on('select-client-certificate', (event) => {
    event.preventDefault();
  });
  app.on('login', (event) => {
    event.preventDefault();
  });
}

/**
 * Leave the resolver nothing to do by itself: left to itself it would find out whether the system's server for names
 * answers over HTTPS, too. Once the app is ready.
 */
export function hardenResolver(app: Pick<App, 'configureHostResolver'>): void {
  app.configureHostResolver({ enableBuiltInResolver: false, secureDnsMode: 'off' });
}

/** Keep a page where it is, and alone: no other address, no other window, no guest. */
function hardenContents(contents: WebContents, log: Logger): void {
  const refuse = (event: { preventDefault(): void }, what: string): void => {
    event.preventDefault();
    log.warn({ what }, 'refused to a page');
  };
  contents.on('will-navigate', (event) => {
    if (!isPage(event.url)) refuse(event, 'navigation');
  });
  contents.on('will-redirect', (event) => {
    if (!isPage(event.url)) refuse(event, 'redirect');
  });
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || !isPage(event.url)) refuse(event, 'navigation of a frame');
  });
  contents.on('will-attach-webview', (event) => {
    refuse(event, 'webview');
  });
  // WebRTC is no request, so no filter of requests sees it.
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
  contents.setWindowOpenHandler(() => {
    log.warn({ what: 'window' }, 'refused to a page');
    return { action: 'deny' };
  });
}

const localSchemes: readonly string[] = ['blob:', 'data:'];

/**
 * Take from a session what no page here needs: the network, permissions, devices, downloads of anything but photos.
 *
 * @param devTools whether the developer tools may load their own files.
 */
export function hardenSession(session: Session, options: { readonly devTools: boolean }): void {
  session.setPermissionRequestHandler((_contents, permission, callback, details) => {
    callback(permission === 'clipboard-sanitized-write' && details.isMainFrame && isOurs(details.requestingUrl));
  });
  session.setPermissionCheckHandler(
    (_contents, permission, requestingOrigin, details) =>
      permission === 'clipboard-sanitized-write' && details.isMainFrame && isOrigin(requestingOrigin),
  );
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, callback) => {
    callback({});
  });
  session.setCertificateVerifyProc((_request, callback) => {
    const refused = -2;
    callback(refused);
  });
  session.webRequest.onBeforeRequest((details, callback) => {
    callback({ cancel: !mayLoad(details.url, options.devTools) });
  });
  session.on('will-download', (event, item) => {
    if (!isOurs(item.getURL())) event.preventDefault();
  });
  // Dictionaries would be downloaded: with a language that has one, even before anything is checked.
  session.setSpellCheckerEnabled(false);
  session.setSpellCheckerLanguages([]);
}

function mayLoad(url: string, devTools: boolean): boolean {
  const protocol = URL.parse(url)?.protocol;
  if (protocol === undefined) return false;
  return isOurs(url) || localSchemes.includes(protocol) || (devTools && protocol === 'devtools:');
}

/** Chromium writes an origin with or without a slash at its end, depending on who asks. */
function isOrigin(text: string): boolean {
  return text === origin || text === `${origin}/`;
}
