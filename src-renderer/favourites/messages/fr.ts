import type { Translated } from '../../lib/messages.ts';
import type { en } from './en.ts';

export const fr: Translated<typeof en> = {
  'favourites.title': 'Favoris',
  'favourites.newestFirst': 'Vos favoris, les plus récents d’abord',
  'favourites.mark': 'Favori',
  'favourites.add': 'Ajouter aux favoris',
  'favourites.remove': 'Retirer des favoris',
  'favourites.added':
    '{count, plural, one {Ajoutée aux favoris} many {# de photos ajoutées aux favoris} other {# photos ajoutées aux favoris}}',
  'favourites.removed':
    '{count, plural, one {Retirée des favoris} many {# de photos retirées des favoris} other {# photos retirées des favoris}}',
  'favourites.rated':
    '{count, plural, one {Photo notée} many {# de photos notées} other {# photos notées}} : {stars, plural, =0 {aucune étoile} one {# étoile} many {# d’étoiles} other {# étoiles}}',
  'favourites.rejected': '{count, plural, one {Photo rejetée} many {# de photos rejetées} other {# photos rejetées}}',
  'favourites.asFiles':
    '{count, plural, one {La note est de nouveau celle du fichier} many {Les notes de # de photos sont de nouveau celles de leurs fichiers} other {Les notes de # photos sont de nouveau celles de leurs fichiers}}',
  'favourites.undo': 'Annuler',
  'favourites.undone': 'Tout est comme avant',
  'favourites.rating': 'Note',
  'favourites.stars': '{stars, plural, =0 {Aucune étoile} one {# étoile} many {# d’étoiles} other {# étoiles}}',
  'favourites.reject': 'Rejeter',
  'favourites.isRejected': 'Rejetée',
  'favourites.leaveToFiles': 'Reprendre la note du fichier',
  'favourites.none': 'Aucun favori pour l’instant',
  'favourites.noneHint':
    'Cliquez sur le cœur d’une photo ou appuyez sur F. Les favoris restent dans votre photothèque, quoi qu’il advienne des fichiers.',
  'favourites.toPhotos': 'Vers toutes les photos',
  'favourites.sidecarsTitle': 'Notes dans des fichiers à côté de vos photos',
  'favourites.sidecars': 'Écrire les notes dans des fichiers XMP',
  'favourites.sidecarsHint':
    'Quand vous donnez des étoiles ou rejetez une photo, Eidetic l’écrit dans un petit fichier texte à côté d’elle, comme IMG_1.jpg.xmp, que digiKam, darktable et d’autres savent lire. S’il y en a déjà un, seule la note y est changée. Les photos elles-mêmes ne sont jamais modifiées. Les cœurs ne sont pas écrits : il n’y a pas de façon commune de le faire.',
  'favourites.writeAll': 'Écrire toutes les notes données jusqu’ici',
  'favourites.writeAllFiles': '{files, plural, =0 {Aucune note pour l’instant} one {# fichier} other {# fichiers}}',
  'favourites.sidecarsWaiting': '{count, plural, one {# photo reste} other {# photos restent}} à écrire',
  'favourites.sidecarsLeftAlone':
    '{files, plural, one {Le fichier à côté de # photo n’a pas été touché ; l’écriture sera retentée plus tard} other {Les fichiers à côté de # photos n’ont pas été touchés ; l’écriture sera retentée plus tard}} :',
  'favourites.sidecarsAnd': 'et {count, plural, one {# autre} other {# autres}}',

  'shortcuts.favourite': 'Favori, ou plus',
  'shortcuts.rate': 'Noter : d’aucune à cinq étoiles',
  'shortcuts.reject': 'Rejeter',
};
