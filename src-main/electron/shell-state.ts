import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { defaultSettings, Settings } from '../../src-contract/index.ts';
import type { Logger } from '../core/logger.ts';
import { Placement, type Remembered } from './window-placement.ts';

const State = z.object({
  display: z.int().nullable(),
  placements: z.record(z.string(), Placement),
  /** As the library had them last: the window opens before the library does. */
  theme: Settings.shape.theme,
  language: Settings.shape.language,
});
type State = z.infer<typeof State>;

const initial: State = {
  display: null,
  placements: {},
  theme: defaultSettings.theme,
  language: defaultSettings.language,
};

/** A window is dragged in many small steps. */
const saveAfterMs = 500;

/** What the shell itself remembers between starts, in a small JSON file. Losing it loses nothing but comfort. */
export class ShellState implements Disposable {
  readonly #path: string;
  readonly #log: Logger;
  #state: State;
  #timer: NodeJS.Timeout | undefined;

  private constructor(path: string, log: Logger, state: State) {
    this.#path = path;
    this.#log = log;
    this.#state = state;
  }

  /** Read the file; one that is missing, damaged or of another version counts as a first start. */
  static read(path: string, log: Logger): ShellState {
    try {
      return new ShellState(path, log, State.parse(JSON.parse(readFileSync(path, 'utf8'))));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') log.warn({}, 'the state of the window is unreadable');
      return new ShellState(path, log, initial);
    }
  }

  get remembered(): Remembered {
    return this.#state;
  }

  get theme(): State['theme'] {
    return this.#state.theme;
  }

  get language(): State['language'] {
    return this.#state.language;
  }

  place(display: number, placement: Placement): void {
    const placements = { ...this.#state.placements, [String(display)]: placement };
    this.#change({ ...this.#state, display, placements });
  }

  setTheme(theme: State['theme']): void {
    this.#change({ ...this.#state, theme });
  }

  setLanguage(language: State['language']): void {
    this.#change({ ...this.#state, language });
  }

  #change(state: State): void {
    this.#state = state;
    this.#timer ??= setTimeout(() => {
      this.#save();
    }, saveAfterMs);
  }

  #save(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const draft = `${this.#path}.new`;
    try {
      mkdirSync(dirname(this.#path), { recursive: true });
      writeFileSync(draft, JSON.stringify(this.#state));
      renameSync(draft, this.#path);
    } catch (error) {
      this.#log.warn({ code: (error as NodeJS.ErrnoException).code }, 'the state of the window cannot be saved');
    }
  }

  /** Save what is not saved yet. */
  [Symbol.dispose](): void {
    if (this.#timer !== undefined) this.#save();
  }
}
