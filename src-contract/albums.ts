import { z } from 'zod';
import { capability, nothing } from './capability.ts';
import { Filters } from './filters.ts';
import { GivenName } from './given-name.ts';
import { PhotoColumns } from './photo-columns.ts';
import { maxSelection, PhotoId } from './photos.ts';
import { maxQueryCharacters } from './search.ts';

/** `plain`: what somebody put into it. `smart`: that, and what is like it, which is suggested. */
export const albumKinds = ['plain', 'smart'] as const;
export const AlbumKind = z.enum(albumKinds);
export type AlbumKind = z.infer<typeof AlbumKind>;

/** What an album was made of: selected photos, what a search found, a folder, or its name alone. */
export const albumSources = ['selection', 'search', 'folder', 'name'] as const;

/** Most suggestions that an album is asked for. */
export const maxSuggestions = 1000;

/** Most albums that one excludes. */
const maxRivals = 50;

const id = z.int().positive();
/** What its photos show, in words; null for an album that goes by its photos alone. */
const prompt = z.string().max(maxQueryCharacters).regex(/\S/u, 'a description that is not blank').nullable();
/** Of suggestions: 0 for nearly all that may be meant, 1 for the surest alone. */
const strictness = z.number().min(0).max(1);

export const Album = z.strictObject({
  id,
  /** Two albums may be called the same. */
  name: z.string(),
  kind: AlbumKind,
  prompt,
  strictness,
  source: z.enum(albumSources),
  /** Photos in it that have a file; of a smart one, its examples. */
  photos: z.int().nonnegative(),
  /** The photo that stands for it: the one that was chosen, else its first. Null while it has none. */
  coverId: PhotoId.nullable(),
  /** Smart albums that this one excludes, as each of them does the others: a photo is suggested to the one it fits best. */
  rivals: z.array(id),
});
export type Album = z.infer<typeof Album>;

export const AlbumPhotos = z.strictObject({
  album: Album,
  /** In their order. Stacks are not folded: what is in an album was put there photo by photo. */
  photos: PhotoColumns,
  /** Photos that were refused. */
  refused: z.int().nonnegative(),
});
export type AlbumPhotos = z.infer<typeof AlbumPhotos>;

export const Suggestions = z.strictObject({
  /** Surest first; of a stack one. Neither what is in the album nor what was refused. */
  photos: PhotoColumns,
  /** Are there more than were asked for? */
  mayBeMore: z.boolean(),
  /**
   * What they follow from: a description alone, one example (with the description where there is one), or what was learnt from
   * several. Null where there is nothing to go by yet.
   */
  evidence: z.enum(['description', 'example', 'examples']).nullable(),
  /** Photos that were compared. */
  searched: z.int().nonnegative(),
  /** Examples and refused photos that the model in use has not looked at yet, and that do not count until then. */
  unread: z.int().nonnegative(),
});
export type Suggestions = z.infer<typeof Suggestions>;

/** Photos that look alike, proposed as an album. */
export const TidyGroup = z.strictObject({
  /** That tell it from the other groups, best first, in English; none where the model in use knows no English. */
  words: z.array(z.string()),
  /** Those that are most like the group first. */
  photoIds: z.array(PhotoId),
});
export type TidyGroup = z.infer<typeof TidyGroup>;

export const TidyProposal = z.strictObject({
  /** Largest first; none of too few photos. */
  groups: z.array(TidyGroup),
  /** Photos that are alone, or all but. */
  left: z.int().nonnegative(),
  /** Photos that the model in use has not looked at yet. */
  unread: z.int().nonnegative(),
});
export type TidyProposal = z.infer<typeof TidyProposal>;

const photoIds = z.array(PhotoId).max(maxSelection);
/** Photos to tidy: those that are named, or all that the filters let pass. */
export const TidyRequest = z.union([
  z.strictObject({ photoIds: photoIds.min(1) }),
  z.strictObject({ filters: Filters }),
]);
export type TidyRequest = z.infer<typeof TidyRequest>;

/** Photos that are moved before another one of the album, in the order they have there; null for to its end. */
export const AlbumRun = z.strictObject({ photoIds: photoIds.min(1), before: PhotoId.nullable() });
export type AlbumRun = z.infer<typeof AlbumRun>;

const somePhotos = z.strictObject({ id, photoIds: photoIds.min(1) });
/** How many photos it made a difference to. */
const changed = z.strictObject({ changed: z.int().nonnegative() });
/** Photos that were put into an album: to take the first out and to refuse the others again takes exactly that back. */
const added = z.strictObject({ added: z.array(PhotoId), refusedBefore: z.array(PhotoId) });

export const albums = capability('albums', {
  methods: {
    /** In their order. */
    'albums.list': { input: nothing, output: z.array(Album) },
    'albums.create': {
      input: z.strictObject({ name: GivenName, kind: AlbumKind, prompt, source: z.enum(albumSources), photoIds }),
      output: Album,
    },
    /**
     * Change what is given. `coverId` null: the first photo stands for it again. `rivals`: it and these exclude each other and no
     * others any more; those that it excluded until now go on without it. All must be smart; one that becomes plain
     * excludes none.
     */
    'albums.update': {
      input: z.strictObject({
        id,
        name: GivenName.optional(),
        kind: AlbumKind.optional(),
        prompt: prompt.optional(),
        strictness: strictness.optional(),
        coverId: PhotoId.nullable().optional(),
        rivals: z.array(id).max(maxRivals).optional(),
      }),
      output: Album,
    },
    /** Remove an album, never its photos. It can be restored until the program ends, but for those removed long before. */
    'albums.remove': { input: z.strictObject({ id }), output: nothing },
    /** Bring back an album that was removed. */
    'albums.restore': { input: z.strictObject({ id }), output: Album },
    'albums.photos': { input: z.strictObject({ id }), output: AlbumPhotos },
    /** Put photos at its end; those that are in it stay where they are. What was refused is taken in like any other. */
    'albums.add': { input: somePhotos, output: added },
    /** Take photos out, and forget that they were refused. */
    'albums.takeOut': { input: somePhotos, output: changed },
    /** Refuse suggestions: they are not made again, and what is like them less likely. */
    'albums.refuse': { input: somePhotos, output: changed },
    /** Move photos, a run of them each, all at once. */
    'albums.move': { input: z.strictObject({ id, runs: z.array(AlbumRun).min(1).max(maxSelection) }), output: nothing },
    /** Propose albums for photos: those that are named, or all that pass the filters. Nothing is made or moved. */
    'albums.tidy': {
      input: TidyRequest,
      output: TidyProposal,
    },
    /** What belongs to a smart album by what it has learnt. `strictness` instead of its own, to try it. */
    'albums.suggest': {
      input: z.strictObject({
        id,
        top: z.int().min(1).max(maxSuggestions),
        strictness: strictness.optional(),
      }),
      output: Suggestions,
    },
  },
  events: {
    /** Albums, their photos or what they suggest are others than before. */
    'albums.changed': {},
  },
});
