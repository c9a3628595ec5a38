import { formatCalled } from '../format-names.ts';
import { endingOf } from '../photo-extensions.ts';
import { fold } from './fold.ts';

/** How well a file fits what was typed. `path`: it is that very file. `whole`: by its whole name. `part`: it may be called so. */
export type NameFit = 'path' | 'whole' | 'part';

/** What was typed for the name of a file, perhaps with a path or with `*` for anything. */
export class NamePattern {
  /** The name without folders and without the ending that it has; what words of it are. */
  readonly stem: string;
  /** It has `*` in it. */
  readonly isGlob: boolean;
  readonly #name: string;
  readonly #path: string | null;
  readonly #format: string | null;
  readonly #glob: RegExp | null;

  constructor(typed: string) {
    const path = comparable(typed);
    this.#name = lastPart(path);
    this.#path = this.#name === path ? null : path.replace(/^(?:~?\/)?/u, '/');
    const ending = endingOf(this.#name);
    this.stem = ending === undefined ? this.#name : this.#name.slice(0, -ending.length - 1);
    this.#format = ending === undefined ? null : formatCalled(ending);
    this.isGlob = this.#name.includes('*') || this.stem === '';
    this.#glob = this.isGlob ? globPattern(this.stem === '' ? `*${this.#name}` : this.#name) : null;
  }

  /**
   * @param folder absolute path of a registered folder.
   * @param path of a file in it.
   * @returns undefined where the file is not called so. Without an ending every name is taken for one with it in it: who asks
   * has looked up the words.
   */
  fit(folder: string, path: string): NameFit | undefined {
    const file = comparable(path);
    const name = lastPart(file);
    if (this.#glob !== null) return this.#glob.test(name) ? 'whole' : undefined;
    const ending = endingOf(name);
    const isOfFormat = this.#format === null || (ending !== undefined && formatCalled(ending) === this.#format);
    if (!isOfFormat) return undefined;
    if (this.#format === null) return 'part';
    const stem = ending === undefined ? name : name.slice(0, -ending.length - 1);
    if (stem !== this.stem) return 'part';
    const isPath = this.#path !== null && `/${comparable(folder)}/${file}`.endsWith(this.#path);
    return isPath ? 'path' : 'whole';
  }

  /** The end of every name that it fits, in ASCII letters of any case; empty for none. */
  get end(): string {
    const ending = endingOf(this.#name);
    return this.isGlob && ending !== undefined ? `.${ending}` : '';
  }
}

/** Whatever the case, the accents, the way of composing them and the slashes. */
function comparable(path: string): string {
  return fold(path).replaceAll('\\', '/').replaceAll(/\s+/gu, ' ').trim();
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function globPattern(glob: string): RegExp {
  const parts = glob.split(/\*+/u).map((part) => part.replaceAll(/[\\^$.+?()[\]{}|]/gu, String.raw`\$&`));
  return new RegExp(`^${parts.join('.*')}$`, 'su');
}
