import { AppError, type WireError } from '../../src-contract/index.ts';
import { ConnectionLost } from '../lib/connection.ts';
import { desktopApi } from '../lib/desktop.ts';
import { failed } from './attempt.ts';
import { client } from './client.ts';
import { host } from './host.svelte.ts';
import { navigation } from './navigation.svelte.ts';
import { registered } from './registry.ts';

/** The life of the page: connections that come and go, and what happens on the other side. */
class App {
  connection = $state<'connecting' | 'connected' | 'lost' | 'refused'>('connecting');
  /** Why the library cannot be opened at all; null when it can. */
  fatal = $state.raw<WireError | null>(null);

  start(): void {
    client.connection.onLinks((links) => {
      if (typeof links === 'string') this.connection = links;
      else void this.#connected();
    });
    desktopApi?.onEngine((status) => {
      this.fatal = status.state === 'failed' ? status.error : null;
    });
    desktopApi?.onCommand((command) => {
      for (const { commands } of registered()) commands?.[command]?.();
    });
  }

  /** Try to open a library again that could not be opened. */
  retry(): void {
    if (desktopApi === undefined) location.reload();
    else desktopApi.connect();
  }

  async #connected(): Promise<void> {
    const capabilities = registered();
    try {
      host.info = await client.host('host.info', {});
      void this.#followEvents();
      for (const { prepare } of capabilities) await prepare?.();
      navigation.begin(capabilities.flatMap(({ rooms }) => rooms ?? []));
      for (const { load } of capabilities) await load?.();
      this.connection = 'connected';
    } catch (error) {
      if (error instanceof ConnectionLost) this.connection = 'lost';
      else this.fatal = AppError.from(error).toWire();
    }
  }

  /** Ends with the connection; the next one begins anew. */
  async #followEvents(): Promise<void> {
    try {
      for await (const event of client.events(new AbortController().signal)) {
        for (const { take } of registered()) take?.(event);
      }
    } catch (error) {
      if (client.connection.isLost) this.connection = 'lost';
      else failed(error);
    }
  }
}

export const app = new App();
