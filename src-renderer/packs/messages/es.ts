import type { Translated } from '../../lib/messages.ts';
import type { en } from './en.ts';

export const es: Translated<typeof en> = {
  'packs.title': 'Eidetic aprende a ver mejor',
  'packs.model': 'Modelo: {title}',
  'packs.progress': '{done} de {total} fotos',
  'packs.left': 'aprox. {time} para terminar',
  'packs.meanwhile':
    'Mientras tanto, los nombres, fechas, lugares y filtros encuentran todas las fotos. El aspecto se busca entre las que están listas.',
  'packs.afterNew': 'Sigue cuando estén listas las fotos nuevas',
  'packs.paused': 'En pausa',
  'packs.waiting':
    '{count, plural, one {# foto espera su carpeta} many {# de fotos esperan sus carpetas} other {# fotos esperan sus carpetas}}',
  'packs.pause': 'Pausar',
  'packs.goOn': 'Continuar',
  'packs.meanwhileBefore': 'Sigues buscando con {title} hasta que estén listas todas las fotos.',
  'packs.useNow': 'Buscar ya con él',
  'packs.giveUp': 'Volver atrás',
  'packs.goBackTo': 'Volver a {title}',
  'packs.kept': 'Buscas con {now}. Lo que {title} sabe de tus fotos sigue ahí: volver es inmediato.',
  'packs.keep': 'Quedarse y liberar espacio',
};
