import { sidecarKind, SidecarNames, xmpKeysOf, xmpSidecarKey } from '../../core/sidecars/sidecar-names.ts';

/** The names in a directory, which say what sidecar a photo has, and which others have the same. */
export class DirectoryNames {
  readonly #sidecars = new SidecarNames();
  readonly #gone = new Set<string>();
  readonly #others: string[] = [];
  #byKey: ReadonlyMap<string, readonly string[]> | undefined;

  constructor(names: Iterable<string>) {
    for (const name of names) {
      if (sidecarKind(name) === 'xmp') this.#sidecars.add(name);
      else this.#others.push(name);
    }
  }

  /** The sidecar whose rating is the one that counts: the most its own, as `PhotoMetadataStore` has them in order. */
  sidecarOf(photo: string): string | undefined {
    const length = (name: string): number => Array.from(name).length;
    return this.#sidecars
      .of(photo)
      .filter((name) => !this.#gone.has(name))
      .sort((a, b) => length(b) - length(a) || (a < b ? -1 : 1))[0];
  }

  /** Files whose `sidecarOf` this is. */
  sharing(sidecar: string): string[] {
    this.#byKey ??= byKey(this.#others);
    const alike = this.#byKey.get(xmpSidecarKey(sidecar)) ?? [];
    return alike.filter((name) => this.sidecarOf(name) === sidecar);
  }

  /** A sidecar has been made. */
  made(sidecar: string): void {
    if (!this.#gone.delete(sidecar)) this.#sidecars.add(sidecar);
  }

  /** A sidecar has been removed. */
  removed(sidecar: string): void {
    this.#gone.add(sidecar);
  }
}

function byKey(names: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const name of names) {
    for (const key of xmpKeysOf(name)) {
      const same = found.get(key);
      if (same === undefined) found.set(key, [name]);
      else same.push(name);
    }
  }
  return found;
}
