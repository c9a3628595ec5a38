import { z } from 'zod';
import { Day } from './filters.ts';

const place = {
  /** Where it stands in the query text, in UTF-16 code units: without them it is the query without the chip. */
  start: z.int().nonnegative(),
  end: z.int().positive(),
  /** The chip as the query language writes it; it is parsed to the same chip again, on any day. */
  text: z.string(),
};

/** Chips that are a word or a name, matched anywhere in what they are about. */
export const wordChips = [
  ...(['folder', 'camera', 'lens', 'name', 'person', 'type', 'shape', 'phrase', 'minus', 'ignore'] as const),
] as const;
/** Chips that are a range of numbers. */
export const rangeChips = ['rating', 'iso'] as const;

/** A part of a query text that was understood as more than description. */
export const QueryChip = z.discriminatedUnion('kind', [
  /**
   * `folder`, `camera`, `lens`: a part of the name. `name`: of a file, or its path. `person`: words of the name. `type`: a
   * format. `shape`: one of `photoShapes`. `phrase`: words in this order in names, title, description or keywords. `minus`:
   * photos that show it go down. `ignore`: it does not count in the comparison.
   */
  z.strictObject({ kind: z.enum(wordChips), value: z.string().min(1), ...place }),
  /** Both ends included; null where it is open. */
  z.strictObject({ kind: z.enum(rangeChips), min: z.number().nullable(), max: z.number().nullable(), ...place }),
  /** First and last day, both included; null where it is open. */
  z.strictObject({ kind: z.literal('date'), from: Day.nullable(), to: Day.nullable(), ...place }),
  /** Photos that were taken within a distance of a town, or within a country (then without a distance). */
  z.strictObject({
    kind: z.literal('place'),
    /** With what tells it from others of the name: `Lisbon, Portugal`. */
    name: z.string().min(1),
    latitude: z.number().min(-90).max(90),
    longitude: z.number().min(-180).max(180),
    radiusKm: z.number().positive().nullable(),
    /** ISO 3166-1 alpha-2. */
    country: z.string().length(2),
    ...place,
  }),
]);
export type QueryChip = z.infer<typeof QueryChip>;
export type ChipKind = QueryChip['kind'];
