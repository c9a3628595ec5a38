import type { Shortcut } from '../frame/shortcut.ts';

export const shortcuts: readonly Shortcut[] = [
  { group: 'grid', text: 'albums.keys', keys: ['+', '−'] },
  { group: 'grid', text: 'albums.moveKeys', keys: ['<', '>'] },
];
