import { wordsOf } from './content-words.ts';

/** A name has at most so many words. */
const maxNameWords = 3;

/** Verbs that short descriptions have, in the forms that do not end in -ing. */
const verbs: ReadonlySet<string> = new Set(
  `am are is was were be been has have had do does did eat eats ate drink drinks drank run runs ran walk walks walked sit
  sits sat stand stands stood lie lies lay sleep sleeps slept jump jumps jumped swim swims swam fly flies flew ride rides
  rode drive drives drove climb climbs climbed hold holds held wear wears wore throw throws threw catch catches caught
  kick kicks kicked hit hits read reads write writes wrote sing sings sang dance dances danced smile smiles smiled laugh
  laughs laughed cry cries cried cook cooks cooked cut cuts push pushes pushed pull pulls pulled carry carries carried
  look looks looked watch watches watched talk talks talked hug hugs hugged kiss kisses kissed fall falls fell chase
  chases chased bite bites bit lick licks licked wave waves waved pose poses posed`.split(/\s+/u),
);

/** What ends like a verb and is none. */
const ingNouns: ReadonlySet<string> = new Set(
  `awning building ceiling clothing crossing darling duckling dumpling dwelling earring evening gosling herring icing
  lightning morning offspring painting parking pudding railing sapling seedling sibling spring starling sterling string
  stocking viking wedding`.split(/\s+/u),
);

/** Is a description longer than any name? What has few words is none, verb or not. */
export function isSentence(description: string): boolean {
  return wordsOf(description).length > maxNameWords;
}

/** Is a description the name of something, short and without a verb: "red car"? */
export function isName(description: string): boolean {
  const words = wordsOf(description);
  return words.length > 0 && !isSentence(description) && !words.some(isVerb);
}

export function isVerb(word: string): boolean {
  const lower = word.toLowerCase();
  return verbs.has(lower) || (lower.length > 5 && lower.endsWith('ing') && !ingNouns.has(lower));
}
