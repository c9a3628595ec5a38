import type { Translated } from '../../lib/messages.ts';
import type { en } from './en.ts';

export const fr: Translated<typeof en> = {
  'photo.number': 'Photo {index} sur {total}',

  'scrubber.label': 'Se déplacer dans le temps',

  'shortcuts.grid': 'Parmi les photos',
  'shortcuts.move': 'Se déplacer',
  'shortcuts.open': 'Ouvrir la photo',
  'shortcuts.select': 'Sélectionner ou désélectionner',
  'shortcuts.range': 'Sélectionner une plage',
  'shortcuts.all': 'Tout sélectionner',
  'shortcuts.similar': 'Trouver des photos similaires',
  'shortcuts.ends': 'Première, dernière',
};
