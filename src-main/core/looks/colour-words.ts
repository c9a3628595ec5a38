import type { ColourName } from '../../../src-contract/looks.ts';
import { fold } from '../text/fold.ts';

/** What colours are called in English, German, French and Spanish, their own names first; accents, spaces and hyphens do not count. */
const words: Readonly<Record<ColourName, readonly string[]>> = {
  red: ['red', 'crimson', 'rot', 'rouge', 'rojo', 'roja'],
  orange: ['orange', 'naranja', 'anaranjado'],
  yellow: ['yellow', 'gold', 'golden', 'gelb', 'jaune', 'dore', 'amarillo', 'amarilla', 'dorado'],
  green: ['green', 'grün', 'vert', 'verte', 'verde'],
  olive: ['olive', 'oliv', 'olivgrün', 'oliva'],
  teal: ['teal', 'turquoise', 'cyan', 'türkis', 'petrol', 'zyan', 'sarcelle', 'turquesa', 'cian'],
  sky: [
    'sky',
    'sky blue',
    'light blue',
    'hellblau',
    'himmelblau',
    'bleu ciel',
    'bleu clair',
    'celeste',
    'azul celeste',
    'azul claro',
    'azur',
  ],
  blue: ['blue', 'blau', 'bleu', 'bleue', 'azul'],
  navy: [
    'navy',
    'navy blue',
    'dark blue',
    'dunkelblau',
    'marineblau',
    'marine',
    'bleu marine',
    'bleu foncé',
    'marino',
    'azul marino',
    'azul oscuro',
  ],
  purple: [
    'purple',
    'violet',
    'magenta',
    'lila',
    'violett',
    'purpur',
    'pourpre',
    'morado',
    'morada',
    'violeta',
    'purpura',
  ],
  pink: ['pink', 'rosa', 'rose', 'rosado', 'rosada'],
  brown: ['brown', 'braun', 'marron', 'brun', 'brune', 'castaño'],
  beige: ['beige', 'tan', 'beis', 'cream', 'creme', 'crema'],
  white: ['white', 'weiß', 'blanc', 'blanche', 'blanco', 'blanca'],
  grey: ['grey', 'gray', 'silver', 'grau', 'silber', 'gris', 'grise', 'argent', 'plateado'],
  black: ['black', 'schwarz', 'noir', 'noire', 'negro', 'negra'],
};

const known: ReadonlyMap<string, ColourName> = new Map(
  (Object.keys(words) as ColourName[]).flatMap((name) => words[name].map((word) => [spelled(word), name] as const)),
);

/** The colour that is called so; undefined for what is none. `grün`, `gruen` and `grun` are the same. */
export function colourCalled(word: string): ColourName | undefined {
  return known.get(spelled(word)) ?? known.get(spelled(word.replace(/ue/iu, 'u')));
}

function spelled(word: string): string {
  return fold(word.trim()).replaceAll(/[\s-]+/gu, '');
}
