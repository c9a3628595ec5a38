import { AppError, type WireError } from '../../src-contract/index.ts';
import { ConnectionLost } from '../lib/connection.ts';
import { desktopApi } from '../lib/desktop.ts';
import { t } from '../lib/i18n.svelte.ts';
import { addFolder } from '../library/add-folder.ts';
import { library } from '../library/index.ts';
import { savedSearches } from '../saved-searches/index.ts';
import { search } from '../search/index.ts';
import { searchFocus } from '../search/search-focus.svelte.ts';
import { settings } from '../settings/index.ts';
import SettingsDialog from '../settings/SettingsDialog.svelte';
import { attempt, failed } from './attempt.ts';
import { client } from './client.ts';
import { dialogs } from './dialogs.svelte.ts';
import { host } from './host.svelte.ts';
import ShortcutsDialog from './ShortcutsDialog.svelte';
import { toasts } from './toasts.svelte.ts';

/** The life of the page: connections that come and go, and what happens on the other side. */
class App {
  connection = $state<'connecting' | 'connected' | 'lost' | 'refused'>('connecting');
  /** Why the library cannot be opened at all; null when it can. */
  fatal = $state.raw<WireError | null>(null);
  #toldNotice = false;

  start(): void {
    client.connection.onLinks((links) => {
      if (typeof links === 'string') this.connection = links;
      else void this.#connected();
    });
    desktopApi?.onEngine((status) => {
      this.fatal = status.state === 'failed' ? status.error : null;
    });
    desktopApi?.onCommand((command) => {
      if (command === 'find') searchFocus.ask();
      else if (command === 'add-folder') void addFolder();
      else dialogs.show(command === 'settings' ? SettingsDialog : ShortcutsDialog);
    });
  }

  /** Try to open a library again that could not be opened. */
  retry(): void {
    if (desktopApi === undefined) location.reload();
    else desktopApi.connect();
  }

  async #connected(): Promise<void> {
    try {
      host.info = await client.host('host.info', {});
      await settings.load();
      void this.#followEvents();
      await library.refresh();
      await savedSearches.load();
      this.connection = 'connected';
      this.#tellNotice();
      await search.again();
    } catch (error) {
      if (error instanceof ConnectionLost) this.connection = 'lost';
      else this.fatal = AppError.from(error).toWire();
    }
  }

  /** What happened to the library itself is said once, and stays in its status. */
  #tellNotice(): void {
    const notice = library.status?.notice ?? null;
    if (notice === null || this.#toldNotice) return;
    this.#toldNotice = true;
    toasts.problem(t(`status.${notice.kind}`), notice.message);
  }

  /** Ends with the connection; the next one begins anew. */
  async #followEvents(): Promise<void> {
    try {
      for await (const event of client.events(new AbortController().signal)) {
        if (event.event === 'settings.changed') settings.take(event.settings);
        else if (event.event === 'savedSearches.changed') void attempt(() => savedSearches.load());
        else library.take(event);
      }
    } catch (error) {
      if (client.connection.isLost) this.connection = 'lost';
      else failed(error);
    }
  }
}

export const app = new App();
