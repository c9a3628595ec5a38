import type { Translated } from '../../lib/messages.ts';
import type { en } from './en.ts';

export const es: Translated<typeof en> = {
  'app.name': 'Eidetic',

  'connection.lost': 'Eidetic no responde',
  'connection.lostHint': 'Puede que el programa se haya cerrado. Esta página seguirá por sí sola cuando vuelva.',
  'connection.refused': 'Eidetic se ha reiniciado',
  'connection.refusedHint': 'Abre el enlace que ha mostrado. El que te trajo aquí ya no es válido.',
  'connection.connecting': 'Conectando',
  'connection.failed': 'Eidetic no puede abrir tu fototeca',

  'dialog.cancel': 'Cancelar',
  'dialog.close': 'Cerrar',
  'dialog.dismiss': 'Ocultar',

  'menu.shortcuts': 'Atajos de teclado',

  'side.title': 'Fototeca',
  'side.toIcons': 'Reducir la barra lateral a iconos',
  'side.hide': 'Ocultar la barra lateral',
  'side.show': 'Mostrar la barra lateral',
  'side.skip': 'Ir a las fotos',

  'time.seconds': '{count, plural, one {# segundo} other {# segundos}}',
  'time.minutes': '{count, plural, one {# minuto} other {# minutos}}',
  'time.hours': '{count, plural, one {# hora} other {# horas}}',

  'shortcuts.title': 'Atajos de teclado',
  'shortcuts.everywhere': 'En todas partes',
  'shortcuts.help': 'Mostrar esta lista',
  'shortcuts.side': 'Plegar o mostrar la barra lateral',
  'shortcuts.rooms': 'Ir a, una tecla tras otra',
  'shortcuts.escape': 'Cerrar, borrar, volver',

  'error.details': 'Detalles',
  'error.technical': 'Detalles técnicos',
  'error.retry': 'Reintentar',
  'error.INVALID_ARGUMENT': 'Eso no es posible',
  'error.NOT_SUPPORTED_HERE': 'Eso solo funciona en la app de escritorio',
  'error.CANCELLED': 'Detenido',
  'error.INTERNAL': 'Algo ha fallado en Eidetic',
};
