import { expect, test } from 'vitest';
import { anyPhoto, endsOf } from '../../../src-main/core/looks/axes.ts';

test('an order and its reverse have the same ends', () => {
  expect(endsOf('happy', undefined)).toEqual({ towards: 'Happy photo.', from: 'Sad photo.', areWords: false });
  expect(endsOf('sad', undefined)).toEqual({ towards: 'Sad photo.', from: 'Happy photo.', areWords: false });
  expect(endsOf('calm', undefined)).toMatchObject({ towards: 'Calm photo.', from: 'Busy photo.' });
});

test('words of the user are the ends of their order, from either side', () => {
  const axis = { more: ' snow ', less: 'sand' };
  expect(endsOf('more', axis)).toEqual({ towards: 'snow', from: 'sand', areWords: true });
  expect(endsOf('less', axis)).toEqual({ towards: 'sand', from: 'snow', areWords: true });
  expect(endsOf('more', { more: 'snow', less: ' ' })).toEqual({ towards: 'snow', from: anyPhoto, areWords: true });
});

test('an order by words is none without them', () => {
  expect(endsOf('more', undefined)).toBeUndefined();
  expect(endsOf('less', undefined)).toBeUndefined();
});
