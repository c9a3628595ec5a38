import { EventEmitter } from 'node:events';
import type { StandInPort } from './ports.ts';

interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The permission handlers and guards of a session can be called here. */
export class Session extends EventEmitter {
  permissionRequest: ((...args: unknown[]) => void) | undefined;
  permissionCheck: ((...args: unknown[]) => boolean) | undefined;
  devicePermission: ((...args: unknown[]) => boolean) | undefined;
  displayMedia: ((request: unknown, callback: (streams: unknown) => void) => void) | undefined;
  certificate: ((request: unknown, callback: (result: number) => void) => void) | undefined;
  beforeRequest: ((details: { url: string }, callback: (answer: { cancel: boolean }) => void) => void) | undefined;
  spellChecker = true;
  spellCheckerLanguages: readonly string[] = ['en-US'];
  readonly handlers = new Map<string, (request: Request) => Promise<Response>>();
  readonly webRequest = {
    onBeforeRequest: (handler: NonNullable<Session['beforeRequest']>) => (this.beforeRequest = handler),
  };
  readonly protocol = {
    handle: (scheme: string, handler: (request: Request) => Promise<Response>) => this.handlers.set(scheme, handler),
  };

  setPermissionRequestHandler(handler: NonNullable<Session['permissionRequest']>): void {
    this.permissionRequest = handler;
  }

  setPermissionCheckHandler(handler: NonNullable<Session['permissionCheck']>): void {
    this.permissionCheck = handler;
  }

  setDevicePermissionHandler(handler: NonNullable<Session['devicePermission']>): void {
    this.devicePermission = handler;
  }

  setDisplayMediaRequestHandler(handler: NonNullable<Session['displayMedia']>): void {
    this.displayMedia = handler;
  }

  setCertificateVerifyProc(handler: NonNullable<Session['certificate']>): void {
    this.certificate = handler;
  }

  setSpellCheckerEnabled(enabled: boolean): void {
    this.spellChecker = enabled;
  }

  setSpellCheckerLanguages(languages: readonly string[]): void {
    this.spellCheckerLanguages = languages;
  }

  /** Ask for an address of the app as a page does. */
  async fetch(url: string, init?: RequestInit): Promise<Response> {
    const handler = this.handlers.get(new URL(url).protocol.slice(0, -1));
    if (handler === undefined) throw new Error(`no handler for ${url}`);
    return handler(new Request(url, init));
  }
}

export const session = { defaultSession: new Session() };

/** A frame of a page; what the main process sends to it is kept. */
export class Frame {
  readonly frameTreeNodeId: number;
  readonly parent: Frame | null;
  readonly origin: string;
  readonly sent: { readonly channel: string; readonly value: unknown; readonly ports: readonly StandInPort[] }[] = [];

  constructor(origin = 'eidetic://app', parent: Frame | null = null, frameTreeNodeId = 1) {
    this.origin = origin;
    this.parent = parent;
    this.frameTreeNodeId = frameTreeNodeId;
  }

  send(channel: string, value: unknown): void {
    this.sent.push({ channel, value: structuredClone(value), ports: [] });
  }

  postMessage(channel: string, value: unknown, ports: readonly StandInPort[]): void {
    this.sent.push({ channel, value, ports });
  }

  /** Values of a channel, in order. */
  values(channel: string): unknown[] {
    return this.sent.filter((message) => message.channel === channel).map(({ value }) => value);
  }

  /** Ports that were handed over last. */
  get ports(): readonly StandInPort[] | undefined {
    return this.sent.findLast(({ ports }) => ports.length > 0)?.ports;
  }
}

export class Contents extends EventEmitter {
  readonly ipc = new EventEmitter();
  mainFrame = new Frame();
  windowOpen: ((details: { url: string }) => { action: string }) | undefined;
  /** Answers scripts that run in a world of their own. */
  runScript: (code: string) => unknown = () => null;
  readonly drags: unknown[] = [];
  webRtcPolicy = 'default';

  setWebRTCIPHandlingPolicy(policy: string): void {
    this.webRtcPolicy = policy;
  }

  setWindowOpenHandler(handler: NonNullable<Contents['windowOpen']>): void {
    this.windowOpen = handler;
  }

  isDestroyed(): boolean {
    return false;
  }

  executeJavaScriptInIsolatedWorld(_world: number, scripts: readonly { code: string }[]): Promise<unknown> {
    return Promise.resolve(this.runScript(scripts[0]?.code ?? ''));
  }

  startDrag(item: unknown): void {
    this.drags.push(item);
  }

  /** Send as the preload script does. */
  say(channel: string, from: Frame | null = this.mainFrame, sender: Contents = this): void {
    this.ipc.emit(channel, { sender, senderFrame: from });
  }
}

export class BrowserWindow extends EventEmitter {
  static readonly all: BrowserWindow[] = [];
  static onContents: (contents: Contents) => void = () => undefined;
  readonly options: Record<string, unknown>;
  readonly webContents = new Contents();
  readonly did: string[] = [];
  bounds: Rectangle;
  maximised = false;
  fullscreen = false;
  minimised = false;
  background: string | undefined;
  url: string | undefined;
  /** What loading a page ends with. */
  static loadError: Error | undefined;

  constructor(options: Record<string, unknown>) {
    super();
    this.options = options;
    this.bounds = options as unknown as Rectangle;
    BrowserWindow.all.push(this);
    BrowserWindow.onContents(this.webContents);
  }

  loadURL(url: string): Promise<void> {
    this.url = url;
    this.did.push('load');
    return BrowserWindow.loadError === undefined ? Promise.resolve() : Promise.reject(BrowserWindow.loadError);
  }

  show(): void {
    this.did.push('show');
  }

  hide(): void {
    this.did.push('hide');
  }

  focus(): void {
    this.did.push('focus');
  }

  restore(): void {
    this.did.push('restore');
    this.minimised = false;
  }

  maximize(): void {
    this.did.push('maximize');
    this.maximised = true;
  }

  setBackgroundColor(color: string): void {
    this.background = color;
  }

  isDestroyed(): boolean {
    return false;
  }

  isMinimized(): boolean {
    return this.minimised;
  }

  isMaximized(): boolean {
    return this.maximised;
  }

  isFullScreen(): boolean {
    return this.fullscreen;
  }

  getBounds(): Rectangle {
    return this.bounds;
  }

  getNormalBounds(): Rectangle {
    return this.bounds;
  }
}

export const screen = {
  displays: [{ id: 1, workArea: { x: 0, y: 0, width: 1920, height: 1040 } }],
  getPrimaryDisplay: () => screen.displays[0],
  getAllDisplays: () => screen.displays,
  getDisplayMatching: ({ x }: Rectangle) =>
    screen.displays.find(({ workArea }) => x >= workArea.x && x < workArea.x + workArea.width) ?? screen.displays[0],
};
