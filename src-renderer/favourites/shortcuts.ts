import type { Shortcut } from '../frame/shortcut.ts';

export const shortcuts: readonly Shortcut[] = [
  { group: 'grid', text: 'shortcuts.favourite', keys: ['F'] },
  { group: 'grid', text: 'shortcuts.rate', keys: ['0', '…', '5'] },
  { group: 'grid', text: 'shortcuts.reject', keys: ['X'] },
  { group: 'viewer', text: 'shortcuts.favourite', keys: ['F'] },
  { group: 'viewer', text: 'shortcuts.rate', keys: ['0', '…', '5'] },
  { group: 'viewer', text: 'shortcuts.reject', keys: ['X'] },
];
