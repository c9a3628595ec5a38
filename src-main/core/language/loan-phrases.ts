import { wordsOf } from '../text/content-words.ts';
import { fold } from '../text/fold.ts';

/**
 * What English has from other languages without changing it, and names of places that it does not translate: who types
 * one means the same in every language. Folded, words apart by a space. What dictionaries of English list is not here.
 */
const phrases: ReadonlySet<string> = new Set([
  ...['art nouveau', 'armoire', 'eau de cologne', 'eau de parfum', 'eau de toilette', 'femme fatale', 'fleur de lis'],
  ...['laissez faire', 'pas de deux', 'tete a tete', 'tour de france', 'feliz navidad', 'cinco de mayo'],
  ...['dia de los muertos', 'dia de muertos', 'el nino', 'la nina'],
  ...[
    'a la mode',
    'au gratin',
    'boeuf bourguignon',
    'cafe au lait',
    'cafe con leche',
    'carne asada',
    'chile con carne',
  ],
  ...[
    'chili con carne',
    'arroz con pollo',
    'coq au vin',
    'creme brulee',
    'creme fraiche',
    'dulce de leche',
    'fleur de sel',
  ],
  ...['huevos rancheros', 'mousse au chocolat', 'pain au chocolat', 'pina colada', 'tres leches'],
  ...['mesa verde', 'rio grande', 'rio de janeiro', 'del mar', 'costa del sol', 'playa del carmen', 'isla mujeres'],
  ...['sagrada familia', 'mont blanc', 'moulin rouge', 'gare du nord', 'notre dame', 'place de la concorde'],
  ...['unter den linden', 'englischer garten', 'rothenburg ob der tauber', 'lago di garda', 'cinque terre'],
  ...['ponte vecchio'],
]);
const mostWords = Math.max(...[...phrases].map((phrase) => phrase.split(' ').length));

/** The words of a text that are in no such phrase. The longest counts: `pain au chocolat`. */
export function wordsBesideLoans(text: string): string[] {
  const words = wordsOf(text.normalize('NFC'));
  const folded = words.map((word) => fold(word));
  const left: string[] = [];
  for (let at = 0; at < words.length;) {
    const length = loanAt(folded, at);
    if (length === 0) left.push(words[at] ?? '');
    at += Math.max(length, 1);
  }
  return left;
}

/** How many words the longest phrase has that begins there; 0 where none does. */
function loanAt(words: readonly string[], at: number): number {
  for (let length = Math.min(mostWords, words.length - at); length > 0; length--)
    if (phrases.has(words.slice(at, at + length).join(' '))) return length;
  return 0;
}
