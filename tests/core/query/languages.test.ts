import { describe, expect, test } from 'vitest';
import { everyMonths, everySeasons, everyWeekdays } from '../../../src-contract/index.ts';
import { languages, type Words } from '../../../src-main/core/query/languages/index.ts';
import { parseQuery } from '../../../src-main/core/query/parse-query.ts';
import { listed } from '../../../src-main/core/query/words.ts';
import { Gazetteer } from '../../../src-main/engine/gazetteer/gazetteer.ts';

const places = new Gazetteer();
const today = '2024-05-15';

describe.each(languages)('$code', (language) => {
  const chipsOf = (text: string): string[] => parseQuery(text, { today, places }).chips.map((chip) => chip.text);

  test('knows its months, days of the week and seasons behind an operator', () => {
    const named = [
      ...language.months.map((names, index) => [names, everyMonths[index]] as const),
      ...language.weekdays.map((names, index) => [names, everyWeekdays[index]] as const),
      ...everySeasons.map((season) => [language.seasons[season], season] as const),
      ...Object.entries(language.holidays).map(([key, names]) => [names, key] as const),
    ];
    for (const [names, key] of named)
      for (const name of listed(names))
        expect(chipsOf(`every:"${name.replace("' ", "'")}"`), name).toEqual([`every:${String(key)}`]);
  });

  test('writes words in small letters, and those that are unsure among its own', () => {
    const { code: _, places: _places, unsure, ...fields } = language;
    const own = Object.values(fields)
      .flatMap((field: Words | Readonly<Record<string, Words>> | readonly Words[]) =>
        typeof field === 'string' ? [field] : Object.values(field),
      )
      .flatMap(listed);
    expect(own.length).toBeGreaterThan(200);
    for (const word of own) expect(word).toBe(word.toLowerCase().trim().normalize('NFC'));
    for (const word of listed(unsure)) expect(own, word).toContain(word);
  });

  test('names places that there are, each the one that it is called after', () => {
    for (const line of language.places.trim().split('\n')) {
      if (line.trim() === '') continue;
      const [, name = '', country = '', others = ''] = /^\s*(.+)\|(..): (.+)$/u.exec(line) ?? [];
      const place = places.find(`${name}, ${country}`);
      expect(place?.country, line).toBe(country);
      for (const other of others.split(', ')) expect(places.find(other)?.name, other).toBe(place?.name);
    }
  });
});
