import type { Translated } from '../../lib/messages.ts';
import type { en } from './en.ts';

export const de: Translated<typeof en> = {
  'places.title': 'Orte',
  'places.map': 'Karte deiner Fotos',
  'places.help':
    'Pfeiltasten bewegen die Karte, Plus und Minus zoomen, Pos1 zeigt alle Fotos. D zeichnet eine Fläche ein. Tab führt durch die sichtbaren Orte, die mit den meisten Fotos zuerst.',
  'places.cluster': '{place}, {count, plural, one {# Foto} other {# Fotos}}',
  'places.nowhere': 'Fern von Städten',
  'places.countries': '{country} und {count, plural, one {# weiteres Land} other {# weitere Länder}}',
  'places.zoomIn': 'Vergrößern',
  'places.zoomOut': 'Verkleinern',
  'places.all': 'Alle Fotos zeigen',
  'places.draw': 'Fläche einzeichnen',
  'places.drawHint': 'Umfahre die Fotos, die du sehen willst.',
  'places.keyHint':
    'Pfeiltasten bewegen das Kreuz, mit Umschalt weniger weit. Enter setzt eine Ecke, zweimal beendet die Fläche. Esc bricht ab.',
  'places.corner': 'Ecke {number} bei {latitude}, {longitude}',
  'places.cross': 'Das Kreuz ist bei {latitude}, {longitude}',
  'places.clear': 'Eingezeichnete Fläche entfernen',
  'places.show': '{count, plural, =0 {Keine Fotos hier} one {Dieses Foto zeigen} other {Diese # Fotos zeigen}}',
  'places.located': '{count, plural, one {# Foto auf der Karte} other {# Fotos auf der Karte}}',
  'places.unlocated': '{count, plural, one {# Foto hat keine Position} other {# Fotos haben keine Position}}',
  'places.inSight': '{count, plural, =0 {Keine Fotos zu sehen} one {# Foto zu sehen} other {# Fotos zu sehen}}',
  'places.inArea':
    '{count, plural, =0 {Keine Fotos in der Fläche} one {# Foto in der Fläche} other {# Fotos in der Fläche}}',
  'places.loading': 'Karte wird geladen',
  'places.failed': 'Die Karte konnte nicht geladen werden',
  'places.none': 'Kein Foto sagt, wo es aufgenommen wurde',
  'places.noneHint': 'Handys und Kameras mit GPS schreiben ihre Position in die Fotos. Die eine haben, stehen hier.',
  'places.keys': 'Karte bewegen',
  'places.zoomKeys': 'Karte zoomen',
  'places.allKey': 'Alle Fotos auf der Karte',
  'places.cornerKeys': 'Fläche einzeichnen: Ecke setzen, zweimal zum Beenden',
  'places.cornerBackKey': 'Fläche einzeichnen: letzte Ecke zurücknehmen',
};
