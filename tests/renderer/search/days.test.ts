import { describe, expect, it } from 'vitest';
import { daysText } from '../../../src-renderer/search/days.ts';

describe('days in words', () => {
  it.each([
    ['2024-01-01', '2024-12-31', 'en', '2024'],
    ['2019-01-01', '2021-12-31', 'en', '2019 – 2021'],
    ['2024-02-01', '2024-02-29', 'en', 'February 2024'],
    ['2024-02-01', '2024-02-29', 'de', 'Februar 2024'],
    ['2024-02-01', '2024-02-29', 'fr', 'février 2024'],
    ['2024-02-01', '2024-02-29', 'es', 'febrero de 2024'],
    ['2023-02-01', '2023-02-28', 'en', 'February 2023'],
    ['2024-06-01', '2024-08-31', 'en', 'June – August 2024'],
    ['2024-07-04', '2024-07-04', 'en', 'Jul 4, 2024'],
    ['2024-12-24', '2024-12-26', 'en', 'Dec 24 – 26, 2024'],
    ['2024-12-24', '2024-12-26', 'de', '24.–26.12.2024'],
    ['2024-02-01', '2024-02-28', 'en', 'Feb 1 – 28, 2024'],
  ])('from %s to %s in %s are "%s"', (from, to, locale, expected) => {
    // Spaces around dashes are thin ones.
    expect(daysText(from, to, locale).replaceAll(/\s/gu, ' ')).toBe(expected);
  });
});
