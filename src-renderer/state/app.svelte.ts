import {
  AppError,
  defaultSettings,
  type Filters,
  type HostInfo,
  maxExamples,
  type SearchRecipe,
  type Settings,
  type WireError,
} from '../../src-contract/index.ts';
import { Client, isAbort } from '../lib/client.ts';
import { ConnectionLost } from '../lib/connection.ts';
import { desktopApi } from '../lib/desktop.ts';
import { i18n, t } from '../lib/i18n.svelte.ts';
import { Library } from './library.svelte.ts';
import { Search } from './search.svelte.ts';
import { Searches } from './searches.svelte.ts';
import { Selection } from './selection.svelte.ts';
import { Toasts } from './toasts.svelte.ts';
import { Viewer } from './viewer.svelte.ts';

type DialogName = 'settings' | 'failures' | 'shortcuts' | 'add-folder' | 'copy';

/** Everything the page knows, and what it can ask for. One for the page. */
class App {
  readonly client = new Client();
  readonly toasts = new Toasts();
  readonly selection = new Selection();
  readonly viewer = new Viewer();
  readonly search = new Search(this.client);
  readonly searches = new Searches(this.client);
  readonly library = new Library(this.client, this.search.filters, (error) => {
    this.failed(error);
  });
  /** Null until the host has answered. */
  host = $state.raw<HostInfo | null>(null);
  settings = $state.raw<Settings>(defaultSettings);
  connection = $state<'connecting' | 'connected' | 'lost' | 'refused'>('connecting');
  /** Why the library cannot be opened at all; null when it can. */
  fatal = $state.raw<WireError | null>(null);
  dialog = $state<DialogName | null>(null);
  /** Goes up when the search field should take the focus. */
  focusSearch = $state(0);
  #warming = false;
  #toldNotice = false;

  start(): void {
    this.client.connection.onLinks((links) => {
      if (typeof links === 'string') this.connection = links;
      else void this.#connected();
    });
    desktopApi?.onEngine((status) => {
      this.fatal = status.state === 'failed' ? status.error : null;
    });
    desktopApi?.onCommand((command) => {
      if (command === 'find') this.focusSearch++;
      else if (command === 'add-folder') void this.addFolder();
      else this.dialog = command;
    });
  }

  /** Try to open a library again that could not be opened. */
  retry(): void {
    if (desktopApi === undefined) location.reload();
    else desktopApi.connect();
  }

  /** Show an error to the user, unless it is shown otherwise or means nothing. */
  failed(error: unknown): void {
    if (error instanceof ConnectionLost || isAbort(error)) return;
    this.toasts.failed(error);
  }

  /** Do something whose failure the user is told of. @returns whether it worked. */
  async attempt(work: () => Promise<unknown>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      this.failed(error);
      return false;
    }
  }

  /**
   * Have the model loaded before the first search needs it, which takes a second or two. Whoever goes to the search field
   * is about to search; an error shows with the search itself.
   */
  async warmUp(): Promise<void> {
    if (this.library.status?.provider !== null || this.#warming) return;
    this.#warming = true;
    try {
      await this.client.call('encoder.provider', {});
      await this.library.refresh();
    } catch (error) {
      if (!(error instanceof AppError || error instanceof ConnectionLost)) this.failed(error);
    } finally {
      this.#warming = false;
    }
  }

  /** Search by images from elsewhere, too. Those beyond what a search takes are left out, which is said. */
  async addExamples(files: readonly Blob[]): Promise<void> {
    if (this.search.examples.length + files.length > maxExamples) {
      this.toasts.problem(t('search.tooManyExamples', { max: maxExamples }));
    }
    await this.attempt(() => this.search.addFiles(files));
  }

  async setFilters(filters: Filters): Promise<void> {
    this.search.filters = filters;
    await this.attempt(() => Promise.all([this.library.filter(filters), this.search.run()]));
  }

  /** Show a search that was kept. */
  async openSearch(recipe: SearchRecipe): Promise<void> {
    this.search.take(recipe);
    await this.setFilters(recipe.filters);
  }

  /** Remember a search that somebody meant: one that was asked for with Enter, or whose hits are looked at. */
  async remember(recipe: SearchRecipe): Promise<void> {
    if (!this.settings.keepRecentSearches || (recipe.text === '' && recipe.images.length === 0)) return;
    await this.attempt(() => this.searches.remember(recipe));
  }

  async set(settings: Partial<Settings>): Promise<void> {
    const before = this.settings;
    this.#apply({ ...before, ...settings });
    await this.attempt(() => this.client.call('settings.set', settings));
    if (this.settings.strictness !== before.strictness) await this.search.again();
  }

  /** Choose a folder with the system's dialog where there is one, else by its path. */
  async addFolder(): Promise<void> {
    if (this.host?.can.chooseFolder !== true) {
      this.dialog = 'add-folder';
      return;
    }
    await this.attempt(async () => {
      const { path } = await this.client.host('host.chooseFolder', { title: i18n.text('folder.choose') });
      if (path !== null) await this.registerFolder(path);
    });
  }

  /** @throws FOLDER_* */
  async registerFolder(path: string): Promise<void> {
    await this.client.call('library.addFolder', { path });
    await this.library.refresh();
  }

  async #connected(): Promise<void> {
    try {
      this.host = await this.client.host('host.info', {});
      this.#apply(await this.client.call('settings.get', {}));
      void this.#followEvents();
      await this.library.refresh();
      await this.searches.load();
      this.connection = 'connected';
      this.#tellNotice();
      await this.search.again();
    } catch (error) {
      if (error instanceof ConnectionLost) this.connection = 'lost';
      else this.fatal = AppError.from(error).toWire();
    }
  }

  /** What happened to the library itself is said once, and stays in its status. */
  #tellNotice(): void {
    const notice = this.library.status?.notice ?? null;
    if (notice === null || this.#toldNotice) return;
    this.#toldNotice = true;
    this.toasts.problem(t(`status.${notice.kind}`), notice.message);
  }

  /** Ends with the connection; the next one begins anew. */
  async #followEvents(): Promise<void> {
    try {
      for await (const event of this.client.events(new AbortController().signal)) {
        if (event.event === 'settings.changed') this.#take(event.settings);
        else if (event.event === 'savedSearches.changed') void this.attempt(() => this.searches.load());
        else this.library.take(event);
      }
    } catch (error) {
      if (this.client.connection.isLost) this.connection = 'lost';
      else this.failed(error);
    }
  }

  /** Settings that another window may have changed. */
  #take(settings: Settings): void {
    const isOtherStrictness = settings.strictness !== this.settings.strictness;
    this.#apply(settings);
    if (isOtherStrictness) void this.search.again();
  }

  #apply(settings: Settings): void {
    this.settings = settings;
    i18n.choose(settings.language);
    document.documentElement.lang = i18n.language;
    if (settings.theme === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = settings.theme;
    if (this.host?.kind === 'desktop') {
      void this.attempt(() => this.client.host('host.setTheme', { theme: settings.theme }));
    }
  }
}

export const app = new App();
