import type { Prefixed } from '../../lib/messages.ts';

export const en = {
  'places.title': 'Places',
  'places.map': 'Map of your photos',
  'places.help':
    'Arrow keys move the map, plus and minus zoom, Home shows all photos. D draws an area. Tab leads through the places in sight, those with most photos first.',
  'places.cluster': '{place}, {count, plural, one {# photo} other {# photos}}',
  'places.nowhere': 'Away from towns',
  'places.countries': '{country} and {count, plural, one {# other country} other {# other countries}}',
  'places.zoomIn': 'Zoom in',
  'places.zoomOut': 'Zoom out',
  'places.all': 'Show all photos',
  'places.draw': 'Draw around an area',
  'places.drawHint': 'Draw around the photos that you want to see.',
  'places.keyHint':
    'Arrow keys move the cross, with Shift less far. Enter sets a corner, twice ends the area. Escape gives up.',
  'places.corner': 'Corner {number} at {latitude}, {longitude}',
  'places.cross': 'The cross is at {latitude}, {longitude}',
  'places.clear': 'Remove the drawn area',
  'places.show': '{count, plural, =0 {No photos here} one {Show this photo} other {Show these # photos}}',
  'places.located': '{count, plural, one {# photo on the map} other {# photos on the map}}',
  'places.unlocated': '{count, plural, one {# photo has no position} other {# photos have no position}}',
  'places.inSight': '{count, plural, =0 {No photos in sight} one {# photo in sight} other {# photos in sight}}',
  'places.inArea': '{count, plural, =0 {No photos in the area} one {# photo in the area} other {# photos in the area}}',
  'places.loading': 'Loading the map',
  'places.failed': 'The map could not be loaded',
  'places.none': 'No photo says where it was taken',
  'places.noneHint':
    'Phones and cameras with GPS write their position into photos. Those that have one are shown here.',
  'places.keys': 'Move the map',
  'places.zoomKeys': 'Zoom the map',
  'places.allKey': 'All photos on the map',
  'places.cornerKeys': 'Drawing an area: set a corner, twice to end it',
  'places.cornerBackKey': 'Drawing an area: take back the last corner',
} as const satisfies Prefixed<'places'>;
