import type { Translated } from '../../lib/messages.ts';
import type { en } from './en.ts';

export const es: Translated<typeof en> = {
  'favourites.title': 'Favoritas',
  'favourites.newestFirst': 'Tus favoritas, las más recientes primero',
  'favourites.mark': 'Favorita',
  'favourites.add': 'Añadir a favoritas',
  'favourites.remove': 'Quitar de favoritas',
  'favourites.added':
    '{count, plural, one {Añadida a favoritas} many {# de fotos añadidas a favoritas} other {# fotos añadidas a favoritas}}',
  'favourites.removed':
    '{count, plural, one {Quitada de favoritas} many {# de fotos quitadas de favoritas} other {# fotos quitadas de favoritas}}',
  'favourites.rated':
    '{count, plural, one {Foto valorada} many {# de fotos valoradas} other {# fotos valoradas}}: {stars, plural, =0 {sin estrellas} one {# estrella} many {# de estrellas} other {# estrellas}}',
  'favourites.rejected':
    '{count, plural, one {Foto rechazada} many {# de fotos rechazadas} other {# fotos rechazadas}}',
  'favourites.asFiles':
    '{count, plural, one {Vuelve a valer la valoración del archivo} many {En # de fotos vuelve a valer la valoración de sus archivos} other {En # fotos vuelve a valer la valoración de sus archivos}}',
  'favourites.undo': 'Deshacer',
  'favourites.undone': 'Todo está como antes',
  'favourites.rating': 'Valoración',
  'favourites.stars': '{stars, plural, =0 {Sin estrellas} one {# estrella} many {# de estrellas} other {# estrellas}}',
  'favourites.reject': 'Rechazar',
  'favourites.isRejected': 'Rechazada',
  'favourites.leaveToFiles': 'Usar la valoración del archivo',
  'favourites.none': 'Aún no hay favoritas',
  'favourites.noneHint':
    'Haz clic en el corazón de una foto o pulsa F. Las favoritas se quedan en tu fototeca, pase lo que pase con los archivos.',
  'favourites.toPhotos': 'A todas las fotos',

  'shortcuts.favourite': 'Favorita, o ya no',
  'shortcuts.rate': 'Valorar: de ninguna a cinco estrellas',
  'shortcuts.reject': 'Rechazar',
};
