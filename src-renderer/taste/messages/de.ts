import type { Translated } from '../../lib/messages.ts';
import type { en } from './en.ts';

export const de: Translated<typeof en> = {
  'taste.title': 'Welches gefällt dir besser?',
  'taste.heading': 'Nach dem, was dir gefällt',
  'taste.teach': 'Zwischen Fotos wählen',
  'taste.left': 'Das linke',
  'taste.right': 'Das rechte',
  'taste.neither': 'Keines',
  'taste.count': '{count, plural, =0 {Noch nichts gewählt} one {# Mal gewählt} other {# Mal gewählt}}',
  'taste.missing':
    '{count, plural, one {Noch einmal, dann lassen sich Fotos danach sortieren} other {Noch # Mal, dann lassen sich Fotos danach sortieren}}',
  'taste.none': 'Zu diesen Fotos gibt es nichts mehr zu fragen.',
  'taste.hint':
    'Tasten: ← und → wählen, ↓ heißt keines. Gelernt wird daraus, was Fotos zeigen, und kaum, wie hell oder scharf sie sind.',
  'taste.sort': 'Nach meinem Geschmack sortieren',
  'taste.forget': 'Alles vergessen',
  'taste.forgetAsk':
    '{count, plural, one {Diese Wahl} other {Alle # Wahlen}} vergessen? Das lässt sich nicht rückgängig machen.',
  'taste.keep': 'Behalten',
  'error.TASTE_TOO_FEW_CHOICES':
    'Für eine Reihenfolge nach deinem Geschmack hast du noch nicht oft genug zwischen Fotos gewählt',
};
