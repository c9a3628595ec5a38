import type { Shortcut } from '../frame/shortcut.ts';

export const shortcuts: readonly Shortcut[] = [
  { group: 'map', text: 'places.keys', keys: ['← ↑ → ↓'] },
  { group: 'map', text: 'places.zoomKeys', keys: ['+', '−'] },
  { group: 'map', text: 'places.allKey', keys: ['Home'] },
  { group: 'map', text: 'places.draw', keys: ['D'] },
  { group: 'map', text: 'places.cornerKeys', keys: ['Enter'] },
  { group: 'map', text: 'places.cornerBackKey', keys: ['Backspace'] },
];
