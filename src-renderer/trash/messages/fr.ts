import type { Translated } from '../../lib/messages.ts';
import type { en } from './en.ts';

export const fr: Translated<typeof en> = {
  'trash.move': 'Mettre à la corbeille',
  'trash.moveStack': 'Mettre toute la pile à la corbeille',
  'trash.going':
    '{count, plural, one {# photo part à la corbeille} many {# de photos partent à la corbeille} other {# photos partent à la corbeille}}',
  'trash.goingFiles':
    '{count, plural, one {# photo part} many {# de photos partent} other {# photos partent}} à la corbeille, {files, plural, one {# fichier} many {# de fichiers} other {# fichiers}}',
  'trash.none': 'Ces fichiers n’existent plus : rien ne part à la corbeille',
  'trash.undo': 'Annuler',
  'trash.undone': 'Tout est de nouveau à sa place',
  'trash.tooLate': 'Elles sont déjà dans la corbeille du système, d’où vous pouvez les récupérer',
  'trash.kept':
    '{count, plural, one {# fichier est resté} many {# de fichiers sont restés} other {# fichiers sont restés}} en place : {reason}',
  'trash.rejected': 'Rejetées',
  'trash.rejectedFirst': 'Photos rejetées, les plus récentes d’abord',
  'trash.rejectedCount': '{count, plural, =0 {Aucune photo} one {# photo} other {# photos}}',
  'trash.rejectedHint':
    'Elles vont à la corbeille du système quand vous le dites, et seulement alors. Appuyez sur 0 pour garder une photo rejetée par erreur.',
  'trash.rejectedAll': '{count, plural, one {Mettre à la corbeille} other {Mettre les # à la corbeille}}',
  'trash.nothingRejected': 'Rien n’est rejeté',
  'trash.nothingRejectedHint':
    'Rejetez une photo avec X, et revoyez-les toutes ici avant qu’elles n’aillent à la corbeille.',
  'trash.toPhotos': 'Vers toutes les photos',
  'trash.tooMany': 'Au plus {max} photos à la fois : choisissez-en quelques-unes',
};
