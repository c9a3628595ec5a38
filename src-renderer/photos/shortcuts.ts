import type { Shortcut } from '../frame/shortcut.ts';

export const shortcuts: readonly Shortcut[] = [
  { group: 'everywhere', text: 'shortcuts.copy', keys: ['Mod C'] },
  { group: 'everywhere', text: 'trash.move', keys: ['Delete'] },
  { group: 'everywhere', text: 'trash.undo', keys: ['Mod Z'] },
  { group: 'everywhere', text: 'shortcuts.compare', keys: ['C'] },
  { group: 'viewer', text: 'shortcuts.previousNext', keys: ['←', '→'] },
  { group: 'viewer', text: 'shortcuts.zoom', keys: ['+', '−', 'Z'] },
  { group: 'viewer', text: 'shortcuts.pan', keys: ['←', '→', '↑', '↓'] },
  { group: 'viewer', text: 'shortcuts.info', keys: ['I'] },
  { group: 'viewer', text: 'shortcuts.similar', keys: ['S'] },
  { group: 'viewer', text: 'shortcuts.where', keys: ['W'] },
  { group: 'viewer', text: 'shortcuts.box', keys: ['B'] },
  { group: 'viewer', text: 'shortcuts.moveBox', keys: ['←', '→', '↑', '↓'] },
  { group: 'viewer', text: 'shortcuts.resizeBox', keys: ['Shift ←', 'Shift →', 'Shift ↑', 'Shift ↓'] },
  { group: 'viewer', text: 'shortcuts.addBox', keys: ['N'] },
  { group: 'viewer', text: 'shortcuts.removeBox', keys: ['Delete'] },
  { group: 'viewer', text: 'shortcuts.reveal', keys: ['R'] },
  { group: 'viewer', text: 'shortcuts.part', keys: ['P'] },
  { group: 'viewer', text: 'shortcuts.video', keys: ['V'] },
  { group: 'viewer', text: 'shortcuts.compareParts', keys: ['C'] },
  { group: 'viewer', text: 'shortcuts.compareZoom', keys: ['0', '1'] },
];
