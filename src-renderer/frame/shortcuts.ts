import type { Shortcut } from './shortcut.ts';

export const shortcuts: readonly Shortcut[] = [
  { group: 'everywhere', text: 'shortcuts.help', keys: ['?'] },
  { group: 'everywhere', text: 'shortcuts.side', keys: ['B'] },
  { group: 'everywhere', text: 'shortcuts.escape', keys: ['Esc'] },
];
