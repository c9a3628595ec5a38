import type { Translated } from '../../lib/messages.ts';
import type { en } from './en.ts';

export const de: Translated<typeof en> = {
  'photo.number': 'Foto {index} von {total}',

  'scrubber.label': 'Durch die Zeit bewegen',

  'shortcuts.grid': 'Zwischen Fotos',
  'shortcuts.move': 'Bewegen',
  'shortcuts.open': 'Foto öffnen',
  'shortcuts.select': 'Auswählen oder abwählen',
  'shortcuts.range': 'Bereich auswählen',
  'shortcuts.all': 'Alle auswählen',
  'shortcuts.similar': 'Ähnliche Fotos finden',
  'shortcuts.ends': 'Erstes, letztes',
};
