import type { Translated } from '../../lib/messages.ts';
import type { en } from './en.ts';

export const fr: Translated<typeof en> = {
  'taste.title': 'Laquelle préférez-vous ?',
  'taste.heading': 'Selon ce que vous aimez',
  'taste.teach': 'Choisir entre des photos',
  'taste.left': 'Celle de gauche',
  'taste.right': 'Celle de droite',
  'taste.neither': 'Aucune',
  'taste.count': '{count, plural, =0 {Aucun choix pour l’instant} one {# choix} other {# choix}}',
  'taste.missing':
    '{count, plural, one {Encore un, et les photos peuvent être triées ainsi} other {Encore #, et les photos peuvent être triées ainsi}}',
  'taste.none': 'Il n’y a plus rien à demander sur ces photos.',
  'taste.hint':
    'Touches : ← et → choisissent, ↓ signifie aucune. On en apprend ce que montrent les photos, et guère leur lumière ou leur netteté.',
  'taste.sort': 'Trier selon mes goûts',
  'taste.forget': 'Tout oublier',
  'taste.forgetAsk':
    '{count, plural, one {Oublier ce choix ? Il ne pourra pas être retrouvé.} other {Oublier les # choix ? Ils ne pourront pas être retrouvés.}}',
  'taste.keep': 'Garder',
  'error.TASTE_TOO_FEW_CHOICES':
    'Vous n’avez pas encore choisi assez souvent entre des photos pour un ordre selon vos goûts',
};
