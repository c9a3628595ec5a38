import type { MessageKey } from './messages/en.ts';

interface Shortcut {
  readonly text: MessageKey;
  /** Alternatives, as printed on the keys. */
  readonly keys: readonly string[];
}

export interface ShortcutGroup {
  readonly title: MessageKey;
  readonly shortcuts: readonly Shortcut[];
}

/** Every key that does something, for the sheet that lists them. */
export function shortcutGroups(isMac: boolean): ShortcutGroup[] {
  const command = (key: string): string => (isMac ? `⌘ ${key}` : `Ctrl ${key}`);
  return [
    {
      title: 'shortcuts.everywhere',
      shortcuts: [
        { text: 'shortcuts.focusSearch', keys: ['/', command('F')] },
        { text: 'shortcuts.settings', keys: [command(',')] },
        { text: 'shortcuts.help', keys: ['?'] },
        { text: 'shortcuts.escape', keys: ['Esc'] },
        { text: 'shortcuts.copy', keys: [command('C')] },
      ],
    },
    {
      title: 'shortcuts.grid',
      shortcuts: [
        { text: 'shortcuts.move', keys: ['←', '→', '↑', '↓'] },
        { text: 'shortcuts.ends', keys: ['Home', 'End'] },
        { text: 'shortcuts.open', keys: ['Enter'] },
        { text: 'shortcuts.select', keys: ['Space'] },
        { text: 'shortcuts.range', keys: ['Shift ←', 'Shift →'] },
        { text: 'shortcuts.all', keys: [command('A')] },
        { text: 'shortcuts.similar', keys: ['S'] },
      ],
    },
    {
      title: 'shortcuts.viewer',
      shortcuts: [
        { text: 'shortcuts.previousNext', keys: ['←', '→'] },
        { text: 'shortcuts.zoom', keys: ['+', '−', '0'] },
        { text: 'shortcuts.pan', keys: ['←', '→', '↑', '↓'] },
        { text: 'shortcuts.info', keys: ['I'] },
        { text: 'shortcuts.similar', keys: ['S'] },
        { text: 'shortcuts.box', keys: ['B'] },
        { text: 'shortcuts.moveBox', keys: ['←', '→', '↑', '↓'] },
        { text: 'shortcuts.resizeBox', keys: ['Shift ←', 'Shift →', 'Shift ↑', 'Shift ↓'] },
        { text: 'shortcuts.reveal', keys: ['R'] },
      ],
    },
  ];
}
