import type { MenuItemConstructorOptions } from 'electron';
import type { MenuCommand } from '../../src-contract/desktop.ts';
import { type Settings, themes } from '../../src-contract/index.ts';
import type { MenuLabels } from './menu-labels.ts';

export interface MenuOptions {
  readonly labels: MenuLabels;
  readonly platform: NodeJS.Platform;
  readonly theme: Settings['theme'];
  /** Whether the menu has what only developers need. */
  readonly devTools: boolean;
  readonly command: (command: MenuCommand) => void;
  readonly chooseTheme: (theme: Settings['theme']) => void;
  readonly showData: () => void;
}

type Item = MenuItemConstructorOptions;

const separator: Item = { type: 'separator' };

/** The application menu, by the customs of the platform. */
export function menuTemplate(options: MenuOptions): Item[] {
  const isMac = options.platform === 'darwin';
  const menus = [fileMenu(options, isMac), editMenu(options), viewMenu(options)];
  if (!isMac) return [...menus, helpMenu(options, isMac)];
  return [appMenu(options), ...menus, windowMenu(options), helpMenu(options, isMac)];
}

function appMenu(options: MenuOptions): Item {
  const { labels } = options;
  return {
    label: 'Eidetic',
    submenu: [
      { role: 'about', label: labels.about },
      separator,
      settingsItem(options),
      separator,
      { role: 'services', label: labels.services },
      separator,
      { role: 'hide', label: labels.hide },
      { role: 'hideOthers', label: labels.hideOthers },
      { role: 'unhide', label: labels.showAll },
      separator,
      { role: 'quit', label: labels.quit },
    ],
  };
}

function settingsItem({ labels, command }: MenuOptions): Item {
  return {
    label: labels.settings,
    accelerator: 'CmdOrCtrl+,',
    click: () => {
      command('settings');
    },
  };
}

function fileMenu(options: MenuOptions, isMac: boolean): Item {
  const { labels, command } = options;
  const addFolder: Item = {
    label: labels.addFolder,
    accelerator: 'CmdOrCtrl+O',
    click: () => {
      command('add-folder');
    },
  };
  const close: Item = { role: 'close', label: labels.close };
  const rest: Item[] = isMac
    ? [close]
    : [settingsItem(options), separator, close, { role: 'quit', label: labels.exit }];
  return { label: labels.file, submenu: [addFolder, separator, ...rest] };
}

function editMenu({ labels, command }: MenuOptions): Item {
  return {
    label: labels.edit,
    submenu: [
      { role: 'undo', label: labels.undo },
      { role: 'redo', label: labels.redo },
      separator,
      { role: 'cut', label: labels.cut },
      { role: 'copy', label: labels.copy },
      { role: 'paste', label: labels.paste },
      { role: 'selectAll', label: labels.selectAll },
      separator,
      {
        label: labels.find,
        accelerator: 'CmdOrCtrl+F',
        click: () => {
          command('find');
        },
      },
    ],
  };
}

function viewMenu({ labels, theme, devTools, chooseTheme }: MenuOptions): Item {
  const appearance: Item = {
    label: labels.appearance,
    submenu: themes.map((choice) => ({
      label: labels[choice],
      type: 'radio',
      checked: choice === theme,
      click: () => {
        chooseTheme(choice);
      },
    })),
  };
  const forDevelopers: Item[] = [
    separator,
    { role: 'reload', label: labels.reload },
    { role: 'toggleDevTools', label: labels.devTools },
  ];
  return {
    label: labels.view,
    submenu: [
      appearance,
      separator,
      { role: 'resetZoom', label: labels.resetZoom },
      { role: 'zoomIn', label: labels.zoomIn },
      { role: 'zoomOut', label: labels.zoomOut },
      separator,
      { role: 'togglefullscreen', label: labels.fullscreen },
      ...(devTools ? forDevelopers : []),
    ],
  };
}

function windowMenu({ labels }: MenuOptions): Item {
  return {
    role: 'windowMenu',
    label: labels.window,
    submenu: [
      { role: 'minimize', label: labels.minimise },
      { role: 'zoom', label: labels.zoom },
      separator,
      { role: 'front', label: labels.front },
    ],
  };
}

function helpMenu({ labels, command, showData }: MenuOptions, isMac: boolean): Item {
  const about: Item[] = isMac ? [] : [separator, { role: 'about', label: labels.about }];
  return {
    role: 'help',
    label: labels.help,
    submenu: [
      {
        label: labels.shortcuts,
        click: () => {
          command('shortcuts');
        },
      },
      { label: labels.dataFolder, click: showData },
      ...about,
    ],
  };
}

export interface EditFlags {
  readonly canCut: boolean;
  readonly canCopy: boolean;
  readonly canPaste: boolean;
  readonly canSelectAll: boolean;
}

/** The context menu of text; empty where there is none. */
export function textMenuTemplate(
  labels: MenuLabels,
  place: { readonly isEditable: boolean; readonly selectionText: string; readonly editFlags: EditFlags },
): Item[] {
  const { canCut, canCopy, canPaste, canSelectAll } = place.editFlags;
  const copy: Item = { role: 'copy', label: labels.copy, enabled: canCopy };
  if (!place.isEditable) return place.selectionText.trim() === '' ? [] : [copy];
  return [
    { role: 'cut', label: labels.cut, enabled: canCut },
    copy,
    { role: 'paste', label: labels.paste, enabled: canPaste },
    separator,
    { role: 'selectAll', label: labels.selectAll, enabled: canSelectAll },
  ];
}
