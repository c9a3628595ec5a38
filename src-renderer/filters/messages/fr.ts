import type { Translated } from '../../lib/messages.ts';
import type { en } from './en.ts';

export const fr: Translated<typeof en> = {
  'filters.label': 'Filtres',
  'filters.add': 'Filtrer',
  'filters.clear': 'Tout effacer',
  'filters.remove': 'Retirer le filtre : {filter}',
  'filters.folder': 'Dossier',
  'filters.folderAlone': 'Seulement {name}',
  'filters.date': 'Date',
  'filters.camera': 'Appareil',
  'filters.type': 'Type de fichier',
  'filters.rating': 'Note',
  'filters.shape': 'Format',
  'filters.from': 'Du',
  'filters.to': 'Au',
  'filters.back': 'Tous les filtres',
  'filters.done': 'Terminé',
  'filters.nothing': 'Rien à choisir pour l’instant',
  'filters.dateBetween': '{from} – {to}',
  'filters.dateFrom': 'Depuis le {from}',
  'filters.dateTo': 'Jusqu’au {to}',
  'filters.stars': '{count, plural, one {# étoile ou plus} other {# étoiles ou plus}}',
  'filters.landscape': 'Paysage',
  'filters.portrait': 'Portrait',
  'filters.square': 'Carré',
  'filters.panorama': 'Panorama',
  'filters.lastYear': '12 derniers mois',
  'filters.thisYear': 'Cette année',

  'empty.allFiltered': 'Aucune photo ne passe ces filtres',
  'search.noneHint': 'Retirez un filtre pour chercher parmi plus de photos.',
};
