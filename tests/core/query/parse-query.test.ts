import { expect, test } from 'vitest';
import { UnderstoodQuery } from '../../../src-contract/index.ts';
import { parseQuery } from '../../../src-main/core/query/parse-query.ts';
import { Gazetteer } from '../../../src-main/engine/gazetteer/gazetteer.ts';
import { table, today } from './queries.table.ts';

const places = new Gazetteer();
const files = { has: (name: string) => ['lake at dusk.jpg', 'trip 2019-05-04 (2).jpg'].includes(name) };

test.each(table)('%j is understood', (text, description, ...chips) => {
  const understood = parseQuery(text, { today, places, files });
  expect({ description: understood.description, chips: understood.chips.map((chip) => chip.text) }).toEqual({
    description,
    chips,
  });
  expect(UnderstoodQuery.parse(understood)).toEqual(understood);
});
