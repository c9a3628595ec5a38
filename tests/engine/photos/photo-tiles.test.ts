import { describe, expect, test } from 'vitest';
import { NewestFirst } from '../../../src-main/engine/photos/newest-first.ts';
import { planTile } from '../../../src-main/engine/photos/photo-tiles.ts';

const photo = { width: 4032, height: 3024 };

describe('a tile', () => {
  test.each([
    ['the first', 0, 0, 0, { left: 0, top: 0, width: 1024, height: 1024 }, [1024, 1024]],
    ['one in the middle', 0, 2, 1, { left: 2048, top: 1024, width: 1024, height: 1024 }, [1024, 1024]],
    ['the last, of what is left', 0, 3, 2, { left: 3072, top: 2048, width: 960, height: 976 }, [960, 976]],
    ['half as many pixels', 1, 1, 1, { left: 2048, top: 2048, width: 1984, height: 976 }, [992, 488]],
    ['all of it', 2, 0, 0, { left: 0, top: 0, width: 4032, height: 3024 }, [1008, 756]],
  ])('is %s: level %i, column %i, row %i', (_, level, column, row, region, [width, height]) => {
    expect(planTile({ level, column, row }, photo)).toEqual({ region, width, height });
  });

  test.each([
    ['to the right', 0, 4, 0],
    ['below', 0, 0, 3],
    ['of a level that is smaller than a tile', 3, 0, 0],
    ['of a level without end', 99_999, 0, 0],
  ])('does not exist %s', (_, level, column, row) => {
    expect(() => planTile({ level, column, row }, photo)).toThrow(/Expected a tile of a photo of 4032 x 3024/u);
  });

  test('of a line is a pixel high at every level', () => {
    expect(planTile({ level: 2, column: 0, row: 0 }, { width: 6000, height: 1 })).toMatchObject({ height: 1 });
  });

  test('of a small photo is all of it', () => {
    expect(planTile({ level: 0, column: 0, row: 0 }, { width: 30, height: 20 })).toMatchObject({
      width: 30,
      height: 20,
    });
  });
});

describe('work of which the latest is wanted', () => {
  /** Work that goes on until it is told to end, and what of it has begun. */
  function works() {
    const begun: string[] = [];
    const ends = new Map<string, () => void>();
    const queue = new NewestFirst(2);
    const run = (name: string): Promise<string> =>
      queue.run(async () => {
        begun.push(name);
        await new Promise<void>((resolve) => ends.set(name, resolve));
        return name;
      });
    return { begun, run, end: (name: string) => ends.get(name)?.() };
  }

  test('begins at once while there is room, and later in turn', async () => {
    const { begun, run, end } = works();
    const all = [run('a'), run('b'), run('c')];
    expect(begun).toEqual(['a', 'b']);
    end('a');
    await all[0];
    await expect.poll(() => begun).toEqual(['a', 'b', 'c']);
    end('b');
    end('c');
    expect(await Promise.all(all)).toEqual(['a', 'b', 'c']);
    const after = [run('d'), run('e')];
    expect(begun.slice(3), 'every place is free again').toEqual(['d', 'e']);
    end('d');
    end('e');
    await Promise.all(after);
  });

  test('makes way, where it has not begun, for what is newer', async () => {
    const { begun, run, end } = works();
    const first = [run('a'), run('b')];
    const dropped = run('c');
    const last = run('d');
    await expect(dropped).rejects.toMatchObject({ code: 'CANCELLED' });
    end('b');
    await first[1];
    await expect.poll(() => begun).toEqual(['a', 'b', 'd']);
    end('a');
    end('d');
    expect(await Promise.all([...first, last])).toEqual(['a', 'b', 'd']);
  });

  test('frees its place when it fails', async () => {
    const queue = new NewestFirst(1);
    await expect(queue.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await queue.run(() => Promise.resolve('next'))).toBe('next');
  });
});
