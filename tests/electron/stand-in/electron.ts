import { EventEmitter } from 'node:events';
import { BrowserWindow } from './windows.ts';

/*
 * Stands in for the module `electron`, whose program is not part of this repository: what is registered with it can be
 * read back and called. Processes and message ports are real, see processes.ts. In a test:
 *   vi.mock('electron', () => import('./stand-in/electron.ts'));
 */
export { BrowserWindow, Contents, Frame, session, Session } from './windows.ts';
export { MessageChannelMain, utilityProcess } from './processes.ts';

/** Everything that was called, in order. */
export const calls: { readonly name: string; readonly args: readonly unknown[] }[] = [];

export function called(name: string): readonly unknown[][] {
  return calls.filter((call) => call.name === name).map(({ args }) => [...args]);
}

function note(name: string, ...args: readonly unknown[]): void {
  calls.push({ name, args });
}

class App extends EventEmitter {
  isPackaged = false;
  hasLock = true;
  locale = 'en-US';
  readonly switches = new Set<string>();
  readonly paths = new Map<string, string>();
  readonly #ready = Promise.withResolvers<undefined>();
  #isReady = false;
  readonly commandLine = {
    hasSwitch: (name: string) => this.switches.has(name),
    appendSwitch: (name: string, value?: string) => {
      note('appendSwitch', name, value);
    },
  };

  becomeReady(): void {
    this.#isReady = true;
    this.#ready.resolve(undefined);
  }

  isReady(): boolean {
    return this.#isReady;
  }

  whenReady(): Promise<undefined> {
    return this.#ready.promise;
  }

  /** Asks everybody, as Electron does; ends when nobody objects. */
  quit(): void {
    note('quit');
    const event = { defaultPrevented: false, preventDefault: () => (event.defaultPrevented = true) };
    this.emit('before-quit', event);
    if (!event.defaultPrevented) this.exit(0);
  }

  exit(code: number): void {
    note('exit', code);
  }

  enableSandbox(): void {
    note('enableSandbox');
  }

  configureHostResolver(options: unknown): void {
    note('configureHostResolver', options);
  }

  requestSingleInstanceLock(): boolean {
    return this.hasLock;
  }

  getLocale(): string {
    return this.locale;
  }

  setPath(name: string, path: string): void {
    this.paths.set(name, path);
  }

  setAboutPanelOptions(options: unknown): void {
    note('setAboutPanelOptions', options);
  }
}

export const app = new App();
BrowserWindow.onContents = (contents) => app.emit('web-contents-created', {}, contents);

export const protocol = {
  registerSchemesAsPrivileged: (schemes: unknown) => {
    note('registerSchemesAsPrivileged', schemes);
  },
};

export class MenuStandIn {
  static application: MenuStandIn | undefined;
  readonly template: readonly MenuItem[];

  constructor(template: readonly MenuItem[]) {
    this.template = template;
  }

  static buildFromTemplate(template: readonly MenuItem[]): MenuStandIn {
    return new MenuStandIn(template);
  }

  static setApplicationMenu(menu: MenuStandIn): void {
    MenuStandIn.application = menu;
  }

  popup(options: unknown): void {
    note('popup', this.template, options);
  }
}
export { MenuStandIn as Menu };

export interface MenuItem {
  readonly label?: string;
  readonly role?: string;
  readonly type?: string;
  readonly checked?: boolean;
  readonly enabled?: boolean;
  readonly accelerator?: string;
  readonly submenu?: readonly MenuItem[];
  readonly click?: () => void;
}

class NativeTheme extends EventEmitter {
  #source = 'system';
  /** What the system is set to. */
  systemIsDark = false;

  get themeSource(): string {
    return this.#source;
  }

  set themeSource(source: string) {
    this.#source = source;
    this.emit('updated');
  }

  get shouldUseDarkColors(): boolean {
    return this.themeSource === 'system' ? this.systemIsDark : this.themeSource === 'dark';
  }
}
export const nativeTheme = new NativeTheme();

export const powerMonitor = new EventEmitter();

export const dialog = {
  answer: { canceled: true, filePaths: [] as string[] },
  showOpenDialog: (window: unknown, options: unknown) => {
    note('showOpenDialog', window, options);
    return Promise.resolve(dialog.answer);
  },
};

export const shell = {
  /** What the system says to the next file that is opened; empty for nothing. */
  problem: '',
  openPath: (path: string) => {
    note('openPath', path);
    return Promise.resolve(shell.problem);
  },
  showItemInFolder: (path: string) => {
    note('showItemInFolder', path);
  },
};

export class Image {
  readonly source: string;

  constructor(source: string) {
    this.source = source;
  }

  isEmpty(): boolean {
    return this.source === '';
  }

  resize(): this {
    return this;
  }
}

export const nativeImage = {
  createFromPath: (path: string) => new Image(path),
  createFromDataURL: (url: string) => new Image(url),
};

export { screen } from './windows.ts';
