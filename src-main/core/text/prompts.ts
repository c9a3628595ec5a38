import { wordsOf } from './content-words.ts';
import { isName, isVerb } from './names.ts';

/** Most orders of a list that are encoded. */
const maxOrders = 4;
/** Parts of a list have at most so many words: longer ones belong together otherwise than by "and". */
const maxPartWords = 4;

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
