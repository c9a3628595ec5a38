import { describe, expect, test } from 'vitest';
import { AppError, type ModelEntry } from '../../../src-contract/index.ts';
import { packToOffer } from '../../../src-main/engine/models/pack-to-offer.ts';

type Known = Pick<ModelEntry, 'id' | 'languages'> &
  Partial<Pick<ModelEntry, 'recommended' | 'refusedBecause' | 'state'>>;

const builtin: Known = { id: 'builtin', languages: ['en'], state: { kind: 'inUse' } };
const best: Known = { id: 'best', languages: ['en'], recommended: true };
const many: Known = { id: 'many', languages: ['mul', 'en'] };
const refusedBecause = new AppError('MODEL_TOO_LARGE_FOR_MEMORY', 'too large').toWire();

function offered(speaks: readonly string[], ...known: readonly Known[]): string | undefined {
  const all = known.map(
    (each) => ({ recommended: false, refusedBecause: null, state: { kind: 'available' }, ...each }) as ModelEntry,
  );
  return packToOffer(all, [...speaks])?.id;
}

describe('the pack to offer', () => {
  test('is the recommended one to whom the pack in use understands', () => {
    expect(offered(['en-GB', 'de'], builtin, best, many)).toBe('best');
    expect(offered(['de'], { ...builtin, languages: ['en', 'de'] }, best, many)).toBe('best');
    expect(offered([], builtin, best, many)).toBe('best');
  });

  test('is one that knows the language of whoever speaks another', () => {
    expect(offered(['de-AT', 'en'], builtin, best, many)).toBe('many');
    expect(offered(['fr'], builtin, best, { id: 'french', languages: ['fr'] }, many)).toBe('french');
  });

  test('is the recommended one where none that knows it can be had', () => {
    expect(offered(['de'], builtin, best)).toBe('best');
    expect(offered(['de'], builtin, best, { ...many, refusedBecause })).toBe('best');
    expect(offered(['de'], builtin, { ...best, refusedBecause }, { ...many, refusedBecause })).toBeUndefined();
  });
});
