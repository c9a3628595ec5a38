import { beforeEach, describe, expect, test, vi } from 'vitest';
import { AppError } from '../../src-contract/index.ts';
import { hostCapabilities } from '../../src-main/electron/host-capabilities.ts';
import type { HostCapabilities } from '../../src-main/host/host-router.ts';
import { keepingLog } from './keeping-log.ts';
import { BrowserWindow, called, calls, dialog, Image, shell } from './stand-in/electron.ts';

vi.mock('electron', () => import('./stand-in/electron.ts'));

let window: BrowserWindow;
let host: HostCapabilities;
let themes: string[];

beforeEach(() => {
  calls.length = 0;
  shell.problem = '';
  dialog.answer = { canceled: true, filePaths: [] };
  window = new BrowserWindow({});
  themes = [];
  const photoFile = (photoId: number, fileId?: number): Promise<never> =>
    photoId === 1
      ? (Promise.resolve({ path: fileId === 5 ? '/copies/one.jpg' : '/photos/one.jpg' }) as Promise<never>)
      : Promise.reject(new AppError('PHOTO_MISSING', 'gone'));
  host = hostCapabilities({
    window: window as never,
    engine: {
      call: async (ask) => {
        const dispatch = (method: string, input: unknown): Promise<never> =>
          Promise.resolve({ method, ...(input as { photoIds: number[]; fileIds?: number[] }) } as never);
        const { method, photoIds, fileIds } = (await ask({ dispatch } as never)) as unknown as {
          method: string;
          photoIds: number[];
          fileIds?: number[];
        };
        const folder = fileIds === undefined ? '/photos' : `/copies/${fileIds.join('+')}`;
        return method === 'photos.paths' ? photoIds.map((id) => `${folder}/${id}.jpg`) : undefined;
      },
    },
    photos: {
      photoFile,
      thumbFile: photoFile,
      displayFile: photoFile,
      tileFile: (photoId) => photoFile(photoId),
      videoFile: (photoId) => photoFile(photoId),
    },
    dataDir: '/data',
    iconPath: '/app/icon.png',
    setTheme: (theme) => themes.push(theme),
    log: keepingLog(),
  });
});

test('the page is told that it is in a desktop app that can do everything', () => {
  expect(host['host.info']({})).toMatchObject({
    kind: 'desktop',
    platform: process.platform,
    version: expect.stringMatching(/^\d+\.\d+\.\d+/) as string,
    can: { chooseFolder: true, reveal: true, open: true, dragOut: true },
  });
});

describe('choosing a folder', () => {
  test('answers the one that was chosen', async () => {
    dialog.answer = { canceled: false, filePaths: ['/photos'] };
    expect(await host['host.chooseFolder']?.({ title: 'Add a folder' })).toEqual({ path: '/photos' });
    const [[over, options] = []] = called('showOpenDialog');
    expect(over).toBe(window);
    expect(options).toMatchObject({ title: 'Add a folder', properties: ['openDirectory'] });
  });

  test('answers null when the dialog is closed', async () => {
    expect(await host['host.chooseFolder']?.({ title: '' })).toEqual({ path: null });
  });
});

describe('choosing a file', () => {
  test('answers the archive that was chosen', async () => {
    dialog.answer = { canceled: false, filePaths: ['/models/one.tar.gz'] };
    expect(await host['host.chooseFile']?.({ title: 'Choose a file' })).toEqual({ path: '/models/one.tar.gz' });
    const [[over, options] = []] = called('showOpenDialog');
    expect(over).toBe(window);
    expect(options).toMatchObject({
      title: 'Choose a file',
      properties: ['openFile'],
      filters: [{ extensions: ['zip', 'tar', 'tgz', 'gz'] }],
    });
  });

  test('answers null when the dialog is closed', async () => {
    expect(await host['host.chooseFile']?.({ title: '' })).toEqual({ path: null });
  });
});

describe('a photo', () => {
  test('is shown in its folder, and opened, by the path that the library knows', async () => {
    await host['host.reveal']?.({ photoId: 1 });
    await host['host.open']?.({ photoId: 1 });
    expect(called('showItemInFolder')).toEqual([['/photos/one.jpg']]);
    expect(called('openPath')).toEqual([['/photos/one.jpg']]);
  });

  test('that lies in several places is shown and opened where it is meant', async () => {
    await host['host.reveal']?.({ photoId: 1, fileId: 5 });
    await host['host.open']?.({ photoId: 1, fileId: 5 });
    expect(called('showItemInFolder')).toEqual([['/copies/one.jpg']]);
    expect(called('openPath')).toEqual([['/copies/one.jpg']]);
  });

  test('that is missing is neither shown nor opened', async () => {
    await expect(host['host.reveal']?.({ photoId: 2 })).rejects.toMatchObject({ code: 'PHOTO_MISSING' });
    await expect(host['host.open']?.({ photoId: 2 })).rejects.toMatchObject({ code: 'PHOTO_MISSING' });
    expect(calls).toEqual([]);
  });

  test('that no program opens says what the system says', async () => {
    shell.problem = 'No application is registered';
    await expect(host['host.open']?.({ photoId: 1 })).rejects.toMatchObject({
      code: 'PHOTO_UNREADABLE',
      message: expect.stringContaining('No application is registered') as string,
    });
  });
});

test('the data folder is opened', async () => {
  await host['host.revealData']?.({});
  expect(called('openPath')).toEqual([['/data']]);
});

test('the theme of the page becomes that of the window', async () => {
  await host['host.setTheme']?.({ theme: 'dark' });
  expect(themes).toEqual(['dark']);
});

describe('dragging', () => {
  const drawn = 'data:image/png;base64,iVBORw0KGgo=';

  test('takes the files of the photos along, with a picture of the first', async () => {
    let script = '';
    window.webContents.runScript = (code) => {
      script = code;
      return drawn;
    };
    await host['host.startDrag']?.({ photoIds: [7, 8] });
    expect(script).toContain('/thumb/7');
    expect(window.webContents.drags).toEqual([
      { file: '/photos/7.jpg', files: ['/photos/7.jpg', '/photos/8.jpg'], icon: new Image(drawn) },
    ]);
  });

  test('takes along the files that are meant', async () => {
    window.webContents.runScript = () => drawn;
    await host['host.startDrag']?.({ photoIds: [7, 8], fileIds: [3] });
    expect(window.webContents.drags).toMatchObject([{ files: ['/copies/3/7.jpg', '/copies/3/8.jpg'] }]);
  });

  test.each<[string, () => unknown]>([
    ['fails', () => Promise.reject(new Error('no page'))],
    ['makes none', () => null],
    ['makes something else', () => 'data:text/html,x'],
    ['takes too long', () => new Promise(() => undefined)],
  ])('shows the icon of the app when the page %s', async (_case, runScript) => {
    window.webContents.runScript = runScript;
    await host['host.startDrag']?.({ photoIds: [7] });
    expect(window.webContents.drags).toMatchObject([{ file: '/photos/7.jpg', icon: new Image('/app/icon.png') }]);
  });
});
