import type { Translated } from '../../lib/messages.ts';
import type { en } from './en.ts';

export const de: Translated<typeof en> = {
  'stacks.badge.burst': 'Serie {count}',
  'stacks.badge.raw': 'RAW',
  'stacks.badge.live': 'Live',
  'stacks.badge.edited': 'Bearbeitet',
  'stacks.badge.version': '{count} ×',

  'stacks.label.burst': 'Serie von {count} Fotos',
  'stacks.label.raw': 'mit einer Rohdatei, {count} Dateien',
  'stacks.label.live': 'mit einem Video daneben, {count} Dateien',
  'stacks.label.motion': 'mit einem Video darin',
  'stacks.label.edited': 'bearbeitet, {count} Dateien',
  'stacks.label.version': '{count} Fassungen',

  'stacks.strip': 'Was zu diesem Foto gehört',
  'stacks.part': '{name}, {format}, {index} von {total}',
  'stacks.sharpestPart': '{name}, am schärfsten',
  'stacks.sharpest': 'Am schärfsten',
  'stacks.playVideo': 'Video {name} abspielen',
  'stacks.playInside': 'Video in {name} abspielen',
  'stacks.video': 'Video {name}',
  'stacks.videoGone': 'Das Video {name} ist nicht erreichbar.',
  'stacks.videoUnplayable':
    'Das Video {name} lässt sich hier nicht abspielen: Dieses Programm kennt sein Format nicht (oft HEVC).',
  'stacks.revealVideoShort': 'Im Ordner zeigen',
  'stacks.copyPaths': 'Pfade des ganzen Stapels kopieren',
  'stacks.reveal': 'Ganzen Stapel im Ordner zeigen',
  'stacks.whole': 'Ganze Stapel',
  'stacks.wholeHint': 'Alles kopieren, was zu diesen Fotos gehört: {files, plural, one {# Datei} other {# Dateien}}',
  'stacks.shownHint': 'Die Fotos kopieren, die zu sehen sind, und nicht, was sonst dazu gehört',

  'stacks.title': 'Stapel',
  'stacks.setting': 'Was zusammengehört, als eines zeigen',
  'stacks.settingHint':
    'RAW und JPEG, Live Photos, bearbeitete Kopien und Serien sind ein Foto mit einem Zeichen. Alle Teile sind in der Fotoansicht.',
};
