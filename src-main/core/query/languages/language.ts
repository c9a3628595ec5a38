import type { EveryHoliday } from '../../../../src-contract/index.ts';
import type { Season } from '../calendar.ts';

/** Words and phrases that say the same, with `|` between: small letters, with accents and without apostrophes. */
export type Words = string;

/** The days from Monday to Sunday. */
type Week<T> = readonly [T, T, T, T, T, T, T];
/** The months from January to December; the numbers from one to twelve. */
type Twelve<T> = readonly [T, T, T, T, T, T, T, T, T, T, T, T];

export type Unit = 'day' | 'week' | 'weekend' | 'month' | 'year';

/** Words of a rating in stars. */
type StarWords = Readonly<{
  one: Words;
  many: Words;
  /** Before the number. */
  atLeast: Words;
  /** Behind the stars, or behind their number. */
  orMore: Words;
  /** Before the stars or behind them, what says that they are a rating: "5 star rating", "rated 5 stars". */
  rated: Words;
  /** Before stars that are in the picture: "a sky with 3 stars". */
  shown: Words;
  /** And behind those. */
  where: Words;
  /** What has stars of its own: "5 star hotel". */
  having: Words;
}>;

/**
 * What the query language knows of a language. Queries may mix them: a word that one of them knows is enough. A word that
 * is an ordinary one of another is told by its surroundings, or listed here as one that is not sure.
 */
export interface Language {
  /** BCP 47. The names of countries are those of `Intl`. */
  readonly code: string;
  readonly months: Twelve<Words>;
  /** Too short to be a month without a day or a year: `mar` is the sea in Spanish. */
  readonly shortMonths: Twelve<Words>;
  readonly weekdays: Week<Words>;
  readonly seasons: Readonly<Record<Season, Words>>;
  readonly holidays: Readonly<Partial<Record<EveryHoliday, Words>>>;
  /** Of all these names those that are something else as often: alone they are looked for. */
  readonly namesThatAreWords: Words;
  /** With their plurals. */
  readonly units: Readonly<Record<Unit, Words>>;
  /** Behind a number that counts them, and is no year then: "2000 people". */
  readonly counted: Words;
  /** Before a number that is no year then: "room 2012", "over 2000". */
  readonly numbered: Words;
  readonly today: Words;
  readonly yesterday: Words;
  readonly dayBeforeYesterday: Words;
  readonly numbers: Twelve<Words>;
  /** "a week ago" */
  readonly one: Words;
  readonly every: Words;
  readonly this: Words;
  /** Before what it is about: "last summer". */
  readonly last: Words;
  /** Behind it: "l'été dernier". */
  readonly lastBehind: Words;
  /** "3 days ago", "vor 3 Tagen". */
  readonly agoBehind: Words;
  readonly agoBefore: Words;
  readonly articles: Words;
  /** "a Boston terrier" */
  readonly indefiniteArticles: Words;
  readonly of: Words;
  /** What leads in a year or a month. */
  readonly in: Words;
  /** What leads in a day. */
  readonly on: Words;
  /** Leads in years, and only dates beyond doubt otherwise: "from May" is a letter from her. */
  readonly from: Words;
  /** Leads in only what is a date beyond doubt. */
  readonly at: Words;
  readonly during: Words;
  readonly since: Words;
  readonly until: Words;
  readonly before: Words;
  readonly after: Words;
  readonly between: Words;
  readonly and: Words;
  readonly or: Words;
  readonly but: Words;
  /** Between two ends of a range. */
  readonly to: Words;
  readonly near: Words;
  /** Prepositions before a place that it is not taken in: "flight to Lisbon". */
  readonly otherPrepositions: Words;
  readonly without: Words;
  /** The same before when and where, and before operators: "not in 2019". */
  readonly not: Words;
  /** What says so, too: "no people", "but no dogs". */
  readonly no: Words;
  /** Between "without" and what is left out: "without any people". */
  readonly any: Words;
  /** Behind "no" on signs, or where it says something else: "no smoking". */
  readonly onSigns: Words;
  /** What ends the name of something that is left out. */
  readonly ends: Words;
  readonly stars: StarWords;
  readonly photos: Words;
  /** What says nothing beside a chip: "show me my". */
  readonly empty: Words;
  /** Words of the above that are ordinary ones of another language. They count where the query speaks this one. */
  readonly unsure: Words;
  /** Words that tell that it does. */
  readonly telling: Words;
  /** What leads in a place. */
  readonly inPlace: Words;
  /** Before the name of a place, of which they make another: "New Mexico", "Lake Geneva". */
  readonly beforeNames: Words;
  /** Behind it, where it says of what kind something is: "Boston terrier". */
  readonly afterNames: Words;
  /** Given names and surnames that towns have: alone they are hardly the town. */
  readonly people: Words;
  /** Words of this language that towns or countries are called by, too. */
  readonly ordinary: Words;
  /** Names of towns and islands that only this language has: `English name|country: names`, a line each. */
  readonly places: string;
}
