import { z } from 'zod';
import activities from './vocabulary/activities.json' with { type: 'json' };
import animals from './vocabulary/animals.json' with { type: 'json' };
import events from './vocabulary/events.json' with { type: 'json' };
import food from './vocabulary/food.json' with { type: 'json' };
import nature from './vocabulary/nature.json' with { type: 'json' };
import people from './vocabulary/people.json' with { type: 'json' };
import pictures from './vocabulary/pictures.json' with { type: 'json' };
import places from './vocabulary/places.json' with { type: 'json' };
import sky from './vocabulary/sky.json' with { type: 'json' };
import things from './vocabulary/things.json' with { type: 'json' };
import vehicles from './vocabulary/vehicles.json' with { type: 'json' };
import { tagKinds, tagPrompts } from './tag-prompts.ts';

const text = z.string().min(1).max(100);
const key = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/u);
const names = { en: text, de: text, fr: text, es: text };

/** A file of the vocabulary: a group, which is a heading and no tag, and the words below it. */
const VocabularyFile = z.strictObject({
  id: key,
  ...names,
  kind: z.enum(tagKinds),
  words: z.array(
    z.strictObject({
      id: key,
      /** The word above it, which stands before it in the same file; directly below the group when missing. */
      parent: key.optional(),
      ...names,
      /** How it stands in a sentence, with its article; of an activity the verb. Made of the English name when missing. */
      say: text.optional(),
      /** Other sentences for the same, where the word alone is ambiguous or says too little. */
      also: z.array(text).max(8).optional(),
    }),
  ),
});

/** What something is called in the languages of the page. */
interface TagNames {
  readonly en: string;
  readonly de: string;
  readonly fr: string;
  readonly es: string;
}

/** A heading that tags stand below. */
interface TagGroup {
  readonly key: string;
  readonly names: TagNames;
}

/** A tag of the vocabulary. */
export interface TagWord {
  readonly key: string;
  /** Key of its group. */
  readonly group: string;
  /** Key of the tag above it; null for none. */
  readonly parent: string | null;
  readonly names: TagNames;
  /** It is something that is done, which pictures tell worse than what is there. */
  readonly isDoing: boolean;
  /** English texts whose mean direction stands for it. */
  readonly prompts: readonly string[];
}

/** The files as they are, in the order in which groups are shown. */
export const vocabularyFiles: readonly unknown[] = [
  people,
  animals,
  nature,
  sky,
  places,
  food,
  vehicles,
  things,
  activities,
  events,
  pictures,
];

export interface Vocabulary {
  readonly groups: readonly TagGroup[];
  /** Those above before those below. */
  readonly words: readonly TagWord[];
}

let read: Vocabulary | undefined;

/**
 * The words that photos are tagged with: things, places, doings, light and kinds of pictures. It says of people that they are
 * there, and nothing that would sort or judge them. Read once.
 *
 * @throws ZodError where a file does not hold what it should.
 */
export function vocabulary(): Vocabulary {
  read ??= vocabularyOf(vocabularyFiles);
  return read;
}

/** The same of other files. */
export function vocabularyOf(files: readonly unknown[]): Vocabulary {
  const parsed = files.map((file) => VocabularyFile.parse(file));
  return {
    groups: parsed.map(({ id, en, de, fr, es }) => ({ key: id, names: { en, de, fr, es } })),
    words: parsed.flatMap(({ id: group, kind, words }) =>
      words.map(({ id, parent, en, de, fr, es, say, also }) => ({
        key: id,
        group,
        parent: parent ?? null,
        names: { en, de, fr, es },
        isDoing: kind === 'activity',
        prompts: tagPrompts(kind, en, say, also),
      })),
    ),
  };
}
