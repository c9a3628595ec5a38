import { expect, test } from 'vitest';
import { isOurs, isPage } from '../../src-main/electron/origin.ts';

test.each([
  ['eidetic://app/', true, true],
  ['eidetic://app/?q=1#x', true, true],
  ['eidetic://app/photo/1', true, false],
  ['eidetic://app/../photo/1', true, false],
  ['eidetic://app@evil/', false, false],
  ['eidetic://evil/', false, false],
  ['eidetic://app:1/', false, false],
  ['https://app/', false, false],
  ['', false, false],
])('%s is of our origin: %s, is the page: %s', (url, ours, page) => {
  expect([isOurs(url), isPage(url)]).toEqual([ours, page]);
});
