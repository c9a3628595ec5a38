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
  'packs.gettingReady': 'Bereitet ein Modell vor',
  'packs.meanwhileOther': 'Inzwischen beantwortet {title} jede Suche wie bisher.',
  'packs.useNow': 'Jetzt schon benutzen',
  'packs.useNowHint': 'Gesucht wird dann unter den Fotos, die es gesehen hat; die anderen folgen.',
  'packs.stay': 'Bei {title} bleiben',
  'packs.before': 'Vorher: {title}. Es kennt deine Fotos noch.',
  'packs.goBack': 'Dorthin zurück',
  'packs.keep': 'Beim neuen bleiben',
  'packs.keepHint': 'Entfernt, was das Modell von vorher über deine Fotos weiß, und gibt den Platz frei.',
};
