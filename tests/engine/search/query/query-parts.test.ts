import { expect, test } from 'vitest';
import { parseQuery } from '../../../../src-main/core/query/parse-query.ts';
import { queryParts } from '../../../../src-main/engine/search/query/query-parts.ts';
import { Gazetteer } from '../../../../src-main/engine/gazetteer/gazetteer.ts';

const context = { today: '2024-06-15', places: new Gazetteer() };

test.each([
  ['two dogs', false, { description: 'two dogs', minus: [], ignore: [] }, []],
  [
    'dogs -people -"red car" ignore:text',
    false,
    { description: 'dogs', minus: ['people', 'red car'], ignore: ['text'] },
    [],
  ],
  ['type:png "my cat" dogs', false, { description: 'dogs', minus: [], ignore: [] }, ['type', 'phrase']],
  ['-people', false, { description: '', minus: ['people'], ignore: [] }, []],
  ['', false, { description: '', minus: [], ignore: [] }, []],
  ['similar to this, but at night', true, { description: 'at night', minus: [], ignore: [] }, []],
  ['similar to this', true, { description: '', minus: [], ignore: [] }, []],
  ['similar to this, but at night', false, { description: 'similar to this, but at night', minus: [], ignore: [] }, []],
])('"%s" (with an example image: %s) is told apart by what is to be done', (text, hasExample, parts, filters) => {
  const { filters: found, ...rest } = queryParts(parseQuery(text, context), hasExample);
  expect(rest).toEqual(parts);
  expect(found.map(({ kind }) => kind)).toEqual(filters);
});
