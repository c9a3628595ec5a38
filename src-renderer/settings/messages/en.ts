import type { Prefixed } from '../../lib/messages.ts';

export const en = {
  'grid.size': 'Size of thumbnails',

  'menu.settings': 'Settings',

  'settings.title': 'Settings',
  'settings.appearance': 'Appearance',
  'settings.theme': 'Theme',
  'settings.themeSystem': 'System',
  'settings.themeLight': 'Light',
  'settings.themeDark': 'Dark',
  'settings.language': 'Language',
  'settings.languageSystem': 'System',
  'settings.sidebar': 'Side bar',
  'settings.sidebarOpen': 'Open',
  'settings.sidebarIcons': 'Icons',
  'settings.sidebarHidden': 'Hidden',
  'settings.rowHeight': 'Thumbnails',

  'shortcuts.settings': 'Settings',
} as const satisfies Prefixed<'grid' | 'menu' | 'settings' | 'shortcuts'>;
