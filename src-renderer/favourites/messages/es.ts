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
  'favourites.sidecarsTitle': 'Valoraciones en archivos junto a tus fotos',
  'favourites.sidecars': 'Escribir las valoraciones en archivos XMP',
  'favourites.sidecarsHint':
    'Cuando das estrellas o rechazas una foto, Eidetic lo escribe en un pequeño archivo de texto junto a ella, como IMG_1.jpg.xmp, que digiKam, darktable y otros pueden leer. Si ya hay uno, solo se cambia la valoración que contiene. Las fotos nunca se modifican. Los corazones no se escriben: no hay una forma común de hacerlo.',
  'favourites.writeAll': 'Escribir todas las valoraciones dadas hasta ahora',
  'favourites.writeAllFiles': '{files, plural, =0 {Aún no hay valoraciones} one {# archivo} other {# archivos}}',
  'favourites.sidecarsWaiting': '{count, plural, one {Queda # foto} other {Quedan # fotos}} por escribir',
  'favourites.sidecarsLeftAlone':
    '{files, plural, one {El archivo junto a # foto no se ha tocado y se intentará de nuevo más tarde} other {Los archivos junto a # fotos no se han tocado y se intentarán de nuevo más tarde}}:',
  'favourites.sidecarsAnd': 'y {count, plural, one {# más} other {# más}}',

  'shortcuts.favourite': 'Favorita, o ya no',
  'shortcuts.rate': 'Valorar: de ninguna a cinco estrellas',
  'shortcuts.reject': 'Rechazar',
};
