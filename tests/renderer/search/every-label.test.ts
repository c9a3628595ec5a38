import { expect, test } from 'vitest';
import { en } from '../../../src-renderer/messages.ts';
import { everyLabel } from '../../../src-renderer/search/every-label.ts';

const say: Parameters<typeof everyLabel>[2] = (key, values) => en[key].replace('{days}', String(values?.['days']));

test.each([
  ['july', 'en', 'July · every year'],
  ['july', 'de', 'Juli · every year'],
  ['12-25', 'en', 'December 25 · every year'],
  ['12-25..01-05', 'en-GB', '25 December – 5 January · every year'],
  ['02-29', 'de', '29. Februar · every year'],
  ['summer', 'en', 'Summer · every year'],
  ['new-years-eve', 'en', 'New Year’s Eve · every year'],
  ['sunday', 'en', 'Sunday · every week'],
  ['monday', 'fr', 'lundi · every week'],
  ['weekend', 'en', 'Weekend · every week'],
])('%s is said in %s as %s', (name, locale, label) => {
  expect(everyLabel(name, locale, say)).toBe(label);
});
