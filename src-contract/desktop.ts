import type { WireError } from './errors.ts';

/** Commands of the desktop app's menu that the page carries out. */
export type MenuCommand = 'find' | 'add-folder' | 'settings' | 'shortcuts';

/** How the process is that holds the library. `failed`: it cannot be opened, and stays closed until `connect`. */
export type EngineStatus =
  { readonly state: 'starting' | 'ready' } | { readonly state: 'failed'; readonly error: WireError };

/** `data` of the window message that brings the two ports, engine first, then host. */
export const portsMessage = 'eidetic:ports';

/** What the preload script of the desktop app adds to the page as `window.eideticDesktop`. */
export interface DesktopApi {
  /**
   * Ask for message ports. They arrive as a message to the window as soon as the library is open, and again whenever
   * its process was started anew. A library that could not be opened is tried once more.
   */
  connect(): void;
  /** Returns what takes the listener away again. */
  onCommand(listener: (command: MenuCommand) => void): () => void;
  /** Says what is now right away. Returns what takes the listener away again. */
  onEngine(listener: (status: EngineStatus) => void): () => void;
}
