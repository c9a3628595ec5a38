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
  'packs.gettingReady': 'Prépare un modèle',
  'packs.meanwhileOther': 'En attendant, {title} répond à toutes les recherches comme avant.',
  'packs.useNow': 'L’utiliser maintenant',
  'packs.useNowHint': 'La recherche porte alors sur les photos qu’il a vues ; les autres suivent.',
  'packs.stay': 'Rester avec {title}',
  'packs.before': 'Avant : {title}. Il connaît encore vos photos.',
  'packs.goBack': 'Y revenir',
  'packs.keep': 'Garder le nouveau',
  'packs.keepHint': 'Supprime ce que le modèle d’avant sait de vos photos et libère son espace.',
};
