import type { Translated } from '../../lib/messages.ts';
import type { en } from './en.ts';

export const de: Translated<typeof en> = {
  'grid.size': 'Größe der Vorschaubilder',

  'menu.settings': 'Einstellungen',

  'settings.title': 'Einstellungen',
  'settings.appearance': 'Darstellung',
  'settings.theme': 'Farben',
  'settings.themeSystem': 'System',
  'settings.themeLight': 'Hell',
  'settings.themeDark': 'Dunkel',
  'settings.language': 'Sprache',
  'settings.languageSystem': 'System',
  'settings.sidebar': 'Seitenleiste',
  'settings.sidebarOpen': 'Offen',
  'settings.sidebarIcons': 'Symbole',
  'settings.sidebarHidden': 'Ausgeblendet',
  'settings.rowHeight': 'Vorschaubilder',

  'shortcuts.settings': 'Einstellungen',
};
