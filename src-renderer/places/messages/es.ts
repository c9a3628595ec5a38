import type { Translated } from '../../lib/messages.ts';
import type { en } from './en.ts';

export const es: Translated<typeof en> = {
  'places.title': 'Lugares',
  'places.map': 'Mapa de tus fotos',
  'places.help':
    'Las flechas mueven el mapa, más y menos cambian el zoom, Inicio muestra todas las fotos. D dibuja una zona. Tab recorre los lugares a la vista, primero los que tienen más fotos.',
  'places.cluster': '{place}, {count, plural, one {# foto} other {# fotos}}',
  'places.nowhere': 'Lejos de las ciudades',
  'places.countries': '{country} y {count, plural, one {# país más} other {# países más}}',
  'places.zoomIn': 'Acercar',
  'places.zoomOut': 'Alejar',
  'places.all': 'Mostrar todas las fotos',
  'places.draw': 'Dibujar una zona',
  'places.drawHint': 'Rodea las fotos que quieras ver.',
  'places.keyHint':
    'Las flechas mueven la cruz, con Mayús menos lejos. Intro fija una esquina, dos veces cierra la zona. Esc cancela.',
  'places.corner': 'Esquina {number} en {latitude}, {longitude}',
  'places.cross': 'La cruz está en {latitude}, {longitude}',
  'places.clear': 'Quitar la zona dibujada',
  'places.show': '{count, plural, =0 {No hay fotos aquí} one {Mostrar esta foto} other {Mostrar estas # fotos}}',
  'places.located': '{count, plural, one {# foto en el mapa} other {# fotos en el mapa}}',
  'places.unlocated': '{count, plural, one {# foto no tiene posición} other {# fotos no tienen posición}}',
  'places.inSight': '{count, plural, =0 {Ninguna foto a la vista} one {# foto a la vista} other {# fotos a la vista}}',
  'places.inArea': '{count, plural, =0 {Ninguna foto en la zona} one {# foto en la zona} other {# fotos en la zona}}',
  'places.loading': 'Cargando el mapa',
  'places.failed': 'No se pudo cargar el mapa',
  'places.none': 'Ninguna foto dice dónde se hizo',
  'places.noneHint':
    'Los móviles y las cámaras con GPS escriben su posición en las fotos. Las que la tienen se muestran aquí.',
  'places.keys': 'Mover el mapa',
  'places.zoomKeys': 'Cambiar el zoom del mapa',
  'places.allKey': 'Todas las fotos en el mapa',
  'places.cornerKeys': 'Dibujar una zona: fijar una esquina, dos veces para cerrarla',
  'places.cornerBackKey': 'Dibujar una zona: quitar la última esquina',
};
