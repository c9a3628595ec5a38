import type { Translated } from '../../lib/messages.ts';
import type { en } from './en.ts';

export const fr: Translated<typeof en> = {
  'windows.title': 'Regarder de plus près',
  'windows.setting': 'Regarder les photos de plus près',
  'windows.hint':
    'Chaque photo est aussi regardée en cinq parties, et une description leur est comparée. Ainsi, la photo voulue est parmi les cinq premières dans une à deux recherches de plus sur 100 ; les petites choses ne sont pas mieux trouvées. Les nouvelles photos demandent encore cinq fois plus de temps, en arrière-plan.',
  'windows.cost':
    '{count, plural, one {Pour votre photo} other {Pour vos # photos}}, cela prend environ {time} et {size} sur le disque.',
  'windows.costUnknown':
    '{count, plural, one {Pour votre photo} other {Pour vos # photos}}, cela prend {size} sur le disque.',
  'windows.working': '{done, number} sur {count, plural, one {# photo} other {# photos}}',
  'windows.left': 'encore environ {time}',
  'windows.waiting': '{done, number} sur {count, plural, one {# photo} other {# photos}} ; les autres attendent',
  'windows.ready':
    '{count, plural, one {# photo regardée} other {# photos regardées}} de plus près, {size} sur le disque',
  'windows.failed':
    '{count, plural, one {# photo n’a pas pu être regardée} other {# photos n’ont pas pu être regardées}} de plus près',
  'windows.error': 'Impossible de continuer. Un nouvel essai aura lieu au prochain changement de vos photos.',
  'windows.unreadable':
    'Ce qui a été vu de plus près n’a pas pu être lu : les recherches comparent les photos en entier. Un nouvel essai aura lieu au prochain changement de vos photos.',
  'windows.paused': 'En pause à {done, number} sur {count, plural, one {# photo} other {# photos}}',
  'windows.pause': 'Mettre en pause',
  'windows.goOn': 'Continuer',
  'windows.unknownModel':
    'Le modèle utilisé ne connaît pas de textes pour mesurer cela : les photos sont regardées comme avant.',
  'windows.kept': 'Ce qui a été trouvé reste : {size} pour {count, plural, one {# photo} other {# photos}}.',
  'windows.keptOfOthers': 'Ce qui a été trouvé avec d’autres modèles reste : {size}.',
  'windows.clear': 'Supprimer',
  'windows.cleared': 'Supprimé : {size} de nouveau libres',
};
