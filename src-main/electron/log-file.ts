import { closeSync, openSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A log of this size is put aside at the next start; the one that was aside is forgotten. */
const maxBytes = 1024 * 1024;

const option = '--log-file=';

/** Arguments that tell another process of the app where to log to. */
export function logFileArguments(path: string | undefined): string[] {
  return path === undefined ? [] : [`${option}${path}`];
}

/** What `logFileArguments` told this process, wherever it stands among the arguments. */
export function logFileOf(argv: readonly string[]): string | undefined {
  return argv.find((argument) => argument.startsWith(option))?.slice(option.length);
}

/**
 * The file to log to. A released app has one because it may have no terminal, and a write to a stderr that is not there
 * fails. Undefined where the folder cannot be written to.
 */
export function logFile(profile: string): string | undefined {
  const path = join(profile, 'eidetic.log');
  try {
    closeSync(openSync(path, 'a'));
    if (statSync(path).size > maxBytes) renameSync(path, join(profile, 'eidetic.old.log'));
    return path;
  } catch {
    // The same folder holds the library, which says why it cannot be used, in the window.
    return undefined;
  }
}
