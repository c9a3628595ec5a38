import type { Translated } from '../../lib/messages.ts';
import type { en } from './en.ts';

export const fr: Translated<typeof en> = {
  'app.name': 'Eidetic',

  'connection.lost': 'Eidetic ne répond pas',
  'connection.lostHint': 'Le programme a peut-être été fermé. Cette page reprendra d’elle-même dès son retour.',
  'connection.refused': 'Eidetic a été redémarré',
  'connection.refusedHint': 'Ouvrez le lien qu’il a affiché. Le lien utilisé jusqu’ici n’est plus valable.',
  'connection.connecting': 'Connexion en cours',
  'connection.failed': 'Eidetic ne peut pas ouvrir votre photothèque',

  'dialog.cancel': 'Annuler',
  'dialog.close': 'Fermer',
  'dialog.dismiss': 'Masquer',

  'menu.shortcuts': 'Raccourcis clavier',

  'side.title': 'Photothèque',
  'side.toIcons': 'Réduire la barre latérale aux icônes',
  'side.hide': 'Masquer la barre latérale',
  'side.show': 'Afficher la barre latérale',
  'side.skip': 'Aller aux photos',

  'time.seconds': '{count, plural, one {# seconde} other {# secondes}}',
  'time.minutes': '{count, plural, one {# minute} other {# minutes}}',
  'time.hours': '{count, plural, one {# heure} other {# heures}}',

  'shortcuts.title': 'Raccourcis clavier',
  'shortcuts.everywhere': 'Partout',
  'shortcuts.help': 'Afficher cette liste',
  'shortcuts.side': 'Replier ou afficher la barre latérale',
  'shortcuts.rooms': 'Aller à, une touche après l’autre',
  'shortcuts.escape': 'Fermer, effacer, revenir',

  'error.details': 'Détails',
  'error.technical': 'Détails techniques',
  'error.retry': 'Réessayer',
  'error.INVALID_ARGUMENT': 'Ce n’est pas possible',
  'error.NOT_SUPPORTED_HERE': 'Possible seulement dans l’app de bureau',
  'error.CANCELLED': 'Arrêté',
  'error.INTERNAL': 'Une erreur s’est produite dans Eidetic',
};
