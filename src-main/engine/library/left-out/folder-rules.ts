import { lstat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import type { LeftOutReason } from '../../../../src-contract/index.ts';
import { answered, NoAnswer } from '../../answered.ts';
import { parentOf } from '../touched.ts';
import { leftOutRules } from './rules.ts';

interface NameTest {
  readonly matches: (name: string) => boolean;
  readonly reason: LeftOutReason;
}

const folderTests = leftOutRules.flatMap((rule) =>
  'folder' in rule
    ? [
        {
          matches: named(rule.folder),
          reason: rule.reason,
          beside: 'beside' in rule ? rule.beside.map((name) => name.toLowerCase()) : null,
        },
      ]
    : [],
);
const bundleTests = leftOutRules.flatMap((rule) =>
  'bundle' in rule ? [{ matches: named(rule.bundle), reason: rule.reason, only: new Set(rule.only) }] : [],
);
const fileTests: readonly NameTest[] = leftOutRules.flatMap((rule) =>
  'file' in rule ? [{ matches: named(rule.file), reason: rule.reason }] : [],
);
const markers = leftOutRules.flatMap((rule) => ('marker' in rule ? [rule] : []));

/** Names of files that decide about folders, as they are written. */
const decidingNames = leftOutRules.flatMap((rule) =>
  'marker' in rule ? [rule.marker] : 'beside' in rule ? rule.beside : [],
);

/** Does a file of this name decide whether the folder that it lies in is left out? */
export function isMarker(name: string): boolean {
  return markers.some(({ marker }) => marker === name.toLowerCase());
}

/** Names of files in a folder, lower case. */
type Names = ReadonlySet<string>;
const none: Names = new Set();

/**
 * What is left out of one registered folder, by the rules for all and by patterns of its own. Paths are relative to the
 * folder, with forward slashes.
 *
 * Patterns are those of a `.gitignore` at the top of the folder, whatever case and composition of accents. Nobody's
 * rule is about the folder itself: whoever registers one wants what is in it.
 *
 * @see https://git-scm.com/docs/gitignore#_pattern_format
 */
export class FolderRules {
  readonly #rootName: string;
  readonly #patterns: Ignore | undefined;

  /** @param root path of the registered folder. */
  constructor(root: string, patterns: readonly string[] = []) {
    this.#rootName = basename(root);
    const lines = patterns.map((pattern) => pattern.normalize('NFC'));
    this.#patterns = lines.length === 0 ? undefined : ignore({ ignorecase: true }).add(lines);
  }

  /** Why a folder is not entered, if its parent was. @param beside names of the files beside it. */
  folder(path: string, beside: Names = none): LeftOutReason | undefined {
    const name = nameOf(path);
    const found = folderTests.find(
      (test) => test.matches(name) && (test.beside === null || test.beside.some((other) => beside.has(other))),
    );
    return (
      found?.reason ??
      this.#inBundle(path, name) ??
      (name.startsWith('.') ? 'hidden' : undefined) ??
      (this.matches(`${path}/`) ? 'pattern' : undefined)
    );
  }

  /** Why nothing in a folder is looked at, by the files in it. */
  inside(path: string, files: Names): LeftOutReason | undefined {
    return path === '' ? undefined : markers.find(({ marker }) => files.has(marker))?.reason;
  }

  /** Why a file is not taken whose folder was entered. Of hidden ones, which never are, only those of a rule are told. */
  file(path: string): LeftOutReason | undefined {
    const name = nameOf(path);
    const reason = fileTests.find(({ matches }) => matches(name))?.reason;
    if (reason !== undefined || name.startsWith('.')) return reason;
    return this.#inBundle(path) ?? (this.matches(path) ? 'pattern' : undefined);
  }

  /** Do the folder's own patterns leave out a file, or a folder (with a slash behind it), or what it lies in? */
  matches(path: string): boolean {
    return this.#patterns?.ignores(path.normalize('NFC')) ?? false;
  }

  /** Is a folder, or one above it, left out by its name or a pattern? What lies in and beside them is not looked at. */
  isOutByName(path: string): boolean {
    for (let at = path; at !== ''; at = parentOf(at)) if (this.folder(at) !== undefined) return true;
    return false;
  }

  /** The folder of a path, from the top, that a walk would not enter, and why, by what lies on the disk now. @throws NoAnswer */
  async firstLeftOut(root: string, path: string): Promise<{ path: string; reason: LeftOutReason } | undefined> {
    const names = path.split('/');
    let beside = await decidingFilesIn(root);
    for (let depth = 1; depth <= names.length; depth++) {
      const at = names.slice(0, depth).join('/');
      const files = await decidingFilesIn(join(root, at));
      const reason = this.folder(at, beside) ?? this.inside(at, files);
      if (reason !== undefined) return { path: at, reason };
      beside = files;
    }
    return undefined;
  }

  /** @param folderName of what lies in it, where that is a folder. */
  #inBundle(path: string, folderName?: string): LeftOutReason | undefined {
    const parent = parentOf(path);
    const parentName = parent === '' ? this.#rootName : nameOf(parent);
    const bundle = bundleTests.find(({ matches }) => matches(parentName));
    if (bundle === undefined || (folderName !== undefined && bundle.only.has(folderName.toLowerCase())))
      return undefined;
    return bundle.reason;
  }
}

async function decidingFilesIn(folder: string): Promise<Names> {
  const found = await Promise.all(
    decidingNames.map(async (name) => {
      try {
        return (await answered(lstat(join(folder, name)), folder)).isFile() ? [name.toLowerCase()] : [];
      } catch (error) {
        if (error instanceof NoAnswer) throw error;
        // Not there, or out of reach: what stands in the way is reported by the walk.
        return [];
      }
    }),
  );
  return new Set(found.flat());
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** A test of names for one that may hold a `*`. */
function named(name: string): (other: string) => boolean {
  const [before = '', after] = name.toLowerCase().split('*');
  if (after === undefined) return (other) => other.toLowerCase() === before;
  return (other) => {
    const lower = other.toLowerCase();
    return lower.length >= before.length + after.length && lower.startsWith(before) && lower.endsWith(after);
  };
}
