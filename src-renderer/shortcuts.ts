import { shortcuts as albums } from './albums/shortcuts.ts';
import { shortcuts as favourites } from './favourites/shortcuts.ts';
import type { KeyGroup, Shortcut, ShortcutGroup } from './frame/shortcut.ts';
import { shortcuts as frame } from './frame/shortcuts.ts';
import { shortcuts as grid } from './grid/shortcuts.ts';
import { shortcuts as photos } from './photos/shortcuts.ts';
import { shortcuts as places } from './places/shortcuts.ts';
import { shortcuts as search } from './search/shortcuts.ts';
import { shortcuts as settings } from './settings/shortcuts.ts';

/** In the order of the sheet. */
const all: readonly Shortcut[] = [
  ...search,
  ...settings,
  ...frame,
  ...grid,
  ...albums,
  ...photos,
  ...favourites,
  ...places,
];

const groups: readonly (readonly [group: KeyGroup, title: ShortcutGroup['title']])[] = [
  ['everywhere', 'shortcuts.everywhere'],
  ['grid', 'shortcuts.grid'],
  ['map', 'places.title'],
  ['viewer', 'shortcuts.viewer'],
];

/** Every key that does something, for the sheet that lists them. */
export function shortcutGroups(isMac: boolean): ShortcutGroup[] {
  const printed = (key: string): string => key.replace('Mod ', isMac ? '⌘ ' : 'Ctrl ');
  return groups.map(([group, title]) => ({
    title,
    shortcuts: all
      .filter((shortcut) => shortcut.group === group)
      .map(({ text, keys }) => ({ text, keys: keys.map(printed) })),
  }));
}
