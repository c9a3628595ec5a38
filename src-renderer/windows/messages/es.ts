import type { Translated } from '../../lib/messages.ts';
import type { en } from './en.ts';

export const es: Translated<typeof en> = {
  'windows.title': 'Mirar más de cerca',
  'windows.setting': 'Mirar las fotos más de cerca',
  'windows.hint':
    'Cada foto se mira también en cinco partes, y la descripción se compara con ellas. Así, la foto buscada está entre las cinco primeras en una o dos búsquedas más de cada 100; las cosas pequeñas no se encuentran más. Las fotos nuevas tardan otras cinco veces más, en segundo plano.',
  'windows.cost':
    '{count, plural, one {Para tu foto} other {Para tus # fotos}} tarda unos {time} y ocupa {size} en el disco.',
  'windows.costUnknown': '{count, plural, one {Para tu foto} other {Para tus # fotos}} ocupa {size} en el disco.',
  'windows.working': '{done, number} de {count, plural, one {# foto} other {# fotos}}',
  'windows.left': 'quedan unos {time}',
  'windows.waiting': '{done, number} de {count, plural, one {# foto} other {# fotos}}; las demás esperan',
  'windows.ready': '{count, plural, one {# foto mirada} other {# fotos miradas}} más de cerca, {size} en el disco',
  'windows.failed': '{count, plural, one {# foto no se pudo} other {# fotos no se pudieron}} mirar más de cerca',
  'windows.error': 'No se pudo seguir. Se intentará otra vez tras el próximo cambio de tus fotos.',
  'windows.unreadable':
    'No se pudo leer lo que se miró más de cerca: las búsquedas comparan las fotos enteras. Se intentará otra vez tras el próximo cambio de tus fotos.',
  'windows.paused': 'En pausa en {done, number} de {count, plural, one {# foto} other {# fotos}}',
  'windows.pause': 'Pausar',
  'windows.goOn': 'Continuar',
  'windows.unknownModel': 'El modelo en uso no conoce textos con los que medir esto: las fotos se miran como antes.',
  'windows.kept': 'Lo que se encontró se queda: {size} de {count, plural, one {# foto} other {# fotos}}.',
  'windows.keptOfOthers': 'Lo que se encontró con otros modelos se queda: {size}.',
  'windows.clear': 'Borrar',
  'windows.cleared': 'Borrado: {size} libres de nuevo',
};
