import { z } from 'zod';
import { Area } from './area.ts';
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
  ...(['folder', 'camera', 'lens', 'name', 'person', 'tag', 'type', 'shape'] as const),
  ...(['is', 'phrase', 'minus', 'ignore', 'color'] as const),
] as const;
/** Chips that are a range of numbers. */
export const rangeChips = ['rating', 'iso'] as const;

export const everyMonths = [
  ...(['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august'] as const),
  ...(['september', 'october', 'november', 'december'] as const),
] as const;
/** Monday first. */
export const everyWeekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export const everySeasons = ['spring', 'summer', 'autumn', 'winter'] as const;
export const everyHolidays = [
  ...(['christmas', 'christmas-eve', 'christmas-day', 'boxing-day', 'new-years-eve', 'new-years-day'] as const),
  ...(['new-year', 'epiphany', 'easter', 'good-friday', 'easter-sunday', 'easter-monday', 'pentecost'] as const),
  ...(['halloween', 'valentines-day', 'st-patricks-day', 'thanksgiving'] as const),
] as const;
export type EveryHoliday = (typeof everyHolidays)[number];

/** What comes again: a name, a day of the year as `MM-DD`, or a first and a last one, `MM-DD..MM-DD`. */
export const EveryName = z.union([
  z.enum([...everyMonths, ...everyWeekdays, 'weekend', ...everySeasons, ...everyHolidays]),
  z.string().regex(/^\d\d-\d\d(?:\.\.\d\d-\d\d)?$/u),
]);
export type EveryName = z.infer<typeof EveryName>;

/** What chips say, without where they stand. */
const says = {
  /**
   * `folder`, `camera`, `lens`: a part of the name. `name`: of a file, or its path. `person`: words of the name. `tag`: the
   * name of a tag in any language of the page, or words of a keyword. `type`: a format. `shape`: one of `photoShapes`.
   * `is`: `favourite`. `phrase`: words in this order in names, title, description or keywords. `minus`: photos that show it
   * go down. `ignore`: it does not count in the comparison. `color`: one of `colourNames`.
   */
  word: { kind: z.enum(wordChips), value: z.string().min(1) },
  /** Both ends included; null where it is open. */
  range: { kind: z.enum(rangeChips), min: z.number().nullable(), max: z.number().nullable() },
  /** First and last day, both included; null where it is open. */
  date: { kind: z.literal('date'), from: Day.nullable(), to: Day.nullable() },
  /** Every year's July, Christmas or 25 December; every Sunday. */
  every: { kind: z.literal('every'), name: EveryName },
  /** Photos that were taken within a distance of a town, or within a country (then without a distance). */
  place: {
    kind: z.literal('place'),
    /** With what tells it from others of the name: `Lisbon, Portugal`. */
    name: z.string().min(1),
    latitude: z.number().min(-90).max(90),
    longitude: z.number().min(-180).max(180),
    radiusKm: z.number().positive().nullable(),
    /** ISO 3166-1 alpha-2. */
    country: z.string().length(2),
    /** Photos that words say this of are of the place too, wherever they were taken or if that is not known. */
    names: z.array(z.string().min(1)),
  },
  /** Photos that were taken in a part of a map. */
  area: { kind: z.literal('area'), area: Area },
};

/** What photos can be left out by. Not words that are looked for. */
const LeftOutChip = z.discriminatedUnion('kind', [
  z.strictObject({ ...says.word, kind: z.enum(wordChips).exclude(['phrase', 'minus', 'ignore']) }),
  z.strictObject(says.range),
  z.strictObject(says.date),
  z.strictObject(says.every),
  z.strictObject(says.place),
  z.strictObject(says.area),
]);
export type LeftOutChip = z.infer<typeof LeftOutChip>;

/** A part of a query text that was understood as more than description. */
export const QueryChip = z.discriminatedUnion('kind', [
  z.strictObject({ ...says.word, ...place }),
  z.strictObject({ ...says.range, ...place }),
  z.strictObject({ ...says.date, ...place }),
  z.strictObject({ ...says.every, ...place }),
  z.strictObject({ ...says.place, ...place }),
  z.strictObject({ ...says.area, ...place }),
  /** Photos of which this is true are left out. */
  z.strictObject({ kind: z.literal('without'), of: LeftOutChip, ...place }),
]);
export type QueryChip = z.infer<typeof QueryChip>;
export type ChipKind = QueryChip['kind'];

/** Another reading of words that stayed description: a chip, where they stand, and the text of the query with it. */
export const OfferedChip = z.strictObject({ chip: QueryChip, text: z.string() });
export type OfferedChip = z.infer<typeof OfferedChip>;
