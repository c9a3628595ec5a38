import type { Translated } from '../../lib/messages.ts';
import type { en } from './en.ts';

export const es: Translated<typeof en> = {
  'taste.title': '¿Cuál te gusta más?',
  'taste.heading': 'Según lo que te gusta',
  'taste.teach': 'Elegir entre fotos',
  'taste.left': 'La de la izquierda',
  'taste.right': 'La de la derecha',
  'taste.neither': 'Ninguna',
  'taste.count': '{count, plural, =0 {Aún no has elegido nada} one {# elección} other {# elecciones}}',
  'taste.missing': '{count, plural, one {Una más y podrás ordenar las fotos} other {# más y podrás ordenar las fotos}}',
  'taste.none': 'No queda nada que preguntar sobre estas fotos.',
  'taste.hint':
    'Teclas: ← y → eligen, ↓ es ninguna. De esto se aprende lo que muestran las fotos, y apenas su luz o su nitidez.',
  'taste.sort': 'Ordenar según mi gusto',
  'taste.forget': 'Olvidar todo',
  'taste.forgetAsk':
    '{count, plural, one {¿Olvidar esta elección? No se podrá recuperar.} other {¿Olvidar las # elecciones? No se podrán recuperar.}}',
  'taste.keep': 'Conservar',
  'error.TASTE_TOO_FEW_CHOICES': 'Aún no has elegido entre fotos las veces suficientes para ordenar según tu gusto',
};
