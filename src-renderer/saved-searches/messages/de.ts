import type { Translated } from '../../lib/messages.ts';
import type { en } from './en.ts';

export const de: Translated<typeof en> = {
  'savedSearches.menu': 'Gespeicherte Suchen',
  'savedSearches.suggestions': 'Letzte und gespeicherte Suchen',
  'savedSearches.recent': 'Zuletzt',
  'savedSearches.list': 'Gespeichert',
  'savedSearches.name': 'Diese Suche speichern als',
  'savedSearches.save': 'Speichern',
  'savedSearches.savedAs': 'Gespeichert: {name}',
  'savedSearches.replaces': 'Ersetzt die gespeicherte Suche dieses Namens.',
  'savedSearches.losesImages': 'Bilder von außerhalb deiner Bibliothek werden nicht mit gespeichert.',
  'savedSearches.onlyForgotten':
    'Eine Suche mit Bildern von außerhalb deiner Bibliothek lässt sich nicht speichern: sie werden nicht behalten.',
  'savedSearches.private': 'Suchen verlassen diesen Rechner nie.',
  'savedSearches.remove': 'Gespeicherte Suche entfernen: {name}',
  'savedSearches.clearRecent': 'Letzte Suchen vergessen',
  'savedSearches.copyAsText': 'Suche als Text kopieren',
  'savedSearches.copied': 'Suche kopiert',
  'savedSearches.images': '{count, plural, one {wie ein Foto} other {wie # Fotos}}',
  'savedSearches.filtersOnly': 'Nur Filter',

  'settings.keepRecent': 'Letzte Suchen merken',
  'settings.keepRecentHint':
    'Sie liegen bei deiner Bibliothek und verlassen diesen Rechner nie. Wenn du es ausschaltest, werden auch die bisherigen vergessen.',
};
