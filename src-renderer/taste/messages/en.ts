import type { Prefixed } from '../../lib/messages.ts';

export const en = {
  'taste.title': 'Which one do you like better?',
  'taste.heading': 'By what you like',
  'taste.teach': 'Choose between photos',
  'taste.left': 'The left one',
  'taste.right': 'The right one',
  'taste.neither': 'Neither',
  'taste.count': '{count, plural, =0 {Nothing chosen yet} one {# choice made} other {# choices made}}',
  'taste.missing':
    '{count, plural, one {One more, and photos can be sorted by it} other {# more, and photos can be sorted by them}}',
  'taste.none': 'There is nothing left to ask about these photos.',
  'taste.hint':
    'Keys: ← and → choose, ↓ is neither. What photos show is learnt from this, and hardly how bright or sharp they are.',
  'taste.sort': 'Sort by my taste',
  'taste.forget': 'Forget all',
  'taste.forgetAsk':
    '{count, plural, one {Forget this choice? It} other {Forget all # choices? They}} cannot be brought back.',
  'taste.keep': 'Keep',
  'error.TASTE_TOO_FEW_CHOICES': 'You have not chosen between photos often enough for an order by your taste',
} as const satisfies Prefixed<'taste' | 'error'>;
