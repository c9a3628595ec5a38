import type { Translated } from '../../lib/messages.ts';
import type { en } from './en.ts';

export const fr: Translated<typeof en> = {
  'grid.size': 'Taille des vignettes',

  'menu.settings': 'Réglages',

  'settings.title': 'Réglages',
  'settings.appearance': 'Apparence',
  'settings.theme': 'Thème',
  'settings.themeSystem': 'Système',
  'settings.themeLight': 'Clair',
  'settings.themeDark': 'Sombre',
  'settings.language': 'Langue',
  'settings.languageSystem': 'Système',
  'settings.sidebar': 'Barre latérale',
  'settings.sidebarOpen': 'Ouverte',
  'settings.sidebarIcons': 'Icônes',
  'settings.sidebarHidden': 'Masquée',
  'settings.rowHeight': 'Vignettes',

  'shortcuts.settings': 'Réglages',
};
