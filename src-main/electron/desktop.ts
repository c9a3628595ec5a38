import { join } from 'node:path';
import { app, type BrowserWindow, Menu, nativeTheme, powerMonitor, protocol, session } from 'electron';
import { AppError, type MethodInput, type MethodName, type Settings } from '../../src-contract/index.ts';
import type { Logger } from '../core/logger.ts';
import { hostRouter } from '../host/host-router.ts';
import { pageApp } from '../host/page-app.ts';
import { rpcServer } from '../host/rpc-server.ts';
import { appVersion } from '../headless/paths.ts';
import { profileDir } from './desktop-options.ts';
import type { LibraryPlace } from './engine-protocol.ts';
import { EngineSupervisor } from './engine-supervisor.ts';
import type { HelperEntries } from './helper-broker.ts';
import { hostCapabilities, openPath } from './host-capabilities.ts';
import { openWindow, sendCommand } from './main-window.ts';
import { menuTemplate } from './menu.ts';
import { type MenuLabels, menuLabels } from './menu-labels.ts';
import { PageConnection } from './page-connection.ts';
import { pageScheme, servePage } from './page-protocol.ts';
import { remotePhotoFiles } from './photo-files.ts';
import { quitInOrder } from './quit.ts';
import { hardenApp, hardenResolver, hardenSession } from './security.ts';
import { ShellState } from './shell-state.ts';

export interface DesktopOptions {
  readonly library: LibraryPlace;
  /** Files that the processes begin with, absolute paths. */
  readonly entries: HelperEntries & { readonly engine: string; readonly preload: string };
  /** The built page. */
  readonly pageDir: string;
  /** Icon of the app, PNG. */
  readonly iconPath: string;
  readonly log: Logger;
  /** Where `log` goes, for the other processes; stderr when undefined. */
  readonly logFile?: string | undefined;
}

/** The desktop app: one window over one library. Owns every process and closes them in order. */
export class Desktop {
  readonly #options: DesktopOptions;
  readonly #state: ShellState;
  readonly #engine: EngineSupervisor;
  readonly #photos: ReturnType<typeof remotePhotoFiles>;
  readonly #devTools = !app.isPackaged || process.env['EIDETIC_DEVTOOLS'] === '1';
  #window: BrowserWindow | undefined;

  private constructor(options: DesktopOptions) {
    const { library, entries, log, logFile } = options;
    this.#options = options;
    this.#state = ShellState.read(join(profileDir(library.dataDir), 'window.json'), log);
    this.#engine = new EngineSupervisor({ library, entries, log, logFile });
    this.#photos = remotePhotoFiles(this.#engine);
  }

  /**
   * Prepare what must be settled before Electron is ready, then start as soon as it is. Returns at once: nothing may be
   * awaited here, Electron becomes ready only after the app's code has run.
   */
  static launch(options: DesktopOptions): void {
    hardenApp(app, options.log);
    protocol.registerSchemesAsPrivileged([pageScheme]);
    if (!app.requestSingleInstanceLock()) {
      // The other one has been told and shows its window.
      app.quit();
      return;
    }
    const desktop = new Desktop(options);
    quitInOrder(app, () => desktop.#close());
    app.on('second-instance', () => {
      desktop.#show();
    });
    void app
      .whenReady()
      .then(() => desktop.#start())
      .catch(refuseToStart);
  }

  async #start(): Promise<void> {
    const { log } = this.#options;
    app.setAboutPanelOptions({ applicationName: 'Eidetic', applicationVersion: appVersion() });
    nativeTheme.themeSource = this.#state.theme;
    hardenResolver(app);
    hardenSession(session.defaultSession, { devTools: this.#devTools });
    const answer = await pageApp({ pageDir: this.#options.pageDir, photos: this.#photos, log });
    servePage(session.defaultSession, answer, log);
    this.#engine.onSettings((settings) => {
      this.#follow(settings);
    });
    this.#engine.start();
    this.#setMenu();
    this.#show();
    app.on('activate', () => {
      this.#show();
    });
    powerMonitor.on('resume', () => {
      // Folders may have come, gone and changed meanwhile.
      this.#ask('library.index', { retryFailed: false });
    });
    powerMonitor.on('shutdown', (event?: { preventDefault(): void }) => {
      // The system waits a while for those who ask.
      event?.preventDefault();
      app.quit();
    });
  }

  /** Bring the window to the front; open it when there is none. */
  #show(): void {
    if (!app.isReady()) return;
    if (this.#window === undefined) {
      this.#window = this.#open();
      return;
    }
    if (this.#window.isMinimized()) this.#window.restore();
    this.#window.show();
    this.#window.focus();
  }

  #open(): BrowserWindow {
    const { entries, library, iconPath, log } = this.#options;
    const window = openWindow({
      preload: entries.preload,
      iconPath,
      state: this.#state,
      devTools: this.#devTools,
      labels: () => this.#labels,
      log,
    });
    const capabilities = hostCapabilities({
      window,
      engine: this.#engine,
      photos: this.#photos,
      dataDir: library.dataDir,
      iconPath,
      setTheme: (theme) => {
        this.#setTheme(theme);
      },
      log,
    });
    new PageConnection({
      contents: window.webContents,
      engine: this.#engine,
      serveHost: rpcServer(hostRouter(capabilities, log), log),
      log,
    });
    window.once('closed', () => {
      this.#window = undefined;
    });
    // What Windows has instead of a shutdown event.
    window.on('session-end', () => {
      app.quit();
    });
    return window;
  }

  /** Let frame and menu be as the library's settings say. */
  #follow({ theme, language }: Settings): void {
    this.#setTheme(theme);
    if (language === this.#state.language) return;
    this.#state.setLanguage(language);
    this.#setMenu();
  }

  #setTheme(theme: Settings['theme']): void {
    if (theme === this.#state.theme) return;
    this.#state.setTheme(theme);
    nativeTheme.themeSource = theme;
    this.#setMenu();
  }

  get #labels(): MenuLabels {
    return menuLabels(this.#state.language, app.getLocale());
  }

  #setMenu(): void {
    const template = menuTemplate({
      labels: this.#labels,
      platform: process.platform,
      theme: this.#state.theme,
      devTools: this.#devTools,
      command: (command) => {
        this.#show();
        if (this.#window !== undefined) sendCommand(this.#window, command);
      },
      chooseTheme: (theme) => {
        this.#ask('settings.set', { theme });
      },
      showData: () => {
        void this.#logged(openPath(this.#options.library.dataDir));
      },
    });
    Menu.setApplicationMenu(Menu.buildFromTemplate(template));
  }

  #ask<M extends MethodName>(method: M, input: MethodInput<M>): void {
    void this.#logged(this.#engine.call((calls) => calls.dispatch(method, input)));
  }

  /** What a menu or the system asks for has nobody to show an error to. */
  async #logged(work: Promise<unknown>): Promise<void> {
    try {
      await work;
    } catch (error) {
      this.#options.log.warn({ code: AppError.from(error).code }, 'something asked for outside of the page failed');
    }
  }

  async #close(): Promise<void> {
    this.#state[Symbol.dispose]();
    this.#window?.hide();
    await this.#engine[Symbol.asyncDispose]();
  }
}

/** Say why the app cannot run at all, and end it. */
export function refuseToStart(thrown: unknown): void {
  const { code, message } = AppError.from(thrown);
  process.stderr.write(`${code}: ${message}\n`);
  app.exit(2);
}
