import type { Translated } from '../../lib/messages.ts';
import type { en } from './en.ts';

export const de: Translated<typeof en> = {
  'filters.label': 'Filter',
  'filters.add': 'Filter',
  'filters.clear': 'Alle entfernen',
  'filters.remove': 'Filter entfernen: {filter}',
  'filters.folder': 'Ordner',
  'filters.date': 'Datum',
  'filters.camera': 'Kamera',
  'filters.people': 'Personen',
  'filters.type': 'Dateityp',
  'filters.rating': 'Bewertung',
  'filters.shape': 'Format',
  'filters.from': 'Von',
  'filters.to': 'Bis',
  'filters.back': 'Alle Filter',
  'filters.done': 'Fertig',
  'filters.nothing': 'Noch nichts zur Auswahl',
  'filters.dateBetween': '{from} – {to}',
  'filters.dateFrom': 'Seit {from}',
  'filters.dateTo': 'Bis {to}',
  'filters.stars': '{count, plural, one {# Stern oder mehr} other {# Sterne oder mehr}}',
  'filters.landscape': 'Querformat',
  'filters.portrait': 'Hochformat',
  'filters.square': 'Quadrat',
  'filters.panorama': 'Panorama',
  'filters.lastYear': 'Letzte 12 Monate',
  'filters.thisYear': 'Dieses Jahr',

  'empty.allFiltered': 'Kein Foto passt zu diesen Filtern',
  'search.noneHint': 'Entferne einen Filter, um unter mehr Fotos zu suchen.',
};
