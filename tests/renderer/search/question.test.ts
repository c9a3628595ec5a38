import { expect, it } from 'vitest';
import { noFilters } from '../../../src-contract/index.ts';
import { isSameQuestion, type Question } from '../../../src-renderer/search/question.ts';

const question: Question = {
  ...{ text: 'a dog', examples: [], filters: noFilters, axis: null, top: 200 },
  sort: 'relevance',
};

it('stays the same question while more hits of it are asked for, or the same filters were set anew', () => {
  expect(isSameQuestion(question, { ...question, top: 1000, filters: { ...noFilters } })).toBe(true);
  expect(isSameQuestion(null, null)).toBe(true);
});

it.each<[string, Partial<Question>]>([
  ['text', { text: 'a cat' }],
  ['example', { examples: [] }],
  ['filter', { filters: { ...noFilters, minRating: 4 } }],
  ['order', { sort: 'newest' }],
  ['axis', { axis: { more: 'sunny', less: 'rainy' } }],
])('is another question with another %s: its near misses are not those of before', (_, other) => {
  expect(isSameQuestion({ ...question, ...other }, question)).toBe(false);
});

it('is another question than none', () => {
  expect(isSameQuestion(question, null)).toBe(false);
});
