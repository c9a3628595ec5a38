import { describe, expect, test } from 'vitest';
import type { ModelEntry } from '../../../src-contract/index.ts';
import { modelFor } from '../../../src-renderer/search/model-for.ts';

type Known = Pick<ModelEntry, 'id' | 'languages'> &
  Partial<Pick<ModelEntry, 'recommended' | 'refusedBecause' | 'state'>>;

function entry(known: Known): ModelEntry {
  return { recommended: false, refusedBecause: null, state: { kind: 'available' }, ...known } as ModelEntry;
}

function chosen(language: string, ...known: readonly Known[]): string | undefined {
  return modelFor(language, known.map(entry))?.id;
}

describe('the model for a language', () => {
  test('knows it, whatever its region, or many', () => {
    expect(chosen('de', { id: 'a', languages: ['en'] })).toBeUndefined();
    expect(chosen('de', { id: 'a', languages: ['en'] }, { id: 'b', languages: ['en', 'de-AT'] })).toBe('b');
    expect(chosen('ja', { id: 'a', languages: ['en'] }, { id: 'b', languages: ['mul', 'en'] })).toBe('b');
  });

  test('is first of all one that is there, and then the recommended one', () => {
    const [one, best] = [
      { id: 'one', languages: ['mul'] },
      { id: 'best', languages: ['mul'], recommended: true },
    ];
    expect(chosen('de', one, best)).toBe('best');
    expect(chosen('de', best, { ...one, state: { kind: 'installed' } })).toBe('one');
  });

  test('is none that is in use, or cannot be used here', () => {
    const refusedBecause = { code: 'MODEL_TOO_LARGE_FOR_MEMORY', message: 'too large' } as const;
    expect(chosen('de', { id: 'a', languages: ['de'], refusedBecause })).toBeUndefined();
    expect(chosen('de', { id: 'a', languages: ['de'], state: { kind: 'inUse' } })).toBeUndefined();
  });
});
