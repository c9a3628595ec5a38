import { expect } from 'vitest';
import type { TempLibrary } from './temp-library.ts';
import { until } from './until.ts';

/** Wait until exactly these photos of a library can be found and nothing is looked through any more. */
export async function finds(lib: TempLibrary, ...names: string[]): Promise<void> {
  let found: string[] = [];
  const hasAll = async (): Promise<boolean> => {
    found = await lib.findable();
    return found.join('\n') === names.toSorted().join('\n') && !lib.engine.library.keeper.state.running;
  };
  await until(names.join(', '), hasAll).catch(() => {
    expect(found).toEqual(names.toSorted());
  });
}
