import { expect, test } from 'vitest';
import { joinKeywords } from '../../../src-main/core/sidecars/join-keywords.ts';

test.each([
  ['words twice', ['sun', 'sea', 'sun'], ['sun', 'sea']],
  ['a level of a branch', ['Places|Italy|Arezzo', 'Italy', 'Arezzo', 'Rome'], ['Places|Italy|Arezzo', 'Rome']],
  ['a branch of which a longer one is there', ['Places|Italy', 'Places|Italy|Arezzo'], ['Places|Italy|Arezzo']],
  ['a branch that is written as a word', ['Places/Italy', 'Places|Italy'], ['Places|Italy']],
  ['two branches to one word', ['Places|Paris', 'People|Paris'], ['Places|Paris', 'People|Paris']],
  ['a word with a slash', ['b/w', 'w'], ['b/w', 'w']],
])('of %s each counts once', (_case, keywords, joined) => {
  expect(joinKeywords(keywords)).toEqual(joined);
});

test('no more than can be meant are kept', () => {
  expect(joinKeywords(Array.from({ length: 600 }, (_, i) => String(i)))).toHaveLength(500);
});
