import type { Translated } from '../../lib/messages.ts';
import type { en } from './en.ts';

export const fr: Translated<typeof en> = {
  'duplicates.title': 'Doublons',
  'duplicates.kinds': 'Sortes de doublons',
  'duplicates.kind.exact': 'Copies exactes',
  'duplicates.kind.near': 'Versions d’une image',
  'duplicates.kind.burst': 'Rafales',
  'duplicates.hint.exact': 'Le même fichier à plusieurs endroits. Un seul suffit.',
  'duplicates.hint.near':
    'La même image réduite, réenregistrée, dans d’autres couleurs ou un peu recadrée. Rien n’est jeté sans votre accord.',
  'duplicates.hint.burst':
    'Des photos prises à la suite par un appareil. Choisissez celles dont vous n’avez pas besoin.',
  'duplicates.saves': '{groups, plural, one {# groupe} many {# de groupes} other {# groupes}}, {size} à gagner',
  'duplicates.none': 'Rien ici',
  'duplicates.none.exact': 'Chaque photo n’est là qu’une fois.',
  'duplicates.none.near': 'Aucune photo n’existe en plusieurs versions.',
  'duplicates.none.burst': 'Il n’y a pas de rafales.',
  'duplicates.none.yet':
    'Vos photos sont encore en cours d’analyse. Ce qui est là plusieurs fois apparaît ici dès que c’est trouvé.',
  'duplicates.comparing': '{compared} photos sur {photos} ont été comparées jusqu’ici',
  'duplicates.group': 'Groupe {index} : {name}',
  'duplicates.best': 'À garder',
  'duplicates.keep': 'Garder {name}, dans {folder}',
  'duplicates.kept': 'Reste',
  'duplicates.goes': 'À la corbeille',
  'duplicates.open': 'Regarder {name} de près',
  'duplicates.size': '{width} × {height}, {format}, {size}',
  'duplicates.reason.pixels': 'L’autre a plus de pixels',
  'duplicates.reason.raw': 'L’autre est la photo brute',
  'duplicates.reason.original': 'Reçue par une messagerie, ou capture d’écran',
  'duplicates.reason.details': 'L’autre en sait plus : date, lieu, note, mots-clés',
  'duplicates.reason.sharpness': 'L’autre est plus nette',
  'duplicates.reason.bytes': 'L’autre est moins compressée',
  'duplicates.reason.copyName': 'Son nom est celui d’une copie',
  'duplicates.reason.older': 'L’autre fichier est plus ancien',
  'duplicates.reason.any': 'Rien ne les distingue',
  'duplicates.move':
    'Mettre {count, plural, one {# à la corbeille} many {# à la corbeille} other {# à la corbeille}} ({size})',
  'duplicates.chooseSome': 'Choisissez ce qui doit aller à la corbeille',
  'duplicates.chooseLess': 'Il doit en rester une',
  'duplicates.keepAll': 'Tout garder',
  'duplicates.notSame': 'Pas des doublons',
  'duplicates.remembered': 'Elles restent et ne seront plus affichées ici',
  'duplicates.undo': 'Annuler',
  'duplicates.more': 'Afficher plus',
};
