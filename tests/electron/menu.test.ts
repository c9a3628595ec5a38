import { beforeEach, describe, expect, test } from 'vitest';
import { menuTemplate, type MenuOptions, textMenuTemplate } from '../../src-main/electron/menu.ts';
import { menuLabels } from '../../src-main/electron/menu-labels.ts';
import type { MenuItem } from './stand-in/electron.ts';

let done: string[] = [];
beforeEach(() => (done = []));

function items(changes: Partial<MenuOptions> = {}): readonly MenuItem[] {
  return menuTemplate({
    labels: menuLabels('en', 'en'),
    platform: 'linux',
    theme: 'light',
    devTools: false,
    command: (command) => done.push(command),
    chooseTheme: (theme) => done.push(theme),
    showData: () => done.push('data'),
    ...changes,
  }) as unknown as readonly MenuItem[];
}

/** Every item below, in order. */
function flat(menu: readonly MenuItem[]): MenuItem[] {
  return menu.flatMap((item) => [item, ...flat(item.submenu ?? [])]);
}

function choose(menu: readonly MenuItem[], label: string): void {
  flat(menu)
    .find((item) => item.label === label)
    ?.click?.();
}

describe('the menu', () => {
  test.each(['linux', 'win32', 'darwin'] as const)('on %s reaches the page with its four commands', (platform) => {
    const menu = items({ platform });
    for (const label of ['Find', 'Add Folder…', 'Settings…', 'Keyboard Shortcuts']) choose(menu, label);
    expect(done).toEqual(['find', 'add-folder', 'settings', 'shortcuts']);
    const keys = flat(menu).flatMap(({ label, accelerator }) =>
      accelerator === undefined ? [] : [[label, accelerator]],
    );
    expect(Object.fromEntries(keys)).toEqual({
      Find: 'CmdOrCtrl+F',
      'Add Folder…': 'CmdOrCtrl+O',
      'Settings…': 'CmdOrCtrl+,',
    });
  });

  test('marks the appearance that is set, and sets another', () => {
    const menu = items({ theme: 'dark' });
    const radios = flat(menu).filter(({ type }) => type === 'radio');
    expect(radios.map(({ label, checked }) => [label, checked])).toEqual([
      ['Like the System', false],
      ['Light', false],
      ['Dark', true],
    ]);
    for (const { click } of radios) click?.();
    expect(done).toEqual(['system', 'light', 'dark']);
  });

  test('shows the data folder', () => {
    choose(items(), 'Show Library Data');
    expect(done).toEqual(['data']);
  });

  test('has reload and developer tools for developers alone', () => {
    const roles = (devTools: boolean): (string | undefined)[] => flat(items({ devTools })).map(({ role }) => role);
    expect(roles(true)).toEqual(expect.arrayContaining(['reload', 'toggleDevTools']));
    expect(roles(false)).not.toContain('reload');
    expect(roles(false)).not.toContain('toggleDevTools');
  });

  test('follows the customs of macOS there', () => {
    const names = (platform: NodeJS.Platform): (string | undefined)[] => items({ platform }).map(({ label }) => label);
    expect(names('darwin')).toEqual(['Eidetic', 'File', 'Edit', 'View', 'Window', 'Help']);
    expect(names('linux')).toEqual(['File', 'Edit', 'View', 'Help']);
  });

  test.each([
    ['de', 'en-US', 'Ordner hinzufügen …'],
    ['en', 'de-DE', 'Add Folder…'],
    ['system', 'de-AT', 'Ordner hinzufügen …'],
    ['system', 'DE', 'Ordner hinzufügen …'],
    ['fr', 'en-US', 'Ajouter un dossier…'],
    ['system', 'fr-CA', 'Ajouter un dossier…'],
    ['es', 'en-US', 'Añadir carpeta…'],
    ['system', 'es-MX', 'Añadir carpeta…'],
    ['system', 'it-IT', 'Add Folder…'],
    ['system', '', 'Add Folder…'],
  ] as const)('is in the right language for the setting %s on a system of %s', (language, locale, label) => {
    const menu = items({ labels: menuLabels(language, locale) });
    expect(flat(menu).map((item) => item.label)).toContain(label);
  });

  test.each(['en', 'de', 'fr', 'es'] as const)('leaves no item without words in %s', (language) => {
    const menu = items({ labels: menuLabels(language, ''), platform: 'darwin', devTools: true });
    for (const item of flat(menu)) if (item.type !== 'separator') expect(item.label?.trim()).toBeTruthy();
  });
});

describe('the menu of text', () => {
  const labels = menuLabels('en', '');
  const all = { canCut: true, canCopy: true, canPaste: true, canSelectAll: true };

  test('edits a text field, as far as that is possible just now', () => {
    const editFlags = { ...all, canCut: false };
    const menu = textMenuTemplate(labels, { isEditable: true, selectionText: '', editFlags }) as unknown as MenuItem[];
    expect(menu.filter(({ role }) => role).map(({ role, enabled }) => [role, enabled])).toEqual([
      ['cut', false],
      ['copy', true],
      ['paste', true],
      ['selectAll', true],
    ]);
  });

  test('copies a selection, and is not there without one', () => {
    const text = (selectionText: string): unknown[] =>
      textMenuTemplate(labels, { isEditable: false, selectionText, editFlags: all }).map(({ role }) => role);
    expect(text('words')).toEqual(['copy']);
    expect(text(' ')).toEqual([]);
  });
});
