import { wordsOf } from './content-words.ts';

/** A name has at most so many words. */
const maxNameWords = 3;
/** Most orders of a list that are encoded. */
const maxOrders = 4;
/** Parts of a list have at most so many words: longer ones belong together otherwise than by "and". */
const maxPartWords = 4;

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

/**
 * The texts whose mean direction stands for a description.
 *
 * - What is short and without a verb is a name, which goes into the pack's templates (prompt ensemble of A. Radford et
 *   al., Learning Transferable Visual Models From Natural Language Supervision, 2021, section 3.1.4).
 * - A list, "a dog, a cat and a horse", is encoded in up to four orders, because encoders weigh what comes first more.
 * - Everything else is taken as it is.
 *
 * @param templates with `{}` where the name goes; none for a pack that has none.
 */
export function promptsFor(description: string, templates: readonly string[]): string[] {
  const parts = listParts(description);
  if (parts.length > 1) return orders(parts).map(joined);
  if (templates.length === 0 || !isName(description)) return [description];
  return templates.map((template) => template.replaceAll('{}', () => description));
}

function isName(description: string): boolean {
  const words = wordsOf(description);
  return words.length > 0 && words.length <= maxNameWords && !words.some(isVerb);
}

function isVerb(word: string): boolean {
  const lower = word.toLowerCase();
  return verbs.has(lower) || (lower.length > 5 && lower.endsWith('ing') && !ingNouns.has(lower));
}

/** The parts of a description that is nothing but a list; else the description alone. */
function listParts(description: string): string[] {
  const parts = description
    .split(/\s*,\s*(?:and\s+)?|\s+and\s+/iu)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const isList = parts.every((part) => wordsOf(part).length <= maxPartWords && !wordsOf(part).some(isVerb));
  return isList && parts.length > 1 ? parts : [description];
}

/** Orders in which, over all of them, every part comes first about as often. */
function orders(parts: readonly string[]): string[][] {
  const count = Math.min(maxOrders, parts.length);
  return Array.from({ length: count }, (_, i) => {
    const first = Math.floor((i * parts.length) / count);
    return [...parts.slice(first), ...parts.slice(0, first)];
  });
}

function joined(parts: readonly string[]): string {
  return parts.length === 2 ? parts.join(' and ') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`;
}
