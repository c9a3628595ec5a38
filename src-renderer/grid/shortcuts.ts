import type { Shortcut } from '../frame/shortcut.ts';

export const shortcuts: readonly Shortcut[] = [
  { group: 'grid', text: 'shortcuts.move', keys: ['←', '→', '↑', '↓'] },
  { group: 'grid', text: 'shortcuts.ends', keys: ['Home', 'End'] },
  { group: 'grid', text: 'shortcuts.open', keys: ['Enter'] },
  { group: 'grid', text: 'shortcuts.select', keys: ['Space'] },
  { group: 'grid', text: 'shortcuts.range', keys: ['Shift ←', 'Shift →'] },
  { group: 'grid', text: 'shortcuts.all', keys: ['Mod A'] },
  { group: 'grid', text: 'shortcuts.similar', keys: ['S'] },
];
