import { defaultSettings, type Settings as Values } from '../../src-contract/index.ts';
import { attempt } from '../frame/attempt.ts';
import { client } from '../frame/client.ts';
import { host } from '../frame/host.svelte.ts';
import { side } from '../frame/side.svelte.ts';
import { i18n } from '../lib/i18n.svelte.ts';

type Listener = (now: Values, before: Values) => Promise<void>;

/** What the user has set, and how the page looks by it. */
class Settings {
  now = $state.raw<Values>(defaultSettings);
  readonly #listeners: Listener[] = [];

  constructor() {
    side.onFold((sidebar) => void this.set({ sidebar }));
  }

  /** Hear of changes, here or in another window, when the engine has them. */
  onChange(listener: Listener): void {
    this.#listeners.push(listener);
  }

  async load(): Promise<void> {
    const before = this.now;
    this.#apply(await client.call('settings.get', {}));
    // The connection may have been lost for long.
    await this.#tell(before);
  }

  async set(change: Partial<Values>): Promise<void> {
    const before = this.now;
    this.#apply({ ...before, ...change });
    await attempt(() => client.call('settings.set', change));
    await this.#tell(before);
  }

  /** Show a value at once that is not kept yet. */
  preview(change: Partial<Values>): void {
    this.now = { ...this.now, ...change };
  }

  /** Settings that another window may have changed. */
  take(settings: Values): void {
    const before = this.now;
    this.#apply(settings);
    void this.#tell(before);
  }

  async #tell(before: Values): Promise<void> {
    await Promise.all(this.#listeners.map((listener) => listener(this.now, before)));
  }

  #apply(settings: Values): void {
    this.now = settings;
    side.fold = settings.sidebar;
    i18n.choose(settings.language);
    document.documentElement.lang = i18n.language;
    if (settings.theme === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = settings.theme;
    if (host.info?.kind === 'desktop') {
      void attempt(() => client.host('host.setTheme', { theme: settings.theme }));
    }
  }
}

export const settings = new Settings();
