import type { Translated } from '../../lib/messages.ts';
import type { en } from './en.ts';

export const fr: Translated<typeof en> = {
  'places.title': 'Lieux',
  'places.map': 'Carte de vos photos',
  'places.help':
    'Les flèches déplacent la carte, plus et moins changent le zoom, Début montre toutes les photos. D dessine une zone. Tab parcourt les lieux visibles, ceux qui ont le plus de photos d’abord.',
  'places.cluster': '{place}, {count, plural, one {# photo} other {# photos}}',
  'places.nowhere': 'Loin des villes',
  'places.countries': '{country} et {count, plural, one {# autre pays} other {# autres pays}}',
  'places.zoomIn': 'Zoom avant',
  'places.zoomOut': 'Zoom arrière',
  'places.all': 'Montrer toutes les photos',
  'places.draw': 'Dessiner une zone',
  'places.drawHint': 'Entourez les photos que vous voulez voir.',
  'places.keyHint':
    'Les flèches déplacent la croix, moins loin avec Maj. Entrée pose un coin, deux fois termine la zone. Échap abandonne.',
  'places.corner': 'Coin {number} à {latitude}, {longitude}',
  'places.cross': 'La croix est à {latitude}, {longitude}',
  'places.clear': 'Supprimer la zone dessinée',
  'places.show': '{count, plural, =0 {Aucune photo ici} one {Montrer cette photo} other {Montrer ces # photos}}',
  'places.located': '{count, plural, one {# photo sur la carte} other {# photos sur la carte}}',
  'places.unlocated': '{count, plural, one {# photo n’a pas de position} other {# photos n’ont pas de position}}',
  'places.inSight': '{count, plural, =0 {Aucune photo visible} one {# photo visible} other {# photos visibles}}',
  'places.inArea':
    '{count, plural, =0 {Aucune photo dans la zone} one {# photo dans la zone} other {# photos dans la zone}}',
  'places.loading': 'Chargement de la carte',
  'places.failed': 'La carte n’a pas pu être chargée',
  'places.none': 'Aucune photo ne dit où elle a été prise',
  'places.noneHint':
    'Les téléphones et les appareils avec GPS écrivent leur position dans les photos. Celles qui en ont une sont montrées ici.',
  'places.keys': 'Déplacer la carte',
  'places.zoomKeys': 'Zoomer sur la carte',
  'places.allKey': 'Toutes les photos sur la carte',
  'places.cornerKeys': 'Dessiner une zone : poser un coin, deux fois pour terminer',
  'places.cornerBackKey': 'Dessiner une zone : retirer le dernier coin',
};
