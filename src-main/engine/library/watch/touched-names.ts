import { type Dirent, type Stats } from 'node:fs';
import { sidecarKind } from '../../../core/sidecars/sidecar-names.ts';
import { type FolderRules, isMarker } from '../left-out/folder-rules.ts';
import { standsFor } from '../left-out/icloud-names.ts';
import { hasPhotoExtension, hasVideoExtension } from '../../../core/photo-extensions.ts';
import { joined, type Touched } from '../touched.ts';

/** An entry of a folder that something happened to. */
export interface TouchedName {
  /** The folder that the entry lies in, relative to the root. */
  readonly folder: string;
  readonly name: string;
  /** It may have come, gone or been replaced; else only its content or its attributes are others. */
  readonly isRenamed: boolean;
}

/** What an entry is now; undefined when there is none. */
type Kind = Pick<Dirent | Stats, 'isDirectory' | 'isFile'> | undefined;

export function pathOf({ folder, name }: TouchedName): string {
  return folder === '' ? name : `${folder}/${name}`;
}

/** The entry that an event is about. Undefined: hidden, or left out. A folder itself, when no name is told. */
export function entryOf(
  watched: string,
  name: string | null,
  isRenamed: boolean,
  rules: FolderRules,
): TouchedName | undefined {
  const below = name === null ? [] : name.split(process.platform === 'win32' ? /[\\/]/u : '/');
  const names = [...(watched === '' ? [] : watched.split('/')), ...below];
  const last = names.pop();
  const folder = names.join('/');
  if (last === undefined || rules.isOutByName(folder)) return undefined;
  const entry = { folder, name: last, isRenamed: isRenamed || name === null };
  return decidesAboutOthers(last) || rules.folder(pathOf(entry)) === undefined ? entry : undefined;
}

/** Does a hidden file of this name say something about photos beside it? */
function decidesAboutOthers(name: string): boolean {
  return isMarker(name) || standsFor(name) !== undefined || sidecarKind(name) === 'picasa';
}

/** Does a file that is no photo say something of photos beside it, or belong to one? */
function concernsPhotos(name: string): boolean {
  return hasVideoExtension(name) || sidecarKind(name) !== undefined || standsFor(name) !== undefined;
}

/** Where to look after something happened to an entry. Undefined: nowhere, it has nothing to do with photos. */
export function partOf(entry: TouchedName, kind: Kind, wasFolder: boolean): Touched | undefined {
  if (wasFolder || kind?.isDirectory() === true) return { path: pathOf(entry), deep: true };
  if (isMarker(entry.name)) return { path: entry.folder, deep: true };
  if (hasPhotoExtension(entry.name) || concernsPhotos(entry.name)) return { path: entry.folder, deep: false };
  // A file of another kind. What is gone, or is no file, may be listed as a problem.
  return entry.isRenamed && kind?.isFile() !== true ? { path: entry.folder, deep: false } : undefined;
}

/** Entries that something happened to, until they are looked at; each once. */
export class TouchedNames {
  readonly #entries = new Map<string, TouchedName>();

  get size(): number {
    return this.#entries.size;
  }

  add(entry: TouchedName): void {
    const path = pathOf(entry);
    const before = this.#entries.get(path);
    this.#entries.set(path, before?.isRenamed === true ? before : entry);
  }

  take(): TouchedName[] {
    const taken = [...this.#entries.values()];
    this.#entries.clear();
    return taken;
  }
}

/** Parts to look at, without those that lie in another; undefined ones are left out. */
export function partsOf(parts: readonly (Touched | undefined)[]): Touched[] {
  return joined(parts.filter((part) => part !== undefined));
}
