import { z } from 'zod';
import { Area } from './area.ts';
import { ColourName, colourNames } from './looks.ts';

/** A calendar day, `YYYY-MM-DD`, in the local time of the photo. */
export const Day = z.iso.date();

export const photoShapes = ['landscape', 'portrait', 'square', 'panorama'] as const;

/** What narrows a library or a search. Everything that is given must hold; an empty list allows all. */
export const Filters = z.strictObject({
  /**
   * A registered folder, or with `below` (forward slashes, relative) a folder inside it. `flat`: without what lies in
   * folders below it.
   */
  folder: z
    .strictObject({ folderId: z.int().positive(), below: z.string().max(4096), flat: z.boolean().optional() })
    .nullable(),
  /**
   * First and last day, both included. By the day the photo was taken, else the day of its file; a photo that only says its
   * month or year counts when all of that is included.
   */
  from: Day.nullable(),
  to: Day.nullable(),
  /** As `library.facets` names them. */
  cameras: z.array(z.string().max(300)).max(100),
  /** People, as `library.facets` names them: all must be in the photo. Searches that were kept before may have none. */
  people: z.array(z.string().max(300)).max(100).default([]),
  /** Ids of tags: all must be of the photo. Searches that were kept before may have none. */
  tags: z.array(z.int().positive()).max(50).default([]),
  /** Formats, e.g. `jpeg`. */
  types: z.array(z.string().max(40)).max(40),
  /** Stars, at least. */
  minRating: z.int().min(1).max(5).nullable(),
  /** Favourites alone. Searches that were kept before do not ask. */
  favourite: z.literal(true).nullable().default(null),
  /** Those that were rejected alone, which no stars count. Searches that were kept before do not ask. */
  rejected: z.literal(true).nullable().default(null),
  /** `square`: sides within 5 % of each other. `panorama`: one side at least twice the other, and then nothing else. */
  shape: z.enum(photoShapes).nullable(),
  /** A part of the map. Searches that were kept before do not ask. */
  area: Area.nullable().default(null),
  /** All must be in the photo. Searches that were kept before have none. */
  colours: z.array(ColourName).max(colourNames.length).default([]),
});
export type Filters = z.infer<typeof Filters>;

export const noFilters: Filters = Object.freeze({
  folder: null,
  from: null,
  to: null,
  cameras: [],
  people: [],
  tags: [],
  types: [],
  minRating: null,
  favourite: null,
  rejected: null,
  shape: null,
  area: null,
  colours: [],
});
