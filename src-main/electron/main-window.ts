import { BrowserWindow, type BrowserWindowConstructorOptions, Menu, nativeTheme, screen } from 'electron';
import type { MenuCommand } from '../../src-contract/desktop.ts';
import type { Logger } from '../core/logger.ts';
import { channels } from './channels.ts';
import { textMenuTemplate } from './menu.ts';
import type { MenuLabels } from './menu-labels.ts';
import { pageUrl } from './origin.ts';
import { RestartBudget } from './restart-budget.ts';
import type { ShellState } from './shell-state.ts';
import { minimumSize, type Placement, placeWindow, type Screen } from './window-placement.ts';

export interface WindowOptions {
  readonly preload: string;
  /** Shown where the system does not take it from the program. */
  readonly iconPath: string;
  readonly state: ShellState;
  readonly devTools: boolean;
  readonly labels: () => MenuLabels;
  readonly log: Logger;
}

/** The page's own paper, so that the window does not flash before it is drawn. */
const paper = { light: '#f6f4ef', dark: '#151412' } as const;

function backgroundColor(): string {
  return nativeTheme.shouldUseDarkColors ? paper.dark : paper.light;
}

/** Open the window where it was, showing the page as soon as that has been drawn. */
export function openWindow(options: WindowOptions): BrowserWindow {
  const placement = placeWindow(options.state.remembered, screens());
  const window = new BrowserWindow(windowOptions(placement, options));
  remember(window, options.state);
  keepPage(window, options);
  window.once('ready-to-show', () => {
    if (placement.maximised) window.maximize();
    window.show();
  });
  void load(window, options.log);
  return window;
}

function windowOptions(
  { x, y, width, height, fullscreen }: Placement,
  { preload, iconPath, devTools }: WindowOptions,
): BrowserWindowConstructorOptions {
  return {
    x,
    y,
    width,
    height,
    minWidth: minimumSize.width,
    minHeight: minimumSize.height,
    // Given as false it would take the button away on macOS.
    ...(fullscreen && { fullscreen }),
    title: 'Eidetic',
    ...(process.platform === 'linux' && { icon: iconPath }),
    backgroundColor: backgroundColor(),
    show: false,
    ...(process.platform === 'darwin' && { titleBarStyle: 'hiddenInset' as const }),
    webPreferences: {
      preload,
      devTools,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      nodeIntegrationInWorker: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      navigateOnDragDrop: false,
      plugins: false,
      webviewTag: false,
      spellcheck: false,
      enableWebSQL: false,
    },
  };
}

function screens(): [Screen, ...Screen[]] {
  const primary = screen.getPrimaryDisplay();
  return [primary, ...screen.getAllDisplays().filter(({ id }) => id !== primary.id)];
}

/** Keep track of where the window is, for the next start. */
function remember(window: BrowserWindow, state: ShellState): void {
  const note = (): void => {
    if (window.isDestroyed() || window.isMinimized()) return;
    const { x, y, width, height } = window.getNormalBounds();
    const display = screen.getDisplayMatching(window.getBounds());
    const [maximised, fullscreen] = [window.isMaximized(), window.isFullScreen()];
    state.place(display.id, { x, y, width, height, maximised, fullscreen });
  };
  window.on('resize', note);
  window.on('move', note);
  window.on('maximize', note);
  window.on('unmaximize', note);
  window.on('enter-full-screen', note);
  window.on('leave-full-screen', note);
  window.on('close', note);
}

/** Text has its menu, and a page whose process died is loaded again, a few times. */
function keepPage(window: BrowserWindow, { labels, log }: WindowOptions): void {
  const contents = window.webContents;
  contents.on('context-menu', (_event, place) => {
    const template = textMenuTemplate(labels(), place);
    if (template.length > 0) Menu.buildFromTemplate(template).popup({ window });
  });
  const reloads = new RestartBudget(3, 60_000);
  contents.on('render-process-gone', (_event, { reason }) => {
    log.error({ reason }, 'the process of the page ended');
    if (reason !== 'clean-exit' && reloads.take(Date.now())) void load(window, log);
  });
  nativeTheme.on('updated', repaint);
  window.once('closed', () => {
    nativeTheme.off('updated', repaint);
  });

  function repaint(): void {
    window.setBackgroundColor(backgroundColor());
  }
}

async function load(window: BrowserWindow, log: Logger): Promise<void> {
  try {
    await window.loadURL(pageUrl);
  } catch (error) {
    log.error({ error: (error as NodeJS.ErrnoException).code ?? 'unknown' }, 'the page could not be loaded');
    // An empty window can be closed; one that never shows cannot.
    if (!window.isDestroyed()) window.show();
  }
}

export function sendCommand(window: BrowserWindow, command: MenuCommand): void {
  window.webContents.mainFrame.send(channels.command, command);
}
