import type { WindowState } from '../../src-contract/index.ts';
import { client } from '../frame/client.ts';

/** How far photos have been looked at more closely, once somebody has asked. */
class Windows {
  now = $state.raw<WindowState | null>(null);

  async load(): Promise<void> {
    this.now = await client.call('windows.state', {});
  }

  /** Nobody wants to know any more. */
  leave(): void {
    this.now = null;
  }

  /** It is further than before: of interest to whoever has asked. */
  async changed(): Promise<void> {
    if (this.now !== null) await this.load();
  }

  async setPaused(paused: boolean): Promise<void> {
    this.now = await client.call('windows.setPaused', { paused });
  }

  /** Delete what is kept. @returns bytes that it took. */
  async clear(): Promise<number> {
    const before = this.now?.bytes ?? 0;
    this.now = await client.call('windows.clear', {});
    return before;
  }
}

export const windows = new Windows();
