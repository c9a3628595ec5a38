import type { Shortcut } from '../frame/shortcut.ts';

export const shortcuts: readonly Shortcut[] = [
  { group: 'everywhere', text: 'shortcuts.focusSearch', keys: ['/', 'Mod F'] },
  { group: 'grid', text: 'shortcuts.judge', keys: ['+', '−'] },
];
