import { type BrowserWindow, dialog, nativeImage, type OpenDialogOptions, shell } from 'electron';
import { z } from 'zod';
import { AppError, type Settings } from '../../src-contract/index.ts';
import type { Logger } from '../core/logger.ts';
import type { HostCapabilities } from '../host/host-router.ts';
import type { PhotoFiles } from '../host/page-app.ts';
import { dragIcon } from './drag-icon.ts';
import { appVersion } from '../headless/paths.ts';
import type { EngineSupervisor } from './engine-supervisor.ts';

export interface DesktopHost {
  readonly window: BrowserWindow;
  readonly engine: Pick<EngineSupervisor, 'call'>;
  readonly photos: PhotoFiles;
  readonly dataDir: string;
  /** Icon of the app, PNG: stands in for a photo's own picture while it is dragged. */
  readonly iconPath: string;
  readonly setTheme: (theme: Settings['theme']) => void;
  readonly log: Logger;
}

/** What `models.import` can open. Systems name a kind of file by its last ending alone. */
const archives = [{ name: 'zip, tar', extensions: ['zip', 'tar', 'tgz', 'gz'] }];

/** What the desktop app does for its page. Files are named by photo: no path of the page's choosing is ever opened. */
export function hostCapabilities(host: DesktopHost): HostCapabilities {
  const { window, engine, photos, log } = host;
  return {
    'host.info': () => ({
      kind: 'desktop',
      platform: process.platform,
      version: appVersion(),
      can: { chooseFolder: true, reveal: true, open: true, dragOut: true },
    }),
    'host.chooseFolder': ({ title }) => choose(window, title, { properties: ['openDirectory'] }),
    'host.chooseFile': ({ title }) => choose(window, title, { properties: ['openFile'], filters: archives }),
    'host.reveal': async ({ photoId, fileId }) => {
      const { path } = await photos.photoFile(photoId, fileId);
      shell.showItemInFolder(path);
      return {};
    },
    'host.open': async ({ photoId, fileId }) => {
      const { path } = await photos.photoFile(photoId, fileId);
      await openPath(path);
      return {};
    },
    'host.revealData': async () => {
      await openPath(host.dataDir);
      return {};
    },
    'host.startDrag': async (dragged) => {
      const paths = z
        .tuple([z.string()], z.string())
        .parse(await engine.call((calls) => calls.dispatch('photos.paths', dragged)));
      const fallback = nativeImage.createFromPath(host.iconPath).resize({ width: 96 });
      // The contract has at least one.
      const [first = 0] = dragged.photoIds;
      const icon = await dragIcon(window.webContents, first, fallback, log);
      window.webContents.startDrag({ file: paths[0], files: paths, icon });
      return {};
    },
    'host.setTheme': ({ theme }) => {
      host.setTheme(theme);
      return {};
    },
  };
}

/** Let the user choose with the system's dialog. @returns null when it was closed */
async function choose(
  window: BrowserWindow,
  title: string,
  options: Pick<OpenDialogOptions, 'properties' | 'filters'>,
): Promise<{ path: string | null }> {
  // macOS shows no title.
  const { canceled, filePaths } = await dialog.showOpenDialog(window, { title, message: title, ...options });
  return { path: canceled ? null : (filePaths[0] ?? null) };
}

/** Open a file or folder with what the system has for it. @throws PHOTO_UNREADABLE with the system's words */
export async function openPath(path: string): Promise<void> {
  const problem = await shell.openPath(path);
  if (problem !== '') {
    throw new AppError('PHOTO_UNREADABLE', `Expected a program that opens the file but received: ${problem}`);
  }
}
