import type { WireError } from '../../src-contract/index.ts';

/** Commands of the desktop app's menu. */
type MenuCommand = 'find' | 'add-folder' | 'settings' | 'shortcuts';

/** How the library's process is. `failed`: the library cannot be opened. */
type EngineStatus =
  { readonly state: 'starting' | 'ready' } | { readonly state: 'failed'; readonly error: WireError };

/** What the preload script of the desktop app adds to the page; see docs/desktop.md. */
export interface DesktopApi {
  /** Ask for message ports; they arrive as a message to the window, again after every restart of the engine. */
  connect(): void;
  onCommand(listener: (command: MenuCommand) => void): () => void;
  onEngine(listener: (status: EngineStatus) => void): () => void;
}

declare global {
  interface Window {
    readonly eideticDesktop?: DesktopApi;
  }
}

/** Undefined in a browser. */
export const desktopApi = window.eideticDesktop;

/** Hear of ports that the preload script hands over. Messages of anybody else are ignored. */
export function receivePorts(listener: (ports: { engine: MessagePort; host: MessagePort }) => void): void {
  window.addEventListener('message', (event: MessageEvent<unknown>) => {
    if (event.source !== window || event.origin !== location.origin || event.data !== 'eidetic:ports') return;
    const [engine, host] = event.ports;
    if (engine !== undefined && host !== undefined) listener({ engine, host });
  });
}
