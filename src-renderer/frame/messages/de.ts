import type { Translated } from '../../lib/messages.ts';
import type { en } from './en.ts';

export const de: Translated<typeof en> = {
  'app.name': 'Eidetic',

  'connection.lost': 'Eidetic antwortet nicht',
  'connection.lostHint':
    'Vielleicht wurde das Programm geschlossen. Diese Seite macht von selbst weiter, sobald es wieder da ist.',
  'connection.refused': 'Eidetic wurde neu gestartet',
  'connection.refusedHint': 'Öffne den Link, den es ausgegeben hat. Der bisherige gilt nicht mehr.',
  'connection.connecting': 'Verbindung wird hergestellt',
  'connection.failed': 'Eidetic kann deine Bibliothek nicht öffnen',

  'dialog.cancel': 'Abbrechen',
  'dialog.close': 'Schließen',
  'dialog.dismiss': 'Ausblenden',

  'menu.shortcuts': 'Tastenkürzel',

  'side.title': 'Bibliothek',
  'side.toIcons': 'Seitenleiste auf Symbole einklappen',
  'side.hide': 'Seitenleiste ausblenden',
  'side.show': 'Seitenleiste einblenden',
  'side.skip': 'Zu den Fotos springen',

  'time.seconds': '{count, plural, one {# Sekunde} other {# Sekunden}}',
  'time.minutes': '{count, plural, one {# Minute} other {# Minuten}}',
  'time.hours': '{count, plural, one {# Stunde} other {# Stunden}}',

  'shortcuts.title': 'Tastenkürzel',
  'shortcuts.everywhere': 'Überall',
  'shortcuts.help': 'Diese Liste zeigen',
  'shortcuts.side': 'Seitenleiste ein- oder ausklappen',
  'shortcuts.rooms': 'Gehe zu, eine Taste nach der anderen',
  'shortcuts.escape': 'Schließen, leeren, zurück',

  'error.details': 'Einzelheiten',
  'error.technical': 'Technische Einzelheiten',
  'error.retry': 'Erneut versuchen',
  'error.INVALID_ARGUMENT': 'Das ist nicht möglich',
  'error.NOT_SUPPORTED_HERE': 'Das geht nur in der Desktop-App',
  'error.CANCELLED': 'Angehalten',
  'error.INTERNAL': 'In Eidetic ist etwas schiefgegangen',
};
