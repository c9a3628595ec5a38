import { describe, expect, test } from 'vitest';
import { colourNames } from '../../../src-contract/index.ts';
import { colourCalled } from '../../../src-main/core/looks/colour-words.ts';
import { de } from '../../../src-renderer/filters/messages/de.ts';
import { en } from '../../../src-renderer/filters/messages/en.ts';
import { es } from '../../../src-renderer/filters/messages/es.ts';
import { fr } from '../../../src-renderer/filters/messages/fr.ts';

/** Queries are written by what is read on the page. */
describe.each([
  ['en', en],
  ['de', de],
  ['fr', fr],
  ['es', es],
] as const)('%s', (_, messages) => {
  test.each(colourNames)('%s is understood by what the page calls it', (name) => {
    expect(colourCalled(messages[`filters.colour.${name}`])).toBe(name);
  });
});
