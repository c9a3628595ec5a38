import type { Translated } from '../../lib/messages.ts';
import type { en } from './en.ts';

export const de: Translated<typeof en> = {
  'windows.title': 'Genauer hinsehen',
  'windows.setting': 'Bei Fotos genauer hinsehen',
  'windows.hint':
    'Jedes Foto wird auch in fünf Teilen angesehen, und eine Beschreibung wird damit verglichen. Damit ist bei ein bis zwei von 100 Suchen mehr das gemeinte Foto unter den ersten fünf; Kleines wird nicht öfter gefunden. Neue Fotos brauchen dafür noch fünfmal so lange, im Hintergrund.',
  'windows.cost':
    '{count, plural, one {Für dein Foto} other {Für deine # Fotos}} dauert das etwa {time} und braucht {size} auf der Festplatte.',
  'windows.costUnknown':
    '{count, plural, one {Für dein Foto} other {Für deine # Fotos}} braucht das {size} auf der Festplatte.',
  'windows.working': '{done, number} von {count, plural, one {# Foto} other {# Fotos}}',
  'windows.left': 'noch etwa {time}',
  'windows.waiting': '{done, number} von {count, plural, one {# Foto} other {# Fotos}}; die anderen warten',
  'windows.ready': 'Bei {count, plural, one {# Foto} other {# Fotos}} genauer hingesehen, {size} auf der Festplatte',
  'windows.failed': 'Bei {count, plural, one {# Foto} other {# Fotos}} war genaueres Hinsehen nicht möglich',
  'windows.error': 'Es ging nicht weiter. Nach der nächsten Änderung deiner Fotos wird es wieder versucht.',
  'windows.unreadable':
    'Was das genauere Hinsehen ergab, war nicht zu lesen: Suchen vergleichen Fotos im Ganzen. Nach der nächsten Änderung deiner Fotos wird es wieder versucht.',
  'windows.paused': 'Pausiert bei {done, number} von {count, plural, one {# Foto} other {# Fotos}}',
  'windows.pause': 'Pausieren',
  'windows.goOn': 'Weiter',
  'windows.unknownModel':
    'Das Modell kennt keine Texte, an denen sich das messen ließe: Fotos werden wie bisher angesehen.',
  'windows.kept': 'Was gefunden wurde, bleibt: {size} von {count, plural, one {# Foto} other {# Fotos}}.',
  'windows.keptOfOthers': 'Was mit anderen Modellen gefunden wurde, bleibt: {size}.',
  'windows.clear': 'Löschen',
  'windows.cleared': 'Gelöscht: {size} sind wieder frei',
};
