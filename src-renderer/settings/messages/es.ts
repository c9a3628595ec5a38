import type { Translated } from '../../lib/messages.ts';
import type { en } from './en.ts';

export const es: Translated<typeof en> = {
  'grid.size': 'Tamaño de las miniaturas',

  'menu.settings': 'Ajustes',

  'settings.title': 'Ajustes',
  'settings.appearance': 'Aspecto',
  'settings.theme': 'Tema',
  'settings.themeSystem': 'Sistema',
  'settings.themeLight': 'Claro',
  'settings.themeDark': 'Oscuro',
  'settings.language': 'Idioma',
  'settings.languageSystem': 'Sistema',
  'settings.sidebar': 'Barra lateral',
  'settings.sidebarOpen': 'Abierta',
  'settings.sidebarIcons': 'Iconos',
  'settings.sidebarHidden': 'Oculta',
  'settings.rowHeight': 'Miniaturas',

  'shortcuts.settings': 'Ajustes',
};
