import { expect, test } from 'vitest';
import { withoutReference } from '../../../src-main/core/query/without-reference.ts';

test.each<readonly [description: string, rest: string]>([
  ['similar to this, but at night', 'at night'],
  ['Similar to this but at night', 'at night'],
  ['like this one, but at night', 'at night'],
  ['like this but in winter', 'in winter'],
  ['like this at night', 'at night'],
  ['like these photos, only with more people', 'with more people'],
  ['something like this, in snow', 'in snow'],
  ['photos similar to this one with a dog', 'with a dog'],
  ['the same as this but blue', 'blue'],
  ['the same, but blue', 'blue'],
  ['this but with a red car', 'with a red car'],
  ['this, at night', 'at night'],
  ['but at night', 'at night'],
  ['more like this', ''],
  ['like this', ''],
  ['similar to this.', ''],
  ['at night', 'at night'],
  ['this dog at night', 'this dog at night'],
  ['like a painting', 'like a painting'],
  ['similar colours', 'similar colours'],
  ['a dog like this', 'a dog like this'],
  ['likes this', 'likes this'],
  ['butterfly', 'butterfly'],
  ['thistle, at night', 'thistle, at night'],
  ['', ''],
])('%j beside an image says %j', (description, rest) => {
  expect(withoutReference(description)).toBe(rest);
});

test('a long text without an end is told in a moment', () => {
  for (const piece of ['more ', 'something ', 'like this ', 'but ', ', ', ' ', 'only that ']) {
    const text = piece.repeat(5_000);
    const started = performance.now();
    withoutReference(`${text}x`);
    expect(performance.now() - started).toBeLessThan(2_000);
  }
});
