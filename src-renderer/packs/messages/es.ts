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
  'packs.gettingReady': 'Eidetic prepara un modelo',
  'packs.meanwhileOther': 'Mientras tanto, {title} responde a todas las búsquedas como antes.',
  'packs.useNow': 'Usarlo ya',
  'packs.useNowHint': 'Entonces se busca entre las fotos que ha visto; las demás vienen después.',
  'packs.stay': 'Seguir con {title}',
  'packs.before': 'Antes: {title}. Todavía conoce tus fotos.',
  'packs.goBack': 'Volver a ese modelo',
  'packs.keep': 'Quedarse con el nuevo',
  'packs.keepHint': 'Elimina lo que el modelo anterior sabe de tus fotos y libera su espacio.',
};
