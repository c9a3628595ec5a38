import { expect, test } from 'vitest';
import { parseQuery } from '../../../src-main/core/query/parse-query.ts';
import { Gazetteer } from '../../../src-main/engine/gazetteer/gazetteer.ts';
import { today } from './queries.table.ts';

const places = new Gazetteer();

// What words that stayed description are offered as, and the text that results.
const rows: readonly (readonly [text: string, ...offered: (readonly [chip: string, taken: string])[]])[] = [
  // The latest August, and any.
  ['beach in August', ['every:august', 'beach every:august']],
  ['plage en août', ['every:august', 'plage every:august']],
  ['in August 2019'],
  ['last august'],
  ['Nice', ['near:"Nice, France"', 'near:"Nice, France"']],
  ['beach nice', ['near:"Nice, France"', 'beach near:"Nice, France"']],
  ['boats in nice', ['near:"Nice, France"', 'boats near:"Nice, France"']],
  ['Reading', ['near:"Reading, United Kingdom"', 'near:"Reading, United Kingdom"']],
  ['turkey', ['in:Türkiye', 'in:Türkiye']],
  ['turkey 2019', ['in:Türkiye', 'in:Türkiye 2019']],
  ['china', ['in:China', 'in:China']],
  ['Jordan', ['in:Jordan', 'in:Jordan']],
  ['Positano', ['near:"Positano, Italy"', 'near:"Positano, Italy"']],
  ['may', ['every:may', 'every:may']],
  ['march', ['every:march', 'every:march']],
  ['mars', ['every:march', 'every:march']],
  ['mayo', ['every:may', 'every:may']],
  ['fall', ['every:autumn', 'every:autumn']],
  ['christmas tree', ['every:christmas', 'every:christmas tree']],
  ['tree at christmas', ['every:christmas', 'tree every:christmas']],
  ['sunday roast', ['every:sunday', 'every:sunday roast']],
  ['summer dress', ['every:summer', 'every:summer dress']],
  ['dogs in the summer', ['every:summer', 'dogs every:summer']],
  ['Hund im Sommer', ['every:summer', 'Hund every:summer']],
  ['sapin de Noël', ['every:christmas', 'sapin every:christmas']],
  ['90s car', ['on:1990-01-01..1999-12-31', 'on:1990-01-01..1999-12-31 car']],
  ['map of Italy', ['in:Italy', 'map in:Italy']],
  ['flight to Lisbon', ['near:"Lisbon, Portugal"', 'flight near:"Lisbon, Portugal"']],
  ['boston terrier', ['near:"Boston, Massachusetts"', 'near:"Boston, Massachusetts" terrier']],
  ['two dogs in the snow'],
  ['woman reading a book in a room'],
  ['this may be a cat that sleeps'],
  ['red car'],
  ['Lisbon'],
  ['\\turkey'],
];

test.each(rows.map(([text, ...offered]) => ({ text, offered })))(
  '$text offers another reading',
  ({ text, offered }) => {
    const found = parseQuery(text, { today, places }).offered;
    expect(found.map((each) => [each.chip.text, each.text])).toEqual(offered);
  },
);

test('what is offered says where its words stand', () => {
  const [offered] = parseQuery('a tree at christmas', { today, places }).offered;
  expect(offered?.chip).toEqual({ kind: 'every', name: 'christmas', start: 7, end: 19, text: 'every:christmas' });
});
