import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { app } from 'electron';
import { AppError } from '../../src-contract/index.ts';
import { createLogger } from '../headless/log.ts';
import { builtPageDir } from '../headless/paths.ts';
import { Desktop, refuseToStart } from './desktop.ts';
import { logFile } from './log-file.ts';
import { libraryPlace, profileDir } from './desktop-options.ts';
import { refusedSwitch } from './security.ts';

/**
 * Entry of the desktop app, the main process of Electron. It owns windows, menus, dialogs and the lifetimes of the other
 * processes, and knows nothing of databases, images and models.
 */
function main(): void {
  try {
    const refused = refusedSwitch(app);
    if (refused !== undefined) throw new AppError('INVALID_ARGUMENT', `Expected no --${refused} in a released app`);
    const library = libraryPlace(process.argv);
    const file = useProfile(library.dataDir) && app.isPackaged ? logFile(profileDir(library.dataDir)) : undefined;
    Desktop.launch({
      library,
      entries: {
        engine: modulePath('./engine-process.js'),
        encoder: modulePath('../encoder/main.js'),
        poller: modulePath('../engine/library/watch/poll/poll-process.js'),
        preload: modulePath('./preload.cjs'),
      },
      pageDir: builtPageDir(),
      iconPath: modulePath('../../../build/icon.png'),
      log: createLogger(file),
      logFile: file,
    });
  } catch (error) {
    refuseToStart(error);
  }
}

function modulePath(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}

/**
 * Keep Chromium's files with the library. Where that cannot be, the engine says so better, in the window.
 *
 * @returns whether that can be.
 */
function useProfile(dataDir: string): boolean {
  const profile = profileDir(dataDir);
  try {
    mkdirSync(profile, { recursive: true });
  } catch (error) {
    process.stderr.write(`The data folder cannot be made (${(error as NodeJS.ErrnoException).code ?? 'unknown'})\n`);
    return false;
  }
  app.setPath('userData', profile);
  app.setPath('sessionData', profile);
  return true;
}

main();
