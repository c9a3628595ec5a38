import { afterAll, beforeAll, expect, test } from 'vitest';
import { searchRequest, tempLibrary, type TempLibrary } from './temp-library.ts';
import type { Files } from './temp-folder.ts';

/** A row of a table of what is known about photos, what a person types, and what must come. */
export interface FactCase {
  /** What a file, its name or what lies beside it says. */
  readonly says: string;
  readonly typed: string;
  /** Paths below the folder: all that is narrowed to, or, of what is also described, all that words find. */
  readonly finds: readonly string[];
}

/**
 * One library of files, indexed for real, and a test a row of the table.
 *
 * @param files contents by path; made when the tests begin.
 */
export function testFacts(files: () => Files, cases: readonly FactCase[]): void {
  let lib: TempLibrary;
  beforeAll(async () => {
    lib = await tempLibrary(files());
    await lib.index();
    expect(lib.failures()).toEqual({});
  });
  afterAll(() => lib[Symbol.asyncDispose]());

  test.each(cases)('$says: $typed', async ({ typed, finds }) => {
    const { hits, understood } = await lib.engine.search.local(searchRequest({ text: typed, top: 1000 }));
    const known = understood.description === '' ? hits : hits.filter(({ foundBy }) => foundBy.includes('words'));
    expect(known.map(({ path }) => path.slice(lib.photos.length + 1)).sort()).toEqual([...finds].sort());
  });
}
