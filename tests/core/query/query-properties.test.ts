import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { UnderstoodQuery, type QueryChip } from '../../../src-contract/index.ts';
import { isoDay, parseIsoDay } from '../../../src-main/core/query/days.ts';
import { formatQuery } from '../../../src-main/core/query/format-query.ts';
import { parseQuery } from '../../../src-main/core/query/parse-query.ts';
import { languages } from '../../../src-main/core/query/languages/index.ts';
import { withEmojiInWords } from '../../../src-main/core/text/emoji.ts';
import { type Phrases, words } from '../../../src-main/core/query/words.ts';
import { Gazetteer } from '../../../src-main/engine/gazetteer/gazetteer.ts';
import { table } from './queries.table.ts';

const places = new Gazetteer();

const firstDay = parseIsoDay('1990-01-01') ?? 0;
const lastDay = parseIsoDay('2100-12-31') ?? 0;
const edges = ['2000-02-29', '2024-02-29', '2023-02-28', '2023-03-01', '2023-12-31', '2024-01-01', '2100-02-28'];
const anyDay = fc.oneof(fc.integer({ min: firstDay, max: lastDay }).map(isoDay), fc.constantFrom(...edges));

/** Texts near to what is understood: parts of the language, in any order, with anything between. */
const parts = [
  ...[
    '-',
    '−',
    '"',
    '“',
    '”',
    '\\',
    ',',
    '.',
    '..',
    ':',
    '(',
    ')',
    ' ',
    '\n',
    "'",
    '&',
    'IMG_1.jpg',
    '.png',
    '*',
    'C:\\',
    'file:',
    '/',
    'name:',
    'and',
    'or',
    'but',
    'no',
    'the',
  ],
  ...[
    'without',
    'in',
    'on',
    'at',
    'near',
    'around',
    'from',
    'to',
    'between',
    'since',
    'until',
    'before',
    'after',
    'of',
  ],
  ...[
    'within',
    '5 km',
    'last',
    'this',
    'past',
    'ago',
    'weeks',
    'year',
    'summer',
    'May',
    'may',
    '24',
    '5',
    '2023',
    '1826',
  ],
  ...[
    '2023-12-24',
    '29 February',
    '9999',
    '90s',
    'Christmas',
    'New Year',
    'Easter',
    'Sunday',
    'today',
    'stars',
    'least',
  ],
  ...['camera:', 'folder:', 'type:', 'rating:', 'iso:', 'on:', 'in:', 'near:', 'before:', 'after:', 'not:', 'ignore:'],
  ...[
    'since:',
    'until:',
    'during:',
    'shape:',
    'is:',
    'lens:',
    'x',
    '>=4',
    '4-5',
    'jpg',
    'square',
    'Paris',
    'Texas',
    'New York',
  ],
  ...['Lisbon', 'Italy', 'Crete', 'nice', 'dog', 'people', '犬', '🐕', '\u0000', '\ud800', 'İstanbul', 'ﬁ', '\u200b'],
  ...[
    'every:',
    'every',
    'July',
    'july',
    'august',
    'Lissabon',
    'Nizza',
    'Victoria',
    'la',
    'sin',
    'gente',
    'hier',
    'turkey',
  ],
  ...[
    'letzten',
    'Sommer',
    'Weihnachten',
    'vor',
    'Tagen',
    'bis',
    'ohne',
    'von',
    'Bilder',
    'der',
    'jeden',
    'am',
    '07-14',
  ],
  ...["l'été", "d'Italie", 'dernier', 'il y a', 'jours', 'depuis', 'à', 'noël', 'de', 'semaine', 'photos', 'et', 'ou'],
  ...['-\\', '-2019', '-24', 'not', 'except', 'except for', 'excepto', 'Boston', 'terrier', 'New', 'Mexico'],
  ...['area:', '48.1,11.5,48.2,11.7', '-8,-179.5;-7,-181;', '-9,181', ';'],
  ...['verano', 'pasado', 'hace', 'días', 'desde', 'hasta', 'en', 'fin de semana', 'y', 'mayo', '12-25..01-05', '2000'],
];
const languageLike = fc
  .array(fc.tuple(fc.constantFrom(...parts), fc.constantFrom('', ' ', ' ', ' ')), { maxLength: 14 })
  .map((pieces) => pieces.flat().join(''));
const real = fc.constantFrom(...table.map(([text]) => text));
const anyText = fc.oneof(
  languageLike,
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.tuple(real, languageLike, real).map((texts) => texts.join(' ')),
);

function withoutPlace({ start: _start, end: _end, ...chip }: QueryChip): Omit<QueryChip, 'start' | 'end'> {
  return chip;
}

test('any text is understood as the contract has it, with chips in order and apart', () => {
  fc.assert(
    fc.property(anyText, anyDay, (text, today) => {
      const { description, chips } = UnderstoodQuery.parse(parseQuery(text, { today, places }));
      expect(description).toBe(description.trim());
      let end = 0;
      for (const chip of chips) {
        expect(chip.start).toBeGreaterThanOrEqual(end);
        expect(chip.end).toBeGreaterThan(chip.start);
        ({ end } = chip);
      }
      expect(end).toBeLessThanOrEqual(text.length);
    }),
    { numRuns: 3_000 },
  );
});

const allLanguages = new Set(languages.map(({ code }) => code));
const knows = (phrases: Phrases, piece: string): boolean =>
  [piece, `${piece}'`].some((word) => phrases.has(word.toLowerCase(), allLanguages));

/** What says nothing beside a chip. */
const empty = (piece: string): boolean => [words.empty, words.of, words.from].some((each) => knows(each, piece));
const connector = (piece: string): boolean =>
  /^[-–—|/·&+,;:.!?'’]$/u.test(piece) || [words.and, words.or, words.but].some((each) => knows(each, piece));

test('nothing that was typed is lost: what is in no chip is described, but for connectors beside a chip', () => {
  fc.assert(
    fc.property(anyText, anyDay, (text, today) => {
      const { description, chips } = parseQuery(text, { today, places });
      let at = 0;
      const outside: string[] = [];
      for (const chip of chips) {
        outside.push(text.slice(at, chip.start));
        at = chip.end;
      }
      outside.push(text.slice(at));
      if (chips.length > 0 && description === '') {
        const rest = outside.join(' ').match(/[\p{L}\p{N}\p{M}]+|[^\s\\]/gu) ?? [];
        expect(rest.filter((piece) => !connector(piece) && !empty(piece))).toEqual([]);
        return;
      }
      // Each word and each mark by itself; a backslash that keeps a word from being understood is no part of it.
      const pieces = (each: string): string[] => each.match(/[\p{L}\p{N}\p{M}]+|\S/gu) ?? [];
      const described = pieces(description);
      for (const piece of pieces(withEmojiInWords(outside.join(' ')))) {
        if (described[0] === piece) described.shift();
        else expect(piece === '\\' || (chips.length > 0 && connector(piece)), JSON.stringify(piece)).toBe(true);
      }
      expect(described).toEqual([]);
    }),
    { numRuns: 3_000 },
  );
});

test('a text without a chip is described as it is, with single spaces and emoji in words', () => {
  fc.assert(
    fc.property(anyText, anyDay, (text, today) => {
      fc.pre(!text.includes('\\'));
      const { description, chips } = parseQuery(text, { today, places });
      if (chips.length > 0) return;
      const spaced = text.replaceAll(/\s+/gu, ' ').trim();
      const inWords = withEmojiInWords(spaced);
      if (inWords === spaced) expect(description).toBe(spaced);
      // No space comes between an emoji and the mark behind it.
      else expect(description.replaceAll(' ', '')).toBe(inWords.replaceAll(' ', ''));
    }),
    { numRuns: 2_000 },
  );
});

test('a chip is written so that it alone is understood as the same chip, on any day', () => {
  fc.assert(
    fc.property(anyText, anyDay, anyDay, (text, today, later) => {
      for (const chip of parseQuery(text, { today, places }).chips) {
        const again = parseQuery(chip.text, { today: later, places });
        expect(again.description).toBe('');
        expect(again.chips.map(withoutPlace)).toEqual([withoutPlace(chip)]);
        expect(again.chips[0]).toMatchObject({ start: 0, end: chip.text.length });
      }
    }),
    { numRuns: 3_000 },
  );
});

test('what is offered is few, stands apart from chips or for the same days every year, and is the chip it says when taken', () => {
  fc.assert(
    fc.property(anyText, anyDay, (text, today) => {
      const { chips, offered } = parseQuery(text, { today, places });
      expect(offered.length).toBeLessThanOrEqual(3);
      for (const { chip, text: taken } of offered) {
        const over = chips.filter(({ start, end }) => start < chip.end && chip.start < end);
        for (const { kind, start, end } of over)
          expect([kind, start, end, chip.kind]).toEqual(['date', chip.start, chip.end, 'every']);
        expect(taken).toBe(text.slice(0, chip.start) + chip.text + text.slice(chip.end));
        expect(parseQuery(taken, { today, places }).chips.map((each) => each.text)).toContain(chip.text);
      }
    }),
    { numRuns: 2_000 },
  );
});

test('a query that was understood is written so that it is understood in the same way, on any day', () => {
  fc.assert(
    fc.property(anyText, anyDay, anyDay, (text, today, later) => {
      const understood = parseQuery(text, { today, places });
      const again = parseQuery(formatQuery(understood, { today: later, places }), { today: later, places });
      expect(again.description).toBe(understood.description);
      expect(again.chips.map(withoutPlace)).toEqual(understood.chips.map(withoutPlace));
    }),
    { numRuns: 3_000 },
  );
});

const zone = process.env['TZ'];
afterEach(() => {
  process.env['TZ'] = zone;
  if (zone === undefined) delete process.env['TZ'];
});

test.each(['UTC', 'Pacific/Kiritimati', 'Pacific/Niue', 'America/Sao_Paulo', 'Europe/Berlin'])(
  'dates are the same in the time zone %s',
  (timeZone) => {
    const understood = (): unknown[] =>
      edges.flatMap((today) => table.map(([text]) => parseQuery(text, { today, places })));
    const before = understood();
    process.env['TZ'] = timeZone;
    expect(new Date(0).getTimezoneOffset() === 0).toBe(timeZone === 'UTC');
    expect(understood()).toEqual(before);
  },
);

test('a very long text is understood in a moment', () => {
  const some = table.filter((_, index) => index % 24 === 0).map(([text]) => text);
  // Queries of several words are many: a pattern that tries everything shows in less of them, too.
  const texts = [
    ...parts.map((piece) => ({ piece, length: 10_000 })),
    ...some.map((piece) => ({ piece, length: 3_000 })),
  ];
  for (const [index, { piece, length }] of texts.entries()) {
    // One after the other, or apart: in turns, as there are many of either kind.
    const glue = index % 2 === 0 ? ' ' : '';
    const text = (piece + glue).repeat(length).slice(0, length);
    const started = performance.now();
    parseQuery(text, { today: '2024-05-15', places });
    // Some tens of milliseconds at most; minutes where a pattern tries everything.
    expect(performance.now() - started, JSON.stringify(piece)).toBeLessThan(5_000);
  }
}, 180_000);
