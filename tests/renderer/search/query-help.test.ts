import { describe, expect, it } from 'vitest';
import type { ChipKind } from '../../../src-contract/index.ts';
import { parseQuery } from '../../../src-main/core/query/parse-query.ts';
import type { Place } from '../../../src-main/core/query/places.ts';
import { de, en, es, fr, type MessageKey } from '../../../src-renderer/messages.ts';

const towns: readonly Place[] = [
  {
    name: 'Lisbon, Portugal',
    latitude: 38.72,
    longitude: -9.13,
    country: 'PT',
    population: 545_000,
    radiusKm: 20,
    names: ['Lisbon', 'Lissabon', 'Lisbonne', 'Lisboa'],
  },
  {
    name: 'Oslo, Norway',
    latitude: 59.91,
    longitude: 10.75,
    country: 'NO',
    population: 700_000,
    radiusKm: 20,
    names: ['Oslo'],
  },
];
const context = {
  today: '2026-06-15',
  places: {
    find: (name: string) =>
      towns.find((town) => [town.name, ...town.names].some((each) => each.toLowerCase() === name.toLowerCase())),
  },
};

const kinds: readonly (readonly [key: MessageKey, kinds: readonly ChipKind[]])[] = [
  ['help.dateExample', ['date', 'every']],
  ['help.placeExample', ['place', 'area']],
  ['help.minusExample', ['minus']],
  ['help.ignoreExample', ['ignore']],
  ['help.phraseExample', ['phrase']],
  ['help.nameExample', ['name']],
  ['help.folderExample', ['folder']],
  ['help.cameraExample', ['camera', 'lens', 'iso']],
  ['help.ratingExample', ['rating', 'is']],
  ['help.typeExample', ['type', 'shape']],
  ['help.colourExample', ['color']],
];
const examples = [en, de, fr, es].flatMap((catalogue) =>
  kinds.flatMap(([key, known]) => catalogue[key].split('|').map((example) => ({ example, known }))),
);

describe('the help at the search field', () => {
  it.each(examples)('tells the truth about $example', ({ example, known }) => {
    const { chips, description } = parseQuery(`boats ${example}`, context);
    expect(description).toBe('boats');
    expect(chips.length).toBe(1);
    expect(known).toContain(chips[0]?.kind);
  });
});
