import type { Translated } from '../../lib/messages.ts';
import type { en } from './en.ts';

export const es: Translated<typeof en> = {
  'stacks.badge.burst': 'Ráfaga {count}',
  'stacks.badge.raw': 'RAW',
  'stacks.badge.live': 'Live',
  'stacks.badge.edited': 'Editada',
  'stacks.badge.version': '{count} ×',

  'stacks.label.burst': 'ráfaga de {count} fotos',
  'stacks.label.raw': 'con un archivo RAW, {count} archivos',
  'stacks.label.live': 'con un vídeo asociado, {count} archivos',
  'stacks.label.motion': 'con un vídeo integrado',
  'stacks.label.edited': 'editada, {count} archivos',
  'stacks.label.version': '{count} versiones',

  'stacks.strip': 'Lo que acompaña a esta foto',
  'stacks.part': '{name}, {format}, {index} de {total}',
  'stacks.sharpestPart': '{name}, la más nítida',
  'stacks.sharpest': 'La más nítida',
  'stacks.playVideo': 'Reproducir el vídeo {name}',
  'stacks.playInside': 'Reproducir el vídeo dentro de {name}',
  'stacks.video': 'Vídeo {name}',
  'stacks.videoGone': 'No se puede acceder al vídeo {name}.',
  'stacks.videoUnplayable':
    'El vídeo {name} no se puede reproducir aquí: este programa no conoce su formato (a menudo HEVC).',
  'stacks.revealVideoShort': 'Mostrar en la carpeta',
  'stacks.copyPaths': 'Copiar las rutas de toda la pila',
  'stacks.reveal': 'Mostrar toda la pila en su carpeta',
  'stacks.whole': 'Pilas enteras',
  'stacks.wholeHint':
    'Copiar todo lo que acompaña a estas fotos: {files, plural, one {# archivo} many {# de archivos} other {# archivos}}',
  'stacks.shownHint': 'Copiar las fotos que se ven, sin lo que las acompaña',

  'stacks.title': 'Pilas',
  'stacks.setting': 'Mostrar lo que va junto como una foto',
  'stacks.settingHint':
    'RAW y JPEG, Live Photos, copias editadas y ráfagas son una sola foto con un distintivo. Todos los elementos están en el visor.',
};
