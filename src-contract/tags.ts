import { z } from 'zod';
import { capability, nothing } from './capability.ts';
import { maxSelection, PhotoId } from './photos.ts';

/** Of a tag of the vocabulary or one that the user has made. It stays the same, and is never given to another. */
export const TagId = z.int().positive();

/** Longest name or phrase of a tag, in characters. */
export const maxTagCharacters = 100;
const text = z.string().max(maxTagCharacters).regex(/\S/u, 'something that is not blank');

/** What something is called in the languages of the page. */
export const TagNames = z.strictObject({ en: z.string(), de: z.string(), fr: z.string(), es: z.string() });
export type TagNames = z.infer<typeof TagNames>;

/** How many photos there are, each stack once, and the one that shows it most surely; null where there is none. */
const counted = { photos: z.int().nonnegative(), coverId: PhotoId.nullable() };

/** A heading that tags of the vocabulary stand below. */
export const TagGroup = z.strictObject({ key: z.string(), names: TagNames, ...counted });
export type TagGroup = z.infer<typeof TagGroup>;

export const Tag = z.strictObject({
  id: TagId,
  /** Key of its group; null for a tag that the user has made. */
  group: z.string().nullable(),
  /** The tag above it, whose photos its own are among; null for none. */
  parent: TagId.nullable(),
  /** Of the vocabulary; null for a tag that the user has made. */
  names: TagNames.nullable(),
  /** What the user calls it; null where that is its own name. */
  name: z.string().nullable(),
  /** What the user has made it of; null for one of the vocabulary. */
  phrase: z.string().nullable(),
  isHidden: z.boolean(),
  ...counted,
});
export type Tag = z.infer<typeof Tag>;

/** A word that files and sidecars say of photos. */
export const KeywordCount = z.strictObject({ word: z.string(), photos: z.int().positive(), coverId: PhotoId });
export type KeywordCount = z.infer<typeof KeywordCount>;

/**
 * What tags are made by: `ready`; `working`, while photos are looked at; `unknownModel`, where the model in use knows no English,
 * or tells photos apart too badly for anything to be claimed; `failed`, where that is not known yet or photos could not be looked
 * at, which is tried again.
 */
export const tagStates = ['ready', 'working', 'unknownModel', 'failed'] as const;

export const TagList = z.strictObject({
  state: z.enum(tagStates),
  /** Photos of the library, and those of them that have been looked at: this time, while all are looked at anew. */
  photos: z.int().nonnegative(),
  tagged: z.int().nonnegative(),
  /** In the order in which they are shown. */
  groups: z.array(TagGroup),
  /** All of them, those above before those below; last those that the user has made. */
  tags: z.array(Tag),
  /** Most photos first. */
  keywords: z.array(KeywordCount),
});
export type TagList = z.infer<typeof TagList>;

export const tags = capability('tags', {
  methods: {
    'tags.list': { input: nothing, output: TagList },
    /** Tags of a photo, what it shows most surely first, without hidden ones; and those that were taken from it, without those below. */
    'tags.ofPhoto': {
      input: z.strictObject({ photoId: PhotoId }),
      output: z.strictObject({ tags: z.array(TagId), refused: z.array(TagId) }),
    },
    /** Make a tag of a phrase in the language of the model. One that is called so already is shown again instead. */
    'tags.add': { input: z.strictObject({ phrase: text }), output: z.strictObject({ id: TagId }) },
    /** Call a tag otherwise (null: by its own name again), hide or show it. What is missing stays as it is. */
    'tags.update': {
      input: z.strictObject({ id: TagId, name: text.nullable().optional(), isHidden: z.boolean().optional() }),
      output: nothing,
    },
    /** Remove a tag that the user has made. It can be restored for ten seconds at least, but not beyond the end of the program. */
    'tags.remove': { input: z.strictObject({ id: TagId }), output: nothing },
    /** Bring back a tag that was just removed: the same one, with its photos. */
    'tags.restore': { input: z.strictObject({ id: TagId }), output: nothing },
    /**
     * Take a tag, and with it those below it, from photos, for good; or leave them to have it again, but for what was taken from
     * them by itself. The answer are the photos that it made a difference to: what takes exactly that back.
     */
    'tags.setRefused': {
      input: z.strictObject({
        id: TagId,
        photoIds: z.array(PhotoId).min(1).max(maxSelection),
        isRefused: z.boolean(),
      }),
      output: z.strictObject({ changed: z.array(PhotoId) }),
    },
  },
  events: {
    /** Tags, or the photos that have them, are others than before. */
    'tags.changed': {},
  },
});
