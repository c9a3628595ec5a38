import type { Translated } from '../../lib/messages.ts';
import type { en } from './en.ts';

export const fr: Translated<typeof en> = {
  'packs.title': 'Eidetic apprend à mieux voir',
  'packs.model': 'Modèle : {title}',
  'packs.progress': '{done} photos sur {total}',
  'packs.left': 'encore {time} environ',
  'packs.meanwhile':
    'En attendant, noms, dates, lieux et filtres trouvent toutes les photos. L’aspect est recherché parmi celles qui sont prêtes.',
  'packs.afterNew': 'Reprendra quand les nouvelles photos seront prêtes',
  'packs.paused': 'En pause',
  'packs.waiting':
    '{count, plural, one {# photo attend son dossier} many {# de photos attendent leur dossier} other {# photos attendent leur dossier}}',
  'packs.pause': 'Mettre en pause',
  'packs.goOn': 'Continuer',
  'packs.meanwhileBefore': 'Vous continuez à chercher avec {title} jusqu’à ce que toutes les photos soient prêtes.',
  'packs.useNow': 'L’utiliser dès maintenant',
  'packs.giveUp': 'Revenir en arrière',
  'packs.goBackTo': 'Revenir à {title}',
  'packs.kept': 'Vous cherchez avec {now}. Ce que {title} sait de vos photos est encore là : le retour est immédiat.',
  'packs.keep': 'Rester et libérer la place',
};
