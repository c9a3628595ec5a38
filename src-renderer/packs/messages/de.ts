import type { Translated } from '../../lib/messages.ts';
import type { en } from './en.ts';

export const de: Translated<typeof en> = {
  'packs.title': 'Lernt besser zu sehen',
  'packs.model': 'Modell: {title}',
  'packs.progress': '{done} von {total} Fotos',
  'packs.left': 'noch etwa {time}',
  'packs.meanwhile':
    'Namen, Daten, Orte und Filter finden inzwischen alle Fotos. Wie Fotos aussehen, wird unter denen gesucht, die fertig sind.',
  'packs.afterNew': 'Geht weiter, wenn neue Fotos fertig sind',
  'packs.paused': 'Pausiert',
  'packs.waiting': '{count, plural, one {# Foto wartet auf seinen Ordner} other {# Fotos warten auf ihre Ordner}}',
  'packs.pause': 'Pausieren',
  'packs.goOn': 'Weiter',
  'packs.meanwhileBefore': 'Du suchst weiter mit {title}, bis alle Fotos fertig sind.',
  'packs.useNow': 'Schon jetzt damit suchen',
  'packs.giveUp': 'Zurück',
  'packs.goBackTo': 'Zurück zu {title}',
  'packs.kept': 'Du suchst mit {now}. Was {title} von deinen Fotos weiß, ist noch da: zurück geht es sofort.',
  'packs.keep': 'Dabei bleiben und Platz freigeben',
};
