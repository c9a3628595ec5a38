import type { Translated } from '../../lib/messages.ts';
import type { en } from './en.ts';

export const fr: Translated<typeof en> = {
  'stacks.badge.burst': 'Rafale {count}',
  'stacks.badge.raw': 'RAW',
  'stacks.badge.live': 'Live',
  'stacks.badge.edited': 'Retouchée',
  'stacks.badge.version': '{count} ×',

  'stacks.label.burst': 'rafale de {count} photos',
  'stacks.label.raw': 'avec un fichier RAW, {count} fichiers',
  'stacks.label.live': 'avec une vidéo associée, {count} fichiers',
  'stacks.label.motion': 'avec une vidéo intégrée',
  'stacks.label.edited': 'retouchée, {count} fichiers',
  'stacks.label.version': '{count} versions',

  'stacks.strip': 'Ce qui va avec cette photo',
  'stacks.part': '{name}, {format}, {index} sur {total}',
  'stacks.sharpestPart': '{name}, la plus nette',
  'stacks.sharpest': 'La plus nette',
  'stacks.playVideo': 'Lire la vidéo {name}',
  'stacks.playInside': 'Lire la vidéo contenue dans {name}',
  'stacks.video': 'Vidéo {name}',
  'stacks.videoGone': 'La vidéo {name} est inaccessible.',
  'stacks.videoUnplayable':
    'La vidéo {name} ne peut pas être lue ici : ce programme ne connaît pas son format (souvent HEVC).',
  'stacks.revealVideoShort': 'Afficher dans le dossier',
  'stacks.copyPaths': 'Copier les chemins de toute la pile',
  'stacks.reveal': 'Afficher toute la pile dans son dossier',
  'stacks.whole': 'Piles entières',
  'stacks.wholeHint':
    'Copier tout ce qui va avec ces photos : {files, plural, one {# fichier} many {# de fichiers} other {# fichiers}}',
  'stacks.shownHint': 'Copier les photos affichées, sans ce qui va avec',

  'stacks.title': 'Piles',
  'stacks.setting': 'Réunir ce qui va ensemble',
  'stacks.settingHint':
    'RAW et JPEG, Live Photos, copies retouchées et rafales forment une seule photo, avec une pastille. La visionneuse montre tous les éléments.',
};
