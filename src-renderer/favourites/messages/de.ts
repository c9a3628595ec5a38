import type { Translated } from '../../lib/messages.ts';
import type { en } from './en.ts';

export const de: Translated<typeof en> = {
  'favourites.title': 'Favoriten',
  'favourites.newestFirst': 'Deine Favoriten, neueste zuerst',
  'favourites.mark': 'Favorit',
  'favourites.add': 'Zu den Favoriten',
  'favourites.remove': 'Aus den Favoriten entfernen',
  'favourites.added':
    '{count, plural, one {Zu den Favoriten hinzugefügt} other {# Fotos zu den Favoriten hinzugefügt}}',
  'favourites.removed': '{count, plural, one {Aus den Favoriten entfernt} other {# Fotos aus den Favoriten entfernt}}',
  'favourites.rated':
    '{count, plural, one {Bewertet} other {# Fotos bewertet}}: {stars, plural, =0 {keine Sterne} one {# Stern} other {# Sterne}}',
  'favourites.rejected': '{count, plural, one {Foto aussortiert} other {# Fotos aussortiert}}',
  'favourites.asFiles':
    '{count, plural, one {Es gilt wieder die Bewertung der Datei} other {Für # Fotos gilt wieder die Bewertung der Dateien}}',
  'favourites.undo': 'Rückgängig',
  'favourites.undone': 'Alles ist wieder wie vorher',
  'favourites.rating': 'Bewertung',
  'favourites.stars': '{stars, plural, =0 {Keine Sterne} one {# Stern} other {# Sterne}}',
  'favourites.reject': 'Aussortieren',
  'favourites.isRejected': 'Aussortiert',
  'favourites.leaveToFiles': 'Stattdessen die Bewertung der Datei',
  'favourites.none': 'Noch keine Favoriten',
  'favourites.noneHint':
    'Klicke das Herz auf einem Foto an oder drücke F. Favoriten bleiben in deiner Bibliothek, was auch immer aus den Dateien wird.',
  'favourites.toPhotos': 'Zu allen Fotos',
  'favourites.sidecarsTitle': 'Bewertungen in Dateien neben deinen Fotos',
  'favourites.sidecars': 'Bewertungen in XMP-Begleitdateien schreiben',
  'favourites.sidecarsHint':
    'Wenn du Sterne vergibst oder ein Foto aussortierst, schreibt Eidetic das in eine kleine Textdatei daneben, etwa IMG_1.jpg.xmp, die digiKam, darktable und andere lesen können. Gibt es schon eine, wird nur die Bewertung darin geändert. Die Fotos selbst werden nie verändert. Herzen werden nicht geschrieben: Dafür gibt es keine gemeinsame Schreibweise.',
  'favourites.writeAll': 'Alle bisherigen Bewertungen schreiben',
  'favourites.writeAllFiles': '{files, plural, =0 {Noch keine Bewertungen} one {# Datei} other {# Dateien}}',
  'favourites.sidecarsWaiting': '{count, plural, one {# Foto ist} other {# Fotos sind}} noch zu schreiben',
  'favourites.sidecarsLeftAlone':
    '{files, plural, one {Die Datei neben # Foto blieb unverändert; es wird später noch einmal versucht, sie zu schreiben} other {Die Dateien neben # Fotos blieben unverändert; es wird später noch einmal versucht, sie zu schreiben}}:',
  'favourites.sidecarsAnd': 'und {count, plural, one {# weiteres} other {# weitere}}',

  'shortcuts.favourite': 'Favorit oder nicht mehr',
  'shortcuts.rate': 'Bewerten: keine bis fünf Sterne',
  'shortcuts.reject': 'Aussortieren',
};
