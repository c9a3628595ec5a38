import type { Translated } from '../../lib/messages.ts';
import type { en } from './en.ts';

export const es: Translated<typeof en> = {
  'savedSearches.menu': 'Búsquedas guardadas',
  'savedSearches.suggestions': 'Búsquedas recientes y guardadas',
  'savedSearches.recent': 'Recientes',
  'savedSearches.list': 'Guardadas',
  'savedSearches.name': 'Guardar esta búsqueda como',
  'savedSearches.save': 'Guardar',
  'savedSearches.savedAs': 'Guardada: {name}',
  'savedSearches.replaces': 'Sustituye a la búsqueda guardada con este nombre.',
  'savedSearches.losesImages': 'Las imágenes ajenas a tu fototeca no se guardan con ella.',
  'savedSearches.onlyForgotten':
    'Una búsqueda con imágenes ajenas a tu fototeca no se puede guardar: las imágenes no se conservan.',
  'savedSearches.private': 'Las búsquedas nunca salen de este equipo.',
  'savedSearches.remove': 'Quitar búsqueda guardada: {name}',
  'savedSearches.clearRecent': 'Borrar búsquedas recientes',
  'savedSearches.copyAsText': 'Copiar búsqueda como texto',
  'savedSearches.copied': 'Búsqueda copiada',
  'savedSearches.images': '{count, plural, one {como una foto} other {como # fotos}}',
  'savedSearches.filtersOnly': 'Filtros',

  'settings.keepRecent': 'Recordar búsquedas recientes',
  'settings.keepRecentHint':
    'Se guardan con tu fototeca y nunca salen de este equipo. Si lo desactivas, también se olvidan las anteriores.',
};
