import { fold, spellings } from '../text/fold.ts';
import { languages, type Language, type Words } from './languages/index.ts';

/** Code of a language. */
type Code = string;

/** Codes of all languages: by these a word counts, whatever the query is in. */
export const everyLanguage: ReadonlySet<Code> = new Set(languages.map(({ code }) => code));

export function listed(words: Words): readonly string[] {
  return words.split('|').filter((word) => word !== '');
}

/**
 * How a name can be typed: as it is, and where it is long enough not to be another word then, without accents and with
 * umlauts in two letters: `märz`, `marz`, `maerz`.
 */
export function waysToType(name: string): readonly string[] {
  return name.length < 3 ? [name] : [...new Set([name, fold(name), ...spellings(name)])];
}

/** Words and phrases of all languages that do the same in a query. */
export class Phrases {
  /** Null for those that are known by a language that they are sure in; else by which they are known. */
  readonly #known = new Map<string, ReadonlySet<Code> | null>();
  /** Words in the longest that begins with a word. */
  readonly #longest = new Map<string, number>();

  constructor(pick: (language: Language) => Words, alsoKnown: readonly string[] = []) {
    for (const phrase of alsoKnown) this.#known.set(phrase, null);
    for (const language of languages) {
      const unsure = new Set(listed(language.unsure));
      for (const phrase of listed(pick(language)).flatMap(waysToType)) {
        const before = this.#known.get(phrase);
        if (!unsure.has(phrase)) this.#known.set(phrase, null);
        else if (before !== null) this.#known.set(phrase, new Set([...(before ?? []), language.code]));
      }
    }
    for (const phrase of this.#known.keys()) {
      const [first = '', ...others] = phrase.split(' ');
      this.#longest.set(first, Math.max(this.#longest.get(first) ?? 0, others.length + 1));
    }
  }

  /** Words in the longest phrase that begins with a word; 0 where none does. */
  longestFrom(word: string): number {
    return this.#longest.get(word) ?? 0;
  }

  beginsWith(word: string): boolean {
    return this.#longest.has(word);
  }

  /** @param spoken codes of the languages that the query is in for certain. */
  has(phrase: string, spoken: ReadonlySet<Code>): boolean {
    const codes = this.#known.get(phrase);
    return codes === null || (codes !== undefined && [...codes].some((code) => spoken.has(code)));
  }
}

/** Names of all languages, and what each stands for. */
export function namesOf<T>(entries: (language: Language) => Iterable<readonly [Words, T]>): ReadonlyMap<string, T> {
  return new Map(
    languages.flatMap((language) =>
      [...entries(language)].flatMap(([words, meant]) =>
        listed(words).flatMap((name) => waysToType(name).map((way) => [way, meant] as const)),
      ),
    ),
  );
}

const telling: readonly (readonly [word: string, code: Code])[] = languages.flatMap((language) => {
  const unsure = new Set(listed(language.unsure));
  return listed(language.telling)
    .filter((word) => !unsure.has(word))
    .map((word) => [word, language.code] as const);
});
const codesByWord = Map.groupBy(telling, ([word]) => word);

/** Which languages words are of for certain. */
export function spokenIn(words: Iterable<string>): ReadonlySet<Code> {
  const codes = new Set<Code>();
  for (const word of words) for (const [, code] of codesByWord.get(word) ?? []) codes.add(code);
  return codes;
}

/** What the grammar knows words by, in all languages. */
export const words = {
  counted: new Phrases((l) => l.counted),
  numbered: new Phrases((l) => l.numbered),
  today: new Phrases((l) => l.today),
  yesterday: new Phrases((l) => l.yesterday),
  dayBeforeYesterday: new Phrases((l) => l.dayBeforeYesterday),
  one: new Phrases((l) => l.one),
  every: new Phrases((l) => l.every),
  this: new Phrases((l) => l.this),
  last: new Phrases((l) => l.last),
  lastBehind: new Phrases((l) => l.lastBehind),
  agoBehind: new Phrases((l) => l.agoBehind),
  agoBefore: new Phrases((l) => l.agoBefore),
  articles: new Phrases((l) => l.articles),
  indefiniteArticles: new Phrases((l) => l.indefiniteArticles),
  of: new Phrases((l) => l.of),
  in: new Phrases((l) => l.in),
  on: new Phrases((l) => l.on),
  from: new Phrases((l) => l.from),
  at: new Phrases((l) => l.at),
  during: new Phrases((l) => l.during),
  since: new Phrases((l) => l.since),
  until: new Phrases((l) => l.until),
  before: new Phrases((l) => l.before),
  after: new Phrases((l) => l.after),
  between: new Phrases((l) => l.between),
  and: new Phrases((l) => l.and),
  or: new Phrases((l) => l.or),
  but: new Phrases((l) => l.but),
  to: new Phrases((l) => l.to, ['-', '–', '—']),
  near: new Phrases((l) => l.near),
  inPlace: new Phrases((l) => l.inPlace),
  beforeNames: new Phrases((l) => l.beforeNames),
  afterNames: new Phrases((l) => l.afterNames),
  otherPrepositions: new Phrases((l) => l.otherPrepositions),
  without: new Phrases((l) => l.without),
  not: new Phrases((l) => l.not),
  no: new Phrases((l) => l.no),
  any: new Phrases((l) => l.any),
  ends: new Phrases((l) => l.ends, ['-', '–', '—']),
  star: new Phrases((l) => l.stars.one),
  stars: new Phrases((l) => l.stars.many),
  atLeast: new Phrases((l) => l.stars.atLeast),
  orMore: new Phrases((l) => l.stars.orMore),
  rated: new Phrases((l) => l.stars.rated),
  showingStars: new Phrases((l) => l.stars.shown),
  whereStars: new Phrases((l) => l.stars.where),
  starred: new Phrases((l) => l.stars.having),
  onSigns: new Phrases((l) => l.onSigns),
  photos: new Phrases((l) => l.photos),
  empty: new Phrases((l) => `${l.empty}|${l.photos}`),
} as const;
