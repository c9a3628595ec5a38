import { formatCalled } from '../format-names.ts';
import { endingOf } from '../photo-extensions.ts';
import { fold } from './fold.ts';

/**
 * How well a file fits what was typed. `path`: it is that very file. `whole`: by its whole name. `part`: by a part of it.
 * `perhaps`: by its words, in another spelling or taken apart.
 */
export type NameFit = 'path' | 'whole' | 'part' | 'perhaps';

/** What was typed for the name of a file, perhaps with a path or with `*` for anything. */
export class NamePattern {
  /** The name without folders and without the ending that it has; what words of it are. */
  readonly stem: string;
  /** It has `*` in it. */
  readonly isGlob: boolean;
  readonly #name: string;
  readonly #path: string | null;
  readonly #format: string | null;
  /** What stands between the `*`; null without any. */
  readonly #glob: readonly string[] | null;

  constructor(typed: string) {
    const path = comparable(typed);
    this.#name = lastPart(path);
    this.#path = this.#name === path ? null : path.replace(/^(?:~?\/)?/u, '/');
    const ending = endingOf(this.#name);
    this.stem = ending === undefined ? this.#name : this.#name.slice(0, -ending.length - 1);
    this.#format = ending === undefined ? null : formatCalled(ending);
    this.isGlob = this.#name.includes('*') || this.stem === '';
    this.#glob = this.isGlob ? (this.stem === '' ? `*${this.#name}` : this.#name).split('*') : null;
  }

  /**
   * @param folder absolute path of a registered folder.
   * @param path of a file in it.
   * @returns undefined where the file is not called so, as far as its ending says: whoever asks has looked up the words.
   */
  fit(folder: string, path: string): NameFit | undefined {
    const file = comparable(path);
    const name = lastPart(file);
    if (this.#glob !== null) return fitsGlob(this.#glob, name) ? 'whole' : undefined;
    const ending = endingOf(name);
    const isOfFormat = this.#format === null || (ending !== undefined && formatCalled(ending) === this.#format);
    if (!isOfFormat) return undefined;
    const part = name.includes(this.stem) ? 'part' : 'perhaps';
    if (this.#format === null) return part;
    const stem = ending === undefined ? name : name.slice(0, -ending.length - 1);
    if (stem !== this.stem) return part;
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

/** Are all parts there in this order, the first at the beginning and the last at the end? Each as early as it can be. */
function fitsGlob(parts: readonly string[], name: string): boolean {
  const [first = '', ...others] = parts;
  const last = others.pop() ?? '';
  if (!name.startsWith(first)) return false;
  let at = first.length;
  for (const part of others) {
    const found = name.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return name.length - last.length >= at && name.endsWith(last);
}
